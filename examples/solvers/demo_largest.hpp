// The largest of all shapes turns grey.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_demo_largest = solver(
    x1 = objects(I, T, F, T),
    x2 = argmax(x1, size),
    O = fill(I, FIVE, x2));
} // namespace batt::solvers
