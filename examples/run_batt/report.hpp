// How run_batt shows what came of a run: tables, pictures, JSON.
#pragma once

#include "run.hpp"

namespace run_batt {

/// One line a task: pairs solved, statuses, samples a second.
void print_table(std::ostream& out, const summary& all, const options& wanted);

/// One line a task: the phases of its run in milliseconds, and samples at each tier.
void print_timing(std::ostream& out, const summary& all);

/// One pair that was not solved, as input, expected and got, or with the status it failed with.
void print_failed_pair(std::ostream& out, const task_result& task, const pair_result& pair,
                       const batt::grid* got, const options& wanted);

/// Tasks, pairs and device in one line.
void print_summary(std::ostream& out, const summary& all);

/// Everything, as JSON.
std::string to_json(const summary& all, const options& wanted);

/// A bar with the number of tasks done, on one line that it overwrites.
class progress_bar {
public:
    /// @param visible where false, nothing is ever shown.
    progress_bar(std::ostream& out, std::size_t steps, bool visible);
    ~progress_bar();
    progress_bar(const progress_bar&) = delete;
    progress_bar& operator=(const progress_bar&) = delete;

    /// Done with one more step and at work on the one with this name.
    void show(std::size_t done, const std::string& name);

private:
    std::ostream& out_;
    std::size_t steps_;
    bool visible_;
    double started_;
    bool shown_ = false;
};

} // namespace run_batt
