// Tuples made of values, and what is most common in them.
#pragma once

#include <batt/reference/dynamic/count.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The pair (a, b).
inline value astuple(const value& a, const value& b) { return make_pair(a, b); }
/// n copies of v; none if n is not positive.
inline value repeat(const value& v, const value& n) {
    const integer count = read_integer(n);
    if (count <= 0) return make_tuple({});
    charge(static_cast<std::uint64_t>(count));
    auto items = vector_for<value>(static_cast<std::uint64_t>(count));
    items.assign(static_cast<std::size_t>(count), v);
    return make_tuple(std::move(items));
}
/// start, start + step, ... before stop; `domain` if step is 0.
inline value interval(const value& start, const value& stop, const value& step) {
    const std::int64_t from = read_integer(start);
    const std::int64_t to = read_integer(stop);
    const std::int64_t by = read_integer(step);
    if (by == 0) fail(status::domain);
    const std::int64_t way = by > 0 ? to - from : from - to;
    const std::int64_t length = by > 0 ? by : -by;
    const auto count = static_cast<std::uint64_t>(way > 0 ? (way + length - 1) / length : 0);
    charge(count);
    auto items = vector_for<value>(count);
    for (std::uint64_t k = 0; k < count; ++k)
        items.emplace_back(static_cast<integer>(from + static_cast<std::int64_t>(k) * by));
    return make_tuple(std::move(items));
}
/// The pairs of elements at the same place, up to the end of the shorter container.
inline value pair(const value& a, const value& b) {
    const elements xs(a);
    const elements ys(b);
    const std::size_t n = std::min(xs.size(), ys.size());
    charge(n);
    auto items = vector_for<value>(n);
    for (std::size_t k = 0; k < n; ++k) items.push_back(make_pair(xs[k], ys[k]));
    return make_tuple(std::move(items));
}
/// A tuple without the elements that equal an earlier one.
inline value dedupe(const value& t) {
    const elements items(read_tuple(t));
    auto kept = vector_for<value>(items.size());
    kept.insert(kept.end(), items.begin(), items.end());
    detail::drop_repeats(kept);
    return kept.size() == items.size() ? t : make_tuple(std::move(kept));
}

/// The distinct elements of a tuple with their counts.
inline vector<counted_value> counted_elements(const value& t) {
    const elements items(read_tuple(t));
    auto all = vector_for<value>(items.size());
    all.insert(all.end(), items.begin(), items.end());
    return count_values(std::move(all));
}
/// The most frequent element of a tuple; `empty` if there is none.
inline value mostcommon(const value& t) { return most_common(counted_elements(t)); }
/// The least frequent element of a tuple; `empty` if there is none.
inline value leastcommon(const value& t) { return least_common(counted_elements(t)); }

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
