// Halves and equal parts of grids.
#pragma once

#include <batt/reference/dynamic/crop.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The first floor(h / 2) elements of a tuple.
inline value tophalf(const value& g) { return slice(read_rows(g), 0, read_size(g) / 2); }
/// The last floor(h / 2) elements of a tuple.
inline value bottomhalf(const value& g) {
    const std::size_t h = read_size(read_rows(g));
    return slice(g, h - h / 2, h / 2);
}
/// `count` columns of a grid from `first` on; 0 x 0 if there are none.
inline value columns_of(const grid_view& g, std::size_t first, std::size_t count) {
    if (count == 0) return make_tuple({});
    auto rows = vector_for<value>(g.height());
    for (std::size_t i = 0; i < g.height(); ++i)
        rows.push_back(slice(g.row_value(i), first, count));
    return make_tuple(std::move(rows));
}
/// The first floor(w / 2) columns; 0 x 0 if there are none.
inline value lefthalf(const value& g) {
    const grid_view grid(g);
    return columns_of(grid, 0, grid.width() / 2);
}
/// The last floor(w / 2) columns; 0 x 0 if there are none.
inline value righthalf(const value& g) {
    const grid_view grid(g);
    return columns_of(grid, grid.width() - grid.width() / 2, grid.width() / 2);
}

/// n parts of g's rows or columns, one skipped between parts if n does not divide their number.
inline value split(const value& g, const value& n, bool columns) {
    const elements rows(read_rows(g));
    if (rows.empty()) fail(status::empty);
    const auto h = static_cast<std::int64_t>(rows.size());
    const auto w = static_cast<std::int64_t>(read_size(read_tuple(rows[0])));
    const std::int64_t count = read_integer(n);
    if (count == 0) fail(status::divide_by_zero);
    if (count < 0) return make_tuple({});
    charge(static_cast<std::uint64_t>(count));
    auto parts = vector_for<value>(static_cast<std::uint64_t>(count));
    const std::int64_t extent = columns ? w : h;
    const std::int64_t length = extent / count;
    const std::int64_t step = length + (extent % count != 0 ? 1 : 0);
    for (std::int64_t k = 0; k < count; ++k)
        parts.push_back(columns ? cropped(g, 0, k * step, h, length)
                                : cropped(g, k * step, 0, length, w));
    return make_tuple(std::move(parts));
}
/// n parts from left to right; `empty` without rows, `divide_by_zero` for n = 0.
inline value hsplit(const value& g, const value& n) { return split(g, n, true); }
/// n parts from top to bottom; `empty` without rows, `divide_by_zero` for n = 0.
inline value vsplit(const value& g, const value& n) { return split(g, n, false); }

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
