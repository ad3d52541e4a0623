// Elements of containers that a condition chooses.
#pragma once

#include <batt/reference/dynamic/container.hpp>
#include <batt/reference/dynamic/function.hpp>
#include <batt/reference/dynamic/merge.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The elements for which cond is true, in a container of c's kind.
inline value sfilter(const value& c, const value& cond) {
    const elements items(c);
    auto kept = vector_for<value>(items.size());
    for (const value& x : items)
        if (read_truth(call(cond, x))) kept.push_back(x);
    return kept.size() == items.size() ? c : make_like(c, std::move(kept));
}
/// merge(sfilter(c, cond)).
inline value mfilter(const value& c, const value& cond) { return merge(sfilter(c, cond)); }
/// The first element for which cond is true; `not_found` if there is none.
inline value extract(const value& c, const value& cond) {
    const elements items(c);
    for (const value& x : items) {
        if (!read_truth(call(cond, x))) continue;
        if (&x + 1 != items.end()) note_order_of(items);
        return x;
    }
    fail(status::not_found);
}
/// The set of the elements of c that are containers of exactly n elements; all must be containers.
inline value sizefilter(const value& c, const value& n) {
    const elements items(c);
    charge(items.size());
    auto kept = vector_for<value>(items.size());
    for (const value& x : items)
        if (equal(value(static_cast<integer>(read_size(x))), n)) kept.push_back(x);
    return make_set(std::move(kept));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
