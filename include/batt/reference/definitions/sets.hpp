// Sets made of elements and of sets: initset, insert, intersection, difference, product.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/filter.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// Whether A and B differ at most by booleans for integers, so that one order holds for both.
template <class A, class B>
inline constexpr bool same_form = std::is_same_v<A, B> || (integral_value<A> && integral_value<B>);
template <class A, class B, class C, class D>
inline constexpr bool same_form<pair<A, B>, pair<C, D>> = same_form<A, C> && same_form<B, D>;
template <class A, class B>
inline constexpr bool same_form<ivec, pair<A, B>> = integral_value<A> && integral_value<B>;
template <class A, class B>
inline constexpr bool same_form<pair<A, B>, ivec> = integral_value<A> && integral_value<B>;
template <class A, class B>
inline constexpr bool same_form<set<A>, set<B>> = same_form<A, B>;
template <class A, class B>
inline constexpr bool same_form<tuple<A>, tuple<B>> = same_form<A, B>;

/// The elements of a that are elements of b, or that are not.
template <class A, class B>
set<A> elements_in(const set<A>& a, const set<B>& b, bool wanted) {
    using T = common_t<A, B>;
    if constexpr (same_form<A, B> && is_ordered_v<T>) {
        const auto less = [](const auto& x, const auto& y) {
            return compare::less<T>(convert<T>(x), convert<T>(y));
        };
        return select(a, [&](const A& x) {
            return std::binary_search(b.begin(), b.end(), x, less) == wanted;
        });
    } else {
        // A patch differs from the sequence of its cells, so nothing is converted here.
        return select(a, [&](const A& x) {
            const auto is_x = [&](const B& y) { return compare::equal(y, x); };
            return std::any_of(b.begin(), b.end(), is_x) == wanted;
        });
    }
}

} // namespace detail

/// {v}.
template <>
struct definition<op::initset> {
    template <class V>
    static set<V> call(const V& v) {
        gatherer<set<V>> items;
        items.add(v);
        return items.take();
    }
};

/// c with v; the element type widens to one that holds both.
template <>
struct definition<op::insert> {
    template <class V, class T>
    static auto call(const V& v, const set<T>& c) {
        using E = common_t<V, T>;
        gatherer<set<E>> items;
        for (const auto& x : c) items.add(convert<E>(x));
        items.add(convert<E>(v));
        return items.take();
    }
};

/// The elements that a and b have in common.
template <>
struct definition<op::intersection> {
    template <class A, class B>
    static set<A> call(const set<A>& a, const set<B>& b) {
        return detail::elements_in(a, b, true);
    }
};

/// The elements of a that are not in b.
template <>
struct definition<op::difference> {
    template <class A, class B>
    static set<A> call(const set<A>& a, const set<B>& b) {
        return detail::elements_in(a, b, false);
    }
};

/// All (x, y) with x in a and y in b.
template <>
struct definition<op::product> {
    template <container A, container B>
    static auto call(const A& a, const B& b) {
        using T = pair_t<element_t<A>, element_t<B>>;
        const auto& xs = elements(a);
        const auto& ys = elements(b);
        if (std::uint64_t{xs.size()} * ys.size() > max_calls) fail(status::capacity);
        gatherer<set<T>> items;
        for (const auto& x : xs) {
            for (const auto& y : ys) items.add(make_pair_of(x, y));
        }
        return items.take();
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
