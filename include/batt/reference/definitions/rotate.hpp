// Rotations of grids: rot90, rot180, rot270.
#pragma once

#include <batt/reference/definitions/grids.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// A quarter turn clockwise.
template <>
struct definition<op::rot90> {
    static grid call(const grid& g) {
        const integer h = g.height();
        return detail::generate(g.width(), h,
                                [&](integer i, integer j) { return g.at(h - 1 - j, i); });
    }
};

/// A half turn.
template <>
struct definition<op::rot180> {
    static grid call(const grid& g) {
        const integer h = g.height(), w = g.width();
        return detail::generate(h, w,
                                [&](integer i, integer j) { return g.at(h - 1 - i, w - 1 - j); });
    }
};

/// A quarter turn counter-clockwise.
template <>
struct definition<op::rot270> {
    static grid call(const grid& g) {
        const integer w = g.width();
        return detail::generate(w, g.height(),
                                [&](integer i, integer j) { return g.at(j, w - 1 - i); });
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
