// Elements of any container: contained, remove, other, first, last, totuple, maximum, minimum.
#pragma once

#include <batt/dsl/container_types.hpp>
#include <batt/dsl/operation.hpp>
#include <batt/value/search.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Whether values of the two types can be equal.
template <class A, class B>
concept comparable = !std::is_same_v<type::unify<A, B>, type::ill>;

/// Whether a V may be an element of a C; for a pair, V may be like either part.
template <class V, class C>
inline constexpr bool may_be_in = comparable<V, type::element<C>>;
template <class V, class A, class B>
inline constexpr bool may_be_in<V, type::pair<A, B>> = comparable<V, A> || comparable<V, B>;

/// The types of the first and the last element.
template <class C>
struct ends {
    using first = type::element<C>;
    using last = type::element<C>;
};
template <class A, class B>
struct ends<type::pair<A, B>> {
    using first = A;
    using last = B;
};

} // namespace detail

/// contained(v, c) -> boolean: whether some element of c equals v. [empty: no location]
/// Cost: one bit test for a patch, a ballot for 32 integers, a binary search in a set.
struct contained : parameters<kind::any, kind::container> {
    template <class V, class C>
        requires detail::may_be_in<V, C>
    static type::boolean rule(V, C);

    template <class M, class V, class C>
    static BATT_FN boolean eval(M& m, const V& v, const C& c) {
        return value::contains(m, c, v);
    }
};

/// remove(v, c) -> container: c without the elements that equal v, in the same order.
/// [empty: no location] Cost: one bit for a patch; a comparison per element for others.
struct remove : parameters<kind::any, kind::container> {
    template <class V, class C>
        requires(type::container<C> && detail::comparable<V, type::element<C>>)
    static type::selected<C> rule(V, C);

    template <class M, class V, class C>
    static BATT_FN auto eval(M& m, const V& v, const C& c) {
        using T = value::tag<C>;
        using R = typename M::patch_rows;
        if constexpr (std::is_same_v<T, type::indices>) {
            const ivec at = batt::detail::converted<type::ivec>(m, v);
            return value::indices<M>{c.i, c.j, minus(c.mask, spot<R>(c, at))};
        } else if constexpr (type::object_like<T>) {
            const auto x = batt::detail::converted<type::cell>(m, v);
            const R gone = spot<R>(c, x.second);
            if constexpr (std::is_same_v<T, type::univalued>) {
                return value::univalued<M>{c.i, c.j, c.color,
                                           c.color == x.first ? minus(c.mask, gone) : c.mask};
            } else {
                value::layer_builder<M> out(m);
                value::for_layers(m, c, [&](integer color, const R& mask) {
                    out.push(color, color == x.first ? minus(mask, gone) : mask);
                });
                return out.close(c.i, c.j);
            }
        } else {
            return value::select(m, c, [&](const auto& x) { return !value::same(m, x, v); });
        }
    }

private:
    template <class R, class P>
    static BATT_FN R spot(const P& p, ivec at) {
        return single<R>(wrap_sub(at.i, p.i), wrap_sub(at.j, p.j));
    }
};

/// other(c, v) -> element: the first element unequal to v. [not_found: none]
/// [empty: no location] Cost: a comparison per element.
struct other : parameters<kind::container, kind::any> {
    template <class C, class V>
        requires(type::container<C> && detail::comparable<V, type::element<C>>)
    static type::element<C> rule(C, V);

    template <class M, class C, class V>
    static BATT_FN auto eval(M& m, const C& c, const V& v) {
        using T = type::element<value::tag<C>>;
        value::of<M, T> out{};
        bool found = false;
        const int mark = m.top();
        value::for_each(m, c, [&](const auto& x) {
            found = !value::same(m, x, v);
            if (found)
                out = batt::detail::converted<T>(m, x);
            else
                m.release(mark);
            return !found && m.ok();
        });
        if (!found) m.fail(status::not_found);
        return out;
    }
};

