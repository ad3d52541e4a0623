// Teal cells that share a row or a column are joined by lines.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_ded97339 = solver(
    x1 = ofcolor(I, EIGHT),
    x2 = prapply(connect, x1, x1),
    x3 = fork(either, hline, vline),
    x4 = mfilter(x2, x3),
    O = fill(I, EIGHT, x4));
} // namespace batt::solvers
