// Mirror images of grids and patches.
#pragma once

#include <batt/reference/dynamic/shift.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// A tuple with its elements in reverse order.
inline value reversed(const value& tuple) {
    const elements items(tuple);
    auto out = vector_for<value>(items.size());
    for (std::size_t k = items.size(); k-- > 0;) out.push_back(items[k]);
    return make_tuple(std::move(out));
}
/// The patch p with each location x moved to f(bounds of p, x); `empty` if p is empty.
template <class F>
value mirrored(const value& p, F f) {
    const patch locations(p);
    const bounds b = locations.box();
    return relocated(locations, [&](ivec loc) { return f(b, loc); });
}

/// Upside down: a tuple's elements, or a patch; `empty` for an empty patch.
inline value hmirror(const value& p) {
    if (p.is_tuple()) return reversed(read_rows(p));
    return mirrored(p, [](bounds b, ivec x) { return place_at(b.top + b.bottom - x.i, x.j); });
}
/// Left to right; `empty` for an empty patch.
inline value vmirror(const value& p) {
    if (p.is_tuple()) {
        const grid_view g(p);
        auto rows = vector_for<value>(g.height());
        for (std::size_t i = 0; i < g.height(); ++i) rows.push_back(reversed(g.row_value(i)));
        return make_tuple(std::move(rows));
    }
    return mirrored(p, [](bounds b, ivec x) { return place_at(x.i, b.left + b.right - x.j); });
}
/// Across the main diagonal; the upper left corner stays. `empty` for an empty patch.
inline value dmirror(const value& p) {
    if (p.is_tuple()) {
        const grid_view g(p);
        return make_grid(g.width(), g.height(),
                         [&](std::size_t i, std::size_t j) { return g.at(j, i); });
    }
    return mirrored(
        p, [](bounds b, ivec x) { return place_at(b.top + x.j - b.left, b.left + x.i - b.top); });
}
/// Across the other diagonal; the bounds keep their upper left corner. `empty` for an empty patch.
inline value cmirror(const value& p) {
    if (p.is_tuple()) {
        const grid_view g(p);
        const std::size_t h = g.height();
        const std::size_t w = g.width();
        return make_grid(w, h,
                         [&](std::size_t i, std::size_t j) { return g.at(h - 1 - j, w - 1 - i); });
    }
    return mirrored(p, [](bounds b, ivec x) {
        return place_at(b.top + b.right - x.j, b.left + b.bottom - x.i);
    });
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
