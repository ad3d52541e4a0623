// Bounding boxes and their borders: backdrop, delta, box, outbox, inbox. None is clipped to a grid.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// The places of a rectangle.
inline indices rectangle(bounds b) {
    check_count(static_cast<std::uint64_t>(b.area()));
    storage<ivec> items;
    for (integer i = b.top; i <= b.bottom; ++i) {
        for (integer j = b.left; j <= b.right; ++j) items.push_back({i, j});
    }
    return indices(std::move(items));
}

/// The outermost places of a rectangle.
inline indices border(bounds b) {
    storage<ivec> items;
    for (integer i = b.top; i <= b.bottom; ++i) {
        items.push_back({i, b.left});
        items.push_back({i, b.right});
    }
    for (integer j = b.left; j <= b.right; ++j) {
        items.push_back({b.top, j});
        items.push_back({b.bottom, j});
    }
    return indices(std::move(items));
}

} // namespace detail

/// All places of p's bounds.
template <>
struct definition<op::backdrop> {
    static indices call(const patch auto& p) {
        if (p.empty()) return {};
        return detail::rectangle(detail::bounds_of(p));
    }
};

/// The places of p's bounds where p is not.
template <>
struct definition<op::delta> {
    static indices call(const patch auto& p) {
        const indices all = definition<op::backdrop>::call(p);
        const indices taken = detail::locations(p);
        storage<ivec> items;
        for (const ivec x : all) {
            if (!taken.contains(x)) items.push_back(x);
        }
        return indices(std::move(items));
    }
};

/// The outermost places of p's bounds.
template <>
struct definition<op::box> {
    static indices call(const patch auto& p) {
        if (p.empty()) return {};
        return detail::border(detail::bounds_of(p));
    }
};

/// The border one place outside p's bounds; `empty` if p is empty.
template <>
struct definition<op::outbox> {
    static indices call(const patch auto& p) {
        const detail::bounds b = detail::bounds_of(p);
        return detail::border({b.top - 1, b.bottom + 1, b.left - 1, b.right + 1});
    }
};

/// The border one place inside p's bounds, an extent of 1 becoming 3; `empty` if p is empty.
template <>
struct definition<op::inbox> {
    static indices call(const patch auto& p) {
        const detail::bounds b = detail::bounds_of(p);
        const auto [top, bottom] = std::minmax({b.top + 1, b.bottom - 1});
        const auto [left, right] = std::minmax({b.left + 1, b.right - 1});
        return detail::border({top, bottom, left, right});
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
