// Helpers of the definitions: grids made cell by cell, cut out and split.
#pragma once

#include <algorithm>
#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// The h x w grid of f(i, j), whose values must be colours.
template <class F>
grid generate(std::int64_t h, std::int64_t w, F f) {
    if (h <= 0) return {};
    if (h > max_side || w > max_side) fail(status::capacity);
    grid result(static_cast<integer>(h), static_cast<integer>(std::max<std::int64_t>(w, 0)));
    for (integer i = 0; i < result.height(); ++i) {
        for (integer j = 0; j < result.width(); ++j) result.at(i, j) = f(i, j);
    }
    return result;
}

/// The h x w places of g whose upper left corner is (top, left).
inline grid cut(const grid& g, integer top, integer left, integer h, integer w) {
    return generate(h, w, [&](integer i, integer j) { return g.at(top + i, left + j); });
}

/// What `crop` keeps along an axis: `count` lines from `first` on.
struct span {
    integer first;
    integer count;

    span(integer extent, std::int64_t from, std::int64_t dims) {
        std::int64_t to = from + dims;
        if (from < 0) from += extent;
        if (to < 0) to += extent;
        from = std::clamp<std::int64_t>(from, 0, extent);
        to = std::clamp<std::int64_t>(to, 0, extent);
        first = static_cast<integer>(from);
        count = static_cast<integer>(std::max<std::int64_t>(to - from, 0));
    }
};

/// The pieces into which `hsplit` and `vsplit` cut an axis.
inline std::vector<span> split(integer extent, integer n) {
    if (n == 0) fail(status::divide_by_zero);
    std::vector<span> parts;
    if (n < 0) return parts;
    check_count(static_cast<std::uint64_t>(n));
    const integer length = extent / n;
    const std::int64_t step = length + (extent % n != 0 ? 1 : 0);
    for (integer k = 0; k < n; ++k) parts.push_back(span(extent, k * step, length));
    return parts;
}

} // namespace detail

} // namespace batt::reference
BATT_HOST_CALLS_END
