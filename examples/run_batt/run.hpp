// Runs programs on tasks and collects what came of it.
#pragma once

#include "collection.hpp"
#include <batt/io/task.hpp>
#include <iosfwd>

namespace run_batt {

/// A pair of a task, the verdict on it, and whether all its repetitions agree with the first.
struct pair_result {
    bool is_test = false;
    const batt::io::example* pair = nullptr;
    batt::verdict verdict;
    bool solved = false; ///< every repetition gave the expected output

    /// "train pair 2", as the loader counts.
    std::string name() const;
};

/// What came of one program on its task.
struct task_result {
    const batt::io::task* task = nullptr;
    const program* what = nullptr;
    std::vector<pair_result> pairs; ///< those with an expected output
    std::size_t samples = 0;
    batt::run_report report;

    std::size_t solved() const;
};

/// What came of everything.
struct summary {
    std::vector<task_result> results;
    std::vector<std::string> problems; ///< sentences: bad files, unknown IDs, a failed environment
    std::vector<std::string> notes;    ///< what was left out, and why

    std::size_t pairs() const;
    std::size_t solved_pairs() const;
    std::size_t tasks() const;
    std::size_t solved_tasks() const; ///< those of which a program solves every pair
};

/// "train pair 2" or "test pair 1".
std::string pair_name(bool is_test, const batt::io::example& pair);

/// Runs the programs that are asked for on the tasks that are asked for and prints the report.
/// @return an exit_code.
int run(const options& wanted, const std::vector<batt::pipeline_entry>& pipelines,
        std::ostream& out, std::ostream& err);

} // namespace run_batt
