// Grids and objects scaled up and down.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// Each element of a tuple k times.
inline value repeated(const value& tuple, std::uint64_t k) {
    const elements items(tuple);
    charge(items.size() * k);
    auto out = vector_for<value>(items.size() * k);
    for (const value& x : items) out.insert(out.end(), static_cast<std::size_t>(k), x);
    return make_tuple(std::move(out));
}
/// A factor, 0 if it is negative.
inline std::uint64_t read_factor(const value& k) {
    return static_cast<std::uint64_t>(std::max(read_integer(k), 0));
}

/// Each column k times; k is not read if the grid has no places.
inline value hupscale(const value& g, const value& k) {
    const grid_view grid(g);
    if (!grid.has_cells()) return g;
    const std::uint64_t factor = read_factor(k);
    auto rows = vector_for<value>(grid.height());
    for (std::size_t i = 0; i < grid.height(); ++i)
        rows.push_back(repeated(grid.row_value(i), factor));
    return make_tuple(std::move(rows));
}
/// Each element of a tuple k times, as rows; k is not read if the tuple is empty.
inline value vupscale(const value& g, const value& k) {
    return read_size(read_rows(g)) == 0 ? g : repeated(g, read_factor(k));
}
/// Each place of a grid, or cell of an object, as a k x k block.
inline value upscale(const value& e, const value& k) {
    if (e.is_tuple()) return vupscale(hupscale(e, k), k);
    const object cells(e);
    if (cells.empty()) return e;
    const std::int64_t factor = read_integer(k);
    if (factor <= 0) return make_set({});
    const bounds b = cells.box();
    // Also keeps factor * factor * size from overflowing.
    place_at(b.top + b.height() * factor - 1, b.left + b.width() * factor - 1);
    const auto size = static_cast<std::uint64_t>(factor * factor) * cells.size();
    charge(size);
    auto out = vector_for<value>(size);
    for (std::size_t n = 0; n < cells.size(); ++n) {
        const ivec loc = cells.place(n);
        const std::int64_t top = b.top + (loc.i - b.top) * factor;
        const std::int64_t left = b.left + (loc.j - b.left) * factor;
        for (std::int64_t i = 0; i < factor; ++i)
            for (std::int64_t j = 0; j < factor; ++j)
                out.push_back(cells.moved(n, place_at(top + i, left + j)));
    }
    return make_set(std::move(out));
}
/// The rows and columns whose index k divides; `empty` without rows, `divide_by_zero` for 0.
inline value downscale(const value& g, const value& k) {
    const grid_view grid(g);
    grid.with_rows();
    const std::int64_t factor = read_integer(k);
    if (factor == 0) fail(status::divide_by_zero);
    const auto step = static_cast<std::uint64_t>(factor < 0 ? -factor : factor);
    return make_grid((grid.height() + step - 1) / step, (grid.width() + step - 1) / step,
                     [&](std::size_t i, std::size_t j) { return grid.at(i * step, j * step); });
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
