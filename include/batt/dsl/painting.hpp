// Colours put onto a grid: fill, paint, underfill, underpaint, cover, move.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// fill(g, c, p) -> grid: colour c at the locations of p; those outside g are ignored.
/// [empty: g has zero height] [domain: a place gets an invalid colour]
/// Cost: one move of a window (none if it is at (0, 0)), 4 planes.
struct fill : parameters<kind::grid, kind::integer, kind::patch> {
    using result = type::grid;

    template <class M, class P>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer c, const P& p) {
        if (g.h == 0) m.fail(status::empty);
        value::grid<M> out = g;
        value::put_color(m, out, value::in_grid(m, p.i, p.j, value::mask_of(m, p), g.h, g.w), c);
        return out;
    }
};

/// paint(g, o) -> grid: each cell's colour at its location; those outside g are ignored. Of two
/// colours on a location, the last in iteration order wins. [empty: g has zero height]
/// [domain: a place gets an invalid colour]
/// Cost: that of fill for every colour of o; cell by cell for a sequence.
struct paint : parameters<kind::grid, kind::cells> {
    using result = type::grid;

    template <class M, class P>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, const P& p) {
        if (g.h == 0) m.fail(status::empty);
        value::grid<M> out = g;
        if constexpr (type::object_like<value::tag<P>>) {
            value::for_layers(m, p, [&](integer c, const auto& mask) {
                value::put_color(m, out, value::in_grid(m, p.i, p.j, mask, g.h, g.w), c);
            });
        } else {
            value::for_each(m, p, [&](const cell& x) {
                if (x.second.is_none()) m.fail(status::empty);
                value::put_color(m, out,
                                 single<typename M::grid_rows>(x.second.i, x.second.j) &
                                     value::area(m, g),
                                 x.first);
                return m.ok();
            });
        }
        return out;
    }
};

/// underfill(g, c, p) -> grid: like fill, only where g has its most frequent colour.
/// [empty: g has no cells] [domain: a place gets an invalid colour]
/// Cost: 5 reductions for the most frequent colour, and that of fill.
struct underfill : parameters<kind::grid, kind::integer, kind::patch> {
    using result = type::grid;

    template <class M, class P>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer c, const P& p) {
        if (g.w == 0) m.fail(status::empty);
        value::grid<M> out = g;
        const auto open = value::where_color(m, g, value::most_frequent(m, g));
        value::put_color(m, out, value::in_grid(m, p.i, p.j, value::mask_of(m, p), g.h, g.w) & open,
                         c);
        return out;
    }
};

/// underpaint(g, o) -> grid: like paint, only where the place still has g's most frequent colour:
/// the first other colour in iteration order stays.
/// [empty: g has no cells; a cell has no location] [domain: a place gets an invalid colour]
/// Cost: 5 reductions for the most frequent colour, and that of paint.
struct underpaint : parameters<kind::grid, kind::cells> {
    using result = type::grid;

    template <class M, class P>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, const P& p) {
        using R = typename M::grid_rows;
        if (g.w == 0) m.fail(status::empty);
        value::grid<M> out = g;
        const integer background = value::most_frequent(m, g);
        R open = value::where_color(m, g, background);
        const auto put = [&](const R& mask, integer c) {
            if (c == background) return;
            value::put_color(m, out, mask & open, c);
            open = minus(open, mask);
        };
        if constexpr (type::object_like<value::tag<P>>) {
            value::for_layers(m, p, [&](integer c, const auto& mask) {
                put(value::in_grid(m, p.i, p.j, mask, g.h, g.w), c);
            });
        } else {
            value::for_each(m, p, [&](const cell& x) {
                if (x.second.is_none()) m.fail(status::empty);
                put(single<R>(x.second.i, x.second.j), x.first);
                return m.ok();
            });
        }
        return out;
    }
};

/// cover(g, p) -> grid: fill(g, mostcolor(g), p). [empty: g has no cells]
/// Cost: 5 reductions for the most frequent colour, and that of fill.
struct cover : parameters<kind::grid, kind::patch> {
    using result = type::grid;

    template <class M, class P>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, const P& p) {
        if (g.w == 0) m.fail(status::empty);
        return fill::eval(m, g, value::most_frequent(m, g), p);
    }
};

/// move(g, o, d) -> grid: paint(cover(g, o), shift(o, d)).
/// [empty: g has no cells; d is no location] Cost: those of cover and paint.
struct move : parameters<kind::grid, kind::object, kind::ivec> {
    using result = type::grid;

    template <class M, class P>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, const P& o, ivec d) {
        const value::grid<M> covered = cover::eval(m, g, o);
        if (d.is_none()) m.fail(status::empty);
        if (value::is_empty(m, o)) return covered;
        return paint::eval(m, covered,
                           value::at_origin(m, o, wrap_add(o.i, d.i), wrap_add(o.j, d.j)));
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
