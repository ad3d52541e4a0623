// Bounding boxes and their borders: backdrop, delta, box, outbox, inbox. None is clipped to a grid.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// All places of a box in a window at (i, j); what lies outside the window is lost.
template <class R>
BATT_FN R box_mask(int i, int j, const value::box_of& b) {
    return b.none ? none<R>()
                  : rectangle<R>(b.top - i, b.left - j, b.bottom - i + 1, b.right - j + 1);
}

/// The outermost places of a box.
template <class R>
BATT_FN R border_mask(int i, int j, const value::box_of& b) {
    return minus(box_mask<R>(i, j, b),
                 rectangle<R>(b.top - i + 1, b.left - j + 1, b.bottom - i, b.right - j));
}

/// The outermost places of a box, in a window of their own. `capacity` if no window holds them.
template <class M>
BATT_FN value::indices<M> border(M& m, const value::box_of& b) {
    const ivec o = value::common_origin(m, b, b);
    value::located(m, o.i, o.j);
    return {o.i, o.j, border_mask<typename M::patch_rows>(o.i, o.j, b)};
}

} // namespace detail

/// backdrop(p) -> indices: all places of the bounding box; none for an empty patch.
/// Cost: two reductions.
struct backdrop : parameters<kind::patch> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const P& p) {
        using R = typename M::patch_rows;
        return {p.i, p.j, detail::box_mask<R>(p.i, p.j, value::bounds(m, p))};
    }
};

/// delta(p) -> indices: the places of the bounding box that are not in p; none for an empty patch.
/// Cost: two reductions.
struct delta : parameters<kind::patch> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const P& p) {
        const auto mask = value::mask_of(m, p);
        return {p.i, p.j, minus(backdrop::eval(m, value::indices<M>{p.i, p.j, mask}).mask, mask)};
    }
};

/// box(p) -> indices: the outermost places of the bounding box; none for an empty patch.
/// Cost: two reductions.
struct box : parameters<kind::patch> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const P& p) {
        using R = typename M::patch_rows;
        return {p.i, p.j, detail::border_mask<R>(p.i, p.j, value::bounds(m, p))};
    }
};

/// outbox(p) -> indices: the outermost places of the bounding box grown by one on all sides.
/// [empty] Cost: two reductions.
struct outbox : parameters<kind::patch> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const P& p) {
        const value::box_of b = value::bounds(m, p);
        if (b.none) m.fail(status::empty);
        return detail::border(m, {b.top - 1, b.left - 1, b.bottom + 1, b.right + 1, b.none});
    }
};

/// inbox(p) -> indices: the outermost places of the bounding box shrunk by one on all sides, where
/// corners that pass each other change sides: an extent of 1 becomes the 3 places around it.
/// [empty] Cost: two reductions.
struct inbox : parameters<kind::patch> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const P& p) {
        const value::box_of b = value::bounds(m, p);
        if (b.none) m.fail(status::empty);
        const bool low = b.bottom - b.top < 2, narrow = b.right - b.left < 2;
        return detail::border(m, {low ? b.bottom - 1 : b.top + 1, narrow ? b.right - 1 : b.left + 1,
                                  low ? b.top + 1 : b.bottom - 1, narrow ? b.left + 1 : b.right - 1,
                                  b.none});
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
