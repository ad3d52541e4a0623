// Where a patch is: its corners, outermost rows and columns, and its middle.
#pragma once

#include <batt/reference/definitions/patches.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// The place that f finds from the bounds of p; no location if p is empty.
template <class F>
ivec corner(const patch auto& p, F f) {
    return p.empty() ? ivec::no_location() : f(bounds_of(p));
}

} // namespace detail

/// The middle of the bounds, the lower or right one of two; `empty` if p is empty.
template <>
struct definition<op::center> {
    static ivec call(const patch auto& p) {
        const detail::bounds b = detail::bounds_of(p);
        return {b.top + b.height() / 2, b.left + b.width() / 2};
    }
};

/// floor(sum of the distinct locations / number of cells with repeats); `empty` without cells.
template <>
struct definition<op::centerofmass> {
    static ivec call(const patch_like auto& sequence) {
        const indices places = detail::locations(detail::as_patch(sequence));
        if (places.empty()) fail(status::empty);
        std::int64_t i = 0;
        std::int64_t j = 0;
        for (const ivec x : places) {
            i += x.i;
            j += x.j;
        }
        const auto count = static_cast<std::int64_t>(sequence.size());
        return {floor_of(i, count), floor_of(j, count)};
    }

private:
    static integer floor_of(std::int64_t sum, std::int64_t count) {
        return static_cast<integer>(sum >= 0 ? sum / count : -((-sum + count - 1) / count));
    }
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

} // namespace batt::reference
BATT_HOST_CALLS_END
