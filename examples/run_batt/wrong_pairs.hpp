// Tasks and wrong pairs as pictures in the terminal.
#pragma once

#include "scores.hpp"

namespace run_batt {

/// Draws the pairs of every task: inputs beside outputs.
void draw_tasks(const context& here, const std::vector<task_programs>& tasks);

/// Draws the wrong pairs of the runs that are listed: the input, the expected output and what the
/// program gave.
/// @return false, with a sentence, if the environment failed.
bool show_wrong_pairs(const evaluation& all, const scoreboard& board, std::string& problem);

/// What is wrong with a pair: "the output is wrong", "the output is no grid", "statement 2 failed
/// with not_found".
/// @param got the output, or nothing if it failed
std::string what_is_wrong(batt::verdict v, const batt::grid* got);

/// The output of a program on a sample, or nothing if it failed or is no grid.
const batt::grid* grid_of(const output_map& outputs, std::size_t p, std::size_t k);

} // namespace run_batt
