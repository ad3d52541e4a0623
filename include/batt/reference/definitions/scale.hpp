// Grids and objects made larger and smaller: hupscale, vupscale, upscale, downscale.
#pragma once

#include <batt/reference/definitions/grids.hpp>
#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Each column k times; no column if k is not positive.
template <>
struct definition<op::hupscale> {
    static grid call(const grid& g, integer k) {
        const std::int64_t w = k <= 0 ? 0 : std::int64_t{g.width()} * k;
        return detail::generate(g.height(), w,
                                [&](integer i, integer j) { return g.at(i, j / k); });
    }
};

/// Each row k times; 0 x 0 if k is not positive.
template <>
struct definition<op::vupscale> {
    static grid call(const grid& g, integer k) {
        if (k <= 0) return {};
        return detail::generate(std::int64_t{g.height()} * k, g.width(),
                                [&](integer i, integer j) { return g.at(i / k, j); });
    }
};

/// The rows and columns whose index k divides; `empty` without rows, `divide_by_zero` for k = 0.
template <>
struct definition<op::downscale> {
    static grid call(const grid& g, integer k) {
        if (g.height() == 0) fail(status::empty);
        if (k == 0) fail(status::divide_by_zero);
        const std::int64_t step = k < 0 ? -std::int64_t{k} : k;
        return detail::generate((g.height() + step - 1) / step, (g.width() + step - 1) / step,
                                [&](integer i, integer j) {
                                    return g.at(static_cast<integer>(i * step),
                                                static_cast<integer>(j * step));
                                });
    }
};

/// Each cell as a k x k block, the upper left corner of an object kept; nothing for k <= 0.
template <>
struct definition<op::upscale> {
    static grid call(const grid& g, integer k) {
        return definition<op::vupscale>::call(definition<op::hupscale>::call(g, k), k);
    }
    static object call(const object& o, integer k) {
        if (o.empty() || k <= 0) return {};
        const detail::bounds b = detail::bounds_of(o);
        // Also keeps k * k * size from overflowing: before that, some location is out of bounds.
        location(b.top + std::int64_t{b.height()} * k - 1,
                 b.left + std::int64_t{b.width()} * k - 1);
        check_count(static_cast<std::uint64_t>(k) * static_cast<std::uint64_t>(k) * o.size());
        storage<cell> items;
        for (const cell& x : o) {
            const integer top = b.top + (x.second.i - b.top) * k;
            const integer left = b.left + (x.second.j - b.left) * k;
            for (integer i = 0; i < k; ++i) {
                for (integer j = 0; j < k; ++j) items.push_back({x.first, {top + i, left + j}});
            }
        }
        return object(std::move(items));
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
