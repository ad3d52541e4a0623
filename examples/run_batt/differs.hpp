// Scores of grids: what `differ_...` functions say of how a grid differs from what is expected.
#pragma once

#include "evaluation.hpp"
#include <optional>

namespace run_batt {

/// What a score says of the grids that one program made of a task's pairs, or of their inputs.
struct differ_scores {
    std::size_t differ = 0;     ///< its place among those of the run
    std::size_t task = 0;       ///< its place in the evaluation
    std::size_t program = none; ///< none: of the inputs
    /// For each pair of the task 0 to 1000; nothing where there is no grid, nothing is
    /// expected, or the score fails or is no integer.
    std::vector<std::optional<int>> pairs{};

    int sum() const;
};

/// All scores of the run's differs, task by task: those of the inputs, then those of the programs.
/// They are computed by definition, on all cores.
std::vector<differ_scores> score_outputs(const evaluation& all, const output_map& outputs);

/// What each of the run's differs says of a grid made from a pair of a task; nothing where nothing
/// is expected, or the score fails or is no integer.
std::vector<std::optional<int>> score_grid(const context& here, const batt::io::task& task,
                                           const batt::io::example& pair, const batt::grid& made);

} // namespace run_batt
