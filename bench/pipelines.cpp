// Whole programs, for whose speed there is a goal, and the slowest inputs there are.
#include "support/setups.hpp"

namespace batt::solvers {

/// Fills the largest component and mirrors the grid.
template <class E>
static constexpr auto largest_of(const E& all) {
    return solver(x1 = all, x2 = argmax(x1, size), x3 = fill(I, FIVE, x2), O = vmirror(x3));
}
static constexpr auto largest = largest_of(objects(I, T, F, T));

/// Removes all objects and frames the place of each.
// clang-format off
static constexpr auto boxes = solver(
    x1 = objects(I, T, F, T),
    x2 = merge(x1),
    x3 = cover(I, x2),
    x4 = fork(recolor, color, outbox),
    x5 = mapply(x4, x1),
    O = paint(x3, x5));
// clang-format on

/// A long program: sets of objects of several modes, all held at once, with filters and keys.
// clang-format off
static constexpr auto ten_sets = solver(
    x1 = objects(I, T, F, T),
    x2 = objects(I, T, T, T),
    x3 = objects(I, F, F, T),
    x4 = objects(I, F, T, T),
    x5 = objects(I, T, F, F),
    x6 = sfilter(x1, compose(flip, square)),
    x7 = sfilter(x2, compose(even, height)),
    x8 = sfilter(x5, compose(even, size)),
    x9 = colorfilter(x1, ONE),
    x10 = difference(x1, x9),
    x11 = argmax(x1, size),
    x12 = argmin(x2, size),
    x13 = argmax(x3, height),
    x14 = argmin(x4, width),
    x15 = order(x1, leftmost),
    x16 = valmax(x2, size),
    x17 = merge(x6),
    x18 = merge(x7),
    x19 = merge(x10),
    x20 = mapply(box, x8),
    x21 = fill(I, ONE, x17),
    x22 = fill(x21, TWO, x18),
    x23 = fill(x22, THREE, x11),
    x24 = underfill(x23, FOUR, toindices(x12)),
    x25 = cover(x24, combine(toindices(x13), toindices(x14))),
    x26 = fill(x25, SIX, last(x15)),
    x27 = fill(x26, SEVEN, delta(x19)),
    x28 = fill(x27, EIGHT, initset(toivec(x16))),
    O = paint(x28, recolor(NINE, x20)));
// clang-format on

static const bench::family benchmarks(
    "pipelines",
    {
        bench::written("vmirror", bench::grids, solver(O = vmirror(I))),
        bench::scored("vmirror, scored", bench::grids, solver(O = vmirror(I))),
        bench::written("largest", bench::scenes, largest),
        bench::scored("largest, scored", bench::scenes, largest),
        bench::written("largest (8 neighbours)", bench::scenes, largest_of(objects(I, T, T, T))),
        bench::written("largest (several colours)", bench::scenes, largest_of(objects(I, F, F, T))),
        bench::written("largest (several colours, 8 neighbours)", bench::scenes,
                       largest_of(objects(I, F, T, T))),
        bench::written("largest (random grid)", bench::few_grids, largest),
        bench::written("largest (checkerboard)", bench::checkerboards, largest),
        bench::written("largest (snake)", bench::snakes, largest),
        bench::written("boxes", bench::scenes, boxes),
        bench::scored("boxes, scored", bench::scenes, boxes),
        bench::written("boxes (checkerboard)", bench::checkerboards, boxes),
        bench::written("ten sets", bench::scenes, ten_sets),
        bench::scored("product of 54 x 54", bench::few_grids,
                      solver(x1 = asindices(crop(I, ORIGIN, expr::location<6, 9>{})),
                             x2 = product(x1, x1), O = spot(first(last(x2))))),
    });

} // namespace batt::solvers
