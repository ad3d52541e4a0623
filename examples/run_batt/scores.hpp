// What came of a run, counted once for tables, reports and the exit code.
#pragma once

#include "evaluation.hpp"
#include "text.hpp"
#include <cstdint>
#include <vector>

namespace run_batt {

/// Solved pairs among those with an expected output, equal cells, and all statuses.
struct score {
    std::size_t train_solved = 0, train = 0;
    std::size_t test_solved = 0, test = 0;
    std::size_t further_solved = 0, further = 0; ///< of further lists of pairs
    std::size_t samples = 0;                     ///< that ran, with an expected output or without
    std::uint64_t equal_cells = 0, cells = 0;    ///< of expected outputs; none where shapes differ
    status_counts statuses;

    std::size_t solved() const { return train_solved + test_solved + further_solved; }
    std::size_t pairs() const { return train + test + further; }
    bool all_solved() const { return solved() == pairs(); }
    void add(const score& other);
};

/// A program on a task.
struct scored_run {
    std::size_t task = 0;
    std::size_t program = 0;
    score what;
    bool is_own = false;       ///< the program is for this task
    bool solves_train = false; ///< all train pairs, and there are some
    bool is_listed = false;    ///< in tables for people
};

/// "Solved" counts pairs of own tasks or, where all programs are candidates for a task, pairs that
/// any program solves.
struct run_totals {
    std::size_t tasks = 0, solved_tasks = 0;
    std::size_t pairs = 0, solved_pairs = 0;
    std::size_t solvers = 0; ///< programs that solve all train pairs of a task
    std::size_t tasks_with_solver = 0;
    pipeline_outcome time;
    score sum;
};

/// All runs, task by task.
struct scoreboard {
    std::vector<scored_run> runs;
    run_totals totals;

    bool all_solved() const { return totals.solved_pairs == totals.pairs; }
    /// How many runs tables do not list, as --cross makes too many of them.
    std::size_t left_out = 0;
};

scoreboard make_scoreboard(const evaluation& all);

/// The cells of an expected output, 0 if there is none.
std::uint64_t cells_of(const batt::io::example& pair);

/// The seconds that a program alone takes per sample: those of a pipeline that has no other
/// program; 0 if they are not known.
double own_seconds_per_sample(const evaluation& all, std::size_t p);

} // namespace run_batt
