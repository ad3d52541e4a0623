// Tasks and wrong pairs as pictures in the terminal.
#pragma once

#include "scores.hpp"

namespace run_batt {

/// Draws the pairs of every task: inputs beside outputs.
void draw_tasks(const context& here, const std::vector<task_programs>& tasks);

/// Draws the wrong pairs of the runs that are listed: input, expected and what the program gave.
/// @return false, with a sentence, if the environment failed.
bool show_wrong_pairs(const evaluation& all, const scoreboard& board, std::string& problem);

/// What is wrong with a pair: "the output is wrong", "statement 2 failed with not_found".
std::string what_is_wrong(batt::verdict v);

} // namespace run_batt
