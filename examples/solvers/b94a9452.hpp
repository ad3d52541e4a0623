// The square is cut out and its two colours are exchanged.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_b94a9452 = solver(
    x1 = objects(I, F, F, T),
    x2 = first(x1),
    x3 = subgrid(x2, I),
    x4 = mostcolor(x3),
    x5 = leastcolor(x3),
    O = switch_(x3, x4, x5));
} // namespace batt::solvers
