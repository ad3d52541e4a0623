// Helpers of the definitions: the places, bounds and moves of patches.
#pragma once

#include <algorithm>
#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// A tuple of locations or cells, which stands in for a patch: the set of them.
template <class T>
concept patch_sequence = std::is_same_v<T, tuple<ivec>> || std::is_same_v<T, tuple<cell>>;
/// A patch or a patch sequence; only operations for which order or repeats matter accept both.
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

/// The smallest rectangle that holds a patch.
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

/// The patch of p's elements, each moved to the location that f gives for its location.
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

} // namespace detail

} // namespace batt::reference
BATT_HOST_CALLS_END
