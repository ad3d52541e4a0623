// A grid in equal parts: tophalf, bottomhalf, lefthalf, righthalf, hsplit, vsplit.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// tophalf(g) -> grid: the first floor(h / 2) rows. Cost: a mask per plane.
struct tophalf : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g) {
        return value::cut(m, g, 0, 0, g.h / 2, g.w);
    }
};

/// bottomhalf(g) -> grid: the last floor(h / 2) rows. Cost: a move and a mask per plane.
struct bottomhalf : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g) {
        const int h = g.h / 2;
        return value::cut(m, g, g.h - h, 0, h, g.w);
    }
};

/// lefthalf(g) -> grid: the first floor(w / 2) columns; w <= 1: 0 x 0. Cost: a mask per plane.
struct lefthalf : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g) {
        return value::cut(m, g, 0, 0, g.w > 1 ? g.h : 0, g.w / 2);
    }
};

/// righthalf(g) -> grid: the last floor(w / 2) columns; w <= 1: 0 x 0.
/// Cost: a move and a mask per plane.
struct righthalf : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g) {
        const int w = g.w / 2;
        return value::cut(m, g, 0, g.w - w, g.w > 1 ? g.h : 0, w);
    }
};

namespace detail {

/// The n parts of an axis of `lines` lines: calls part(first line, number of lines) for each.
/// If n does not divide them, one line is skipped between two parts. [divide_by_zero: n = 0]
template <class M, class F>
BATT_FN auto split(M& m, int lines, integer n, const F& part) {
    value::builder<M, type::grid> out(m, 0);
    if (n == 0) m.fail(status::divide_by_zero);
    const int q = n > 0 ? lines / n : 0;
    const int step = q + (n > 0 && lines % n != 0 ? 1 : 0);
    int at = 0;
    for (integer k = 0; k < n && m.ok(); ++k) {
        out.push(part(at, lines - at < q ? lines - at : q));
        at = lines - at < step ? lines : at + step;
    }
    return out.close();
}

} // namespace detail

/// hsplit(g, n) -> tuple<grid>: n parts of floor(w / n) columns from left to right. If n does not
/// divide w, one column is skipped between two parts, and the last ones are cut at w. n < 0: none.
/// [empty: g has zero height] [divide_by_zero: n = 0] Cost: two moves and a mask per part and
/// plane.
struct hsplit : parameters<kind::grid, kind::integer> {
    using result = type::tuple<type::grid>;

    template <class M>
    static BATT_FN auto eval(M& m, const value::grid<M>& g, integer n) {
        if (g.h == 0) m.fail(status::empty);
        return detail::split(
            m, g.w, n, [&](int at, int count) { return value::cut(m, g, 0, at, g.h, count); });
    }
};

/// vsplit(g, n) -> tuple<grid>: the same on rows, from top to bottom; no rows: 0 x 0.
/// [empty: g has zero height] [divide_by_zero: n = 0] Cost: two moves and a mask per part and
/// plane.
struct vsplit : parameters<kind::grid, kind::integer> {
    using result = type::tuple<type::grid>;

    template <class M>
    static BATT_FN auto eval(M& m, const value::grid<M>& g, integer n) {
        if (g.h == 0) m.fail(status::empty);
        return detail::split(
            m, g.h, n, [&](int at, int count) { return value::cut(m, g, at, 0, count, g.w); });
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
