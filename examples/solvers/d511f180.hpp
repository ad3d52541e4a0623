// Grey and teal are exchanged.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_d511f180 = solver(
    O = switch_(I, FIVE, EIGHT));
} // namespace batt::solvers
