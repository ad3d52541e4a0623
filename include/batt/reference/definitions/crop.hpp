// Cells and parts of a grid, and new grids: index, canvas, crop, subgrid, trim.
#pragma once

#include <batt/reference/definitions/grids.hpp>
#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The colour at loc; `out_of_range` if loc is not in g.
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

/// The dims.i x dims.j places of g from start on; a negative end counts from the far side, once.
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

/// The part of g inside p's bounds; `empty` if p is empty.
template <>
struct definition<op::subgrid> {
    static grid call(const patch auto& p, const grid& g) {
        const detail::bounds b = detail::bounds_of(p);
        return definition<op::crop>::call(g, {b.top, b.left}, {b.height(), b.width()});
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
