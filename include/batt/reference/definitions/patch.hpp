// Patches from grids and from other patches: asindices, asobject, toindices, toobject.
#pragma once

#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The locations of p.
template <>
struct definition<op::toindices> {
    static indices call(const patch auto& p) { return detail::locations(p); }
};

/// All places of g.
template <>
struct definition<op::asindices> {
    static indices call(const grid& g) {
        storage<ivec> items;
        for (integer i = 0; i < g.height(); ++i) {
            for (integer j = 0; j < g.width(); ++j) items.push_back({i, j});
        }
        return indices(std::move(items));
    }
};

/// All cells of g.
template <>
struct definition<op::asobject> {
    static object call(const grid& g) {
        storage<cell> items;
        for (integer i = 0; i < g.height(); ++i) {
            for (integer j = 0; j < g.width(); ++j) items.push_back({g.at(i, j), {i, j}});
        }
        return object(std::move(items));
    }
};

/// The cells of g at p's locations, those outside dropped; `empty` if g has no row.
template <>
struct definition<op::toobject> {
    static object call(const patch auto& p, const grid& g) {
        if (g.height() == 0) fail(status::empty);
        storage<cell> items;
        for (const auto& x : p) {
            const ivec loc = detail::place(x);
            if (g.holds(loc.i, loc.j)) items.push_back({g.at(loc.i, loc.j), loc});
        }
        return object(std::move(items));
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
