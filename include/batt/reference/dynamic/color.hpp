// Colours of grids and objects, whatever values they are.
#pragma once

#include <batt/reference/dynamic/count.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The most frequent colour; `empty` if there is no cell.
inline value mostcolor(const value& e) { return most_common(count_values(colors_of(e))); }
/// The least frequent of the occurring colours; `empty` if there is no cell.
inline value leastcolor(const value& e) { return least_common(count_values(colors_of(e))); }
/// The number of cells of colour c.
inline value colorcount(const value& e, const value& c) {
    const vector<value> all = colors_of(e);
    charge(all.size());
    return value(static_cast<integer>(
        std::count_if(all.begin(), all.end(), [&](const value& x) { return equal(x, c); })));
}
/// The colours that occur.
inline value palette(const value& e) {
    vector<value> all = colors_of(e);
    const auto is_color = [](const value& x) {
        return x.is_integer() && reference::is_color(x.number());
    };
    if (!std::all_of(all.begin(), all.end(), is_color)) return make_set(std::move(all));
    const vector<counted_value> counts = count_values(std::move(all));
    auto colors = vector_for<value>(counts.size());
    for (const counted_value& c : counts) colors.push_back(c.what);
    return make_set(std::move(colors));
}
/// The number of colours that occur.
inline value numcolors(const value& e) {
    return value(static_cast<integer>(count_values(colors_of(e)).size()));
}

/// The first element of the first element; `empty` if there is none.
inline value color_of(const elements& o) {
    if (o.empty()) fail(status::empty);
    const elements cell(read_tuple(o[0]));
    if (cell.empty()) fail(status::empty);
    return cell[0];
}
/// The colour of the first cell of a container of tuples; `empty` if there is none.
inline value color(const value& o) {
    const elements cells(o);
    value first = color_of(cells);
    if (o.is_set() && cells.back().is_tuple()) {
        const elements last(cells.back());
        if (last.empty() || !equal(last[0], first)) note_tie();
    }
    return first;
}
/// The set of the elements of colour c; `empty` if an element of s is empty.
inline value colorfilter(const value& s, const value& c) {
    const elements objects(s);
    charge(objects.size());
    auto kept = vector_for<value>(objects.size());
    for (const value& o : objects)
        if (equal(color_of(elements(o)), c)) kept.push_back(o);
    return make_set(std::move(kept));
}
/// The places of colour c.
inline value ofcolor(const value& g, const value& c) {
    const grid_view grid(g);
    charge(grid.area());
    vector<ivec> places;
    for (std::size_t i = 0; i < grid.height(); ++i)
        for (std::size_t j = 0; j < grid.width(); ++j)
            if (equal(grid.at(i, j), c))
                places.push_back({static_cast<integer>(i), static_cast<integer>(j)});
    return make_indices(places);
}

/// g with f(x) in the place of each value x; unchanged rows are shared.
template <class F>
value recolored(const grid_view& g, F f) {
    charge(g.area());
    auto rows = vector_for<value>(g.height());
    vector<value> row;
    for (std::size_t i = 0; i < g.height(); ++i) {
        row.clear();
        bool changed = false;
        for (std::size_t j = 0; j < g.width(); ++j) {
            const value& before = g.at(i, j);
            const value& after = f(before);
            changed = changed || &after != &before;
            row.push_back(after);
        }
        rows.push_back(changed ? make_tuple(row.data(), row.size()) : g.row_value(i));
    }
    return make_tuple(std::move(rows));
}
/// g with every `before` turned into `after`.
inline value replace(const value& g, const value& before, const value& after) {
    return recolored(grid_view(g), [&](const value& x) -> const value& {
        return equal(x, before) ? as_place(after) : x;
    });
}
/// g with a and b exchanged.
inline value switch_(const value& g, const value& a, const value& b) {
    return recolored(grid_view(g), [&](const value& x) -> const value& {
        return equal(x, a) ? as_place(b) : equal(x, b) ? as_place(a) : x;
    });
}
/// The locations of p, each with c.
inline value recolor(const value& c, const value& p) {
    const patch locations(p);
    charge(locations.size());
    auto cells = vector_for<value>(locations.size());
    for (std::size_t k = 0; k < locations.size(); ++k)
        cells.push_back(make_pair(c, value(locations.place(k))));
    return make_set(std::move(cells));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
