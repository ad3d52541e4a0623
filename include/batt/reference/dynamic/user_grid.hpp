// Conversions between the grids that users hold and values.
#pragma once

#include <batt/reference/dynamic/readings.hpp>
#include <batt/value/grid.hpp>
#include <optional>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// The tuple of a grid's rows.
inline value from_grid(const batt::grid& g) {
    return make_grid(static_cast<std::uint64_t>(g.height()), static_cast<std::uint64_t>(g.width()),
                     [&](std::size_t i, std::size_t j) {
                         return value(integer{g(static_cast<int>(i), static_cast<int>(j))});
                     });
}

/// The demonstrations of a task: pairs of grids.
inline value from_demonstrations(const std::vector<std::pair<batt::grid, batt::grid>>& pairs) {
    auto items = vector_for<value>(pairs.size());
    for (const auto& [in, out] : pairs) items.push_back(make_pair(from_grid(in), from_grid(out)));
    return make_tuple(std::move(items));
}

/// A value as a grid, as programs compiled for static types hold it: rows of one length, of colours
/// (`is_color`); there may be no rows or no columns. Nothing if the value is no such grid;
/// `capacity` if it has more than `max_cells` places.
inline std::optional<batt::grid> to_grid(const value& v) {
    if (!v.is(kind::tuple)) return std::nullopt;
    const list& rows = v.items();
    if (rows.count == 0) return batt::grid();
    std::size_t w = 0;
    for (const value& row : rows) {
        if (!row.is_location() && !row.is(kind::tuple)) return std::nullopt;
        if (&row == rows.begin()) w = read_size(row);
        if (read_size(row) != w) return std::nullopt;
    }
    if (std::uint64_t{rows.count} * std::max<std::size_t>(w, 1) >
        static_cast<std::uint64_t>(max_cells))
        fail(status::capacity);
    batt::grid g(static_cast<int>(rows.count), static_cast<int>(w));
    for (int i = 0; i < g.height(); ++i) {
        const elements row(rows.begin()[i]);
        for (int j = 0; j < g.width(); ++j) {
            const value& x = row[static_cast<std::size_t>(j)];
            if (!x.is_integer() || !is_color(x.number())) return std::nullopt;
            g(i, j) = static_cast<signed char>(x.number());
        }
    }
    return g;
}

/// Whether a verdict counts a grid as one: at least one row and one column, colours 0..9 only.
inline bool is_output(const batt::grid& g) {
    if (g.height() == 0 || g.width() == 0) return false;
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j)
            if (g(i, j) < 0 || g(i, j) > 9) return false;
    return true;
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
