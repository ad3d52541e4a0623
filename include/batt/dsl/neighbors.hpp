// The places around a location, not clipped to a grid: dneighbors, ineighbors, neighbors.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// The places around loc: those beside it in its own row, and beside and at its column in the rows
/// above and below.
template <class M>
BATT_FN value::indices<M> around(M& m, ivec loc, bool edges, bool diagonals) {
    using R = typename M::patch_rows;
    using W = typename R::word_type;
    if (loc.is_none()) {
        m.fail(status::empty);
        return {0, 0, none<R>()};
    }
    if (loc.i <= min_coordinate || loc.i >= max_coordinate || loc.j <= min_coordinate ||
        loc.j >= max_coordinate) {
        m.fail(status::capacity);
        return {0, 0, none<R>()};
    }
    const value::box_of b{loc.i - 1, loc.j - 1, loc.i + 1, loc.j + 1, false};
    const ivec o = value::common_origin(m, b, b);
    const int i = loc.i - o.i, j = loc.j - o.j;
    const W at = static_cast<W>(W{1} << j);
    const W sides = static_cast<W>((at << 1) | (at >> 1));
    const W level = edges ? sides : W{0};
    const W beyond = static_cast<W>((edges ? at : W{0}) | (diagonals ? sides : W{0}));
    return {o.i, o.j, R::generate([=](int r) {
                return r == i ? level : (r == i - 1 || r == i + 1 ? beyond : W{0});
            })};
}

} // namespace detail

/// dneighbors(loc) -> indices: the 4 edge neighbours. [empty: no location] Cost: one mask.
struct dneighbors : parameters<kind::ivec> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, ivec loc) {
        return detail::around(m, loc, true, false);
    }
};

/// ineighbors(loc) -> indices: the 4 diagonal neighbours. [empty: no location] Cost: one mask.
struct ineighbors : parameters<kind::ivec> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, ivec loc) {
        return detail::around(m, loc, false, true);
    }
};

/// neighbors(loc) -> indices: all 8 neighbours. [empty: no location] Cost: one mask.
struct neighbors : parameters<kind::ivec> {
    using result = type::indices;

    template <class M>
    static BATT_FN value::indices<M> eval(M& m, ivec loc) {
        return detail::around(m, loc, true, true);
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
