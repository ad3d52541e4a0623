// Mirrors of grids and patches: hmirror, vmirror, dmirror, cmirror.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// The columns 0..w-1 in reverse order, 0 <= w <= extent; no other may be used.
template <class R>
BATT_FN R reversed_columns(const R& x, int w) {
    return x.reversed_columns().left(R::extent - w);
}
/// The rows 0..h-1 in reverse order; no other may be used.
template <class R>
BATT_FN R reversed_rows(const R& x, int h) {
    return x.gathered([h](int r) { return h - 1 - r; });
}

} // namespace detail

/// hmirror(p) -> piece: upside down. A patch is mirrored within its bounding box and keeps its
/// window. [empty: empty patch] Cost: one move of rows per plane or layer.
struct hmirror : parameters<kind::piece> {
    template <class P>
    static P rule(P);

    template <class M, class P>
    static BATT_FN P eval(M& m, const P& p) {
        if constexpr (std::is_same_v<value::tag<P>, type::grid>) {
            using R = typename M::grid_rows;
            return value::with_planes<M>(p, p.h, p.w,
                                         [&](const R& x) { return detail::reversed_rows(x, p.h); });
        } else {
            using R = typename M::patch_rows;
            const value::span_of s = value::row_span(m, p);
            if (s.none) m.fail(status::empty);
            const int n = s.first + s.last - 2 * p.i + 1;
            return value::with_window(m, p, p.i, p.j,
                                      [n](const R& x) { return detail::reversed_rows(x, n); });
        }
    }
};

/// vmirror(p) -> piece: mirrored left to right. A patch is mirrored within its bounding box and
/// keeps its window. [empty: empty patch] Cost: one bit reversal and one shift per plane or layer.
struct vmirror : parameters<kind::piece> {
    template <class P>
    static P rule(P);

    template <class M, class P>
    static BATT_FN P eval(M& m, const P& p) {
        if constexpr (std::is_same_v<value::tag<P>, type::grid>) {
            using R = typename M::grid_rows;
            return value::with_planes<M>(
                p, p.h, p.w, [&](const R& x) { return detail::reversed_columns(x, p.w); });
        } else {
            using R = typename M::patch_rows;
            const value::span_of s = value::column_span(m, p);
            if (s.none) m.fail(status::empty);
            // the first and last column change places, from wherever they are in the window
            const int n = s.first + s.last - 2 * p.j + 1;
            return value::with_window(m, p, p.i, p.j, [n](const R& x) {
                return x.reversed_columns().right(n - R::extent);
            });
        }
    }
};

/// dmirror(p) -> piece: mirrored at the main diagonal. A patch's box keeps its upper left corner.
/// [empty: empty patch] Cost: one transposition per plane or layer.
struct dmirror : parameters<kind::piece> {
    template <class P>
    static P rule(P);

    template <class M, class P>
    static BATT_FN P eval(M& m, const P& p) {
        if constexpr (std::is_same_v<value::tag<P>, type::grid>) {
            using R = typename M::grid_rows;
            return value::with_planes<M>(p, p.w, p.h, [](const R& x) { return x.transposed(); });
        } else {
            using R = typename M::patch_rows;
            const value::box_of b = value::bounds(m, p);
            if (b.none) {
                m.fail(status::empty);
                return p;
            }
            const int i = b.top - b.left + p.j, j = b.left - b.top + p.i;
            if (!value::located(m, i, j)) return p;
            return value::with_window(m, p, i, j, [](const R& x) { return x.transposed(); });
        }
    }
};

/// cmirror(p) -> piece: mirrored at the other diagonal. A patch's box keeps its upper left corner.
/// [empty: empty patch]
/// Cost: one transposition, two bit reversals and two shifts per plane or layer.
struct cmirror : parameters<kind::piece> {
    template <class P>
    static P rule(P);

    template <class M, class P>
    static BATT_FN P eval(M& m, const P& p) {
        if constexpr (std::is_same_v<value::tag<P>, type::grid>) {
            using R = typename M::grid_rows;
            return value::with_planes<M>(p, p.w, p.h, [&](const R& x) {
                return detail::reversed_columns(detail::reversed_columns(x, p.w).transposed(), p.h);
            });
        } else {
            using R = typename M::patch_rows;
            constexpr int last = R::extent - 1;
            const value::box_of b = value::bounds(m, p);
            if (b.none) {
                m.fail(status::empty);
                return p;
            }
            const int i = b.top + b.right - p.j - last, j = b.left + b.bottom - p.i - last;
            if (!value::located(m, i, j)) return p;
            return value::with_window(m, p, i, j, [](const R& x) {
                return x.reversed_columns().transposed().reversed_columns();
            });
        }
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
