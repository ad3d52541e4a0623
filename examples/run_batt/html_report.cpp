// run_batt --html: what came of a run, for people to look at.
#include "reports.hpp"
#include "wrong_pairs.hpp"

#include <batt/io/html_report.hpp>
#include <set>

namespace run_batt {

namespace {

batt::io::report_row row_of(const evaluation& all, const scored_run& run) {
    batt::io::report_row row;
    row.task = all.task(run.task).id;
    row.program = all.of(run.program).name;
    row.solved = run.what.solved();
    row.pairs = run.what.pairs();
    row.equal_cells = run.what.cells ? static_cast<double>(run.what.equal_cells) /
                                           static_cast<double>(run.what.cells)
                                     : 0;
    row.statuses = run.what.statuses.counts();
    return row;
}

void add_wrong_pairs(const evaluation& all, const scored_run& run, const output_map& outputs,
                     std::vector<batt::io::wrong_pair>& wrong) {
    const evaluated_task& t = all.tasks[run.task];
    for (std::size_t k = t.first; k < t.last; ++k) {
        if (!all.wrong(run.program, k)) continue;
        const sample& s = all.samples[k];
        const batt::verdict v = all.verdict(run.program, k);
        batt::io::wrong_pair one;
        one.task = t.what->id;
        one.program = all.of(run.program).name;
        one.name = s.name(" ");
        one.pair = s.pair;
        if (const batt::grid* got = grid_of(outputs, run.program, k)) one.got = *got;
        if (!v.ok()) one.why = batt::failure(v.why(), v.statement());
        wrong.push_back(std::move(one));
    }
}

} // namespace

std::string to_html(const evaluation& all, const scoreboard& board, const output_map& outputs) {
    const context& here = *all.here;
    const run_totals& totals = board.totals;
    const double seconds = totals.time.seconds.total;
    batt::io::html_report report;
    report.title = "run_batt: " + place_of_tasks(here.wanted);
    report.totals = {{"tasks solved", solved_of(totals.solved_tasks, totals.tasks)},
                     {"pairs solved", solved_of(totals.solved_pairs, totals.pairs)},
                     {"equal cells", percent(totals.sum.equal_cells, totals.sum.cells)},
                     {"programs", std::to_string(all.outcomes.size())},
                     {"samples", std::to_string(totals.time.samples)},
                     {"seconds", format("%.3f", seconds)},
                     {"device", all.device}};
    if (all.is_partial) {
        report.notes.push_back(
            "The run was stopped early: what is reported is what was done until then.");
    }
    report.notes.insert(report.notes.end(), here.notes.begin(), here.notes.end());
    report.notes.insert(report.notes.end(), here.problems.begin(), here.problems.end());
    std::set<std::size_t> drawn;
    for (const scored_run& run : board.runs) {
        if (!run.is_listed) continue;
        report.rows.push_back(row_of(all, run));
        if (drawn.insert(run.task).second) report.tasks.push_back(all.tasks[run.task].what);
        add_wrong_pairs(all, run, outputs, report.wrong);
    }
    return batt::io::to_html(report);
}

} // namespace run_batt
