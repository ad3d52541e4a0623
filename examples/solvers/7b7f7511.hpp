// The grid is its first half twice: one half is the output.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_7b7f7511 = solver(
    x1 = portrait(I),
    x2 = branch(x1, tophalf, lefthalf),
    O = x2(I));
} // namespace batt::solvers
