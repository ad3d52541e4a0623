// Colours of grids and objects: counted, listed, chosen by, and changed.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/container.hpp>
#include <batt/reference/definitions/patches.hpp>
#include <batt/reference/definitions/size.hpp>
#include <batt/reference/definitions/tuples.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// The colours of all cells: of a grid row by row, of an object in value order.
inline tuple<integer> colors(const grid& g) { return tuple<integer>(g.cells()); }
inline tuple<integer> colors(const object& o) {
    storage<integer> items;
    items.reserve(o.size());
    for (const cell& x : o) items.push_back(x.first);
    return tuple<integer>(std::move(items));
}

/// g with every colour c replaced by f(c).
template <class F>
grid recolored(const grid& g, F f) {
    grid result = g;
    for (integer i = 0; i < g.height(); ++i) {
        for (integer j = 0; j < g.width(); ++j) {
            const integer c = f(g.at(i, j));
            check_color(c);
            result.at(i, j) = c;
        }
    }
    return result;
}

} // namespace detail

/// The most frequent colour, the smallest of several; `empty` if there is no cell.
template <>
struct definition<op::mostcolor> {
    static integer call(const element auto& e) {
        return definition<op::mostcommon>::call(detail::colors(e));
    }
};

/// The least frequent colour that occurs, the smallest of several; `empty` if there is no cell.
template <>
struct definition<op::leastcolor> {
    static integer call(const element auto& e) {
        return definition<op::leastcommon>::call(detail::colors(e));
    }
};

/// The number of cells of colour c.
template <>
struct definition<op::colorcount> {
    static integer call(const element auto& e, integer c) {
        const auto all = detail::colors(e);
        return static_cast<integer>(std::count(all.begin(), all.end(), c));
    }
};

/// The colours that occur.
template <>
struct definition<op::palette> {
    static set<integer> call(const element auto& e) { return set<integer>(detail::colors(e)); }
};

/// The number of colours that occur.
template <>
struct definition<op::numcolors> {
    static integer call(const element auto& e) {
        return definition<op::size>::call(definition<op::palette>::call(e));
    }
};

/// The colour of the first cell; `empty` if there is none.
template <>
struct definition<op::color> {
    static integer call(const object& o) { return definition<op::first>::call(o).first; }
    static integer call(const tuple<cell>& o) { return definition<op::first>::call(o).first; }
};

/// The objects of colour c; `empty` if an object in s is empty.
template <>
struct definition<op::colorfilter> {
    template <container C>
    static auto call(const C& s, integer c) {
        gatherer<set<element_t<C>>> kept;
        for (const auto& o : elements(s)) {
            if (definition<op::color>::call(o) == c) kept.add(o);
        }
        return kept.take();
    }
};

/// The places of colour c.
template <>
struct definition<op::ofcolor> {
    static indices call(const grid& g, integer c) {
        storage<ivec> items;
        for (integer i = 0; i < g.height(); ++i) {
            for (integer j = 0; j < g.width(); ++j) {
                if (g.at(i, j) == c) items.push_back({i, j});
            }
        }
        return indices(std::move(items));
    }
};

/// g with colour `before` turned into `after`.
template <>
struct definition<op::replace> {
    static grid call(const grid& g, integer before, integer after) {
        return detail::recolored(g, [=](integer c) { return c == before ? after : c; });
    }
};

/// g with colours a and b exchanged.
template <>
struct definition<op::switch_> {
    static grid call(const grid& g, integer a, integer b) {
        return detail::recolored(g, [=](integer c) { return c == a ? b : c == b ? a : c; });
    }
};

/// p in colour c.
template <>
struct definition<op::recolor> {
    static object call(integer c, const patch auto& p) {
        storage<cell> items;
        items.reserve(p.size());
        for (const auto& x : p) items.push_back({c, detail::place(x)});
        return object(std::move(items));
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
