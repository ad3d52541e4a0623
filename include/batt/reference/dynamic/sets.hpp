// Sets made of elements and of other containers.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// {v}.
inline value initset(const value& v) {
    auto items = vector_for<value>(1);
    items.push_back(v);
    return make_set(std::move(items));
}
/// The set c with v.
inline value insert(const value& v, const value& c) {
    const elements items(read_set(c));
    auto all = vector_for<value>(items.size() + 1);
    if (holds_function(c) || holds_function(v)) {
        all.insert(all.end(), items.begin(), items.end());
        all.push_back(v);
        return make_set(std::move(all));
    }
    detail::check_element(v);
    const value* place = std::lower_bound(items.begin(), items.end(), v, comes_before);
    if (place != items.end() && equal(*place, v)) return c;
    all.insert(all.end(), items.begin(), place);
    all.push_back(v);
    all.insert(all.end(), place, items.end());
    return detail::make_ordered_set(std::move(all));
}

/// The elements of a that are in b, or, if not `wanted`, those that are not in b.
inline value elements_in(const value& a, const value& b, bool wanted) {
    const elements xs(a);
    const elements ys(b);
    const bool searched = !ys.container().is_set() || ys.container().items().holds_function;
    auto kept = vector_for<value>(xs.size());
    charge(xs.size());
    if (searched) {
        detail::value_table table(ys.size());
        for (const value& y : ys) table.add(y);
        for (const value& x : xs)
            if (table.holds(x) == wanted) kept.push_back(x);
    } else {
        for (const value& x : xs)
            if (holds(ys, x) == wanted) kept.push_back(x);
    }
    return kept.size() == xs.size() ? a : make_like(a, std::move(kept));
}
/// The elements that two sets have in common.
inline value intersection(const value& a, const value& b) {
    const value& from = read_set(a);
    return elements_in(from, read_set(b), true);
}
/// The elements of a that are not in b, in a container of a's kind; b is not read if a is empty.
inline value difference(const value& a, const value& b) {
    return read_size(a) == 0 ? a : elements_in(a, b, false);
}
/// The distinct elements of a container in value order; if there are functions, all as they are.
inline vector<value> distinct(const elements& c, bool functions) {
    auto items = vector_for<value>(c.size());
    items.insert(items.end(), c.begin(), c.end());
    if (!functions) detail::sort_values(items);
    return items;
}
/// The set of ascending pairs, none of which is a location or a cell. Each `width` pairs in a row
/// have the same first element, so that all such rows take as many steps to check as the first.
inline value ordered_pairs(vector<value> pairs, std::size_t width) {
    for (std::size_t k = 0; k < pairs.size(); k += k < width - 1 ? 1 : width - k % width)
        detail::check_element(pairs[k]);
    const std::uint64_t before = running.steps;
    for (std::size_t k = 1; k < width; ++k) compare(pairs[k - 1], pairs[k]);
    charge((before - running.steps) * (pairs.size() / width - 1));
    for (std::size_t k = width; k < pairs.size(); k += width) compare(pairs[k - 1], pairs[k]);
    return detail::make_ordered_set(std::move(pairs), detail::steps_since(before));
}
/// All (x, y), x in a, y in b; a is not read if b is empty.
inline value product(const value& a, const value& b) {
    const elements ys(b);
    if (ys.empty()) return make_set({});
    const elements xs(a);
    const bool functions = holds_function(a) || holds_function(b);
    const vector<value> first = distinct(xs, functions);
    const vector<value> second = distinct(ys, functions);
    const std::uint64_t n = std::uint64_t{first.size()} * second.size();
    charge(n);
    const auto is_integer = [](const value& x) { return x.is_integer(); };
    const bool has_integer = std::any_of(first.begin(), first.end(), is_integer);
    // Each pair is a list of two, for which two steps are charged, and has a place in another list.
    if (!has_integer) require(2 * n, n * (sizeof(list) + 3 * sizeof(value)));
    auto items = vector_for<value>(n);
    if (functions) {
        for (const value& y : second)
            for (const value& x : first) items.push_back(make_pair(x, y));
        return make_set(std::move(items));
    }
    // These pairs are in ascending order.
    for (const value& x : first)
        for (const value& y : second) items.push_back(make_pair(x, y));
    if (items.empty() || has_integer) return make_set(std::move(items));
    return ordered_pairs(std::move(items), second.size());
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
