// Colours of grids and objects: counted, listed, chosen by, and changed.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Calls f(colour, number of its cells) for every colour of a grid or object in ascending order;
/// a grid's colours may come with 0 cells.
template <class M, class E, class F>
BATT_FN void for_color_counts(M& m, const E& e, const F& f) {
    if constexpr (std::is_same_v<value::tag<E>, type::grid>)
        value::for_counts(m, e, f);
    else
        value::for_layers(m, e, [&f](integer c, const auto& mask) { f(c, mask.count()); });
}

/// The colours of a grid or an object: bit c + 1 is colour c.
template <class M, class E>
BATT_FN std::uint32_t palette_of(M& m, const E& e) {
    if constexpr (std::is_same_v<value::tag<E>, type::grid>) {
        const std::uint32_t codes = value::codes_of(m, e);
        if (m.holds_fifteen()) return codes << 1;
        return (codes << 1 | codes >> 15) & 0xFFFFU;
    } else {
        return value::palette_of(m, e);
    }
}

} // namespace detail

/// mostcolor(e) -> integer: the most frequent colour, counted in cells; of several, the smallest.
/// [empty: no cells] Cost: 5 reductions for a grid, one per layer for an object.
struct mostcolor : parameters<kind::element> {
    using result = type::integer;

    template <class M, class E>
    static BATT_FN integer eval(M& m, const E& e) {
        integer best = 0;
        int most = 0;
        detail::for_color_counts(m, e, [&](integer c, int n) {
            best = n > most ? c : best;
            most = n > most ? n : most;
        });
        if (most == 0) m.fail(status::empty);
        return best;
    }
};

/// leastcolor(e) -> integer: the least frequent colour that occurs; of several, the smallest.
/// [empty: no cells] Cost: 5 reductions for a grid, one per layer for an object.
struct leastcolor : parameters<kind::element> {
    using result = type::integer;

    template <class M, class E>
    static BATT_FN integer eval(M& m, const E& e) {
        integer best = 0;
        int least = 0;
        detail::for_color_counts(m, e, [&](integer c, int n) {
            const bool better = n != 0 && (least == 0 || n < least);
            best = better ? c : best;
            least = better ? n : least;
        });
        if (least == 0) m.fail(status::empty);
        return best;
    }
};

/// colorcount(e, c) -> integer: number of cells of colour c. Cost: one reduction.
struct colorcount : parameters<kind::element, kind::integer> {
    using result = type::integer;

    template <class M, class E>
    static BATT_FN integer eval(M& m, const E& e, integer c) {
        if constexpr (std::is_same_v<value::tag<E>, type::grid>)
            return value::where_color(m, e, c).count();
        else
            return value::representable(m, c) ? value::layer_of(m, e, c).count() : 0;
    }
};

/// palette(e) -> set<integer>: the colours that occur. Cost: a vote per colour for a grid.
struct palette : parameters<kind::element> {
    using result = type::set<type::integer>;

    template <class M, class E>
    static BATT_FN value::set<M, type::integer> eval(M& m, const E& e) {
        std::uint32_t left = detail::palette_of(m, e);
        value::builder<M, type::integer> out(m, bits::popcount(left));
        for (; left != 0; left &= left - 1) out.push(bits::lowest(left) - 1);
        return out.close_as_set();
    }
};

/// numcolors(e) -> integer: number of colours that occur. Cost: a vote per colour for a grid.
struct numcolors : parameters<kind::element> {
    using result = type::integer;

    template <class M, class E>
    static BATT_FN integer eval(M& m, const E& e) {
        return bits::popcount(detail::palette_of(m, e));
    }
};

/// color(o) -> integer: the colour of the first cell; for an object, its smallest colour.
/// [empty: no cells] Cost: a vote.
struct color : parameters<kind::cells> {
    using result = type::integer;

    template <class M, class P>
    static BATT_FN integer eval(M& m, const P& p) {
        if constexpr (type::object_like<value::tag<P>>) {
            const std::uint32_t colors = value::palette_of(m, p);
            if (colors == 0) m.fail(status::empty);
            return colors == 0 ? 0 : bits::lowest(colors) - 1;
        } else {
            if (p.count == 0) m.fail(status::empty);
            return p.count == 0 ? 0 : value::get(m, p, 0).first;
        }
    }
};

/// colorfilter(s, c) -> set<object>: the objects with color(o) == c.
/// [empty: an empty object in s] Cost: a vote per object.
struct colorfilter : parameters<kind::container, kind::integer> {
    template <class C>
        requires callable<type::named<color>, type::element<C>>
    static type::set<type::element<C>> rule(C, type::integer);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& s, integer c) {
        using T = type::element<value::tag<C>>;
        constexpr bool ordered = type::set_like<value::tag<C>>;
        type::chosen<ordered, value::builder<M, T>, value::set_builder<M, T>> out(
            m, value::count(m, s));
        value::for_each(m, s, [&](const auto& o) {
            const auto x = batt::detail::converted<T>(m, o);
            if (batt::call(m, value::named<color>{}, x) == c) out.push(x);
            return m.ok();
        });
        const auto t = out.close();
        return value::set<M, T>{t.offset, t.count};
    }
};

/// ofcolor(g, c) -> indices: the places of colour c. Cost: 4 planes, no reduction.
struct ofcolor : parameters<kind::grid, kind::integer> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, const value::grid<M>& g, integer c) {
        return {0, 0, value::from_grid(m, value::where_color(m, g, c))};
    }
};

/// replace(g, old, fresh) -> grid: every old becomes fresh. [domain: a place gets an invalid
/// colour] Cost: 4 planes.
struct replace : parameters<kind::grid, kind::integer, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer old, integer fresh) {
        value::grid<M> out = g;
        value::put_color(m, out, value::where_color(m, g, old), fresh);
        return out;
    }
};

/// switch(g, a, b) -> grid: a and b exchanged everywhere. [domain: a place gets an invalid colour]
/// Cost: 4 planes twice.
struct switch_ : parameters<kind::grid, kind::integer, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer a, integer b) {
        value::grid<M> out = g;
        value::put_color(m, out, value::where_color(m, g, a), b);
        value::put_color(m, out, value::where_color(m, g, b), a);
        return out;
    }
};

/// recolor(c, p) -> object: every location of p in colour c. [domain: a location gets an invalid
/// colour] Cost: none; one `or` per layer for an object of several colours.
struct recolor : parameters<kind::integer, kind::patch> {
    using result = type::univalued;

    template <class M, class P>
    static BATT_FN value::univalued<M> eval(M& m, integer c, const P& p) {
        const auto mask = value::mask_of(m, p);
        if (value::representable(m, c)) return {p.i, p.j, c, mask};
        if (mask.any()) value::refuse_color(m, c);
        return {0, 0, 0, none<typename M::patch_rows>()};
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
