// Tuples and pairs: astuple, repeat, interval, pair, dedupe, mostcommon, leastcommon.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/by_key.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

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
        // Functions have no order; they are listed in the order of their first occurrence.
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

/// The most frequent element, the smallest of several; `empty` if there is none.
template <>
struct definition<op::mostcommon> {
    template <container C>
    static element_t<C> call(const C& t) {
        const auto counts = detail::counted(t);
        return counts[detail::first_largest(counts, detail::by_count)].first;
    }
};

/// The least frequent element that occurs, the smallest of several; `empty` if there is none.
template <>
struct definition<op::leastcommon> {
    template <container C>
    static element_t<C> call(const C& t) {
        const auto counts = detail::counted(t);
        return counts[detail::first_smallest(counts, detail::by_count)].first;
    }
};

/// The pair (a, b): an ivec for two integers, a cell for an integer and an ivec.
template <>
struct definition<op::astuple> {
    static auto call(const auto& a, const auto& b) {
        check_weight(weight(a) + weight(b));
        return make_pair_of(a, b);
    }
};

/// t without the elements that equal an earlier one.
template <>
struct definition<op::dedupe> {
    template <container C>
    static auto call(const C& t) {
        using T = element_t<C>;
        const auto& items = elements(t);
        if constexpr (is_set_v<C>) {
            return t;
        } else if constexpr (is_ordered_v<T>) {
            const auto before = [&](std::size_t a, std::size_t b) {
                return compare::less(items[a], items[b]);
            };
            std::vector<std::size_t> places(items.size());
            for (std::size_t k = 0; k < places.size(); ++k) places[k] = k;
            std::stable_sort(places.begin(), places.end(), before);
            // The sort is stable, so the first place of a run of equal elements is the earliest.
            const auto alike = [&](std::size_t a, std::size_t b) {
                return compare::equal(items[a], items[b]);
            };
            places.erase(std::unique(places.begin(), places.end(), alike), places.end());
            std::sort(places.begin(), places.end());
            gatherer<same_kind_t<C>> kept;
            for (const std::size_t k : places) kept.add(items[k]);
            return kept.take();
        } else {
            return tuple<T>(set<T>(items));
        }
    }
};

/// n copies of v; none if n is not positive.
template <>
struct definition<op::repeat> {
    template <class V>
    static tuple<V> call(const V& v, integer n) {
        if (n <= 0) return {};
        const auto count = static_cast<std::size_t>(n);
        check_count(count);
        check_weight(std::uint64_t{count} * weight(v));
        return tuple<V>(storage<V>(count, v));
    }
};

/// start, start + step, ... before stop; `domain` if step is 0.
template <>
struct definition<op::interval> {
    static tuple<integer> call(integer start, integer stop, integer step) {
        if (step == 0) fail(status::domain);
        gatherer<tuple<integer>> items;
        for (std::int64_t x = start; step > 0 ? x < stop : x > stop; x += step)
            items.add(static_cast<integer>(x));
        return items.take();
    }
};

/// The pairs of elements at the same place, up to the end of the shorter container.
template <>
struct definition<op::pair> {
    template <container A, container B>
    static auto call(const A& a, const B& b) {
        using T = pair_t<element_t<A>, element_t<B>>;
        const auto& xs = elements(a);
        const auto& ys = elements(b);
        gatherer<tuple<T>> items;
        for (std::size_t k = 0; k < xs.size() && k < ys.size(); ++k)
            items.add(make_pair_of(xs[k], ys[k]));
        return items.take();
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
