// Whether a patch is a straight line: hline, vline.
#pragma once

#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Whether p is one row without gaps, repeats counted.
template <>
struct definition<op::hline> {
    static boolean call(const patch_like auto& sequence) {
        const auto& p = detail::as_patch(sequence);
        if (p.empty()) return false;
        const detail::bounds b = detail::bounds_of(p);
        return b.height() == 1 && b.area() == static_cast<std::int64_t>(sequence.size());
    }
};

/// Whether p is one column without gaps, repeats counted.
template <>
struct definition<op::vline> {
    static boolean call(const patch_like auto& sequence) {
        const auto& p = detail::as_patch(sequence);
        if (p.empty()) return false;
        const detail::bounds b = detail::bounds_of(p);
        return b.width() == 1 && b.area() == static_cast<std::int64_t>(sequence.size());
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
