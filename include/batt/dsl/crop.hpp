// Cells and parts of a grid, and new grids: index, canvas, crop, subgrid, trim.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// What crop keeps of an axis: `count` lines from `first` on.
struct kept_lines {
    int first, count;
};
/// Of an axis of n lines, start..start + dims: a negative end counts from the far side, once.
BATT_FN kept_lines kept(int n, integer start, integer dims) {
    std::int64_t from = start, to = from + dims;
    if (from < 0) from += n;
    if (to < 0) to += n;
    const int first = from < 0 ? 0 : (from > n ? n : static_cast<int>(from));
    const int end = to < 0 ? 0 : (to > n ? n : static_cast<int>(to));
    return {first, end > first ? end - first : 0};
}

template <class M>
BATT_FN value::grid<M> cropped(M& m, const value::grid<M>& g, ivec start, ivec dims) {
    const kept_lines rows = kept(g.h, start.i, dims.i), columns = kept(g.w, start.j, dims.j);
    return value::cut(m, g, rows.first, columns.first, rows.count, columns.count);
}

} // namespace detail

/// index(g, loc) -> integer: the colour at loc. [out_of_range: loc is not in the grid]
/// [empty: no location] Cost: one broadcast per plane.
struct index : parameters<kind::grid, kind::ivec> {
    using result = type::integer;

    template <class M>
    static BATT_FN integer eval(M& m, const value::grid<M>& g, ivec loc) {
        if (loc.is_none()) m.fail(status::empty);
        if (loc.i < 0 || loc.i >= g.h || loc.j < 0 || loc.j >= g.w) {
            m.fail(status::out_of_range);
            return 0;
        }
        return value::color_at(m, g, loc.i, loc.j);
    }
};

/// canvas(c, dims) -> grid: dims.i x dims.j cells of colour c; negative counts as 0.
/// [domain: cells of an invalid colour] [empty: no location] Cost: one mask.
struct canvas : parameters<kind::integer, kind::ivec> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, integer c, ivec dims) {
        if (dims.is_none()) m.fail(status::empty);
        const int h = dims.i > 0 ? dims.i : 0, w = h > 0 && dims.j > 0 ? dims.j : 0;
        if (w > 0 && !value::representable(m, c)) value::refuse_color(m, c);
        if (h > M::grid_extent || w > M::grid_extent) {
            m.fail(status::capacity);
            return value::empty_grid<M>(0);
        }
        value::grid<M> out = value::empty_grid<M>(h);
        out.w = w;
        value::put_color(m, out, value::area<M>(h, w), c);
        return out;
    }
};

/// crop(g, start, dims) -> grid: dims rows and columns from start on. Per axis the ends are start
/// and start + dims; a negative one counts from the far side, once. Both are clipped to the grid,
/// and what lies between them is kept. [empty: no location] Cost: two moves and a mask per plane.
struct crop : parameters<kind::grid, kind::ivec, kind::ivec> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, ivec start, ivec dims) {
        if (start.is_none() || dims.is_none()) m.fail(status::empty);
        return detail::cropped(m, g, start, dims);
    }
};

/// subgrid(p, g) -> grid: the part of g in p's bounding box: crop(g, ulcorner(p), shape(p)).
/// [empty: p is empty] Cost: one bounding box, two moves and a mask per plane.
struct subgrid : parameters<kind::patch, kind::grid> {
    using result = type::grid;

    template <class M, class P>
    static BATT_FN value::grid<M> eval(M& m, const P& p, const value::grid<M>& g) {
        const value::box_of b = value::bounds(m, p);
        if (b.none) m.fail(status::empty);
        return detail::cropped(m, g, {b.top, b.left}, {b.height(), b.width()});
    }
};

/// trim(g) -> grid: g without its outer ring. h <= 2: 0 x 0; else w <= 2: (h - 2) x 0.
/// Cost: two moves and a mask per plane.
struct trim : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g) {
        return value::cut(m, g, 1, 1, g.h > 2 ? g.h - 2 : 0, g.w > 2 ? g.w - 2 : 0);
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
