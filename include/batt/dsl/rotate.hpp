// Turns of grids: rot90, rot180, rot270.
#pragma once

#include <batt/dsl/mirror.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// rot90(g) -> grid: clockwise. h x 0 becomes 0 x 0.
/// Cost: one transposition, one bit reversal and one shift per plane.
struct rot90 : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M&, const value::grid<M>& g) {
        using R = typename M::grid_rows;
        return value::with_planes<M>(
            g, g.w, g.h, [&](const R& x) { return detail::reversed_columns(x.transposed(), g.h); });
    }
};

/// rot180(g) -> grid: half a turn.
/// Cost: one move of rows, one bit reversal and one shift per plane.
struct rot180 : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M&, const value::grid<M>& g) {
        using R = typename M::grid_rows;
        return value::with_planes<M>(g, g.h, g.w, [&](const R& x) {
            return detail::reversed_columns(detail::reversed_rows(x, g.h), g.w);
        });
    }
};

/// rot270(g) -> grid: counter-clockwise. h x 0 becomes 0 x 0.
/// Cost: one transposition, one bit reversal and one shift per plane.
struct rot270 : parameters<kind::grid> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M&, const value::grid<M>& g) {
        using R = typename M::grid_rows;
        return value::with_planes<M>(
            g, g.w, g.h, [&](const R& x) { return detail::reversed_columns(x, g.w).transposed(); });
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
