// How run_batt shows what came of a run: tables, pictures, JSON.
#pragma once

#include "run.hpp"

namespace run_batt {

/// One line a program: pairs solved, statuses, samples a second.
void print_table(std::ostream& out, const summary& all, const options& wanted);

/// What a run took.
struct phase_line {
    std::string label;
    batt::phase_times seconds;
    std::vector<std::size_t> tier_samples;
};

/// The phases in milliseconds, and samples at each tier; their sums below.
void print_phases(std::ostream& out, const std::vector<phase_line>& lines);

/// The phases of every program's run.
void print_timing(std::ostream& out, const summary& all);

/// One pair that was not solved, as input, expected and got, or with the status it failed with.
void print_failed_pair(std::ostream& out, const std::string& label, const pair_result& pair,
                       const batt::grid* got, const options& wanted);

/// Tasks, pairs and device in one line.
void print_summary(std::ostream& out, const summary& all);

/// Everything, as JSON.
std::string to_json(const summary& all, const options& wanted);

} // namespace run_batt
