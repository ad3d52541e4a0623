// How large a grid or a patch is: height, width, shape, portrait, square.
#pragma once

#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Rows of a grid, or of the bounds of a patch; 0 if that is empty.
template <>
struct definition<op::height> {
    static integer call(const grid& g) { return g.height(); }
    static integer call(const patch auto& p) {
        return p.empty() ? 0 : detail::bounds_of(p).height();
    }
};

/// Columns of a grid, or of the bounds of a patch; 0 if that is empty.
template <>
struct definition<op::width> {
    static integer call(const grid& g) { return g.width(); }
    static integer call(const patch auto& p) {
        return p.empty() ? 0 : detail::bounds_of(p).width();
    }
};

/// (height, width).
template <>
struct definition<op::shape> {
    static ivec call(const auto& p) {
        return {definition<op::height>::call(p), definition<op::width>::call(p)};
    }
};

/// Whether p is higher than wide.
template <>
struct definition<op::portrait> {
    static boolean call(const auto& p) {
        return definition<op::height>::call(p) > definition<op::width>::call(p);
    }
};

/// Whether p is as high as wide; a patch must also have as many cells, repeats counted, as its
/// bounds have places. `empty` for a grid without rows.
template <>
struct definition<op::square> {
    static boolean call(const grid& g) {
        if (g.height() == 0) fail(status::empty);
        return g.height() == g.width();
    }
    static boolean call(const patch_like auto& sequence) {
        const auto& p = detail::as_patch(sequence);
        if (p.empty()) return true;
        const detail::bounds b = detail::bounds_of(p);
        return b.height() == b.width() && b.area() == static_cast<std::int64_t>(sequence.size());
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
