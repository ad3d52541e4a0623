// How run_batt shows what came of a mega-batch: scores and JSON.
#pragma once

#include "evaluation.hpp"

namespace run_batt {

/// Pairs solved, statuses and time, one line for each program and task. Where every program runs on
/// every task: for its own task, and for those of which it solves all train pairs.
void print_scores(const evaluation& all);

/// Tasks, pairs, time and device in a few sentences.
void print_totals(const evaluation& all);

/// Whether no pair is left: each program solves all pairs of its own task or, where every program
/// runs on every task, each pair is solved by some program.
bool all_pairs_solved(const evaluation& all);

/// `{ID: {"train": [...], "test": [...]}}`: for each pair of each task what every program gave.
std::string to_json(const evaluation& all, const output_map& outputs);

} // namespace run_batt
