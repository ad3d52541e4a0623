// The places around a location, not clipped to a grid: dneighbors, ineighbors, neighbors.
#pragma once

#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// The places around loc that `wanted` accepts by their offset.
template <class F>
indices around(ivec loc, F wanted) {
    check_located(loc);
    storage<ivec> items;
    for (integer di = -1; di <= 1; ++di) {
        for (integer dj = -1; dj <= 1; ++dj) {
            if (wanted(di, dj))
                items.push_back(location(std::int64_t{loc.i} + di, std::int64_t{loc.j} + dj));
        }
    }
    return indices(std::move(items));
}

} // namespace detail

/// The four edge neighbours.
template <>
struct definition<op::dneighbors> {
    static indices call(ivec loc) {
        return detail::around(loc, [](integer di, integer dj) { return (di == 0) != (dj == 0); });
    }
};

/// The four diagonal neighbours.
template <>
struct definition<op::ineighbors> {
    static indices call(ivec loc) {
        return detail::around(loc, [](integer di, integer dj) { return di != 0 && dj != 0; });
    }
};

/// All eight neighbours.
template <>
struct definition<op::neighbors> {
    static indices call(ivec loc) {
        return detail::around(loc, [](integer di, integer dj) { return di != 0 || dj != 0; });
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
