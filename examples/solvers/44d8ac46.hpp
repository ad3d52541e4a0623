// Holes in the grey shapes that are squares turn red.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_44d8ac46 = solver(
    x1 = objects(I, T, F, T),
    x2 = apply(delta, x1),
    x3 = mfilter(x2, square),
    O = fill(I, TWO, x3));
} // namespace batt::solvers
