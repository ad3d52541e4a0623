// Elements of containers: membership, removal, the first and the last, the largest and smallest.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// Notes that the order of a set decided which of its elements was taken.
inline void note_order_of(const elements& c) {
    if (c.container().is_set() && c.size() > 1) note_tie();
}

/// Whether some element equals v.
inline value contained(const value& v, const value& c) {
    return value::truth(holds(elements(c), v));
}
/// c without all elements equal to v.
inline value remove(const value& v, const value& c) {
    const elements items(c);
    auto kept = vector_for<value>(items.size());
    charge(items.size());
    for (const value& x : items)
        if (!equal(x, v)) kept.push_back(x);
    return kept.size() == items.size() ? c : make_like(c, std::move(kept));
}
/// The first element unequal to v; `not_found` if there is none.
inline value other(const value& c, const value& v) {
    const elements items(c);
    charge(items.size());
    for (const value& x : items) {
        if (equal(x, v)) continue;
        if (items.size() > 2) note_order_of(items);
        return x;
    }
    fail(status::not_found);
}
/// The first element; `empty` if there is none.
inline value first(const value& c) {
    if (c.is_location()) return value(c.location().i);
    const elements items(c);
    if (items.empty()) fail(status::empty);
    note_order_of(items);
    return items[0];
}
/// The last element; `empty` if there is none.
inline value last(const value& c) {
    if (c.is_location()) return value(c.location().j);
    const elements items(c);
    if (items.empty()) fail(status::empty);
    note_order_of(items);
    return items.back();
}
/// The tuple of the elements in iteration order.
inline value totuple(const value& c) {
    if (read_container(c).is_tuple()) return c;
    const elements items(c);
    note_order_of(items);
    auto out = vector_for<value>(items.size());
    out.insert(out.end(), items.begin(), items.end());
    return make_tuple(std::move(out));
}

/// The largest element if `before` is 1, the smallest if it is -1, and the first of equal ones;
/// 0 if there is none.
inline value extreme(const value& c, int before) {
    const elements items(c);
    if (items.empty()) return value(integer{0});
    const value* best = items.begin();
    for (const value* x = best + 1; x < items.end(); ++x) {
        charge();
        if (compare_sizes(*x, *best) * before > 0) best = x;
    }
    return *best;
}
/// The largest element, an integer or a tuple; 0 if there is none.
inline value maximum(const value& c) { return extreme(c, 1); }
/// The smallest element; 0 if there is none.
inline value minimum(const value& c) { return extreme(c, -1); }

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
