// How two patches lie relative to each other: matching, manhattan, adjacent, bordering, position.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// hmatching(a, b) -> boolean: they share a row; false if one is empty. Cost: two ballots.
struct hmatching : parameters<kind::patch, kind::patch> {
    using result = type::boolean;

    template <class M, class A, class B>
    static BATT_FN boolean eval(M& m, const A& a, const B& b) {
        const auto rows_a = used_rows(value::mask_of(m, a));
        const auto rows_b = used_rows(value::mask_of(m, b));
        return (rows_a & bits::shift_up(rows_b, b.i - a.i)) != 0;
    }
};

/// vmatching(a, b) -> boolean: they share a column; false if one is empty. Cost: two reductions.
struct vmatching : parameters<kind::patch, kind::patch> {
    using result = type::boolean;

    template <class M, class A, class B>
    static BATT_FN boolean eval(M& m, const A& a, const B& b) {
        const auto columns_a = value::mask_of(m, a).or_rows();
        const auto columns_b = value::mask_of(m, b).or_rows();
        return (columns_a & bits::shift_up(columns_b, b.j - a.j)) != 0;
    }
};

namespace detail {

/// a, together with a moved by n to each of the four sides.
template <class R>
BATT_FN R crossed(const R& a, int n) {
    return a | a.right(n) | a.right(-n) | a.down(n) | a.down(-n);
}

/// Smallest |di| + |dj| between the bits of two masks of one window, neither of them empty.
///
/// The places within r steps of a grow to those within r + n by one cross of n, for any n up to
/// half of r + 2: a place that is new is n or more steps away along one axis, so the place n steps
/// nearer lies between it and a, hence in the window. Once b is met, a binary search finds n.
template <class R>
BATT_FN int steps_between(const R& a, const R& b) {
    if ((a & b).any()) return 0;
    R near = a;
    int steps = 0, n = 1;
    while (steps < 2 * R::extent) {
        const R next = crossed(near, n);
        if ((next & b).any()) break;
        near = next;
        steps += n;
        n = (steps + 2) / 2;
    }
    int low = 1;
    while (low < n) {
        const int middle = (low + n) / 2;
        if ((crossed(near, middle) & b).any())
            n = middle;
        else
            low = middle + 1;
    }
    return steps + n;
}

/// One axis of two boxes: how far b lies beyond a, signed; moved back by that, they share a line.
BATT_FN int gap(int a_first, int a_last, int b_first, int b_last) {
    if (b_first > a_last) return b_first - a_last;
    return b_last < a_first ? b_last - a_first : 0;
}
/// Where a window of `extent` lines at `at` that holds a must begin to hold b as well.
BATT_FN int shared_origin(int at, int extent, int a_first, int b_first, int b_last) {
    if (b_first >= at && b_last < at + extent) return at;
    return a_first < b_first ? a_first : b_first;
}

/// Smallest |di| + |dj| between two masks with boxes p and q, which fit in one window once their
/// gap is closed. Closing it takes the same number of steps off every pair of bits.
template <class A, class B, class R>
BATT_FN int distance(const A& a, const R& x, const value::box_of& p, const B& b, const R& y,
                     const value::box_of& q) {
    constexpr int e = R::extent;
    const int di = gap(p.top, p.bottom, q.top, q.bottom);
    const int dj = gap(p.left, p.right, q.left, q.right);
    const int i = shared_origin(a.i, e, p.top, q.top - di, q.bottom - di);
    const int j = shared_origin(a.j, e, p.left, q.left - dj, q.right - dj);
    return (di < 0 ? -di : di) + (dj < 0 ? -dj : dj) +
           steps_between(value::rebased(x, a.i, a.j, i, j),
                         value::rebased(y, b.i - di, b.j - dj, i, j));
}

/// Whether two spans of an axis fit in a window once their gap is closed.
BATT_FN bool fit(int extent, int a_first, int a_last, int b_first, int b_last) {
    const int d = gap(a_first, a_last, b_first, b_last);
    const int first = a_first < b_first - d ? a_first : b_first - d;
    const int last = a_last > b_last - d ? a_last : b_last - d;
    return last - first < extent;
}

/// The part of a mask in one quarter, 0..3, of its window.
template <class R>
BATT_FN R quarter(const R& x, const value::box_of& b, int i, int j, int k) {
    constexpr int half = R::extent / 2;
    const int top = b.top - i + (k & 1) * half, left = b.left - j + (k >> 1) * half;
    return x & rectangle<R>(top, left, top + half, left + half);
}

} // namespace detail

