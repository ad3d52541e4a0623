// How run_batt shows what came of a run in a terminal.
#pragma once

#include "scores.hpp"

namespace run_batt {

/// Prints solved pairs, equal cells and statuses, a line for each listed program and task.
void print_scores(const evaluation& all, const scoreboard& board);

/// Prints tasks, pairs, time and device in a few sentences.
void print_totals(const evaluation& all, const scoreboard& board);

/// A phase of a run: its name, and where its seconds are.
struct phase {
    const char* name;
    double batt::phase_times::*seconds;
};

/// All phases, the total first.
const std::vector<phase>& phases();

/// Prints the phases of every pipeline in milliseconds and the samples at each tier, then the sums.
void print_phases(const evaluation& all);

} // namespace run_batt
