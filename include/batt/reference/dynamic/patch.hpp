// From grids to patches: all places or cells of a grid, or those at the locations of a patch.
#pragma once

#include <batt/reference/dynamic/count.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// All places of a grid.
inline value asindices(const value& g) {
    const grid_view grid(g);
    charge(grid.area());
    auto places = vector_for<ivec>(grid.area());
    for (std::size_t i = 0; i < grid.height(); ++i)
        for (std::size_t j = 0; j < grid.width(); ++j)
            places.push_back({static_cast<integer>(i), static_cast<integer>(j)});
    return make_indices(places);
}
/// The element of an object that stands at a place of a grid.
inline value cell_at(const grid_view& g, ivec loc) { return make_pair(g.at(loc), value(loc)); }

/// All cells of a grid.
inline value asobject(const value& g) {
    const grid_view grid(g);
    charge(grid.area());
    auto cells = vector_for<value>(grid.area());
    for (std::size_t i = 0; i < grid.height(); ++i)
        for (std::size_t j = 0; j < grid.width(); ++j)
            cells.push_back(cell_at(grid, {static_cast<integer>(i), static_cast<integer>(j)}));
    return make_set(std::move(cells));
}
/// The locations of p.
inline value toindices(const value& p) { return make_indices(patch(p).places()); }
/// The cells of g at p's locations, those outside dropped; `empty` if g has no row.
inline value toobject(const value& p, const value& g) {
    const patch locations(p);
    const grid_view grid(g);
    grid.with_rows();
    charge(locations.size());
    auto cells = vector_for<value>(locations.size());
    for (std::size_t k = 0; k < locations.size(); ++k) {
        const ivec loc = locations.place(k);
        if (grid.holds(loc)) cells.push_back(cell_at(grid, loc));
    }
    return make_set(std::move(cells));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
