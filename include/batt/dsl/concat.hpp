// Two grids as one: hconcat, vconcat, cellwise.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// a and b laid over each other, with b moved to (top, left); cut to h x w.
template <class M>
BATT_FN value::grid<M> joined(M& m, const value::grid<M>& a, const value::grid<M>& b, int top,
                              int left, int h, int w) {
    if (h > M::grid_extent || (h > 0 && w > M::grid_extent)) {
        m.fail(status::capacity);
        return value::empty_grid<M>(0);
    }
    const auto area = value::area<M>(h, w);
    value::grid<M> out;
    out.h = h;
    out.w = h > 0 ? w : 0;
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) out.plane[k] = (a.plane[k] | moved(b.plane[k], top, left)) & area;
    return out;
}

} // namespace detail

/// hconcat(a, b) -> grid: row k is a's row k followed by b's; as high as the lower of the two.
/// Cost: a shift and a mask per plane.
struct hconcat : parameters<kind::grid, kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& a, const value::grid<M>& b) {
        return detail::joined(m, a, b, 0, a.w, a.h < b.h ? a.h : b.h, a.w + b.w);
    }
};

/// vconcat(a, b) -> grid: the rows of a, then of b; 0 x 0 is neutral.
/// [domain: the widths differ and both have rows] Cost: a move of rows and a mask per plane.
struct vconcat : parameters<kind::grid, kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& a, const value::grid<M>& b) {
        if (a.h > 0 && b.h > 0 && a.w != b.w) {
            m.fail(status::domain);
            return a;
        }
        return detail::joined(m, a, b, a.h, 0, a.h + b.h, a.h > 0 ? a.w : b.w);
    }
};

/// cellwise(a, b, fallback) -> grid: a's colour where b has the same colour, elsewhere fallback; in
/// the shape of a. [domain: a has a place that b lacks; a place gets an invalid colour]
/// [empty: a has zero height] Cost: two steps per plane.
struct cellwise : parameters<kind::grid, kind::grid, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& a, const value::grid<M>& b,
                                       integer fallback) {
        if (a.w > 0 && (b.h < a.h || b.w < a.w)) m.fail(status::domain);
        if (a.h == 0) m.fail(status::empty);
        auto differ = a.plane[0] ^ b.plane[0];
        BATT_UNROLL
        for (int k = 1; k < 4; ++k) differ = differ | (a.plane[k] ^ b.plane[k]);
        value::grid<M> out = a;
        value::put_color(m, out, differ & value::area(m, a), fallback);
        return out;
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
