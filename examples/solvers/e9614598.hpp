// A green cross is put halfway between the two blue cells.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_e9614598 = solver(
    x1 = ofcolor(I, ONE),
    x2 = centerofmass(x1),
    x3 = dneighbors(x2),
    x4 = insert(x2, x3),
    O = fill(I, THREE, x4));
} // namespace batt::solvers
