// The pattern is mirrored to the right, and both together downwards.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_demo_kaleidoscope = solver(
    x1 = vmirror(I),
    x2 = hconcat(I, x1),
    x3 = hmirror(x2),
    O = vconcat(x2, x3));
} // namespace batt::solvers