/// first(c) -> element: the first in iteration order; the first part of a pair as it is.
/// [empty: no element] Cost: one ballot and one broadcast for a patch.
struct first : parameters<kind::container> {
    template <class C>
    static typename detail::ends<C>::first rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        using T = value::tag<C>;
        using E = value::of<M, typename detail::ends<T>::first>;
        if constexpr (std::is_same_v<T, type::ivec>) {
            if (c.is_none()) m.fail(status::empty);
            return c.i;
        } else if constexpr (type::pair_like<T>) {
            return c.first;
        } else if constexpr (type::plain_patch<T>) {
            if (value::is_empty(m, c)) {
                m.fail(status::empty);
                return E{};
            }
            const ivec at = value::first_location(c.i, c.j, value::layer(m, c, 0));
            if constexpr (std::is_same_v<T, type::indices>)
                return at;
            else
                return E{bits::lowest(value::palette_of(m, c)) - 1, at};
        } else {
            if (value::count(m, c) == 0) {
                m.fail(status::empty);
                return E{};
            }
            if constexpr (std::is_same_v<T, type::grid>)
                return value::row_of(m, c, 0);
            else
                return value::get(m, c, 0);
        }
    }
};

/// last(c) -> element: the last in iteration order; the second part of a pair as it is.
/// [empty: no element] Cost: one ballot and one broadcast for a patch.
struct last : parameters<kind::container> {
    template <class C>
    static typename detail::ends<C>::last rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        using T = value::tag<C>;
        using E = value::of<M, typename detail::ends<T>::last>;
        if constexpr (std::is_same_v<T, type::ivec>) {
            if (c.is_none()) m.fail(status::empty);
            return c.j;
        } else if constexpr (type::pair_like<T>) {
            return c.second;
        } else if constexpr (type::plain_patch<T>) {
            if (value::is_empty(m, c)) {
                m.fail(status::empty);
                return E{};
            }
            const ivec at =
                value::last_location(c.i, c.j, value::layer(m, c, value::layers(m, c) - 1));
            if constexpr (std::is_same_v<T, type::indices>)
                return at;
            else
                return E{bits::highest(value::palette_of(m, c)) - 1, at};
        } else {
            const int n = value::count(m, c);
            if (n == 0) {
                m.fail(status::empty);
                return E{};
            }
            if constexpr (std::is_same_v<T, type::grid>)
                return value::row_of(m, c, n - 1);
            else
                return value::get(m, c, n - 1);
        }
    }
};

/// totuple(c) -> tuple: the elements in iteration order; a tuple (a grid too) is unchanged.
/// [empty: no location] Cost: none for sets and tuples, element by element for patches.
struct totuple : parameters<kind::container> {
    template <class C>
        requires type::container<C>
    static type::chosen<std::is_same_v<C, type::grid>, type::grid, type::tuple<type::element<C>>>
        rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        if constexpr (std::is_same_v<value::tag<C>, type::grid>)
            return c;
        else
            return value::as_tuple(m, c);
    }
};

namespace detail {

/// The smallest of f(integer) over a container of integers; f(0) if it is empty.
template <class M, class C, class F>
BATT_FN integer smallest_of(M& m, const C& c, const F& f) {
    if constexpr (type::pair_like<value::tag<C>>) {
        if constexpr (std::is_same_v<value::tag<C>, type::ivec>)
            if (c.is_none()) m.fail(status::empty);
        const auto& [a, b] = c;
        const integer x = f(static_cast<integer>(a)), y = f(static_cast<integer>(b));
        return x < y ? x : y;
    } else {
        return c.count == 0 ? f(0) : value::smallest_word(m, c.offset, c.count, f);
    }
}

} // namespace detail

/// maximum(c) -> integer: the largest; 0 if c is empty. [empty: no location]
/// Cost: a reduction for 32 integers.
struct maximum : parameters<kind::container> {
    template <class C>
        requires type::integral<type::element<C>>
    static type::integer rule(C);

    template <class M, class C>
    static BATT_FN integer eval(M& m, const C& c) {
        // ~x reverses the order without overflow
        return ~detail::smallest_of(m, c, [](integer x) { return ~x; });
    }
};

/// minimum(c) -> integer: the smallest; 0 if c is empty. [empty: no location]
/// Cost: a reduction for 32 integers.
struct minimum : parameters<kind::container> {
    template <class C>
        requires type::integral<type::element<C>>
    static type::integer rule(C);

    template <class M, class C>
    static BATT_FN integer eval(M& m, const C& c) {
        return detail::smallest_of(m, c, [](integer x) { return x; });
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
