// Colours put onto a grid: fill, paint, underfill, underpaint, cover, move.
#pragma once

#include <batt/reference/definitions/color.hpp>
#include <batt/reference/definitions/patches.hpp>
#include <batt/reference/definitions/shift.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// Puts colour c at loc unless that is outside g.
inline void put(grid& g, ivec loc, integer c) {
    check_located(loc);
    if (!g.holds(loc.i, loc.j)) return;
    check_color(c);
    g.at(loc.i, loc.j) = c;
}

/// Like `put`, but only if the colour there is `background`.
inline void put_over(grid& g, ivec loc, integer c, integer background) {
    check_located(loc);
    if (g.holds(loc.i, loc.j) && g.at(loc.i, loc.j) == background) put(g, loc, c);
}

} // namespace detail

/// g with colour c at p's locations; `empty` if g has no row.
template <>
struct definition<op::fill> {
    static grid call(const grid& g, integer c, const patch auto& p) {
        if (g.height() == 0) fail(status::empty);
        grid result = g;
        for (const auto& x : p) detail::put(result, detail::place(x), c);
        return result;
    }
};

/// g with the cells of o painted in order: the last one at a place wins. `empty` without rows.
template <>
struct definition<op::paint> {
    static grid call(const grid& g, const object& o) { return in_order(g, o); }
    static grid call(const grid& g, const tuple<cell>& o) { return in_order(g, o); }

private:
    static grid in_order(const grid& g, const auto& cells) {
        if (g.height() == 0) fail(status::empty);
        grid result = g;
        for (const cell& x : cells) detail::put(result, x.second, x.first);
        return result;
    }
};

/// Like fill, but only where g has its most frequent colour; `empty` if g has no cell.
template <>
struct definition<op::underfill> {
    static grid call(const grid& g, integer c, const patch auto& p) {
        const integer background = definition<op::mostcolor>::call(g);
        grid result = g;
        for (const auto& x : p) detail::put_over(result, detail::place(x), c, background);
        return result;
    }
};

/// Like paint, but only while a place has g's most frequent colour; `empty` without cells.
template <>
struct definition<op::underpaint> {
    static grid call(const grid& g, const object& o) { return in_order(g, o); }
    static grid call(const grid& g, const tuple<cell>& o) { return in_order(g, o); }

private:
    static grid in_order(const grid& g, const auto& cells) {
        const integer background = definition<op::mostcolor>::call(g);
        grid result = g;
        for (const cell& x : cells) detail::put_over(result, x.second, x.first, background);
        return result;
    }
};

/// g with its most frequent colour at p's locations; `empty` if g has no cell.
template <>
struct definition<op::cover> {
    static grid call(const grid& g, const patch auto& p) {
        return definition<op::fill>::call(g, definition<op::mostcolor>::call(g), p);
    }
};

/// g with o taken off it and painted again at o + d; `empty` if g has no cell.
template <>
struct definition<op::move> {
    static grid call(const grid& g, const object& o, ivec d) {
        const grid covered = definition<op::cover>::call(g, o);
        return definition<op::paint>::call(covered, definition<op::shift>::call(o, d));
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
