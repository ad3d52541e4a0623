// The colours of the shapes in a row, from the smallest shape to the largest.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_demo_ranking = solver(
    x1 = objects(I, T, F, T),
    x2 = order(x1, size),
    x3 = apply(color, x2),
    x4 = repeat(x3, ONE),
    O = upscale(x4, TWO));
} // namespace batt::solvers
