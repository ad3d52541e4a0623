// Grids with something painted on them; what lies outside a grid is ignored.
#pragma once

#include <batt/reference/dynamic/count.hpp>
#include <batt/reference/dynamic/shift.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// A grid that is painted on; unchanged rows are shared.
class painter {
public:
    explicit painter(const grid_view& g) : g_(g) {
        rows_ = vector_for<vector<value>>(g.height());
        rows_.resize(g.height());
    }

    /// The value at a place of the grid as painted so far.
    const value& at(ivec loc) const {
        const vector<value>& row = rows_[static_cast<std::size_t>(loc.i)];
        return row.empty() ? g_.at(loc) : row[static_cast<std::size_t>(loc.j)];
    }
    /// Puts a value at loc unless that is outside.
    void put(ivec loc, const value& v) {
        if (!g_.holds(loc)) return;
        as_place(v);
        const auto i = static_cast<std::size_t>(loc.i);
        if (rows_[i].empty()) rows_[i].assign(g_.row(i), g_.row(i) + g_.width());
        rows_[i][static_cast<std::size_t>(loc.j)] = v;
    }
    /// The same, but only over `background`.
    void put_over(ivec loc, const value& v, const value& background) {
        if (g_.holds(loc) && equal(at(loc), background)) put(loc, v);
    }
    value take() {
        auto out = vector_for<value>(g_.height());
        for (std::size_t i = 0; i < g_.height(); ++i)
            out.push_back(rows_[i].empty() ? g_.row_value(i) : make_tuple(std::move(rows_[i])));
        return make_tuple(std::move(out));
    }

private:
    const grid_view& g_;
    vector<vector<value>> rows_;
};

/// g with c at the locations of p.
inline value filled(const grid_view& g, const value& c, const patch& p) {
    painter out(g);
    charge(p.size());
    for (std::size_t k = 0; k < p.size(); ++k) out.put(p.place(k), c);
    return out.take();
}

/// Notes if the order of a set of cells decided which of two colours a place got, because cells of
/// both colours lie there. With a background, only the places of that colour were painted on.
inline void note_covered(const painter& painted, const grid_view& g, const value& o,
                         const object& cells, const value* background = nullptr) {
    if (!o.is_set() || cells.empty()) return;
    const bool one_color = equal(cells.color(0), cells.color(cells.size() - 1));
    if (one_color && !holds_function(o)) return;
    charge(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const ivec loc = cells.place(k);
        if (!g.holds(loc) || equal(painted.at(loc), cells.color(k))) continue;
        // Other places are not painted on, and in any order a colour replaces the background.
        const bool in_any_order = background != nullptr && (!equal(g.at(loc), *background) ||
                                                            equal(cells.color(k), *background));
        if (!in_any_order) return note_tie();
    }
}

/// g with c at p's locations; `empty` if g has no row.
inline value fill(const value& g, const value& c, const value& p) {
    const grid_view grid(g);
    return filled(grid.with_rows(), c, patch(p));
}
/// g with the cells of o painted in order: the last one at a place wins. `empty` without rows.
inline value paint(const value& g, const value& o) {
    const grid_view grid(g);
    painter out(grid.with_rows());
    const object cells(o, false);
    charge(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k) out.put(cells.place(k), cells.color(k));
    note_covered(out, grid, o, cells);
    return out.take();
}
/// Like fill, but only where g has its most frequent value; `empty` if g has no cell.
inline value underfill(const value& g, const value& c, const value& p) {
    const grid_view grid(g);
    const value background = background_of(grid);
    painter out(grid);
    const patch places(p);
    charge(places.size());
    for (std::size_t k = 0; k < places.size(); ++k) out.put_over(places.place(k), c, background);
    return out.take();
}
/// Like paint, but only while a place has g's most frequent value; `empty` without cells.
inline value underpaint(const value& g, const value& o) {
    const grid_view grid(g);
    const value background = background_of(grid);
    painter out(grid);
    const object cells(o, false);
    charge(cells.size());
    for (std::size_t k = 0; k < cells.size(); ++k)
        out.put_over(cells.place(k), cells.color(k), background);
    note_covered(out, grid, o, cells, &background);
    return out.take();
}
/// g with its most frequent value at p's locations; `empty` if g has no cell.
inline value cover(const value& g, const value& p) {
    const grid_view grid(g);
    return filled(grid, background_of(grid), patch(p));
}
/// g with o taken off it and painted again at o + d; `empty` if g has no cell.
inline value move(const value& g, const value& o, const value& d) {
    object{o};
    const value covered = cover(g, o);
    return paint(covered, shift(o, d));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
