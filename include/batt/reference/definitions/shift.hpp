// Patches moved: shift, normalize.
#pragma once

#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// p moved by d.
template <>
struct definition<op::shift> {
    template <patch P>
    static P call(const P& p, ivec d) {
        check_located(d);
        return detail::relocate(
            p, [d](ivec x) { return location(std::int64_t{x.i} + d.i, std::int64_t{x.j} + d.j); });
    }
};

/// p moved so that its upper left corner is the origin; an empty one stays empty.
template <>
struct definition<op::normalize> {
    template <patch P>
    static P call(const P& p) {
        if (p.empty()) return p;
        const detail::bounds b = detail::bounds_of(p);
        return detail::relocate(p, [b](ivec x) { return location(x.i - b.top, x.j - b.left); });
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
