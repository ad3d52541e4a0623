// The four bars become a frame around the pattern; each of its cells takes the colour of the
// nearest bar, cells as near to two bars keep theirs.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_9aec4887 = solver(
    x1 = objects(I, T, T, T),
    x2 = colorfilter(x1, EIGHT),
    x3 = difference(x1, x2),
    x4 = merge(x3),
    x5 = ulcorner(x4),
    x6 = invert(x5),
    x7 = rbind(shift, x6),
    x8 = apply(x7, x3),
    x9 = ofcolor(I, EIGHT),
    x10 = normalize(x9),
    x11 = shift(x10, UNITY),
    x12 = lbind(lbind, manhattan),
    x13 = compose(x12, initset),
    x14 = lbind(argmin, x8),
    x15 = compose(x14, x13),
    x16 = lbind(valmin, x8),
    x17 = compose(x16, x13),
    x18 = lbind(sfilter, x8),
    x19 = fork(matcher, x13, x17),
    x20 = compose(x18, x19),
    x21 = matcher(size, ONE),
    x22 = compose(x21, x20),
    x23 = rbind(branch, EIGHT),
    x24 = compose(color, x15),
    x25 = fork(x23, x22, x24),
    x26 = subgrid(x4, I),
    x27 = fork(astuple, x25, identity),
    x28 = apply(x27, x11),
    O = paint(x26, x28));
} // namespace batt::solvers
