// Every shape gets a green frame.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_demo_frames = solver(
    x1 = objects(I, T, F, T),
    x2 = mapply(outbox, x1),
    O = fill(I, THREE, x2));
} // namespace batt::solvers
