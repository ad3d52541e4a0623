// Straight lines of places: connect, shoot, hfrontier, vfrontier. None is clipped to a grid.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Whether loc is *no location*, whose coordinates must not be used.
template <class M>
BATT_FN bool no_location(M& m, ivec loc) {
    if (loc.is_none()) m.fail(status::empty);
    return loc.is_none();
}

/// The segment between two places of one row, column or diagonal: `top`, and `bottom` further down
/// (in a row: the left and the right one). `capacity` if it does not fit a window.
template <class M>
BATT_FN value::indices<M> line_down(M& m, ivec top, ivec bottom) {
    using R = typename M::patch_rows;
    using W = typename R::word_type;
    const int left = top.j < bottom.j ? top.j : bottom.j;
    const int right = top.j < bottom.j ? bottom.j : top.j;
    const value::box_of b{top.i, left, bottom.i, right, false};
    const ivec o = value::common_origin(m, b, b);
    if (!value::located(m, o.i, o.j) || !m.ok()) return {0, 0, none<R>()};
    if (top.i == bottom.i)
        return {o.i, o.j, rectangle<R>(top.i - o.i, left - o.j, top.i - o.i + 1, right - o.j + 1)};
    const int slope = (top.j < bottom.j) - (top.j > bottom.j);
    const int first = top.i - o.i, last = bottom.i - o.i, column = top.j - o.j;
    return {o.i, o.j, R::generate([=](int r) {
                const int k = r < first ? 0 : (r > last ? last - first : r - first);
                const W bit = static_cast<W>(W{1} << (column + slope * k));
                return r >= first && r <= last ? bit : W{0};
            })};
}

/// The segment from a to a + (di, dj); empty unless it is straight or diagonal.
template <class M>
BATT_FN value::indices<M> segment(M& m, ivec a, std::int64_t di, std::int64_t dj) {
    constexpr std::int64_t e = M::patch_extent;
    const value::indices<M> nothing{0, 0, none<typename M::patch_rows>()};
    if (di != 0 && dj != 0 && di != dj && di != -dj) return nothing;
    const bool fits = di < e && di > -e && dj < e && dj > -e;
    if (!fits || !is_place(a)) {
        m.fail(status::capacity);
        return nothing;
    }
    const ivec b{a.i + static_cast<integer>(di), a.j + static_cast<integer>(dj)};
    return b < a ? line_down(m, b, a) : line_down(m, a, b);
}

} // namespace detail

/// connect(a, b) -> indices: the places from a to b, both included, if these share a row, a column
/// or a diagonal; else none. [empty: a or b is no location] Cost: one window made from scalars.
struct connect : parameters<kind::ivec, kind::ivec> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, ivec a, ivec b) {
        if (detail::no_location(m, a) || detail::no_location(m, b))
            return {0, 0, none<typename M::patch_rows>()};
        return detail::segment(m, a, static_cast<std::int64_t>(b.i) - a.i,
                               static_cast<std::int64_t>(b.j) - a.j);
    }
};

/// shoot(start, d) -> indices: connect(start, start + 42 d).
/// [empty: start or d is no location] Cost: one window made from scalars.
struct shoot : parameters<kind::ivec, kind::ivec> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, ivec start, ivec d) {
        if (detail::no_location(m, start) || detail::no_location(m, d))
            return {0, 0, none<typename M::patch_rows>()};
        return detail::segment(m, start, longest_way * static_cast<std::int64_t>(d.i),
                               longest_way * static_cast<std::int64_t>(d.j));
    }
};

/// hfrontier(loc) -> indices: columns 0..29 of loc's row.
/// [empty: no location] Cost: one window made from scalars.
struct hfrontier : parameters<kind::ivec> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, ivec loc) {
        if (detail::no_location(m, loc)) return {0, 0, none<typename M::patch_rows>()};
        return detail::segment(m, {loc.i, 0}, 0, 29);
    }
};

/// vfrontier(loc) -> indices: rows 0..29 of loc's column.
/// [empty: no location] Cost: one window made from scalars.
struct vfrontier : parameters<kind::ivec> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, ivec loc) {
        if (detail::no_location(m, loc)) return {0, 0, none<typename M::patch_rows>()};
        return detail::segment(m, {0, loc.j}, 29, 0);
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
