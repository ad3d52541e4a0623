// Rectangles and their borders around patches.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The places of a rectangle for which f(i, j) holds, in ascending order.
template <class F>
value places_in(bounds b, F f) {
    charge(static_cast<std::uint64_t>(b.area()));
    vector<ivec> places;
    for (integer i = b.top; i <= b.bottom; ++i)
        for (integer j = b.left; j <= b.right; ++j)
            if (f(i, j)) places.push_back({i, j});
    return make_indices(places);
}
/// The outermost places of a rectangle.
inline value border(bounds b) {
    charge(2 * static_cast<std::uint64_t>(b.height() + std::int64_t{b.width()}));
    vector<ivec> places;
    for (integer i = b.top; i <= b.bottom; ++i) {
        const integer step = i == b.top || i == b.bottom || b.width() == 1 ? 1 : b.width() - 1;
        for (integer j = b.left; j <= b.right; j += step) places.push_back({i, j});
    }
    return make_indices(places);
}

/// All places of p's bounds.
inline value backdrop(const value& p) {
    const patch locations(p);
    if (locations.empty()) return make_set({});
    return places_in(locations.box(), [](integer, integer) { return true; });
}
/// The places of p's bounds where p is not.
inline value delta(const value& p) {
    const patch locations(p);
    if (locations.empty()) return make_set({});
    const vector<ivec> taken = locations.places();
    auto next = taken.begin();
    return places_in(locations.box(), [&](integer i, integer j) {
        if (next == taken.end() || !(*next == ivec{i, j})) return true;
        ++next;
        return false;
    });
}
/// The outermost places of p's bounds.
inline value box(const value& p) {
    const patch locations(p);
    return locations.empty() ? make_set({}) : border(locations.box());
}
/// The border one place outside p's bounds; `empty` if p is empty.
inline value outbox(const value& p) {
    const bounds b = patch(p).box();
    return border({b.top - 1, b.bottom + 1, b.left - 1, b.right + 1});
}
/// The border one place inside p's bounds, an extent of 1 becoming 3; `empty` if p is empty.
inline value inbox(const value& p) {
    const bounds b = patch(p).box();
    const auto [top, bottom] = std::minmax({b.top + 1, b.bottom - 1});
    const auto [left, right] = std::minmax({b.left + 1, b.right - 1});
    return border({top, bottom, left, right});
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
