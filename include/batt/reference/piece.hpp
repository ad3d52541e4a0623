// What grids and patches have in common: their extent, mirror images, cutting out and scaling.
#pragma once

#include <batt/reference/grid.hpp>
#include <batt/reference/patch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Rows of a grid, or of the bounds of a patch; 0 if that is empty.
template <>
struct definition<op::height> {
    static integer call(const grid& g) { return g.height(); }
    static integer call(const patch auto& p) {
        return p.empty() ? 0 : detail::bounds_of(p).height();
    }
};

/// Columns of a grid, or of the bounds of a patch; 0 if that is empty.
template <>
struct definition<op::width> {
    static integer call(const grid& g) { return g.width(); }
    static integer call(const patch auto& p) {
        return p.empty() ? 0 : detail::bounds_of(p).width();
    }
};

/// (height, width).
template <>
struct definition<op::shape> {
    static ivec call(const auto& p) {
        return {definition<op::height>::call(p), definition<op::width>::call(p)};
    }
};

/// Whether p is higher than wide.
template <>
struct definition<op::portrait> {
    static boolean call(const auto& p) {
        return definition<op::height>::call(p) > definition<op::width>::call(p);
    }
};

/// Whether p is as high as wide and a patch has as many cells as its bounds, repeats counted;
/// `empty` for a grid without rows.
template <>
struct definition<op::square> {
    static boolean call(const grid& g) {
        if (g.height() == 0) fail(status::empty);
        return g.height() == g.width();
    }
    static boolean call(const patch_like auto& sequence) {
        const auto& p = detail::as_patch(sequence);
        if (p.empty()) return true;
        const detail::bounds b = detail::bounds_of(p);
        return b.height() == b.width() && b.area() == static_cast<std::int64_t>(sequence.size());
    }
};

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

/// In the main diagonal, the upper left corner kept; `empty` for an empty patch.
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

/// In the other diagonal, the upper left corner of the bounds kept; `empty` for an empty patch.
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

/// The part of g inside p's bounds; `empty` if p is empty.
template <>
struct definition<op::subgrid> {
    static grid call(const patch auto& p, const grid& g) {
        const detail::bounds b = detail::bounds_of(p);
        return definition<op::crop>::call(g, {b.top, b.left}, {b.height(), b.width()});
    }
};

/// Each cell as a k x k block, the upper left corner of an object kept; nothing for k <= 0.
template <>
struct definition<op::upscale> {
    static grid call(const grid& g, integer k) {
        return definition<op::vupscale>::call(definition<op::hupscale>::call(g, k), k);
    }
    static object call(const object& o, integer k) {
        if (o.empty() || k <= 0) return {};
        const detail::bounds b = detail::bounds_of(o);
        // Also keeps k * k * size from overflowing: a location of the result is out of bounds else.
        location(b.top + std::int64_t{b.height()} * k - 1,
                 b.left + std::int64_t{b.width()} * k - 1);
        check_count(static_cast<std::uint64_t>(k) * static_cast<std::uint64_t>(k) * o.size());
        storage<cell> items;
        for (const cell& x : o) {
            const integer top = b.top + (x.second.i - b.top) * k;
            const integer left = b.left + (x.second.j - b.left) * k;
            for (integer i = 0; i < k; ++i) {
                for (integer j = 0; j < k; ++j) items.push_back({x.first, {top + i, left + j}});
            }
        }
        return object(std::move(items));
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
