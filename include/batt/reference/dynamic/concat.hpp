// Grids beside, above and over each other.
#pragma once

#include <batt/reference/dynamic/merge.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// a and b side by side, as high as the lower of them.
inline value hconcat(const value& a, const value& b) {
    const elements upper(read_rows(a));
    const elements lower(read_rows(b));
    const std::size_t h = std::min(upper.size(), lower.size());
    auto rows = vector_for<value>(h);
    for (std::size_t i = 0; i < h; ++i)
        rows.push_back(combine(read_tuple(upper[i]), read_tuple(lower[i])));
    return make_tuple(std::move(rows));
}
/// a on top of b; `domain` if the rows of both differ in length.
inline value vconcat(const value& a, const value& b) {
    const value& upper = read_rows(a);
    return merge(make_pair(upper, read_rows(b)));
}
/// a where b agrees, else fallback; `domain` if b lacks a place of a, `empty` if a has no row.
inline value cellwise(const value& a, const value& b, const value& fallback) {
    const grid_view g(a);
    g.with_rows();
    if (!g.has_cells()) return a;
    const grid_view other(b);
    if (other.height() < g.height() || other.width() < g.width()) fail(status::domain);
    return make_grid(g.height(), g.width(), [&](std::size_t i, std::size_t j) {
        return equal(g.at(i, j), other.at(i, j)) ? g.at(i, j) : as_place(fallback);
    });
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
