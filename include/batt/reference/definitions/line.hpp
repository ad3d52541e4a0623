// Straight lines of places: connect, shoot, hfrontier, vfrontier. None is clipped to a grid.
#pragma once

#include <algorithm>
#include <batt/reference/definition.hpp>
#include <cstdlib>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// A location, or one so far off that only its direction matters.
struct far_location {
    std::int64_t i;
    std::int64_t j;
};

/// The segment from a to b; empty if that is neither straight nor diagonal.
inline indices segment(ivec a, far_location b) {
    const std::int64_t di = b.i - a.i;
    const std::int64_t dj = b.j - a.j;
    if (di != 0 && dj != 0 && std::abs(di) != std::abs(dj)) return {};
    location(a.i, a.j);
    location(b.i, b.j);
    const std::int64_t steps = std::max(std::abs(di), std::abs(dj));
    storage<ivec> items;
    for (std::int64_t k = 0; k <= steps; ++k) {
        const std::int64_t i = steps == 0 ? a.i : a.i + k * di / steps;
        const std::int64_t j = steps == 0 ? a.j : a.j + k * dj / steps;
        items.push_back(location(i, j));
    }
    return indices(std::move(items));
}

} // namespace detail

/// The segment from a to b, both included; empty unless it is straight or diagonal.
template <>
struct definition<op::connect> {
    static indices call(ivec a, ivec b) {
        check_located(a);
        check_located(b);
        return detail::segment(a, {b.i, b.j});
    }
};

/// The segment from start to start + 42 d.
template <>
struct definition<op::shoot> {
    static indices call(ivec start, ivec d) {
        check_located(start);
        check_located(d);
        return detail::segment(start, {start.i + longest_way * std::int64_t{d.i},
                                       start.j + longest_way * std::int64_t{d.j}});
    }
};

/// The first 30 places of loc's row.
template <>
struct definition<op::hfrontier> {
    static indices call(ivec loc) {
        check_located(loc);
        return detail::segment({loc.i, 0}, {loc.i, 29});
    }
};

/// The first 30 places of loc's column.
template <>
struct definition<op::vfrontier> {
    static indices call(ivec loc) {
        check_located(loc);
        return detail::segment({0, loc.j}, {29, loc.j});
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
