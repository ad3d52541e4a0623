// Rotations of grids.
#pragma once

#include <batt/reference/dynamic/mirror.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// A quarter turn clockwise.
inline value rot90(const value& g) {
    const grid_view grid(g);
    const std::size_t h = grid.height();
    return make_grid(grid.width(), h,
                     [&](std::size_t i, std::size_t j) { return grid.at(h - 1 - j, i); });
}
/// A half turn.
inline value rot180(const value& g) { return reversed(vmirror(read_tuple(g))); }
/// A quarter turn counter-clockwise.
inline value rot270(const value& g) {
    const grid_view grid(g);
    const std::size_t w = grid.width();
    return make_grid(w, grid.height(),
                     [&](std::size_t i, std::size_t j) { return grid.at(j, w - 1 - i); });
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
