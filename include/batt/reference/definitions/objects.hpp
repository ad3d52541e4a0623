// Connected components and colour classes of a grid: objects, partition, fgpartition.
#pragma once

#include <batt/reference/definitions/color.hpp>
#include <map>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// One object per colour that `wanted` accepts: all cells of that colour.
template <class F>
set<object> split_by_color(const grid& g, F wanted) {
    std::map<integer, storage<cell>> parts;
    for (integer i = 0; i < g.height(); ++i) {
        for (integer j = 0; j < g.width(); ++j) {
            const integer c = g.at(i, j);
            if (wanted(c)) parts[c].push_back({c, {i, j}});
        }
    }
    storage<object> objects;
    for (auto& [c, cells] : parts) objects.push_back(object(std::move(cells)));
    return set<object>(std::move(objects));
}

} // namespace detail

/// The connected components of g, of one colour or of any, by 8 or 4 neighbours, with or without
/// the most frequent colour; `empty` if g has no row, or no cell to tell that colour from.
template <>
struct definition<op::objects> {
    static set<object> call(const grid& g, boolean univalued, boolean diagonal,
                            boolean without_bg) {
        if (g.height() == 0) fail(status::empty);
        const integer background = without_bg ? definition<op::mostcolor>::call(g) : 0;
        grid seen(g.height(), g.width());
        storage<object> found;
        for (integer i = 0; i < g.height(); ++i) {
            for (integer j = 0; j < g.width(); ++j) {
                if (seen.at(i, j) != 0) continue;
                if (without_bg && g.at(i, j) == background) continue;
                const auto joins = [&](ivec x) {
                    if (!g.holds(x.i, x.j) || seen.at(x.i, x.j) != 0) return false;
                    if (without_bg && g.at(x.i, x.j) == background) return false;
                    return !univalued || g.at(x.i, x.j) == g.at(i, j);
                };
                found.push_back(component(g, {i, j}, diagonal, seen, joins));
            }
        }
        return set<object>(std::move(found));
    }

private:
    template <class F>
    static object component(const grid& g, ivec seed, boolean diagonal, grid& seen, F joins) {
        storage<cell> cells;
        std::vector<ivec> open{seed};
        seen.at(seed.i, seed.j) = 1;
        while (!open.empty()) {
            const ivec x = open.back();
            open.pop_back();
            cells.push_back({g.at(x.i, x.j), x});
            for (integer di = -1; di <= 1; ++di) {
                for (integer dj = -1; dj <= 1; ++dj) {
                    const ivec next{x.i + di, x.j + dj};
                    if ((di != 0 && dj != 0 && !diagonal) || !joins(next)) continue;
                    seen.at(next.i, next.j) = 1;
                    open.push_back(next);
                }
            }
        }
        return object(std::move(cells));
    }
};

/// One object per colour: all its cells.
template <>
struct definition<op::partition> {
    static set<object> call(const grid& g) {
        return detail::split_by_color(g, [](integer) { return true; });
    }
};

/// One object per colour except the most frequent one; `empty` if g has no cell.
template <>
struct definition<op::fgpartition> {
    static set<object> call(const grid& g) {
        const integer background = definition<op::mostcolor>::call(g);
        return detail::split_by_color(g, [=](integer c) { return c != background; });
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
