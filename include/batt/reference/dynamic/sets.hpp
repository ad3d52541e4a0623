// Sets made of elements and of other containers.
#pragma once

#include <batt/reference/dynamic/read.hpp>

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
    all.insert(all.end(), items.begin(), items.end());
    all.push_back(v);
    return make_set(std::move(all));
}

/// The elements of a that are in b, or that are not.
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
    return elements_in(read_set(a), read_set(b), true);
}
/// The elements of a that are not in b, as what a is; b is not read for an empty a.
inline value difference(const value& a, const value& b) {
    return read_size(a) == 0 ? a : elements_in(a, b, false);
}
/// All (x, y), x in a, y in b; a is not read for an empty b.
inline value product(const value& a, const value& b) {
    const elements ys(b);
    if (ys.empty()) return make_set({});
    const elements xs(a);
    charge(std::uint64_t{xs.size()} * ys.size());
    auto items = vector_for<value>(std::uint64_t{xs.size()} * ys.size());
    for (const value& y : ys)
        for (const value& x : xs) items.push_back(make_pair(x, y));
    return make_set(std::move(items));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
