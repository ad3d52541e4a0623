// What repeats in grids and objects: occurrences, frontiers, compress, hperiod, vperiod.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/color.hpp>
#include <batt/reference/definitions/extent.hpp>
#include <batt/reference/definitions/grids.hpp>
#include <batt/reference/definitions/shift.hpp>
#include <bitset>
#include <map>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// Whether row i is of one colour; a row without cells is not.
inline bool is_plain_row(const grid& g, integer i) {
    for (integer j = 1; j < g.width(); ++j) {
        if (g.at(i, j) != g.at(i, 0)) return false;
    }
    return g.width() > 0;
}

/// Whether column j is of one colour.
inline bool is_plain_column(const grid& g, integer j) {
    for (integer i = 1; i < g.height(); ++i) {
        if (g.at(i, j) != g.at(0, j)) return false;
    }
    return true;
}

/// The smallest p below `extent` such that each cell of o equals the one p places before it along
/// `unit`; `extent` if there is none. The cells of the first p rows or columns match anything.
inline integer period(const object& o, integer extent, ivec unit) {
    const object normal = definition<op::normalize>::call(o);
    for (integer p = 1; p < extent; ++p) {
        const auto repeats = [&](const cell& x) {
            const ivec before{x.second.i - p * unit.i, x.second.j - p * unit.j};
            return before.i < 0 || before.j < 0 || normal.contains({x.first, before});
        };
        if (std::all_of(normal.begin(), normal.end(), repeats)) return p;
    }
    return extent;
}

/// For each row of g the columns where it has colour c.
template <std::size_t N>
std::vector<std::bitset<N>> columns_of_color(const grid& g, integer c) {
    std::vector<std::bitset<N>> rows(static_cast<std::size_t>(g.height()));
    for (const ivec x : definition<op::ofcolor>::call(g, c))
        rows[static_cast<std::size_t>(x.i)].set(static_cast<std::size_t>(x.j));
    return rows;
}

/// The occurrences of o in g, whose width is below N. A row of places is tested at a time, because
/// one by one is too slow for large objects that occur often.
template <std::size_t N>
indices occurrences_by_row(const grid& g, const object& o) {
    const object normal = definition<op::normalize>::call(o);
    const ivec extent = definition<op::shape>::call(o);
    std::map<integer, std::vector<std::bitset<N>>> colored;
    for (const integer c : definition<op::palette>::call(o)) colored[c] = columns_of_color<N>(g, c);
    std::bitset<N> fits;
    for (integer j = 0; j <= g.width() - extent.j; ++j) fits.set(static_cast<std::size_t>(j));
    storage<ivec> items;
    for (integer i = 0; i <= g.height() - extent.i; ++i) {
        std::bitset<N> shows = fits;
        for (const auto& [c, x] : normal) {
            if (shows.none()) break;
            const auto row = static_cast<std::size_t>(i + x.i);
            shows &= colored.at(c)[row] >> static_cast<std::size_t>(x.j);
        }
        for (integer j = 0; j <= g.width() - extent.j; ++j) {
            if (shows[static_cast<std::size_t>(j)]) items.push_back({i, j});
        }
    }
    return indices(std::move(items));
}

} // namespace detail

/// The places at which o's upper left corner can lie so that g shows o; `empty` if g has no row.
template <>
struct definition<op::occurrences> {
    static indices call(const grid& g, const object& o) {
        if (g.height() == 0) fail(status::empty);
        // A place beside the last column counts for an empty object, hence one bit more.
        if (g.width() < 64) return detail::occurrences_by_row<64>(g, o);
        return detail::occurrences_by_row<max_side + 1>(g, o);
    }
};

/// Every one-coloured row and column as an object; `empty` if g has no row.
template <>
struct definition<op::frontiers> {
    static set<object> call(const grid& g) {
        if (g.height() == 0) fail(status::empty);
        storage<object> lines;
        for (integer i = 0; i < g.height(); ++i) {
            if (!detail::is_plain_row(g, i)) continue;
            storage<cell> line;
            for (integer j = 0; j < g.width(); ++j) line.push_back({g.at(i, j), {i, j}});
            lines.push_back(object(std::move(line)));
        }
        for (integer j = 0; j < g.width(); ++j) {
            if (!detail::is_plain_column(g, j)) continue;
            storage<cell> line;
            for (integer i = 0; i < g.height(); ++i) line.push_back({g.at(i, j), {i, j}});
            lines.push_back(object(std::move(line)));
        }
        return set<object>(std::move(lines));
    }
};

/// g without its one-coloured rows and columns.
template <>
struct definition<op::compress> {
    static grid call(const grid& g) {
        std::vector<integer> rows;
        std::vector<integer> columns;
        for (integer i = 0; i < g.height(); ++i) {
            if (!detail::is_plain_row(g, i)) rows.push_back(i);
        }
        for (integer j = 0; j < g.width(); ++j) {
            if (!detail::is_plain_column(g, j)) columns.push_back(j);
        }
        return detail::generate(static_cast<std::int64_t>(rows.size()),
                                static_cast<std::int64_t>(columns.size()),
                                [&](integer i, integer j) {
                                    return g.at(rows[static_cast<std::size_t>(i)],
                                                columns[static_cast<std::size_t>(j)]);
                                });
    }
};

/// The smallest period of o along its rows, its width if there is none.
template <>
struct definition<op::hperiod> {
    static integer call(const object& o) {
        return detail::period(o, definition<op::width>::call(o), {0, 1});
    }
};

/// The smallest period of o along its columns, its height if there is none.
template <>
struct definition<op::vperiod> {
    static integer call(const object& o) {
        return detail::period(o, definition<op::height>::call(o), {1, 0});
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
