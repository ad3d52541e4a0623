// Red cells shoot upwards; a ray that would meet a grey cell goes around it on the right.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_d9f24cd1 = solver(
    x1 = ofcolor(I, TWO),
    x2 = ofcolor(I, FIVE),
    x3 = rbind(vmatching, x2),
    x4 = compose(x3, initset),
    x5 = sfilter(x1, x4),
    x6 = lbind(add, DOWN),
    x7 = lbind(extract, x2),
    x8 = lbind(matcher, last),
    x9 = compose(x8, last),
    x10 = compose(x7, x9),
    x11 = compose(x6, x10),
    x12 = rbind(shoot, UP),
    x13 = difference(x1, x5),
    x14 = mapply(x12, x13),
    x15 = fork(connect, identity, x11),
    x16 = mapply(x15, x5),
    x17 = lbind(add, RIGHT),
    x18 = chain(x12, x17, x11),
    x19 = mapply(x18, x5),
    x20 = fill(I, TWO, x14),
    x21 = fill(x20, TWO, x16),
    O = fill(x21, TWO, x19));
} // namespace batt::solvers
