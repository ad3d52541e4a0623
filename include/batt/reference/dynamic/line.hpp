// Segments and rows of places, not clipped to a grid.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The segment from a to (i, j); empty if that is neither straight nor diagonal.
inline value segment(ivec a, std::int64_t i, std::int64_t j) {
    const std::int64_t di = i - a.i;
    const std::int64_t dj = j - a.j;
    const std::int64_t steps = std::max(di < 0 ? -di : di, dj < 0 ? -dj : dj);
    if (di != 0 && dj != 0 && (di < 0 ? -di : di) != (dj < 0 ? -dj : dj)) return make_set({});
    place_at(a.i, a.j);
    place_at(i, j);
    charge(static_cast<std::uint64_t>(steps));
    auto places = vector_for<ivec>(static_cast<std::uint64_t>(steps) + 1);
    const auto sign = [](std::int64_t x) { return std::int64_t{x > 0} - std::int64_t{x < 0}; };
    for (std::int64_t k = 0; k <= steps; ++k)
        places.push_back(place_at(a.i + k * sign(di), a.j + k * sign(dj)));
    return make_indices(places);
}

/// The segment from a to b, both included; empty unless it is straight or diagonal.
inline value connect(const value& a, const value& b) {
    const ivec from = read_location(a);
    const ivec to = read_location(b);
    return segment(from, to.i, to.j);
}
/// The segment from start to start + 42 d.
inline value shoot(const value& start, const value& d) {
    const ivec from = read_location(start);
    const ivec way = read_vector(d);
    return segment(from, from.i + longest_way * std::int64_t{way.i},
                   from.j + longest_way * std::int64_t{way.j});
}

/// The k-th element of a tuple, which must be an integer.
inline integer read_coordinate(const value& loc, std::size_t k) {
    const elements parts(read_tuple(loc));
    if (k >= parts.size()) fail(status::type);
    return read_integer(parts[k]);
}
/// The first 30 places of loc's row.
inline value hfrontier(const value& loc) {
    const integer i = read_coordinate(loc, 0);
    return segment({i, 0}, i, 29);
}
/// The first 30 places of loc's column.
inline value vfrontier(const value& loc) {
    const integer j = read_coordinate(loc, 1);
    return segment({0, j}, 29, j);
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
