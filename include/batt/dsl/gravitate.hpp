// A patch sent towards another: gravitate.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// gravitate(src, dst) -> ivec: the offset that brings src next to dst. The direction is fixed at
/// the start: down or up if they share a column, else right or left, towards dst's center. It takes
/// steps until they are adjacent, at most 42. [empty: src or dst is empty]
/// Cost: two bounding boxes; the steps until the boxes meet are skipped, each of the others is one
/// move and two votes.
struct gravitate : parameters<kind::patch, kind::patch> {
    using result = type::ivec;

    template <class M, class A, class B>
    static BATT_FN ivec eval(M& m, const A& src, const B& dst) {
        using R = typename M::patch_rows;
        const R x = value::mask_of(m, src), y = value::mask_of(m, dst);
        const value::box_of p = value::bounds(src.i, src.j, x), q = value::bounds(dst.i, dst.j, y);
        if (p.none || q.none) {
            m.fail(status::empty);
            return {0, 0};
        }
        const bool vertical = (x.or_rows() & bits::shift_up(y.or_rows(), dst.j - src.j)) != 0;
        const ivec from = p.center(), to = q.center();
        const int sign = (vertical ? from.i < to.i : from.j < to.j) ? 1 : -1;
        const int steps = vertical
                              ? steps_along<true>(x, src.i, src.j, p, y, dst.i, dst.j, q, sign)
                              : steps_along<false>(x, src.i, src.j, p, y, dst.i, dst.j, q, sign);
        return {vertical ? steps * sign : 0, vertical ? 0 : steps * sign};
    }

private:
    /// The number of steps of x. Along its way x is seen in y's window, across it y in x's, so that
    /// nothing that may touch is lost. x is at (xi, xj) with box p, y at (yi, yj) with box q.
    template <bool Vertical, class R>
    static BATT_FN int steps_along(const R& x, int xi, int xj, const value::box_of& p, const R& y,
                                   int yi, int yj, const value::box_of& q, int sign) {
        const auto along = [&](int n) {
            if constexpr (Vertical)
                return x.down(xi - yi + n * sign);
            else
                return x.right(xj - yj + n * sign);
        };
        const auto across = [&](int n) {
            if constexpr (Vertical)
                return y.right(yj - xj + n);
            else
                return y.down(yi - xi + n);
        };
        const int first = Vertical ? (sign > 0 ? q.top - p.bottom : p.top - q.bottom)
                                   : (sign > 0 ? q.left - p.right : p.left - q.right);
        const int last = Vertical ? (sign > 0 ? q.bottom - p.top : p.bottom - q.top)
                                  : (sign > 0 ? q.right - p.left : p.right - q.left);
        const R level = across(0), beside = across(-1) | across(1);
        int n = first > 1 ? first - 1 : 0;
        if (!(level | beside).any()) n = longest_way;
        R before = along(n - 1), now = along(n);
        for (; n < longest_way && n <= last + 1; ++n) {
            const R after = along(n + 1);
            const bool touches = (((before | after) & level) | (now & beside)).any();
            if (touches && !(now & level).any()) return n;
            before = now;
            now = after;
        }
        return longest_way;
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
