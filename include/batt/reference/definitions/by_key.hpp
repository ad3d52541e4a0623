// Elements chosen or sorted by a key: argmax, argmin, valmax, valmin, order.
#pragma once

#include <algorithm>
#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The type of f's result for a T.
template <class F, class T>
using result_t = decltype(type::made<typename std::decay<decltype(std::declval<const F&>()(
                              std::declval<const T&>()))>::type>());

namespace detail {

/// The keys of the elements of c, evaluated once each and in order.
template <class C, class F>
auto keys(const C& c, const F& key) {
    storage<result_t<F, element_t<C>>> result;
    for (const auto& x : elements(c)) result.push_back(key(x));
    return result;
}

/// The index of the first of the largest elements, in the order `less`; `empty` if there is none.
template <class S, class L>
std::size_t first_largest(const S& items, L less) {
    if (items.empty()) fail(status::empty);
    std::size_t best = 0;
    for (std::size_t k = 1; k < items.size(); ++k) {
        if (less(items[best], items[k])) best = k;
    }
    return best;
}

/// The index of the first of the smallest elements.
template <class S, class L>
std::size_t first_smallest(const S& items, L less) {
    return first_largest(items, [&](const auto& a, const auto& b) { return less(b, a); });
}

} // namespace detail

/// The first element with the largest key; `empty` if there is none.
template <>
struct definition<op::argmax> {
    template <container C>
    static element_t<C> call(const C& c, const auto& key) {
        const auto keys = detail::keys(c, key);
        using K = typename decltype(keys)::value_type;
        return elements(c)[detail::first_largest(keys, compare::key_less<K>)];
    }
};

/// The first element with the smallest key; `empty` if there is none.
template <>
struct definition<op::argmin> {
    template <container C>
    static element_t<C> call(const C& c, const auto& key) {
        const auto keys = detail::keys(c, key);
        using K = typename decltype(keys)::value_type;
        return elements(c)[detail::first_smallest(keys, compare::key_less<K>)];
    }
};

/// The largest key; `empty` if there is no element.
template <>
struct definition<op::valmax> {
    static auto call(const container auto& c, const auto& key) {
        const auto keys = detail::keys(c, key);
        using K = typename decltype(keys)::value_type;
        return K(keys[detail::first_largest(keys, compare::key_less<K>)]);
    }
};

/// The smallest key; `empty` if there is no element.
template <>
struct definition<op::valmin> {
    static auto call(const container auto& c, const auto& key) {
        const auto keys = detail::keys(c, key);
        using K = typename decltype(keys)::value_type;
        return K(keys[detail::first_smallest(keys, compare::key_less<K>)]);
    }
};

/// The elements sorted by key, equal keys in iteration order: a tuple, or a grid if c is one.
template <>
struct definition<op::order> {
    template <container C>
    static auto call(const C& c, const auto& key) {
        const auto keys = detail::keys(c, key);
        const auto before = [&](std::size_t a, std::size_t b) {
            return compare::key_less(keys[a], keys[b]);
        };
        std::vector<std::size_t> places(keys.size());
        for (std::size_t k = 0; k < places.size(); ++k) places[k] = k;
        std::stable_sort(places.begin(), places.end(), before);
        const auto& items = elements(c);
        gatherer<type::chosen<is_set_v<C>, tuple<element_t<C>>, same_kind_t<C>>> sorted;
        for (const std::size_t k : places) sorted.add(items[k]);
        return sorted.take();
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
