// How two patches, or a patch and a grid, lie relative to each other.
#pragma once

#include <batt/reference/dynamic/corner.hpp>
#include <limits>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// The distinct values of f on the locations of p, ascending.
template <class F>
vector<integer> coordinates(const patch& p, F f) {
    charge(p.size() * static_cast<std::uint64_t>(std::bit_width(p.size())));
    auto out = vector_for<integer>(p.size());
    for (std::size_t k = 0; k < p.size(); ++k) out.push_back(f(p.place(k)));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}
/// Whether two ascending lists have a number in common.
inline bool meet(const vector<integer>& a, const vector<integer>& b) {
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y) return true;
        *x < *y ? ++x : ++y;
    }
    return false;
}
inline bool share_row(const patch& a, const patch& b) {
    const auto row = [](ivec loc) { return loc.i; };
    return meet(coordinates(a, row), coordinates(b, row));
}
inline bool share_column(const patch& a, const patch& b) {
    const auto column = [](ivec loc) { return loc.j; };
    return meet(coordinates(a, column), coordinates(b, column));
}

/// The locations of a patch row by row, for distances between patches.
class row_places {
public:
    explicit row_places(const patch& p) : places_(p.not_empty().places()) {
        for (std::size_t k = 0; k < places_.size(); ++k)
            if (k == 0 || places_[k].i != places_[k - 1].i) first_.push_back(k);
        first_.push_back(places_.size());
    }

    /// The smallest |di| + |dj| to another patch if this one is moved by `way`.
    integer distance(const row_places& other, ivec way = {0, 0}) const {
        integer best = std::numeric_limits<integer>::max();
        for (std::size_t r = 0; r < rows(); ++r) {
            const integer i = row(r) + way.i;
            // From the nearest row on in both directions, until the row alone is too far away.
            std::size_t below = 0;
            while (below < other.rows() && other.row(below) < i) ++below;
            charge(below);
            for (std::size_t s = below; s > 0 && i - other.row(s - 1) < best; --s)
                best = std::min(best, i - other.row(s - 1) + gap(r, way.j, other, s - 1));
            for (std::size_t s = below; s < other.rows() && other.row(s) - i < best; ++s)
                best = std::min(best, other.row(s) - i + gap(r, way.j, other, s));
        }
        return best;
    }

private:
    std::size_t rows() const { return first_.size() - 1; }
    integer row(std::size_t r) const { return places_[first_[r]].i; }

    /// The smallest difference between the columns of two rows.
    integer gap(std::size_t r, integer moved, const row_places& other, std::size_t s) const {
        charge(first_[r + 1] - first_[r] + other.first_[s + 1] - other.first_[s]);
        integer least = std::numeric_limits<integer>::max() / 2;
        for (std::size_t x = first_[r], y = other.first_[s];
             x < first_[r + 1] && y < other.first_[s + 1];) {
            const integer d = places_[x].j + moved - other.places_[y].j;
            least = std::min(least, d < 0 ? -d : d);
            d < 0 ? ++x : ++y;
        }
        return least;
    }

    vector<ivec> places_;
    vector<std::size_t> first_; ///< of every row, and where the last ends
};

/// Whether a and b have a row in common.
inline value hmatching(const value& a, const value& b) {
    const patch from(a);
    return value::truth(share_row(from, patch(b)));
}
/// Whether a and b have a column in common.
inline value vmatching(const value& a, const value& b) {
    const patch from(a);
    return value::truth(share_column(from, patch(b)));
}
/// The smallest |di| + |dj| from a to b; `empty` if one of them is empty.
inline integer distance_of(const value& a, const value& b) {
    const row_places from{patch(a)};
    return from.distance(row_places{patch(b)});
}
/// The smallest |di| + |dj| from a to b; `empty` if one of them is empty.
inline value manhattan(const value& a, const value& b) { return value(distance_of(a, b)); }
/// Whether a and b touch at an edge and do not overlap; `empty` if one of them is empty.
inline value adjacent(const value& a, const value& b) {
    return value::truth(distance_of(a, b) == 1);
}
/// Whether p reaches an outermost row or column of g; g is read only if p alone does not decide.
inline value bordering(const value& p, const value& g) {
    const bounds b = patch(p).box();
    if (b.top == 0 || b.left == 0) return value::truth(true);
    const grid_view grid(g);
    const auto h = static_cast<std::int64_t>(grid.height());
    if (b.bottom == h - 1) return value::truth(true);
    grid.with_rows();
    return value::truth(b.right == static_cast<std::int64_t>(grid.width()) - 1);
}
/// The direction from the centre of a to that of b; `empty` if one of them is empty.
inline value position(const value& a, const value& b) {
    const ivec from = middle(patch(a).box());
    const ivec to = middle(patch(b).box());
    const integer down = from.i < to.i ? 1 : -1;
    const integer right = from.j < to.j ? 1 : -1;
    return value(ivec{from.i == to.i ? 0 : down, from.i != to.i && from.j == to.j ? 0 : right});
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
