// The way a patch goes until it touches another.
#pragma once

#include <batt/reference/dynamic/relation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The way src goes, at most 42 steps in one direction, until it is adjacent to dst; `empty` if
/// one of them is empty.
inline value gravitate(const value& src, const value& dst) {
    const patch a(src);
    const patch b(dst);
    const ivec from = middle(a.box());
    const ivec to = middle(b.box());
    const ivec d =
        share_column(a, b) ? ivec{from.i < to.i ? 1 : -1, 0} : ivec{0, from.j < to.j ? 1 : -1};
    const row_places moving(a);
    const row_places still(b);
    for (integer steps = 0; steps < longest_way; ++steps) {
        const ivec gone{steps * d.i, steps * d.j};
        if (moving.distance(still, gone) == 1) return value(gone);
    }
    return value(ivec{longest_way * d.i, longest_way * d.j});
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
