// How run_batt shows what came of a run: tables, pictures, JSON.
#pragma once

#include "run.hpp"

namespace run_batt {

/// One line a program: pairs solved, statuses, samples a second.
void print_table(std::ostream& out, const summary& all, const options& wanted);

/// One line a program: the phases of its run in milliseconds, and samples at each tier.
void print_timing(std::ostream& out, const summary& all);

/// One pair that was not solved, as input, expected and got, or with the status it failed with.
void print_failed_pair(std::ostream& out, const std::string& label, const pair_result& pair,
                       const batt::grid* got, const options& wanted);

/// Tasks, pairs and device in one line.
void print_summary(std::ostream& out, const summary& all);

/// Everything, as JSON.
std::string to_json(const summary& all, const options& wanted);

} // namespace run_batt
