// The shape that occurs most often is the output.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_39a8645d = solver(
    x1 = rbind(subgrid, I),
    x2 = objects(I, T, T, T),
    x3 = totuple(x2),
    x4 = apply(x1, x3),
    O = mostcommon(x4));
} // namespace batt::solvers
