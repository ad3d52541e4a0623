// Where a patch is: its corners, outermost rows and columns, and its middle.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// f of the bounding box; no location if there is none.
template <class M, class P, class F>
BATT_FN ivec corner(M& m, const P& p, const F& f) {
    const value::box_of b = value::bounds(m, p);
    return b.none ? ivec::no_location() : f(b);
}
/// f of a span that must not be empty.
template <class M>
BATT_FN value::span_of in_use(M& m, const value::span_of& s) {
    if (s.none) m.fail(status::empty);
    return s;
}

} // namespace detail

/// ulcorner(p) -> ivec: the upper left corner; empty: no location. Cost: one bounding box.
struct ulcorner : parameters<kind::patch> {
    using result = type::ivec;

    template <class M, class P>
    static BATT_FN ivec eval(M& m, const P& p) {
        return detail::corner(m, p, [](const value::box_of& b) { return ivec{b.top, b.left}; });
    }
};

/// urcorner(p) -> ivec: the upper right corner; empty: no location. Cost: one bounding box.
struct urcorner : parameters<kind::patch> {
    using result = type::ivec;

    template <class M, class P>
    static BATT_FN ivec eval(M& m, const P& p) {
        return detail::corner(m, p, [](const value::box_of& b) { return ivec{b.top, b.right}; });
    }
};

/// llcorner(p) -> ivec: the lower left corner; empty: no location. Cost: one bounding box.
struct llcorner : parameters<kind::patch> {
    using result = type::ivec;

    template <class M, class P>
    static BATT_FN ivec eval(M& m, const P& p) {
        return detail::corner(m, p, [](const value::box_of& b) { return ivec{b.bottom, b.left}; });
    }
};

/// lrcorner(p) -> ivec: the lower right corner; empty: no location. Cost: one bounding box.
struct lrcorner : parameters<kind::patch> {
    using result = type::ivec;

    template <class M, class P>
    static BATT_FN ivec eval(M& m, const P& p) {
        return detail::corner(m, p, [](const value::box_of& b) { return ivec{b.bottom, b.right}; });
    }
};

/// corners(p) -> indices: the four corners, 1 to 4 locations. [empty] Cost: one bounding box.
struct corners : parameters<kind::patch> {
    using result = type::indices;

    template <class M, class P>
    static BATT_FN value::indices<M> eval(M& m, const P& p) {
        using R = typename M::patch_rows;
        using W = typename R::word_type;
        const value::box_of b = value::bounds(m, p);
        if (b.none) {
            m.fail(status::empty);
            return {0, 0, none<R>()};
        }
        const W sides = static_cast<W>((W{1} << (b.left - p.j)) | (W{1} << (b.right - p.j)));
        const int top = b.top - p.i, bottom = b.bottom - p.i;
        return {p.i, p.j,
                R::generate([=](int r) { return r == top || r == bottom ? sides : W{0}; })};
    }
};

/// uppermost(p) -> integer: the first row. [empty] Cost: one ballot.
struct uppermost : parameters<kind::patch> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& p) {
        return detail::in_use(m, value::row_span(m, p)).first;
    }
};

/// lowermost(p) -> integer: the last row. [empty] Cost: one ballot.
struct lowermost : parameters<kind::patch> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& p) {
        return detail::in_use(m, value::row_span(m, p)).last;
    }
};

/// leftmost(p) -> integer: the first column. [empty] Cost: one reduction.
struct leftmost : parameters<kind::patch> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& p) {
        return detail::in_use(m, value::column_span(m, p)).first;
    }
};

/// rightmost(p) -> integer: the last column. [empty] Cost: one reduction.
struct rightmost : parameters<kind::patch> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& p) {
        return detail::in_use(m, value::column_span(m, p)).last;
    }
};

/// center(p) -> ivec: the middle of the bounding box; for even extents the lower or right one.
/// [empty] Cost: one bounding box.
struct center : parameters<kind::patch> {
    using result = type::ivec;

    template <class M, class P>
    static BATT_FN ivec eval(M& m, const P& p) {
        const value::box_of b = value::bounds(m, p);
        if (b.none) m.fail(status::empty);
        return b.center();
    }
};

/// centerofmass(p) -> ivec: per axis floor(sum over the distinct locations / number of cells);
/// repeats in a sequence count as cells. [empty]
/// Cost: three sums and a count per layer; element by element for a sequence.
struct centerofmass : parameters<kind::sequence> {
    using result = type::ivec;

    template <class M, class P>
    static BATT_FN ivec eval(M& m, const P& p) {
        using R = typename M::patch_rows;
        using W = typename R::word_type;
        const int cells = value::count(m, p);
        const auto patch = value::convert<kind::patch::canonical<value::tag<P>>>(m, p);
        const R mask = value::mask_of(m, patch);
        const int n = mask.count();
        if (n == 0) {
            m.fail(status::empty);
            return {0, 0};
        }
        const int i = mask.sum([](int r, const W& x) { return r * bits::popcount(x); });
        const int j = mask.sum([](int, const W& x) { return bits::sum_of_places(x); });
        return {floor_div(i + n * patch.i, cells), floor_div(j + n * patch.j, cells)};
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
