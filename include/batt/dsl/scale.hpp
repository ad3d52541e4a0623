// Grids and objects made larger and smaller: hupscale, vupscale, upscale, downscale.
#pragma once

#include <batt/dsl/operation.hpp>
#include <batt/rows/stride.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Every row k times.
template <class R>
BATT_FN R repeated_rows(const R& x, int k) {
    return x.gathered([k](int r) { return r / k; });
}
/// Whether n lines, each k times, fit in a window.
BATT_FN bool fits(int n, integer k, int extent) { return n == 0 || k <= extent / n; }

} // namespace detail

/// hupscale(g, k) -> grid: each column k times; k <= 0: h x 0.
/// Cost: five steps per plane (a step per bit of the extent).
struct hupscale : parameters<kind::grid, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer k) {
        using R = typename M::grid_rows;
        if (k <= 0 || g.w == 0) return value::empty_grid<M>(g.h);
        if (!detail::fits(g.w, k, M::grid_extent)) {
            m.fail(status::capacity);
            return value::empty_grid<M>(0);
        }
        const column_stride<R> wide(k);
        return value::with_planes<M>(g, g.h, g.w * k,
                                     [&](const R& x) { return wide.repeated_columns(x); });
    }
};

/// vupscale(g, k) -> grid: each row k times; k <= 0: 0 x 0. Cost: one move of rows per plane.
struct vupscale : parameters<kind::grid, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer k) {
        using R = typename M::grid_rows;
        if (k <= 0 || g.h == 0) return value::empty_grid<M>(0);
        if (!detail::fits(g.h, k, M::grid_extent)) {
            m.fail(status::capacity);
            return value::empty_grid<M>(0);
        }
        return value::with_planes<M>(g, g.h * k, g.w,
                                     [&](const R& x) { return detail::repeated_rows(x, k); });
    }
};

/// upscale(e, k) -> element: each cell becomes k x k. The upper left corner of an object's bounding
/// box stays. k <= 0: 0 x 0, or an empty object.
/// Cost: that of hupscale and vupscale per plane or layer; one bounding box for an object.
struct upscale : parameters<kind::element, kind::integer> {
    template <class E>
    static E rule(E, type::integer);

    template <class M, class E>
    static BATT_FN E eval(M& m, const E& e, integer k) {
        if constexpr (std::is_same_v<value::tag<E>, type::grid>) {
            using R = typename M::grid_rows;
            if (k <= 0) return value::empty_grid<M>(0);
            if (!detail::fits(e.h, k, M::grid_extent) || !detail::fits(e.w, k, M::grid_extent)) {
                m.fail(status::capacity);
                return value::empty_grid<M>(0);
            }
            if (e.w == 0) return value::empty_grid<M>(e.h * k);
            const column_stride<R> wide(k);
            return value::with_planes<M>(e, e.h * k, e.w * k, [&](const R& x) {
                return detail::repeated_rows(wide.repeated_columns(x), k);
            });
        } else {
            using R = typename M::patch_rows;
            const value::box_of b = value::bounds(m, e);
            if (b.none || k <= 0) return value::nothing_like(m, e);
            if (!detail::fits(b.height(), k, M::patch_extent) ||
                !detail::fits(b.width(), k, M::patch_extent)) {
                m.fail(status::capacity);
                return value::nothing_like(m, e);
            }
            if (!value::located(m, b.top, b.left)) return value::nothing_like(m, e);
            const column_stride<R> wide(k);
            return value::with_window(m, e, b.top, b.left, [&](const R& x) {
                return detail::repeated_rows(
                    wide.repeated_columns(value::rebased(x, e.i, e.j, b.top, b.left)), k);
            });
        }
    }
};

/// downscale(g, k) -> grid: the rows and columns of g whose index is divisible by k.
/// [empty: g has zero height] [divide_by_zero: k = 0]
/// Cost: a move of rows and five steps per plane (a step per bit of the extent).
struct downscale : parameters<kind::grid, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer k) {
        using R = typename M::grid_rows;
        constexpr int e = M::grid_extent;
        if (g.h == 0) m.fail(status::empty);
        if (k == 0) m.fail(status::divide_by_zero);
        // beyond the extent every step keeps only line 0
        const int step = k >= e || k <= -e ? e : (k < 0 ? -k : (k > 0 ? k : 1));
        const column_stride<R> wide(step);
        return value::with_planes<M>(
            g, (g.h + step - 1) / step, (g.w + step - 1) / step, [&](const R& x) {
                return wide.together(x.gathered([step](int r) { return r * step; }));
            });
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
