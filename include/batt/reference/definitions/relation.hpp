// How two patches lie relative to each other: matching, manhattan, adjacent, bordering, position.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/corner.hpp>
#include <batt/reference/definitions/patches.hpp>
#include <batt/reference/definitions/sets.hpp>
#include <cstdlib>
#include <limits>
#include <map>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

namespace detail {

/// The rows of a patch, or its columns, ascending.
inline set<integer> rows_in(const patch auto& p) {
    storage<integer> rows;
    for (const auto& x : p) rows.push_back(place(x).i);
    return set<integer>(std::move(rows));
}
inline set<integer> columns_in(const patch auto& p) {
    storage<integer> columns;
    for (const auto& x : p) columns.push_back(place(x).j);
    return set<integer>(std::move(columns));
}

/// The smallest difference between a number in a and one in b, both ascending and not empty.
inline integer smallest_gap(const std::vector<integer>& a, const std::vector<integer>& b) {
    integer gap = std::numeric_limits<integer>::max();
    for (std::size_t x = 0, y = 0; x < a.size() && y < b.size();) {
        gap = std::min(gap, std::abs(a[x] - b[y]));
        a[x] < b[y] ? ++x : ++y;
    }
    return gap;
}

/// The columns of each row of a patch that is moved by `way`, ascending.
inline std::map<integer, std::vector<integer>> by_row(const patch auto& p, ivec way = {0, 0}) {
    std::map<integer, std::vector<integer>> rows;
    for (const ivec x : locations(p)) rows[x.i + way.i].push_back(x.j + way.j);
    return rows;
}

/// The smallest |di| + |dj| from a, moved by `way`, to b; `empty` if a or b is empty. Goes from the
/// nearest row outwards, because large patches have too many pairs of locations to try all.
inline integer distance(const patch auto& a, const patch auto& b, ivec way = {0, 0}) {
    if (a.empty() || b.empty()) fail(status::empty);
    const auto rows = by_row(b);
    integer best = std::numeric_limits<integer>::max();
    for (const auto& [i, columns] : by_row(a, way)) {
        const auto try_row = [&, row = i, &here = columns](const auto& other) {
            const integer rows_apart = std::abs(other.first - row);
            if (rows_apart >= best) return false;
            best = std::min(best, rows_apart + smallest_gap(here, other.second));
            return true;
        };
        auto below = rows.lower_bound(i);
        for (auto above = below; above != rows.begin() && try_row(*std::prev(above));) --above;
        for (; below != rows.end() && try_row(*below);) ++below;
    }
    return best;
}

} // namespace detail

/// Whether a and b have a row in common.
template <>
struct definition<op::hmatching> {
    static boolean call(const patch auto& a, const patch auto& b) {
        return !definition<op::intersection>::call(detail::rows_in(a), detail::rows_in(b)).empty();
    }
};

/// Whether a and b have a column in common.
template <>
struct definition<op::vmatching> {
    static boolean call(const patch auto& a, const patch auto& b) {
        const auto columns = detail::columns_in(a);
        return !definition<op::intersection>::call(columns, detail::columns_in(b)).empty();
    }
};

/// The smallest |di| + |dj| from a to b; `empty` if one of them is empty.
template <>
struct definition<op::manhattan> {
    static integer call(const patch auto& a, const patch auto& b) { return detail::distance(a, b); }
};

/// Whether a and b touch at an edge and do not overlap; `empty` if one of them is empty.
template <>
struct definition<op::adjacent> {
    static boolean call(const patch auto& a, const patch auto& b) {
        return detail::distance(a, b) == 1;
    }
};

/// Whether p reaches an outermost row or column of g; `empty` if p is empty, or if g has no row
/// and the rows of p do not decide.
template <>
struct definition<op::bordering> {
    static boolean call(const patch auto& p, const grid& g) {
        const detail::bounds b = detail::bounds_of(p);
        if (b.top == 0 || b.left == 0 || b.bottom == g.height() - 1) return true;
        if (g.height() == 0) fail(status::empty);
        return b.right == g.width() - 1;
    }
};

/// The direction from the centre of a to that of b; `empty` if one of them is empty.
template <>
struct definition<op::position> {
    static ivec call(const patch auto& a, const patch auto& b) {
        const ivec from = definition<op::center>::call(a);
        const ivec to = definition<op::center>::call(b);
        const integer down = from.i < to.i ? 1 : -1;
        const integer right = from.j < to.j ? 1 : -1;
        if (from.i == to.i) return {0, right};
        if (from.j == to.j) return {down, 0};
        return {down, right};
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
