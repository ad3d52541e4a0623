// Sets made of elements and of sets: initset, insert, intersection, difference, product.
#pragma once

#include <batt/dsl/container_types.hpp>
#include <batt/dsl/operation.hpp>
#include <batt/value/search.hpp>
#include <batt/value/unite.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// initset(v) -> set: {v}; an ivec gives indices, a cell an object.
/// [empty: no location] [domain: a cell of an invalid colour] Cost: one line.
struct initset : parameters<kind::any> {
    template <class V>
    static type::set_of<V> rule(V);

    template <class M, class V>
    static BATT_FN auto eval(M& m, const V& v) {
        value::set_builder<M, value::tag<V>> out(m, 1);
        out.push(v);
        return out.close();
    }
};

/// insert(v, c) -> set: c with v. The same named function inserted again changes nothing.
/// [empty: no location] [domain: a cell of an invalid colour]
/// Cost: one bit for a patch; a binary search and a copy for others.
struct insert : parameters<kind::any, kind::set> {
    template <class V, class C>
        requires(!std::is_same_v<type::unify<type::element<C>, V>, type::ill>)
    static type::set_of<type::unify<type::element<C>, V>> rule(V, C);

    template <class M, class V, class C>
    static BATT_FN auto eval(M& m, const V& v, const C& c) {
        using TC = value::tag<C>;
        using T = type::unify<type::element<TC>, value::tag<V>>;
        if constexpr (!type::one_order<TC, type::set_of<T>>) {
            return eval(m, v, batt::detail::converted<type::set_of<T>>(m, c));
        } else if constexpr (!type::one_order<value::tag<V>, T>) {
            return eval(m, batt::detail::converted<T>(m, v), c);
        } else if constexpr (type::plain_patch<TC>) {
            const int mark = m.top();
            const auto one = initset::eval(m, batt::detail::converted<T>(m, v));
            return value::compact(m, value::unite(m, c, one), mark);
        } else if constexpr (!type::ordered<T>) {
            value::set_builder<M, T> out(m, c.count + 1);
            for (int k = 0; k < c.count; ++k)
                out.push(batt::detail::converted<T>(m, value::get(m, c, k)));
            out.push(batt::detail::converted<T>(m, v));
            return out.close();
        } else {
            const value::place at = value::find(m, c, v);
            value::builder<M, T> out(m, c.count + 1);
            for (int k = 0; k < c.count + 1 && m.ok(); ++k) {
                if (k == at.at && !at.found) out.push(batt::detail::converted<T>(m, v));
                if (k < c.count) out.push(batt::detail::converted<T>(m, value::get(m, c, k)));
            }
            return out.close_as_set();
        }
    }
};

namespace detail {

/// Patch a with f(a's layer, b's layer) as every layer, where b is seen in the window of a.
template <class M, class A, class B, class F>
BATT_FN A layer_by_layer(M& m, const A& a, const B& b, const F& f) {
    if constexpr (std::is_same_v<value::tag<A>, type::indices>) {
        return {a.i, a.j, f(a.mask, value::rebased(b.mask, b.i, b.j, a.i, a.j))};
    } else if constexpr (std::is_same_v<value::tag<A>, type::univalued>) {
        return {a.i, a.j, a.color,
                f(a.mask, value::rebased(value::layer_of(m, b, a.color), b.i, b.j, a.i, a.j))};
    } else {
        value::layer_builder<M> out(m);
        value::for_layers(m, a, [&](integer color, const auto& mask) {
            out.push(color,
                     f(mask, value::rebased(value::layer_of(m, b, color), b.i, b.j, a.i, a.j)));
        });
        return out.close(a.i, a.j);
    }
}

template <class A, class B>
using common_element = type::unify<type::element<A>, type::element<B>>;
/// Whether sets of type A and B can have elements in common; two patches must be of one kind.
template <class A, class B>
concept alike = !std::is_same_v<common_element<A, B>, type::ill> &&
                (!(type::plain_patch<A> || type::plain_patch<B>) ||
                 type::plain_patch<type::set_of<common_element<A, B>>>);

/// b, as a patch if a is one: it may be a set of pairs that work as locations or cells.
template <class A, class M, class B>
BATT_FN decltype(auto) as_kind_of(M& m, const B& b) {
    if constexpr (type::plain_patch<A> && !type::plain_patch<value::tag<B>>)
        return batt::detail::converted<type::set_of<common_element<A, value::tag<B>>>>(m, b);
    else
        return (b);
}

/// The narrower of two types of sets: univalued objects if one of them holds only these.
template <class A, class B>
using narrower = type::chosen<
    std::is_same_v<A, type::univalued> || std::is_same_v<A, type::set<type::univalued>>, A,
    type::chosen<
        std::is_same_v<B, type::univalued> || std::is_same_v<B, type::set<type::univalued>>, B, A>>;

} // namespace detail

