// How run_batt shows what came of a run in a terminal.
#include "tables.hpp"

#include <batt/io/json_document.hpp>
#include <ostream>

namespace run_batt {

namespace {

using batt::io::detail::printable;

constexpr const char* green = "32";
constexpr const char* red = "31";

std::string solved_or_none(std::size_t solved, std::size_t all) {
    return all ? solved_of(solved, all) : "-";
}

std::string milliseconds(double seconds) { return format("%.3f", seconds * 1e3); }

/// Whether any program is timed alone: a shared statement is nobody's own, so where programs share
/// a pipeline there is no time to show.
bool has_own_times(const evaluation& all, const scoreboard& board) {
    for (const scored_run& run : board.runs) {
        if (run.is_listed && own_seconds_per_sample(all, run.program) > 0) return true;
    }
    return false;
}

/// Prints how programs of text ran, if by columns: "By columns 9, by definition 3 (...)." For
/// compiled programs it prints how samples ran that are too large for them.
void print_evaluations(const evaluation& all, const batt::evaluation_counts& n) {
    const std::string stayed =
        n.stayed > 0 ? "; the status of " + std::to_string(n.stayed) + " stays capacity" : "";
    const std::size_t large = n.columns + n.definition + n.stayed;
    if (!all.programs->is_text() && large > 0) {
        all.here->out << "Too large for compiled programs: " << counted(large, "sample", "samples")
                      << ", of which " << n.columns << " ran by columns and " << n.definition
                      << " by definition" << stayed << ".\n";
    }
    if (!all.programs->by_columns()) return;
    all.here->out << "By columns " << n.columns << ", by definition " << n.definition;
    std::string why;
    const auto add = [&](std::size_t count, const char* reason) {
        if (count == 0) return;
        why += (why.empty() ? " (" : ", ") + std::to_string(count) + reason;
    };
    add(n.no_form, " have no column form");
    add(n.too_large, " are too large for columns");
    add(n.no_place, " failed at a statement that only the definition can find");
    all.here->out << why << (why.empty() ? "" : ")") << stayed << ".\n";
}

} // namespace

void print_scores(const evaluation& all, const scoreboard& board) {
    std::ostream& out = all.here->out;
    if (board.runs.empty()) return;
    const bool has_times = has_own_times(all, board);
    text_table table(2);
    text_table::line head = {"task", "program", "statements", "train", "test", "cells", "statuses"};
    // further pairs follow the test pairs, where a task has any
    const bool has_further = board.totals.sum.further > 0;
    const auto add_further = [&](text_table::line& line, const std::string& what) {
        if (has_further) line.insert(line.begin() + 5, what);
    };
    add_further(head, "further");
    if (has_times) head.emplace_back("us/sample");
    table.add(head);
    std::vector<const char*> colors;
    std::size_t listed = 0;
    for (const scored_run& run : board.runs) {
        if (!run.is_listed) continue;
        const program& what = all.of(run.program);
        const score& one = run.what;
        text_table::line line = {printable(all.task(run.task).id),
                                 printable(what.name),
                                 std::to_string(what.source.statements),
                                 solved_or_none(one.train_solved, one.train),
                                 solved_or_none(one.test_solved, one.test),
                                 percent(one.equal_cells, one.cells),
                                 one.statuses.text()};
        add_further(line, solved_or_none(one.further_solved, one.further));
        if (has_times) {
            const double seconds = own_seconds_per_sample(all, run.program);
            line.push_back(seconds > 0 ? format("%.3f", seconds * 1e6) : "-");
        }
        table.add(std::move(line));
        colors.push_back(one.all_solved() ? green : red);
        ++listed;
    }
    const score& sum = board.totals.sum;
    text_table::line last = {"total",
                             counted(listed, "line", "lines"),
                             "",
                             solved_or_none(sum.train_solved, sum.train),
                             solved_or_none(sum.test_solved, sum.test),
                             percent(sum.equal_cells, sum.cells),
                             sum.statuses.text()};
    add_further(last, solved_or_none(sum.further_solved, sum.further));
    if (has_times) last.emplace_back();
    table.add(std::move(last));
    colors.push_back("");
    for (const std::size_t column : {std::size_t{has_further ? 7U : 6U}, std::size_t{2}}) {
        table.spare(column, all.here->wanted); // statuses, then statements
    }
    out << table.text(colors, all.here->wanted) << '\n';
    if (board.left_out > 0) {
        out << "Not listed: " << counted(board.left_out, "run", "runs")
            << " of a program on another program's task of which it does not solve all train "
               "pairs.\n";
    }
}

void print_totals(const evaluation& all, const scoreboard& board) {
    std::ostream& out = all.here->out;
    const run_totals& totals = board.totals;
    if (all.is_partial) {
        out << "The run was stopped early: what is reported is what was done until then.\n";
    }
    out << counted(totals.solvers, "program solves", "programs solve")
        << " all train pairs of a task; " << totals.tasks_with_solver << " of " << totals.tasks
        << " tasks have such a program.\n";
    const double seconds = totals.time.seconds.total;
    const double rate = seconds > 0 ? static_cast<double>(totals.time.samples) / seconds : 0;
    out << totals.time.samples << " samples (a program on a pair each) in " << milliseconds(seconds)
        << " ms, " << short_number(rate) << " samples/s, by "
        << counted(all.outcomes.size(), "program", "programs") << " in "
        << counted(all.pipelines.size(), "pipeline", "pipelines") << ".\n";
    print_evaluations(all, totals.time.evaluations);
    out << "Solved " << totals.solved_tasks << " of " << totals.tasks << " tasks, "
        << totals.solved_pairs << " of " << totals.pairs << " pairs"
        << (all.here->wanted.any_counts() ? " by any program" : "");
    if (!all.device.empty()) out << ", on " << all.device << " (" << backend_name(all.where) << ")";
    out << ".\n";
}

const std::vector<phase>& phases() {
    static const std::vector<phase> all = {
        {"total", &batt::phase_times::total},      {"prepare", &batt::phase_times::prepare},
        {"copy_in", &batt::phase_times::copy_in},  {"kernel", &batt::phase_times::kernel},
        {"retry", &batt::phase_times::retry},      {"reference", &batt::phase_times::reference},
        {"copy_out", &batt::phase_times::copy_out}};
    return all;
}

void print_phases(const evaluation& all) {
    text_table table;
    text_table::line head = {"milliseconds"};
    for (const phase& p : phases()) head.emplace_back(p.name);
    head.emplace_back("samples per tier");
    table.add(head);
    const auto add = [&](const std::string& name, const pipeline_outcome& what) {
        text_table::line line = {name};
        for (const phase& p : phases()) line.push_back(milliseconds(what.seconds.*p.seconds));
        std::string tiers;
        for (const std::size_t count : what.tier_samples) {
            tiers += (tiers.empty() ? "" : " + ") + std::to_string(count);
        }
        line.push_back(tiers);
        table.add(std::move(line));
    };
    pipeline_outcome sum;
    for (std::size_t at = 0; at < all.pipelines.size(); ++at) {
        if (all.pipelines[at].samples == 0) continue;
        add(printable(all.programs->pipelines[at].name), all.pipelines[at]);
        sum.add(all.pipelines[at]);
    }
    sum.tier_samples.clear(); // tiers of different pipelines are different tiers
    add("sum", sum);
    all.here->out << '\n'
                  << table.text({}, all.here->wanted) << '\n'
                  << "Samples were packed once for all of it, in "
                  << milliseconds(all.packing_seconds) << " ms.\n";
    if (all.here->wanted.quiet) print_evaluations(all, sum.evaluations);
}

} // namespace run_batt
