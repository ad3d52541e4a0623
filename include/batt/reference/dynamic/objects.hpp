// Grids taken apart into objects: connected components and colours.
#pragma once

#include <batt/reference/dynamic/count.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The connected components of g, of one colour or of any, by 8 or 4 neighbours, with or without
/// the most frequent colour; `empty` if g has no row, or no cell to tell that colour from.
inline value objects(const value& g, const value& univalued, const value& diagonal,
                     const value& without_bg) {
    const grid_view grid(g);
    grid.with_rows();
    const bool one_color = read_truth(univalued);
    const bool all_around = read_truth(diagonal);
    const coded_grid coded(grid);
    const int background = read_truth(without_bg) ? coded.code_of(background_of(grid)) : -1;
    const auto h = static_cast<integer>(grid.height());
    const auto w = static_cast<integer>(grid.width());
    const auto index = [w](ivec loc) {
        return static_cast<std::size_t>(loc.i) * static_cast<std::size_t>(w) +
               static_cast<std::size_t>(loc.j);
    };
    const auto code = [&](ivec loc) {
        return coded.at(static_cast<std::size_t>(loc.i), static_cast<std::size_t>(loc.j));
    };
    charge(9 * grid.area());
    auto seen = vector_for<char>(grid.area());
    seen.resize(static_cast<std::size_t>(grid.area()));
    vector<value> found;
    vector<ivec> open;
    for (integer i = 0; i < h; ++i) {
        for (integer j = 0; j < w; ++j) {
            const ivec seed{i, j};
            if (seen[index(seed)] != 0 || code(seed) == background) continue;
            vector<value> cells;
            open.assign(1, seed);
            seen[index(seed)] = 1;
            while (!open.empty()) {
                const ivec x = open.back();
                open.pop_back();
                cells.push_back(
                    coded.cell(static_cast<std::size_t>(x.i), static_cast<std::size_t>(x.j)));
                for (integer di = -1; di <= 1; ++di) {
                    for (integer dj = -1; dj <= 1; ++dj) {
                        const ivec y{x.i + di, x.j + dj};
                        if (di != 0 && dj != 0 && !all_around) continue;
                        if (!grid.holds(y) || seen[index(y)] != 0 || code(y) == background)
                            continue;
                        if (one_color && code(y) != code(seed)) continue;
                        seen[index(y)] = 1;
                        open.push_back(y);
                    }
                }
            }
            found.push_back(make_set(std::move(cells)));
        }
    }
    return make_set(std::move(found));
}

/// One object per colour except the colour of code `but`: all its cells.
inline value split_by_color(const grid_view& g, const coded_grid& coded, int but) {
    charge(g.area() + coded.codes());
    auto parts = vector_for<vector<value>>(coded.codes());
    parts.resize(coded.codes());
    // The colours in the order in which they are met, which a set that holds functions keeps.
    vector<std::size_t> met;
    for (std::size_t i = 0; i < g.height(); ++i)
        for (std::size_t j = 0; j < g.width(); ++j) {
            if (coded.at(i, j) == but) continue;
            const auto code = static_cast<std::size_t>(coded.at(i, j));
            if (parts[code].empty()) met.push_back(code);
            parts[code].push_back(coded.cell(i, j));
        }
    auto found = vector_for<value>(met.size());
    for (const std::size_t code : met) found.push_back(make_set(std::move(parts[code])));
    return make_set(std::move(found));
}
/// One object per colour: all its cells.
inline value partition(const value& g) {
    const grid_view grid(g);
    return split_by_color(grid, coded_grid(grid), -1);
}
/// One object per colour except the most frequent one; `empty` if g has no cell.
inline value fgpartition(const value& g) {
    const grid_view grid(g);
    const value background = background_of(grid);
    const coded_grid coded(grid);
    return split_by_color(grid, coded, coded.code_of(background));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
