// The grid is mirrored at its main diagonal.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_74dd1130 = solver(
    O = dmirror(I));
} // namespace batt::solvers
