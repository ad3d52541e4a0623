// A patch sent towards another: gravitate.
#pragma once

#include <batt/reference/definitions/corner.hpp>
#include <batt/reference/definitions/relation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The way src goes, at most 42 steps in one direction, until it is adjacent to dst; `empty` if
/// one of them is empty.
template <>
struct definition<op::gravitate> {
    static ivec call(const patch auto& src, const patch auto& dst) {
        const ivec from = definition<op::center>::call(src);
        const ivec to = definition<op::center>::call(dst);
        ivec d;
        if (definition<op::vmatching>::call(src, dst)) {
            d = {from.i < to.i ? 1 : -1, 0};
        } else {
            d = {0, from.j < to.j ? 1 : -1};
        }
        for (integer steps = 0; steps < longest_way; ++steps) {
            const ivec gone{steps * d.i, steps * d.j};
            if (detail::distance(src, dst, gone) == 1) return gone;
        }
        return {longest_way * d.i, longest_way * d.j};
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
