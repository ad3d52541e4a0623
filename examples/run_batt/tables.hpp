// How run_batt shows what came of a run in a terminal.
#pragma once

#include "scores.hpp"

namespace run_batt {

/// Pairs solved, equal cells and statuses, one line for each program and task that is listed.
void print_scores(const evaluation& all, const scoreboard& board);

/// Tasks, pairs, time and device in a few sentences.
void print_totals(const evaluation& all, const scoreboard& board);

/// A phase of a run: its name, and where its seconds are.
struct phase {
    const char* name;
    double batt::phase_times::*seconds;
};

/// All phases, from the total on.
const std::vector<phase>& phases();

/// The phases of every pipeline in milliseconds, and the samples at each tier; their sums below.
void print_phases(const evaluation& all);

} // namespace run_batt