/// manhattan(a, b) -> integer: smallest |di| + |dj| over pairs of locations.
/// [empty: a or b is empty] Cost: two bounding boxes; growth of a in O(log distance) steps of two
/// moves and a vote. Boxes too large for one window are taken in quarters, 16 pairs of them.
struct manhattan : parameters<kind::patch, kind::patch> {
    using result = type::integer;

    template <class M, class A, class B>
    static BATT_FN integer eval(M& m, const A& a, const B& b) {
        using R = typename M::patch_rows;
        constexpr int e = R::extent;
        const R x = value::mask_of(m, a), y = value::mask_of(m, b);
        const value::box_of p = value::bounds(a.i, a.j, x), q = value::bounds(b.i, b.j, y);
        if (p.none || q.none) {
            m.fail(status::empty);
            return 0;
        }
        const bool whole = detail::fit(e, p.top, p.bottom, q.top, q.bottom) &&
                           detail::fit(e, p.left, p.right, q.left, q.right);
        integer best = 2147483647;
        for (int k = 0; k < (whole ? 1 : 16); ++k) {
            R u = x, v = y;
            value::box_of r = p, s = q;
            if (!whole) {
                u = detail::quarter(x, p, a.i, a.j, k & 3);
                v = detail::quarter(y, q, b.i, b.j, k >> 2);
                r = value::bounds(a.i, a.j, u);
                s = value::bounds(b.i, b.j, v);
                if (r.none || s.none) continue;
            }
            const int d = detail::distance(a, u, r, b, v, s);
            best = d < best ? d : best;
        }
        return best;
    }
};

/// adjacent(a, b) -> boolean: manhattan == 1; patches that overlap are not.
/// [empty: a or b is empty] Cost: one step of growth of b, seen through a's window, and two votes.
struct adjacent : parameters<kind::patch, kind::patch> {
    using result = type::boolean;

    template <class M, class A, class B>
    static BATT_FN boolean eval(M& m, const A& a, const B& b) {
        using R = typename M::patch_rows;
        const R x = value::mask_of(m, a), y = value::mask_of(m, b);
        if (!x.any() || !y.any()) m.fail(status::empty);
        const int di = b.i - a.i, dj = b.j - a.j;
        const R level = y.down(di);
        const R beside =
            level.right(dj - 1) | level.right(dj + 1) | (y.down(di - 1) | y.down(di + 1)).right(dj);
        return (x & beside).any() && !(x & level.right(dj)).any();
    }
};

/// bordering(p, g) -> boolean: p's first row or column is 0, or its last is g's last.
/// [empty: p is empty] [empty: g has zero height, unless p's rows or first column decide]
/// Cost: one bounding box.
struct bordering : parameters<kind::patch, kind::grid> {
    using result = type::boolean;

    template <class M, class P>
    static BATT_FN boolean eval(M& m, const P& p, const value::grid<M>& g) {
        const value::box_of b = value::bounds(m, p);
        if (b.none) m.fail(status::empty);
        if (b.top == 0 || b.left == 0 || b.bottom == g.h - 1) return true;
        if (g.h == 0) m.fail(status::empty);
        return b.right == g.w - 1;
    }
};

/// position(a, b) -> ivec: the direction from center(a) to center(b), one of the 8 unit steps;
/// equal centres give (0, -1). [empty: a or b is empty] Cost: two bounding boxes.
struct position : parameters<kind::patch, kind::patch> {
    using result = type::ivec;

    template <class M, class A, class B>
    static BATT_FN ivec eval(M& m, const A& a, const B& b) {
        const value::box_of p = value::bounds(m, a), q = value::bounds(m, b);
        if (p.none || q.none) m.fail(status::empty);
        const ivec from = p.center(), to = q.center();
        const int down = from.i < to.i ? 1 : -1, right = from.j < to.j ? 1 : -1;
        if (from.i == to.i) return {0, right};
        return {down, from.j == to.j ? 0 : right};
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
