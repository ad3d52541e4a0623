// Tables, pictures and JSON for people and for scripts.
#include "report.hpp"

#include "text.hpp"
#include <array>
#include <batt/config.hpp>
#include <nlohmann/json.hpp>
#include <ostream>

namespace run_batt {

namespace {

std::string milliseconds(double seconds) { return format("%.3f", seconds * 1e3); }

std::string statuses(const task_result& task) {
    status_counts counts;
    for (const pair_result& pair : task.pairs) counts.add(pair.verdict, !pair.solved);
    return counts.text();
}

double samples_per_second(const task_result& task) {
    const double seconds = task.report.seconds.total;
    return seconds > 0 ? static_cast<double>(task.samples) / seconds : 0;
}

struct phase {
    const char* name;
    double batt::phase_times::*seconds;
};

constexpr std::array<phase, 7> phases{{{"total", &batt::phase_times::total},
                                       {"prepare", &batt::phase_times::prepare},
                                       {"copy_in", &batt::phase_times::copy_in},
                                       {"kernel", &batt::phase_times::kernel},
                                       {"retry", &batt::phase_times::retry},
                                       {"reference", &batt::phase_times::reference},
                                       {"copy_out", &batt::phase_times::copy_out}}};

} // namespace

void print_table(std::ostream& out, const summary& all, const options& wanted) {
    if (all.results.empty()) return;
    text_table table;
    table.add({"task", "statements", "pairs solved", "statuses", "samples", "samples/s"});
    std::vector<const char*> colors;
    for (const task_result& task : all.results) {
        table.add({batt::io::detail::printable(task.what->label),
                   std::to_string(task.what->source.statements),
                   solved_of(task.solved(), task.pairs.size()), statuses(task),
                   std::to_string(task.samples), short_number(samples_per_second(task))});
        colors.push_back(task.solved() == task.pairs.size() ? "32" : "31");
    }
    out << table.text(colors, wanted) << '\n';
}

void print_phases(std::ostream& out, const std::vector<phase_line>& lines) {
    if (lines.empty()) return;
    text_table table;
    text_table::line head = {"milliseconds"};
    for (const phase& p : phases) head.emplace_back(p.name);
    head.emplace_back("samples a tier");
    table.add(head);
    batt::phase_times sums;
    for (const phase_line& one : lines) {
        text_table::line line = {batt::io::detail::printable(one.label)};
        for (const phase& p : phases) {
            line.push_back(milliseconds(one.seconds.*p.seconds));
            sums.*p.seconds += one.seconds.*p.seconds;
        }
        std::string tiers;
        for (const std::size_t count : one.tier_samples) {
            tiers += (tiers.empty() ? "" : " + ") + std::to_string(count);
        }
        line.push_back(tiers);
        table.add(line);
    }
    text_table::line line = {"sum"};
    for (const phase& p : phases) line.push_back(milliseconds(sums.*p.seconds));
    line.emplace_back();
    table.add(line);
    out << table.text({}, {}) << '\n';
}

void print_timing(std::ostream& out, const summary& all) {
    std::vector<phase_line> lines;
    for (const task_result& task : all.results) {
        lines.push_back({task.what->label, task.report.seconds, task.report.tier_samples});
    }
    print_phases(out, lines);
}

void print_failed_pair(std::ostream& out, const std::string& label, const pair_result& pair,
                       const batt::grid* got, const options& wanted) {
    out << "Task " << batt::io::detail::printable(label) << ", " << pair.name() << ": ";
    if (pair.verdict.ok()) {
        out << "the output is wrong.\n";
    } else {
        out << "statement " << pair.verdict.statement() << " failed with "
            << batt::to_string(pair.verdict.why()) << ".\n";
    }
    std::vector<batt::io::panel> panels = {{"input", &pair.pair->input},
                                           {"expected", &*pair.pair->output}};
    if (got) panels.push_back({"got", got, &*pair.pair->output});
    out << batt::io::draw(panels, wanted.colors, wanted.columns) << '\n';
}

void print_summary(std::ostream& out, const summary& all) {
    out << "Solved " << all.solved_tasks() << " of " << all.tasks() << " tasks, "
        << all.solved_pairs() << " of " << all.pairs() << " pairs";
    if (!all.results.empty()) {
        const batt::run_report& last = all.results.back().report;
        out << ", on " << last.device << " (" << backend_name(last.where) << ")";
    }
    out << ".\n";
}

std::string to_json(const summary& all, const options& wanted) {
    using json = nlohmann::ordered_json;
    json tasks = json::array();
    for (const task_result& task : all.results) {
        json pairs = json::array();
        for (const pair_result& pair : task.pairs) {
            pairs.push_back({{"kind", pair.is_test ? "test" : "train"},
                             {"number", pair.pair->number},
                             {"solved", pair.solved},
                             {"status", batt::to_string(pair.verdict.why())},
                             {"statement", pair.verdict.statement()}});
        }
        json seconds;
        for (const phase& p : phases) seconds[p.name] = task.report.seconds.*p.seconds;
        tasks.push_back({{"id", task.what->source.id},
                         {"program", task.what->source.name},
                         {"statements", task.what->source.statements},
                         {"backend", backend_name(task.report.where)},
                         {"device", task.report.device},
                         {"samples", task.samples},
                         {"samples_per_second", samples_per_second(task)},
                         {"seconds", seconds},
                         {"tier_samples", task.report.tier_samples},
                         {"pairs_solved", task.solved()},
                         {"pairs", pairs}});
    }
    const std::string version = std::to_string(BATT_VERSION_MAJOR) + "." +
                                std::to_string(BATT_VERSION_MINOR) + "." +
                                std::to_string(BATT_VERSION_PATCH);
    const json report = {{"batt", version},
                         {"asked",
                          {{"tasks", wanted.tasks},
                           {"solutions", wanted.solutions},
                           {"backend", backend_name(wanted.where)},
                           {"batch_size", wanted.batch_size.value_or(0)},
                           {"repeat", wanted.repeat}}},
                         {"tasks_run", all.tasks()},
                         {"tasks_solved", all.solved_tasks()},
                         {"pairs_run", all.pairs()},
                         {"pairs_solved", all.solved_pairs()},
                         {"tasks", tasks},
                         {"problems", all.problems},
                         {"notes", all.notes}};
    // Names of files may hold bytes that are no UTF-8.
    return report.dump(2, ' ', false, json::error_handler_t::replace);
}

} // namespace run_batt
