// What repeats in grids and objects: occurrences, frontiers, compress, hperiod, vperiod.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Bit j of each word of the result: whether the word has bit j + k set for every bit k of pattern.
/// Runs of the pattern take a step for every doubling of their length.
template <class R>
BATT_FN R pattern_places(const R& words, typename R::word_type pattern) {
    using W = typename R::word_type;
    R out = R::fill(static_cast<W>(~W{0}));
    while (pattern != 0) {
        const int from = bits::lowest(pattern);
        const W beyond = static_cast<W>(~(pattern >> from));
        const int n = beyond == 0 ? R::extent : bits::lowest(beyond);
        R run = words;
        int have = 1;
        for (; 2 * have <= n; have *= 2) run = run & run.right(-have);
        if (have < n) run = run & run.right(have - n);
        out = out & run.right(-from);
        pattern &= static_cast<W>(~bits::range_mask<W>(from, from + n));
    }
    return out;
}

/// Bit i: whether row i of g is of one colour; a row without cells is not.
template <class M>
BATT_FN typename M::grid_rows::word_type plain_rows(M&, const value::grid<M>& g) {
    using R = typename M::grid_rows;
    using W = typename R::word_type;
    R changes = none<R>();
    BATT_UNROLL
    for (int k = 0; k < 4; ++k)
        changes = R::map([](const auto& x, const auto& y) { return y | (x ^ (x << 1)); },
                         g.plane[k], changes);
    const W inner = static_cast<W>(bits::low_mask<W>(g.w) & ~W{1});
    const int h = g.w > 0 ? g.h : 0;
    return changes.ballot([h, inner](int r, W x) { return r < h && (x & inner) == 0; });
}

/// Bit j: whether column j of g is of one colour.
template <class M>
BATT_FN typename M::grid_rows::word_type plain_columns(M&, const value::grid<M>& g) {
    using R = typename M::grid_rows;
    using W = typename R::word_type;
    R changes = none<R>();
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) changes = changes | (g.plane[k] ^ g.plane[k].next_rows());
    const W mixed = (changes & R::band(0, g.h - 1, static_cast<W>(~W{0}))).or_rows();
    return static_cast<W>(bits::low_mask<W>(g.w) & ~mixed);
}

/// The smallest p below n for which f(p, normalized layer) holds for every layer of o, else n.
template <class M, class P, class F>
BATT_FN int period(M& m, const P& o, const value::box_of& b, int n, const F& f) {
    for (int p = 1; p < n; ++p) {
        bool repeats = true;
        value::for_layers(m, o, [&](integer, const auto& mask) {
            if (repeats) repeats = f(p, value::rebased(mask, o.i, o.j, b.top, b.left));
        });
        if (repeats) return p;
    }
    return n;
}

} // namespace detail

/// occurrences(g, o) -> indices: where the upper left corner of o's bounding box can lie so that
/// the box is in g and g shows every cell of o. An empty o: 0 <= i <= h, 0 <= j <= w.
/// [empty: g has zero height]
/// Cost: a move and a vote for every row of o and colour in it, and log2(length) steps for every
/// run of a row that differs from the one before; ends when no place is left.
struct occurrences : parameters<kind::grid, kind::object> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const value::grid<M>& g, const P& o) {
        using R = typename M::grid_rows;
        using W = typename R::word_type;
        using Q = typename M::patch_rows;
        if (g.h == 0) m.fail(status::empty);
        const value::box_of b = value::bounds(m, o);
        if (b.none) {
            if (g.h >= Q::extent || g.w >= Q::extent) m.fail(status::capacity);
            return {0, 0, rectangle<Q>(0, 0, g.h + 1, g.w + 1)};
        }
        if (b.height() > g.h || b.width() > g.w) return {0, 0, none<Q>()};
        R found = rectangle<R>(0, 0, g.h - b.height() + 1, g.w - b.width() + 1);
        bool possible = true;
        value::for_layers(m, o, [&](integer c, const Q& mask) {
            const R shown = value::where_color(m, g, c);
            R places = shown;
            W pattern = 1;
            for (int r = b.top; r <= b.bottom && possible; ++r) {
                const W next = static_cast<W>(mask.row(r - o.i) >> (b.left - o.j));
                if (next == 0) continue;
                if (next != pattern) places = detail::pattern_places(shown, next);
                pattern = next;
                found = found & places.down(b.top - r);
                possible = found.any();
            }
        });
        return {0, 0, value::from_grid(m, found)};
    }
};

