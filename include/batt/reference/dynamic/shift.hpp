// Patches moved as a whole.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The set of p's elements, each moved to the location that f gives for its location.
template <class F>
value relocated(const patch& p, F f) {
    charge(p.size());
    auto items = vector_for<value>(p.size());
    for (std::size_t k = 0; k < p.size(); ++k) items.push_back(p.moved(k, f(p.place(k))));
    return make_set(std::move(items));
}

/// p moved by d. If p is empty, d is not read as a location; `no_location` still fails (`empty`).
inline value shift(const value& p, const value& d) {
    const patch locations(p);
    if (d.is(kind::no_location)) fail(status::empty);
    if (locations.empty()) return make_set({});
    const ivec way = read_location(d);
    return relocated(locations, [way](ivec loc) {
        return place_at(std::int64_t{loc.i} + way.i, std::int64_t{loc.j} + way.j);
    });
}
/// p moved so that its upper left corner is the origin; an empty one stays empty.
inline value normalize(const value& p) {
    const patch locations(p);
    if (locations.empty()) return make_set({});
    const bounds b = locations.box();
    return relocated(locations, [b](ivec loc) { return place_at(loc.i - b.top, loc.j - b.left); });
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
