// Lines, boxes and neighbourhoods: places made from locations, clipped to nothing.
#pragma once

#include <batt/reference/patch.hpp>
#include <cstdlib>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// A location, or one so far off that only its direction matters.
struct far_location {
    std::int64_t i;
    std::int64_t j;
};

/// The segment from a to b; empty if that is neither straight nor diagonal.
inline indices segment(ivec a, far_location b) {
    const std::int64_t di = b.i - a.i;
    const std::int64_t dj = b.j - a.j;
    if (di != 0 && dj != 0 && std::abs(di) != std::abs(dj)) return {};
    location(a.i, a.j);
    location(b.i, b.j);
    const std::int64_t steps = std::max(std::abs(di), std::abs(dj));
    storage<ivec> items;
    for (std::int64_t k = 0; k <= steps; ++k) {
        const std::int64_t i = steps == 0 ? a.i : a.i + k * di / steps;
        const std::int64_t j = steps == 0 ? a.j : a.j + k * dj / steps;
        items.push_back(location(i, j));
    }
    return indices(std::move(items));
}

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

/// The segment from a to b, both included; empty unless it is straight or diagonal.
template <>
struct definition<op::connect> {
    static indices call(ivec a, ivec b) {
        check_located(a);
        check_located(b);
        return detail::segment(a, {b.i, b.j});
    }
};

/// The segment from start to start + 42 d.
template <>
struct definition<op::shoot> {
    static indices call(ivec start, ivec d) {
        check_located(start);
        check_located(d);
        return detail::segment(start, {start.i + longest_way * std::int64_t{d.i},
                                       start.j + longest_way * std::int64_t{d.j}});
    }
};

/// The first 30 places of loc's row.
template <>
struct definition<op::hfrontier> {
    static indices call(ivec loc) {
        check_located(loc);
        return detail::segment({loc.i, 0}, {loc.i, 29});
    }
};

/// The first 30 places of loc's column.
template <>
struct definition<op::vfrontier> {
    static indices call(ivec loc) {
        check_located(loc);
        return detail::segment({0, loc.j}, {29, loc.j});
    }
};

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

/// The places one further out than p's bounds; `empty` if p is.
template <>
struct definition<op::outbox> {
    static indices call(const patch auto& p) {
        const detail::bounds b = detail::bounds_of(p);
        return detail::border({b.top - 1, b.bottom + 1, b.left - 1, b.right + 1});
    }
};

/// The places one further in than p's bounds, an extent of one turned inside out; `empty` if p is.
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