/// intersection(a, b) -> set: the common elements; cells are equal in colour and location.
/// Cost: an `and` per layer of patches; for others a binary search per element.
struct intersection : parameters<kind::set, kind::set> {
    template <class A, class B>
        requires detail::alike<A, B>
    static detail::narrower<A, B> rule(A, B);

    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        using TA = value::tag<A>;
        if constexpr (!std::is_same_v<detail::narrower<TA, value::tag<B>>, TA>) {
            return eval(m, b, a);
        } else if constexpr (type::plain_patch<TA>) {
            return detail::layer_by_layer(m, a, detail::as_kind_of<TA>(m, b),
                                          [](const auto& x, const auto& y) { return x & y; });
        } else {
            return value::select(m, a, [&](const auto& x) { return value::contains(m, b, x); });
        }
    }
};

/// difference(a, b) -> set: the elements of a that are not in b.
/// Cost: an `and not` per layer of patches; for others a binary search per element.
struct difference : parameters<kind::set, kind::set> {
    template <class A, class B>
        requires detail::alike<A, B>
    static A rule(A, B);

    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        if constexpr (type::plain_patch<value::tag<A>>)
            return detail::layer_by_layer(m, a, detail::as_kind_of<value::tag<A>>(m, b),
                                          [](const auto& x, const auto& y) { return minus(x, y); });
        else
            return value::select(m, a, [&](const auto& x) { return !value::contains(m, b, x); });
    }
};

/// product(a, b) -> set<pair>: all (x, y) with x in a and y in b; integers in both give indices.
/// [empty: no location enters a cell] [domain: a cell of an invalid colour]
/// Cost: one line per pair; a few rows for indices. Nothing is sorted if a and b are sets.
struct product : parameters<kind::container, kind::container> {
    template <class A, class B>
        requires(type::container<A> && type::container<B>)
    static type::set_of<type::pair_of<type::element<A>, type::element<B>>> rule(A, B);

    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        using TA = value::tag<A>;
        using TB = value::tag<B>;
        using T = type::pair_of<type::element<TA>, type::element<TB>>;
        if constexpr (std::is_same_v<T, type::ivec>) {
            return rectangle_of(m, a, b);
        } else {
            const auto x = value::as_tuple(m, a);
            const auto y = value::as_tuple(m, b);
            const std::int64_t n = std::int64_t{x.count} * y.count;
            if (!value::countable(m, n)) return value::of<M, type::set_of<T>>{};
            if constexpr (type::set_like<TA> && type::set_like<TB> && type::ordered<T> &&
                          !std::is_same_v<T, type::cell>) {
                value::builder<M, T> out(m, static_cast<int>(n));
                push_all(m, out, x, y);
                return out.close_as_set();
            } else {
                value::set_builder<M, T> out(m, static_cast<int>(n));
                push_all(m, out, x, y);
                return out.close();
            }
        }
    }

private:
    template <class M, class Out, class X, class Y>
    static BATT_FN void push_all(M& m, Out& out, const X& x, const Y& y) {
        for (int i = 0; i < x.count && m.ok(); ++i)
            for (int k = 0; k < y.count && m.ok(); ++k)
                out.push({value::get(m, x, i), value::get(m, y, k)});
    }

    /// Least and largest of a container of integers.
    struct range {
        integer from, to;
        bool none;
    };
    template <class M, class C>
    static BATT_FN range range_of(M& m, const C& c) {
        range out{0, 0, true};
        value::for_each(m, c, [&](integer x) {
            if (!is_coordinate(x)) m.fail(status::capacity);
            out = out.none ? range{x, x, false}
                           : range{x < out.from ? x : out.from, x > out.to ? x : out.to, false};
            return m.ok();
        });
        return out;
    }
    /// Bit x - from for every x in c.
    template <class M, class C>
    static BATT_FN auto bits_from(M& m, const C& c, integer from) {
        using W = typename M::patch_rows::word_type;
        W out = 0;
        value::for_each(m, c, [&](integer x) {
            out |= bits::shift_up(W{1}, x - from);
            return true;
        });
        return out;
    }
    template <class M, class A, class B>
    static BATT_FN value::indices<M> rectangle_of(M& m, const A& a, const B& b) {
        using R = typename M::patch_rows;
        const range i = range_of(m, a), j = range_of(m, b);
        if (i.none || j.none || !m.ok()) return {0, 0, none<R>()};
        const value::box_of box{i.from, j.from, i.to, j.to, false};
        const ivec o = value::common_origin(m, box, box);
        return {o.i, o.j, full_rows<R>(bits_from(m, a, o.i)) & R::fill(bits_from(m, b, o.j))};
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
