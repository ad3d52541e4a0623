// The 3 x 3 corner at the upper right is cut out.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_5bd6f4ac = solver(
    x1 = tojvec(SIX),
    O = crop(I, x1, THREE_BY_THREE));
} // namespace batt::solvers
