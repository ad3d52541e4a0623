// The grid is repeated at each of its own coloured cells.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_007bbfb7 = solver(
    x1 = hconcat(I, I),
    x2 = hconcat(x1, I),
    x3 = upscale(I, THREE),
    x4 = vconcat(x2, x2),
    x5 = vconcat(x4, x2),
    O = cellwise(x3, x5, ZERO));
} // namespace batt::solvers
