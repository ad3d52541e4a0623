// Corners, sides and centres of patches.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The place that f finds from the bounds of p; no location if p is empty.
template <class F>
value corner(const value& p, F f) {
    const patch locations(p);
    return locations.empty() ? value::no_location() : value(f(locations.box()));
}

/// The upper left corner; no location if p is empty.
inline value ulcorner(const value& p) {
    return corner(p, [](bounds b) { return ivec{b.top, b.left}; });
}
/// The upper right corner; no location if p is empty.
inline value urcorner(const value& p) {
    return corner(p, [](bounds b) { return ivec{b.top, b.right}; });
}
/// The lower left corner; no location if p is empty.
inline value llcorner(const value& p) {
    return corner(p, [](bounds b) { return ivec{b.bottom, b.left}; });
}
/// The lower right corner; no location if p is empty.
inline value lrcorner(const value& p) {
    return corner(p, [](bounds b) { return ivec{b.bottom, b.right}; });
}
/// The four corners; `empty` if p is empty.
inline value corners(const value& p) {
    const bounds b = patch(p).box();
    auto places = vector_for<ivec>(4);
    places.assign({{b.top, b.left}, {b.top, b.right}, {b.bottom, b.left}, {b.bottom, b.right}});
    return make_indices(places);
}
/// The top row; `empty` if p is empty.
inline value uppermost(const value& p) { return value(patch(p).box().top); }
/// The bottom row; `empty` if p is empty.
inline value lowermost(const value& p) { return value(patch(p).box().bottom); }
/// The left column; `empty` if p is empty.
inline value leftmost(const value& p) { return value(patch(p).box().left); }
/// The right column; `empty` if p is empty.
inline value rightmost(const value& p) { return value(patch(p).box().right); }

/// The middle of bounds, the lower or right one of two.
inline ivec middle(bounds b) { return {b.top + b.height() / 2, b.left + b.width() / 2}; }

/// The middle of the bounds; `empty` if p is empty.
inline value center(const value& p) { return value(middle(patch(p).box())); }
/// floor(sum of the distinct locations / number of elements); `empty` if p is empty.
inline value centerofmass(const value& p) {
    const patch locations(p);
    locations.not_empty();
    std::int64_t i = 0;
    std::int64_t j = 0;
    for (const ivec loc : locations.places()) {
        i += loc.i;
        j += loc.j;
    }
    const auto count = static_cast<std::int64_t>(locations.size());
    const auto floor_of = [count](std::int64_t sum) {
        return static_cast<integer>(sum >= 0 ? sum / count : -((-sum + count - 1) / count));
    };
    return value(ivec{floor_of(i), floor_of(j)});
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
