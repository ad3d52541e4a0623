// The tile is repeated, row by row, as many times as it has coloured cells, on a canvas of as many
// tiles a side as it has empty ones.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_91413438 = solver(
    x1 = colorcount(I, ZERO),
    x2 = interval(ZERO, x1, ONE),
    x3 = subtract(NINE, x1),
    x4 = lbind(multiply, x1),
    x5 = compose(x4, first),
    x6 = fork(add, x5, last),
    x7 = product(x2, x2),
    x8 = lbind(greater, x3),
    x9 = compose(x8, x6),
    x10 = sfilter(x7, x9),
    x11 = multiply(THREE, x1),
    x12 = astuple(x11, x11),
    x13 = canvas(ZERO, x12),
    x14 = asobject(I),
    x15 = lbind(shift, x14),
    x16 = lbind(multiply, THREE),
    x17 = apply(x16, x10),
    x18 = mapply(x15, x17),
    O = paint(x13, x18));
} // namespace batt::solvers
