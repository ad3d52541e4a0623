// The pipeline that most tests of the executor run.
#pragma once

#include <batt/dsl.hpp>
#include <batt/exec/mega_batch.hpp>
#include <batt/exec/program_pipeline.hpp>

namespace batt::solvers {

/// Paints the largest object of a grid and mirrors the grid: it fails where there are no objects.
inline constexpr auto pipeline = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                                        x3 = fill(I, FIVE, x2), O = vmirror(x3));
using executor_type = mega_batch<decltype(pipeline)>;

/// The source of a pipeline of one program.
struct pipeline_source {
    static constexpr program_source value{"abc", "solve_abc", "abc.hpp", 1, 0, ""};
};

} // namespace batt::solvers
