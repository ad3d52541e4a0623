// Grids as bytes, for other ranks and for journals.
#pragma once

#include <batt/mpi/bytes.hpp>
#include <batt/value/grid.hpp>

namespace run_batt {

inline void put_grid(batt::mpi::byte_writer& out, const batt::grid& g) {
    const auto cells = static_cast<std::size_t>(g.height()) * static_cast<std::size_t>(g.width());
    out.put(g.height()).put(g.width());
    out.put(std::string_view(reinterpret_cast<const char*>(g.data()), cells));
}

inline void get_grid(batt::mpi::byte_reader& in, batt::grid& g) {
    int height = 0;
    int width = 0;
    std::string cells;
    in.get(height);
    in.get(width);
    in.get(cells);
    const bool is_grid =
        in.good() && height >= 0 && width >= 0 &&
        static_cast<std::size_t>(height) * static_cast<std::size_t>(width) == cells.size();
    if (!is_grid) in.refuse();
    g = is_grid ? batt::grid(height, width) : batt::grid();
    for (int i = 0; i < g.height(); ++i) {
        for (int j = 0; j < g.width(); ++j) {
            g(i, j) = static_cast<signed char>(
                cells[static_cast<std::size_t>(i) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(j)]);
        }
    }
}

} // namespace run_batt
