// Mirrors of grids and patches: hmirror, vmirror, dmirror, cmirror.
#pragma once

#include <batt/reference/definitions/grids.hpp>
#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Upside down; `empty` for an empty patch.
template <>
struct definition<op::hmirror> {
    static grid call(const grid& g) {
        const integer h = g.height();
        return detail::generate(h, g.width(),
                                [&](integer i, integer j) { return g.at(h - 1 - i, j); });
    }
    template <patch P>
    static P call(const P& p) {
        const detail::bounds b = detail::bounds_of(p);
        return detail::relocate(p, [b](ivec x) { return location(b.top + b.bottom - x.i, x.j); });
    }
};

/// Left to right; `empty` for an empty patch.
template <>
struct definition<op::vmirror> {
    static grid call(const grid& g) {
        const integer w = g.width();
        return detail::generate(g.height(), w,
                                [&](integer i, integer j) { return g.at(i, w - 1 - j); });
    }
    template <patch P>
    static P call(const P& p) {
        const detail::bounds b = detail::bounds_of(p);
        return detail::relocate(p, [b](ivec x) { return location(x.i, b.left + b.right - x.j); });
    }
};

/// Across the main diagonal; the upper left corner stays. `empty` for an empty patch.
template <>
struct definition<op::dmirror> {
    static grid call(const grid& g) {
        return detail::generate(g.width(), g.height(),
                                [&](integer i, integer j) { return g.at(j, i); });
    }
    template <patch P>
    static P call(const P& p) {
        const detail::bounds b = detail::bounds_of(p);
        return detail::relocate(
            p, [b](ivec x) { return location(b.top + x.j - b.left, b.left + x.i - b.top); });
    }
};

/// Across the other diagonal; the bounds keep their upper left corner. `empty` for an empty patch.
template <>
struct definition<op::cmirror> {
    static grid call(const grid& g) {
        const integer h = g.height(), w = g.width();
        return detail::generate(w, h,
                                [&](integer i, integer j) { return g.at(h - 1 - j, w - 1 - i); });
    }
    template <patch P>
    static P call(const P& p) {
        const detail::bounds b = detail::bounds_of(p);
        return detail::relocate(
            p, [b](ivec x) { return location(b.top + b.right - x.j, b.left + b.bottom - x.i); });
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
