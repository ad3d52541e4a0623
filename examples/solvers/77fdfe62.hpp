// Inside the frame the pattern is cut out, and each quarter of it takes the colour of its corner
// cell.
#pragma once

#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto solve_77fdfe62 = solver(
    x1 = trim(I),
    x2 = trim(x1),
    x3 = tophalf(x2),
    x4 = bottomhalf(x2),
    x5 = asindices(I),
    x6 = lbind(index, I),
    x7 = lefthalf(x3),
    x8 = ulcorner(x5),
    x9 = x6(x8),
    x10 = replace(x7, EIGHT, x9),
    x11 = righthalf(x3),
    x12 = urcorner(x5),
    x13 = x6(x12),
    x14 = replace(x11, EIGHT, x13),
    x15 = lefthalf(x4),
    x16 = llcorner(x5),
    x17 = x6(x16),
    x18 = replace(x15, EIGHT, x17),
    x19 = righthalf(x4),
    x20 = lrcorner(x5),
    x21 = x6(x20),
    x22 = replace(x19, EIGHT, x21),
    x23 = hconcat(x10, x14),
    x24 = hconcat(x18, x22),
    O = vconcat(x23, x24));
} // namespace batt::solvers
