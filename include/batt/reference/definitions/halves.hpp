// Equal parts of a grid: tophalf, bottomhalf, lefthalf, righthalf, hsplit, vsplit.
#pragma once

#include <batt/reference/definitions/grids.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

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

} // namespace batt::reference
BATT_HOST_CALLS_END
