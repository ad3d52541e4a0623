// Operations that choose from a container: filters, extremes by key, the most and least common.
#pragma once

#include <batt/reference/container.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// What f gives for a T.
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

/// The place of the first of the largest elements, in the order `less`; `empty` if there is none.
template <class S, class L>
std::size_t first_largest(const S& items, L less) {
    if (items.empty()) fail(status::empty);
    std::size_t best = 0;
    for (std::size_t k = 1; k < items.size(); ++k) {
        if (less(items[best], items[k])) best = k;
    }
    return best;
}

/// The same for the smallest.
template <class S, class L>
std::size_t first_smallest(const S& items, L less) {
    return first_largest(items, [&](const auto& a, const auto& b) { return less(b, a); });
}

/// The distinct elements with their counts, in value order.
template <container C>
auto counted(const C& c) {
    using T = element_t<C>;
    const auto& items = elements(c);
    std::vector<pair<T, integer>> counts;
    if constexpr (is_ordered_v<T>) {
        storage<T> sorted(items.begin(), items.end());
        std::sort(sorted.begin(), sorted.end(), compare::ascending{});
        for (const auto& x : sorted) {
            if (counts.empty() || !compare::equal(counts.back().first, x)) counts.push_back({x, 0});
            ++counts.back().second;
        }
    } else {
        // Functions have no order; they count in the order in which they first occur.
        for (const auto& x : items) {
            std::size_t k = 0;
            while (k < counts.size() && !compare::equal(counts[k].first, x)) ++k;
            if (k == counts.size()) counts.push_back({x, 0});
            ++counts[k].second;
        }
    }
    return counts;
}

inline constexpr auto by_count = [](const auto& a, const auto& b) { return a.second < b.second; };

} // namespace detail

/// The elements for which cond holds, as what c is.
template <>
struct definition<op::sfilter> {
    static auto call(const container auto& c, const auto& cond) { return select(c, cond); }
};

/// merge(sfilter(c, cond)).
template <>
struct definition<op::mfilter> {
    static auto call(const container auto& c, const auto& cond) {
        return definition<op::merge>::call(select(c, cond));
    }
};

/// The first element for which cond holds; `not_found` if there is none.
template <>
struct definition<op::extract> {
    template <container C>
    static element_t<C> call(const C& c, const auto& cond) {
        for (const auto& x : elements(c)) {
            if (cond(x)) return x;
        }
        fail(status::not_found);
    }
};

/// The elements of size n, always as a set.
template <>
struct definition<op::sizefilter> {
    template <container C>
    static auto call(const C& c, integer n) {
        gatherer<set<element_t<C>>> kept;
        for (const auto& x : elements(c)) {
            if (definition<op::size>::call(x) == n) kept.add(x);
        }
        return kept.take();
    }
};

/// The largest integer; 0 if there is none.
template <>
struct definition<op::maximum> {
    template <container C>
        requires integral_value<element_t<C>>
    static integer call(const C& c) {
        const auto& items = elements(c);
        return items.empty() ? 0 : *std::max_element(items.begin(), items.end());
    }
};

/// The smallest integer; 0 if there is none.
template <>
struct definition<op::minimum> {
    template <container C>
        requires integral_value<element_t<C>>
    static integer call(const C& c) {
        const auto& items = elements(c);
        return items.empty() ? 0 : *std::min_element(items.begin(), items.end());
    }
};

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

/// The elements sorted by key, equal keys in iteration order: a tuple, of rows a grid.
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

/// The most frequent element, of several the smallest; `empty` if there is none.
template <>
struct definition<op::mostcommon> {
    template <container C>
    static element_t<C> call(const C& t) {
        const auto counts = detail::counted(t);
        return counts[detail::first_largest(counts, detail::by_count)].first;
    }
};

/// The least frequent of the elements that occur, of several the smallest; `empty` if none does.
template <>
struct definition<op::leastcommon> {
    template <container C>
    static element_t<C> call(const C& t) {
        const auto counts = detail::counted(t);
        return counts[detail::first_smallest(counts, detail::by_count)].first;
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
