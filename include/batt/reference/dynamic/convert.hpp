// Between the grids that users hold and values.
#pragma once

#include <batt/reference/dynamic/read.hpp>
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

/// Whether a value is a grid: at least one row and one column, all rows of one length, colours 0..9
/// only. `capacity` if it would be one of more than `max_cells` places.
inline bool is_grid(const value& v) {
    if (!v.is(kind::tuple) || v.items().count == 0) return false;
    const list& rows = v.items();
    const auto is_row = [](const value& row) { return row.is_location() || row.is(kind::tuple); };
    if (!std::all_of(rows.begin(), rows.end(), is_row)) return false;
    const std::size_t w = read_size(*rows.begin());
    const auto is_long = [w](const value& row) { return read_size(row) == w; };
    if (w == 0 || !std::all_of(rows.begin(), rows.end(), is_long)) return false;
    if (std::uint64_t{rows.count} * w > static_cast<std::uint64_t>(max_cells))
        fail(status::capacity);
    const auto is_color = [](integer c) { return c >= 0 && c <= 9; };
    return std::all_of(rows.begin(), rows.end(), [&](const value& row) {
        if (row.is_location()) return is_color(row.location().i) && is_color(row.location().j);
        return std::all_of(row.items().begin(), row.items().end(),
                           [&](const value& x) { return x.is_integer() && is_color(x.number()); });
    });
}

/// The grid that a value is; nothing if it is none.
inline std::optional<batt::grid> to_grid(const value& v) {
    if (!is_grid(v)) return std::nullopt;
    const list& rows = v.items();
    batt::grid g(static_cast<int>(rows.count), static_cast<int>(read_size(*rows.begin())));
    for (int i = 0; i < g.height(); ++i) {
        const elements row(rows.begin()[i]);
        for (int j = 0; j < g.width(); ++j)
            g(i, j) = static_cast<signed char>(row[static_cast<std::size_t>(j)].number());
    }
    return g;
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
