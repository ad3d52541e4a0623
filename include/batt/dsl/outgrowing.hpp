// Operations that show how large their result is: those that overflow a tier only with a grid, and
// those that keep the sides of a grid.
#pragma once

#include <batt/dsl/operations.hpp>
#include <batt/dsl/table.hpp>

namespace batt {

/// Those that, called on grids, integers and locations, are `capacity` only if their result has
/// more rows or columns than a window: more than 32, so that no grid that can be packed equals it.
/// By definition such a call gives that grid, or fails. (On a machine that holds the colour 15 a
/// canvas of -1 is `capacity`, too.)
#define BATT_OUTGROWING_OPERATIONS(operation_)                                                     \
    operation_(canvas) operation_(hconcat) operation_(vconcat) operation_(hupscale)                \
        operation_(vupscale) operation_(upscale)

/// Those that fail, or give a grid with the sides of their first argument, a grid, perhaps with
/// height and width exchanged. A grid without cells may lose its rows.
#define BATT_SIDE_KEEPING_OPERATIONS(operation_)                                                   \
    operation_(hmirror) operation_(vmirror) operation_(dmirror) operation_(cmirror)                \
        operation_(rot90) operation_(rot180) operation_(rot270) operation_(replace)                \
            operation_(switch_) operation_(fill) operation_(paint) operation_(underfill)           \
                operation_(underpaint) operation_(cover) operation_(move) operation_(cellwise)

/// Whether the operation Op is one of BATT_OUTGROWING_OPERATIONS.
template <class Op>
inline constexpr bool outgrows = false;
/// Whether the operation Op is one of BATT_SIDE_KEEPING_OPERATIONS.
template <class Op>
inline constexpr bool keeps_sides = false;
#define BATT_OUTGROWS(name_)                                                                       \
    template <>                                                                                    \
    inline constexpr bool outgrows<op::name_> = true;
#define BATT_KEEPS_SIDES(name_)                                                                    \
    template <>                                                                                    \
    inline constexpr bool keeps_sides<op::name_> = true;
BATT_OUTGROWING_OPERATIONS(BATT_OUTGROWS)
BATT_SIDE_KEEPING_OPERATIONS(BATT_KEEPS_SIDES)
#undef BATT_OUTGROWS
#undef BATT_KEEPS_SIDES

namespace table {

// The same for an operation by its place in the table.
#define BATT_IS_IT(name_) || operation == operation_of(detail::name_of(#name_))
/// Whether an operation overflows a tier only with a grid larger than its windows.
constexpr bool outgrows(int operation) {
    return operation >= 0 && (false BATT_OUTGROWING_OPERATIONS(BATT_IS_IT));
}
/// Whether an operation on a grid gives one with its sides.
constexpr bool keeps_sides(int operation) {
    return operation >= 0 && (false BATT_SIDE_KEEPING_OPERATIONS(BATT_IS_IT));
}
#undef BATT_IS_IT

} // namespace table
} // namespace batt
