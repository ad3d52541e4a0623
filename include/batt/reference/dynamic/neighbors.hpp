// The places around a location.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The places around loc that `wanted` accepts by their offset.
template <class F>
value around(const value& loc, F wanted) {
    const ivec at = read_vector(loc);
    auto places = vector_for<ivec>(8);
    for (integer di = -1; di <= 1; ++di)
        for (integer dj = -1; dj <= 1; ++dj)
            if (wanted(di, dj))
                places.push_back(place_at(std::int64_t{at.i} + di, std::int64_t{at.j} + dj));
    return make_indices(places);
}

/// The four edge neighbours.
inline value dneighbors(const value& loc) {
    return around(loc, [](integer di, integer dj) { return (di == 0) != (dj == 0); });
}
/// The four diagonal neighbours.
inline value ineighbors(const value& loc) {
    return around(loc, [](integer di, integer dj) { return di != 0 && dj != 0; });
}
/// All eight neighbours.
inline value neighbors(const value& loc) {
    return around(loc, [](integer di, integer dj) { return di != 0 || dj != 0; });
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
