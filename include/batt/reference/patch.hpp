// Patches as such: their locations, bounding box, corners and translations.
#pragma once

#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Locations or cells in a row that stand in for a patch: for the set of them.
template <class T>
concept patch_sequence = std::is_same_v<T, tuple<ivec>> || std::is_same_v<T, tuple<cell>>;
/// A patch or a sequence; only operations for which order or repeats matter take either.
template <class T>
concept patch_like = patch<T> || patch_sequence<T>;

namespace detail {

/// The patch that p stands for.
template <patch_like P>
decltype(auto) as_patch(const P& p) {
    if constexpr (patch<P>) {
        return (p);
    } else {
        return set<typename P::value_type>(p);
    }
}

inline ivec place(ivec loc) { return loc; }
inline ivec place(const cell& x) { return x.second; }

inline ivec moved(ivec, ivec to) { return to; }
inline cell moved(const cell& x, ivec to) { return {x.first, to}; }

/// The least rows and columns that hold a patch.
struct bounds {
    integer top;
    integer bottom;
    integer left;
    integer right;

    integer height() const { return bottom - top + 1; }
    integer width() const { return right - left + 1; }
    std::int64_t area() const { return std::int64_t{height()} * width(); }
};

/// The bounds of a patch; `empty` if it is empty.
inline bounds bounds_of(const patch auto& p) {
    if (p.empty()) fail(status::empty);
    const ivec first = place(p[0]);
    bounds b{first.i, first.i, first.j, first.j};
    for (const auto& x : p) {
        const ivec loc = place(x);
        b.top = std::min(b.top, loc.i);
        b.bottom = std::max(b.bottom, loc.i);
        b.left = std::min(b.left, loc.j);
        b.right = std::max(b.right, loc.j);
    }
    return b;
}

/// The patch of p's elements, each moved to the location that f gives for its own.
template <patch P, class F>
P relocate(const P& p, F f) {
    storage<typename P::value_type> items;
    items.reserve(p.size());
    for (const auto& x : p) items.push_back(moved(x, f(place(x))));
    return P(std::move(items));
}

/// The locations of a patch.
template <patch P>
indices locations(const P& p) {
    if constexpr (std::is_same_v<P, indices>) {
        return p;
    } else {
        storage<ivec> items;
        items.reserve(p.size());
        for (const cell& x : p) items.push_back(x.second);
        return indices(std::move(items));
    }
}

/// A place known relative to the bounds of p; no location if p is empty.
template <class F>
ivec corner(const patch auto& p, F f) {
    return p.empty() ? ivec::no_location() : f(bounds_of(p));
}

} // namespace detail

/// The locations of p.
template <>
struct definition<op::toindices> {
    static indices call(const patch auto& p) { return detail::locations(p); }
};

/// The upper left corner; no location if p is empty.
template <>
struct definition<op::ulcorner> {
    static ivec call(const patch auto& p) {
        return detail::corner(p, [](detail::bounds b) { return ivec{b.top, b.left}; });
    }
};

/// The upper right corner; no location if p is empty.
template <>
struct definition<op::urcorner> {
    static ivec call(const patch auto& p) {
        return detail::corner(p, [](detail::bounds b) { return ivec{b.top, b.right}; });
    }
};

/// The lower left corner; no location if p is empty.
template <>
struct definition<op::llcorner> {
    static ivec call(const patch auto& p) {
        return detail::corner(p, [](detail::bounds b) { return ivec{b.bottom, b.left}; });
    }
};

/// The lower right corner; no location if p is empty.
template <>
struct definition<op::lrcorner> {
    static ivec call(const patch auto& p) {
        return detail::corner(p, [](detail::bounds b) { return ivec{b.bottom, b.right}; });
    }
};

/// The four corners; `empty` if p is empty.
template <>
struct definition<op::corners> {
    static indices call(const patch auto& p) {
        const detail::bounds b = detail::bounds_of(p);
        return {{b.top, b.left}, {b.top, b.right}, {b.bottom, b.left}, {b.bottom, b.right}};
    }
};

/// The top row; `empty` if p is empty.
template <>
struct definition<op::uppermost> {
    static integer call(const patch auto& p) { return detail::bounds_of(p).top; }
};

/// The bottom row; `empty` if p is empty.
template <>
struct definition<op::lowermost> {
    static integer call(const patch auto& p) { return detail::bounds_of(p).bottom; }
};

/// The left column; `empty` if p is empty.
template <>
struct definition<op::leftmost> {
    static integer call(const patch auto& p) { return detail::bounds_of(p).left; }
};

/// The right column; `empty` if p is empty.
template <>
struct definition<op::rightmost> {
    static integer call(const patch auto& p) { return detail::bounds_of(p).right; }
};

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

/// p in colour c.
template <>
struct definition<op::recolor> {
    static object call(integer c, const patch auto& p) {
        storage<cell> items;
        items.reserve(p.size());
        for (const auto& x : p) items.push_back({c, detail::place(x)});
        return object(std::move(items));
    }
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
