// What repeats: occurrences of an object, one-coloured lines, periods.
#pragma once

#include <batt/reference/dynamic/count.hpp>
#include <batt/reference/dynamic/shift.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The places at which o's upper left corner can lie so that g shows o; `empty` if g has no row.
inline value occurrences(const value& g, const value& o) {
    const grid_view grid(g);
    grid.with_rows();
    const object cells(o);
    const coded_grid coded(grid);
    struct part {
        std::size_t i, j;
        int code;
    };
    auto parts = vector_for<part>(cells.size());
    bounds b{0, -1, 0, -1};
    if (!cells.empty()) b = cells.box();
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const ivec loc = cells.place(k);
        parts.push_back({static_cast<std::size_t>(loc.i - b.top),
                         static_cast<std::size_t>(loc.j - b.left), coded.code_of(cells.color(k))});
    }
    const auto h = static_cast<std::int64_t>(grid.height()) - b.height();
    const auto w = static_cast<std::int64_t>(grid.width()) - b.width();
    vector<ivec> places;
    for (std::int64_t i = 0; i <= h; ++i) {
        for (std::int64_t j = 0; j <= w; ++j) {
            const auto top = static_cast<std::size_t>(i);
            const auto left = static_cast<std::size_t>(j);
            std::size_t k = 0;
            while (k < parts.size() &&
                   coded.at(top + parts[k].i, left + parts[k].j) == parts[k].code)
                ++k;
            charge(k + 1);
            if (k == parts.size())
                places.push_back({static_cast<integer>(i), static_cast<integer>(j)});
        }
    }
    return make_indices(places);
}

/// Whether row i is of one colour; a row without cells is not.
inline bool is_plain_row(const grid_view& g, std::size_t i) {
    charge(g.width());
    for (std::size_t j = 1; j < g.width(); ++j)
        if (!equal(g.at(i, j), g.at(i, 0))) return false;
    return g.width() > 0;
}
/// Whether column j is of one colour.
inline bool is_plain_column(const grid_view& g, std::size_t j) {
    charge(g.height());
    for (std::size_t i = 1; i < g.height(); ++i)
        if (!equal(g.at(i, j), g.at(0, j))) return false;
    return true;
}

/// Every one-coloured row and column as an object; `empty` if g has no row.
inline value frontiers(const value& g) {
    const grid_view grid(g);
    grid.with_rows();
    const coded_grid coded(grid);
    vector<value> lines;
    for (std::size_t i = 0; i < grid.height(); ++i) {
        if (!is_plain_row(grid, i)) continue;
        auto line = vector_for<value>(grid.width());
        for (std::size_t j = 0; j < grid.width(); ++j) line.push_back(coded.cell(i, j));
        lines.push_back(make_set(std::move(line)));
    }
    for (std::size_t j = 0; j < grid.width(); ++j) {
        if (!is_plain_column(grid, j)) continue;
        auto line = vector_for<value>(grid.height());
        for (std::size_t i = 0; i < grid.height(); ++i) line.push_back(coded.cell(i, j));
        lines.push_back(make_set(std::move(line)));
    }
    return make_set(std::move(lines));
}
/// g without its one-coloured rows and columns.
inline value compress(const value& g) {
    const grid_view grid(g);
    vector<std::size_t> rows;
    vector<std::size_t> columns;
    for (std::size_t i = 0; i < grid.height(); ++i)
        if (!is_plain_row(grid, i)) rows.push_back(i);
    for (std::size_t j = 0; j < grid.width(); ++j)
        if (!is_plain_column(grid, j)) columns.push_back(j);
    return make_grid(rows.size(), columns.size(),
                     [&](std::size_t i, std::size_t j) { return grid.at(rows[i], columns[j]); });
}

/// The smallest period of o along `unit`; the extent of o if there is none, 0 if o is empty.
inline value period(const value& o, ivec unit) {
    object{o};
    const value normal = normalize(o);
    const object cells(normal);
    if (cells.empty()) return value(integer{0});
    const elements all(normal);
    const bounds b = cells.box();
    const integer extent = unit.i != 0 ? b.height() : b.width();
    for (integer p = 1; p < extent; ++p) {
        bool repeats = true;
        for (std::size_t k = 0; k < cells.size() && repeats; ++k) {
            const ivec loc = cells.place(k);
            const ivec before{loc.i - p * unit.i, loc.j - p * unit.j};
            charge();
            repeats = before.i < 0 || before.j < 0 || holds(all, cells.moved(k, before));
        }
        if (repeats) return value(p);
    }
    return value(extent);
}
/// The smallest period of o along its rows, its width if there is none; 0 if it is empty.
inline value hperiod(const value& o) { return period(o, {0, 1}); }
/// The smallest period of o along its columns, its height if there is none; 0 if it is empty.
inline value vperiod(const value& o) { return period(o, {1, 0}); }

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
