// Grids cut, joined, turned and scaled.
#pragma once

#include <batt/reference/container.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// The h x w grid of f(i, j), whose values must be colours.
template <class F>
grid generate(std::int64_t h, std::int64_t w, F f) {
    if (h <= 0) return {};
    if (h > max_side || w > max_side) fail(status::capacity);
    grid result(static_cast<integer>(h), static_cast<integer>(std::max<std::int64_t>(w, 0)));
    for (integer i = 0; i < result.height(); ++i) {
        for (integer j = 0; j < result.width(); ++j) result.at(i, j) = f(i, j);
    }
    return result;
}

/// Rows top.. and columns left.. of g, h x w of them.
inline grid cut(const grid& g, integer top, integer left, integer h, integer w) {
    return generate(h, w, [&](integer i, integer j) { return g.at(top + i, left + j); });
}

/// What `crop` keeps along an axis: `count` lines from `first` on.
struct span {
    integer first;
    integer count;

    span(integer extent, std::int64_t from, std::int64_t dims) {
        std::int64_t to = from + dims;
        if (from < 0) from += extent;
        if (to < 0) to += extent;
        from = std::clamp<std::int64_t>(from, 0, extent);
        to = std::clamp<std::int64_t>(to, 0, extent);
        first = static_cast<integer>(from);
        count = static_cast<integer>(std::max<std::int64_t>(to - from, 0));
    }
};

/// The pieces of an axis that `hsplit` and `vsplit` make of it.
inline std::vector<span> split(integer extent, integer n) {
    if (n == 0) fail(status::divide_by_zero);
    std::vector<span> parts;
    if (n < 0) return parts;
    check_count(static_cast<std::uint64_t>(n));
    const integer length = extent / n;
    const std::int64_t step = length + (extent % n != 0 ? 1 : 0);
    for (integer k = 0; k < n; ++k) parts.push_back(span(extent, k * step, length));
    return parts;
}

} // namespace detail

/// The colour at loc; `out_of_range` if that is not in g.
template <>
struct definition<op::index> {
    static integer call(const grid& g, ivec loc) {
        check_located(loc);
        if (!g.holds(loc.i, loc.j)) fail(status::out_of_range);
        return g.at(loc.i, loc.j);
    }
};

/// dims.i x dims.j places of colour c; negative extents count as 0.
template <>
struct definition<op::canvas> {
    static grid call(integer c, ivec dims) {
        check_located(dims);
        if (dims.i > 0 && dims.j > 0) check_color(c);
        return detail::generate(dims.i, dims.j, [c](integer, integer) { return c; });
    }
};

/// The places of g from start on, dims of them; negative ends count from the far side, once.
template <>
struct definition<op::crop> {
    static grid call(const grid& g, ivec start, ivec dims) {
        check_located(start);
        check_located(dims);
        const detail::span rows(g.height(), start.i, dims.i);
        const detail::span columns(g.width(), start.j, dims.j);
        return detail::cut(g, rows.first, columns.first, rows.count, columns.count);
    }
};

/// g without its outer ring.
template <>
struct definition<op::trim> {
    static grid call(const grid& g) {
        return detail::generate(std::int64_t{g.height()} - 2, std::int64_t{g.width()} - 2,
                                [&](integer i, integer j) { return g.at(i + 1, j + 1); });
    }
};

/// The first floor(h / 2) rows.
template <>
struct definition<op::tophalf> {
    static grid call(const grid& g) { return detail::cut(g, 0, 0, g.height() / 2, g.width()); }
};

/// The last floor(h / 2) rows.
template <>
struct definition<op::bottomhalf> {
    static grid call(const grid& g) {
        const integer h = g.height() / 2;
        return detail::cut(g, g.height() - h, 0, h, g.width());
    }
};

/// The first floor(w / 2) columns; 0 x 0 if there are none.
template <>
struct definition<op::lefthalf> {
    static grid call(const grid& g) {
        if (g.width() <= 1) return {};
        return detail::cut(g, 0, 0, g.height(), g.width() / 2);
    }
};

/// The last floor(w / 2) columns; 0 x 0 if there are none.
template <>
struct definition<op::righthalf> {
    static grid call(const grid& g) {
        if (g.width() <= 1) return {};
        const integer w = g.width() / 2;
        return detail::cut(g, 0, g.width() - w, g.height(), w);
    }
};

/// n parts from left to right, one column skipped between them if n does not divide the width.
template <>
struct definition<op::hsplit> {
    static tuple<grid> call(const grid& g, integer n) {
        if (g.height() == 0) fail(status::empty);
        gatherer<tuple<grid>> parts;
        for (const detail::span s : detail::split(g.width(), n))
            parts.add(detail::cut(g, 0, s.first, g.height(), s.count));
        return parts.take();
    }
};

/// n parts from top to bottom, one row skipped between them if n does not divide the height.
template <>
struct definition<op::vsplit> {
    static tuple<grid> call(const grid& g, integer n) {
        if (g.height() == 0) fail(status::empty);
        gatherer<tuple<grid>> parts;
        for (const detail::span s : detail::split(g.height(), n))
            parts.add(detail::cut(g, s.first, 0, s.count, g.width()));
        return parts.take();
    }
};

/// a and b side by side, as high as the lower of them.
template <>
struct definition<op::hconcat> {
    static grid call(const grid& a, const grid& b) {
        const integer w = a.width();
        return detail::generate(
            std::min(a.height(), b.height()), std::int64_t{w} + b.width(),
            [&](integer i, integer j) { return j < w ? a.at(i, j) : b.at(i, j - w); });
    }
};

/// a on top of b; `domain` if both have rows and their widths differ.
template <>
struct definition<op::vconcat> {
    static grid call(const grid& a, const grid& b) { return detail::stack({a, b}); }
};

/// a where b agrees, else fallback; `domain` if b lacks a place of a, `empty` if a has no row.
template <>
struct definition<op::cellwise> {
    static grid call(const grid& a, const grid& b, integer fallback) {
        if (!a.empty() && (b.height() < a.height() || b.width() < a.width())) fail(status::domain);
        if (a.height() == 0) fail(status::empty);
        return detail::generate(a.height(), a.width(), [&](integer i, integer j) {
            if (a.at(i, j) == b.at(i, j)) return a.at(i, j);
            check_color(fallback);
            return fallback;
        });
    }
};

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

/// Each column k times; no column if k is not positive.
template <>
struct definition<op::hupscale> {
    static grid call(const grid& g, integer k) {
        const std::int64_t w = k <= 0 ? 0 : std::int64_t{g.width()} * k;
        return detail::generate(g.height(), w,
                                [&](integer i, integer j) { return g.at(i, j / k); });
    }
};

/// Each row k times; 0 x 0 if k is not positive.
template <>
struct definition<op::vupscale> {
    static grid call(const grid& g, integer k) {
        if (k <= 0) return {};
        return detail::generate(std::int64_t{g.height()} * k, g.width(),
                                [&](integer i, integer j) { return g.at(i / k, j); });
    }
};

/// The rows and columns whose index k divides; `empty` without rows, `divide_by_zero` for k = 0.
template <>
struct definition<op::downscale> {
    static grid call(const grid& g, integer k) {
        if (g.height() == 0) fail(status::empty);
        if (k == 0) fail(status::divide_by_zero);
        const std::int64_t step = k < 0 ? -std::int64_t{k} : k;
        return detail::generate((g.height() + step - 1) / step, (g.width() + step - 1) / step,
                                [&](integer i, integer j) {
                                    return g.at(static_cast<integer>(i * step),
                                                static_cast<integer>(j * step));
                                });
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