/// frontiers(g) -> set<object>: every one-coloured row and column of g as an object in its place.
/// [empty: g has zero height] Cost: a vote and a reduction, and the same for every colour if there
/// is such a line; lines come in value order: nothing is sorted.
struct frontiers : parameters<kind::grid> {
    using result = type::set<type::univalued>;

    template <class M>
    static BATT_FN value::set<M, type::univalued> eval(M& m, const value::grid<M>& g) {
        using R = typename M::grid_rows;
        using W = typename R::word_type;
        if (g.h == 0) m.fail(status::empty);
        const W all_rows = detail::plain_rows(m, g);
        const W all_columns = g.h == 1 && g.w == 1 ? W{0} : detail::plain_columns(m, g);
        value::builder<M, type::univalued> out(m, 0);
        const bool markers = value::has_markers(g);
        W rest = all_rows | all_columns;
        const integer most = !markers ? 9 : (m.holds_fifteen() ? 15 : 14);
        for (integer c = markers ? -1 : 0; c <= most && rest != 0; ++c) {
            const R places = value::where_color(m, g, c);
            W rows = places.ballot([](int, W x) { return x != 0; }) & all_rows;
            W columns = places.or_rows() & all_columns;
            const auto push = [&](const R& line) {
                out.push({0, 0, c, value::from_grid(m, line)});
            };
            const auto push_columns = [&](W which) {
                for (; which != 0; which &= which - 1) {
                    const int j = bits::lowest(which);
                    push(rectangle<R>(0, j, g.h, j + 1));
                }
            };
            const auto push_rows = [&](W which) {
                for (; which != 0; which &= which - 1) {
                    const int i = bits::lowest(which);
                    push(rectangle<R>(i, 0, i + 1, g.w));
                }
            };
            // row 0 begins like column 0, and comes first unless column 0 is only that cell
            if (g.h == 1) push_columns(columns & 1);
            push_rows(rows & 1);
            push_columns(g.h == 1 ? static_cast<W>(columns & ~W{1}) : columns);
            push_rows(static_cast<W>(rows & ~W{1}));
        }
        return out.close_as_set();
    }
};

/// compress(g) -> grid: g without its one-coloured rows and without its one-coloured columns, both
/// judged on g. Cost: log2(extent) + 2 reductions, then per plane a gather of rows and
/// log2(extent) steps.
struct compress : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g) {
        using R = typename M::grid_rows;
        using W = typename R::word_type;
        const W rows = static_cast<W>(bits::low_mask<W>(g.h) & ~detail::plain_rows(m, g));
        const W columns = static_cast<W>(bits::low_mask<W>(g.w) & ~detail::plain_columns(m, g));
        const typename R::packing how(rows, columns);
        return value::with_planes<M>(g, bits::popcount(rows), bits::popcount(columns),
                                     [&how](const R& x) { return x.packed(how); });
    }
};

/// hperiod(o) -> integer: the smallest p in 1..width-1 such that o moved left by p lies in o,
/// except for what leaves its bounding box; its width if there is none, 0 for an empty object.
/// Cost: a step and a vote for every p and layer.
struct hperiod : parameters<kind::object> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& o) {
        const value::box_of b = value::bounds(m, o);
        return detail::period(m, o, b, b.width(), [](int p, const auto& mask) {
            return !minus(mask.right(-p), mask).any();
        });
    }
};

/// vperiod(o) -> integer: the smallest p in 1..height-1 such that o moved up by p lies in o,
/// except for what leaves its bounding box; its height if there is none, 0 for an empty object.
/// Cost: a move and a vote for every p and layer.
struct vperiod : parameters<kind::object> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& o) {
        const value::box_of b = value::bounds(m, o);
        return detail::period(m, o, b, b.height(), [](int p, const auto& mask) {
            return !minus(mask.down(-p), mask).any();
        });
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
