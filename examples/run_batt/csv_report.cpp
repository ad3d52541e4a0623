// run_batt --csv: a line per program and pair, for spreadsheets and statistics.
#include "reports.hpp"

#include <batt/io/csv.hpp>

namespace run_batt {

std::string to_csv(const evaluation& all, const scoreboard& board) {
    std::string text = batt::io::csv_line({"task", "program", "file", "line", "pair", "status",
                                           "statement", "match", "equal_cells", "cells", "hash"});
    const listing only = all.here->wanted.only;
    for (const scored_run& run : board.runs) {
        if (only != listing::all && !run.is_listed) continue;
        const program& what = all.of(run.program);
        for (std::size_t k = all.tasks[run.task].first; k < all.tasks[run.task].last; ++k) {
            if (!all.ran(run.program, k)) continue;
            const sample& s = all.samples[k];
            const batt::verdict v = all.verdict(run.program, k);
            const bool is_scored = s.pair->output.has_value();
            text += batt::io::csv_line({all.task(run.task).id, what.source.name, what.source.file,
                                        std::to_string(what.source.line), s.name(),
                                        batt::to_string(v.why()), std::to_string(v.statement()),
                                        is_scored ? (all.solved(run.program, k) ? "1" : "0") : "",
                                        is_scored ? std::to_string(v.cells()) : "",
                                        is_scored ? std::to_string(cells_of(*s.pair)) : "",
                                        v.ok() ? hash_text(v.hash()) : ""});
        }
    }
    return text;
}

} // namespace run_batt
