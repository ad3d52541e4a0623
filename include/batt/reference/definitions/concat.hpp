// Two grids as one: hconcat, vconcat, cellwise.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/grids.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// Grids on top of each other; `domain` if the widths of those that have rows differ.
inline grid stack(const tuple<grid>& parts) {
    std::int64_t height = 0;
    integer width = 0;
    for (const grid& g : parts) {
        if (g.height() == 0) continue;
        if (height != 0 && g.width() != width) fail(status::domain);
        height += g.height();
        width = g.width();
    }
    if (height > max_side) fail(status::capacity);
    grid result(static_cast<integer>(height), width);
    integer top = 0;
    for (const grid& g : parts) {
        for (integer i = 0; i < g.height(); ++i, ++top) {
            for (integer j = 0; j < g.width(); ++j) result.at(top, j) = g.at(i, j);
        }
    }
    return result;
}

} // namespace detail

/// a and b side by side, as high as the lower of them.
template <>
struct definition<op::hconcat> {
    static grid call(const grid& a, const grid& b) {
        const integer w = a.width();
        return detail::generate(
            std::min(a.height(), b.height()), std::int64_t{w} + b.width(),
            [&](integer i, integer j) { return j < w ? a.at(i, j) : b.at(i, j - w); });
    }
};

/// a on top of b; `domain` if both have rows and their widths differ.
template <>
struct definition<op::vconcat> {
    static grid call(const grid& a, const grid& b) { return detail::stack({a, b}); }
};

/// a where b agrees, else fallback; `domain` if b lacks a place of a, `empty` if a has no row.
template <>
struct definition<op::cellwise> {
    static grid call(const grid& a, const grid& b, integer fallback) {
        if (!a.empty() && (b.height() < a.height() || b.width() < a.width())) fail(status::domain);
        if (a.height() == 0) fail(status::empty);
        return detail::generate(a.height(), a.width(), [&](integer i, integer j) {
            if (a.at(i, j) == b.at(i, j)) return a.at(i, j);
            check_color(fallback);
            return fallback;
        });
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
