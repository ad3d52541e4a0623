// A program of 200 statements, all of which O needs. Its time to compile matters, too.
#include "support/run_program.hpp"
#include <batt/dsl.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::solvers {

using namespace testing;

// Blocks of twenty statements, a##0 to b##9, each on a grid g: objects, turns, functions, numbers,
// tuples.
// clang-format off
#define OBJECTS(a, b, g, c, d, e, f, h) \
    a##0 = objects(g, c, d, F), a##1 = argmax(a##0, size), a##2 = argmin(a##0, leftmost), \
    a##3 = order(a##0, uppermost), a##4 = last(a##3), a##5 = recolor(e, a##1), \
    a##6 = paint(g, a##5), a##7 = outbox(a##2), a##8 = underfill(a##6, f, a##7), \
    a##9 = compose(even, height), b##0 = sfilter(a##0, a##9), b##1 = merge(b##0), \
    b##2 = cover(a##8, b##1), b##3 = delta(a##4), b##4 = fill(b##2, h, b##3), \
    b##5 = valmax(a##0, width), b##6 = matcher(width, b##5), b##7 = mfilter(a##0, b##6), \
    b##8 = shift(b##7, UNITY), b##9 = underpaint(b##4, b##8)
#define TURNS(a, b, g, c, d, e) \
    a##0 = rot90(g), a##1 = hmirror(a##0), a##2 = tophalf(a##1), a##3 = bottomhalf(a##1), \
    a##4 = vmirror(a##3), a##5 = vconcat(a##2, a##4), a##6 = shape(a##1), a##7 = dmirror(a##5), \
    a##8 = cmirror(a##7), a##9 = rot270(a##8), b##0 = lefthalf(a##9), b##1 = righthalf(a##9), \
    b##2 = hconcat(b##1, b##0), b##3 = rot180(b##2), b##4 = cellwise(b##3, a##9, c), \
    b##5 = replace(b##4, d, e), b##6 = switch_(b##5, c, d), b##7 = crop(b##6, ORIGIN, a##6), \
    b##8 = hupscale(b##7, ONE), b##9 = identity(b##8)
#define FUNCTIONS(a, b, g, c, d, e, f, h) \
    a##0 = partition(g), a##1 = fork(recolor, color, outbox), a##2 = mapply(a##1, a##0), \
    a##3 = paint(g, a##2), a##4 = lbind(shift, a##2), a##5 = rbind(multiply, c), \
    a##6 = compose(a##4, a##5), a##7 = a##6(UNITY), a##8 = underpaint(a##3, a##7), \
    a##9 = fork(subtract, height, width), b##0 = argmax(a##0, a##9), b##1 = box(b##0), \
    b##2 = fill(a##8, d, b##1), b##3 = rbind(greater, e), b##4 = chain(b##3, size, delta), \
    b##5 = sfilter(a##0, b##4), b##6 = apply(backdrop, b##5), b##7 = merge(b##6), \
    b##8 = underfill(b##2, f, b##7), b##9 = fill(b##8, h, b##1)
#define NUMBERS(a, b, g, c, d, e) \
    a##0 = mostcolor(g), a##1 = leastcolor(g), a##2 = colorcount(g, a##0), a##3 = numcolors(g), \
    a##4 = multiply(a##3, a##2), a##5 = even(a##4), a##6 = branch(a##5, a##0, a##1), \
    a##7 = ofcolor(g, a##6), a##8 = center(a##7), a##9 = neighbors(a##8), \
    b##0 = fill(g, c, a##9), b##1 = ulcorner(a##7), b##2 = connect(a##8, b##1), \
    b##3 = fill(b##0, d, b##2), b##4 = add(b##1, e), b##5 = initset(b##4), \
    b##6 = combine(b##5, a##9), b##7 = difference(b##6, b##2), b##8 = toobject(b##7, b##3), \
    b##9 = move(b##3, b##8, UNITY)
#define TUPLES(a, b, g, out, c, d, e, f) \
    a##0 = asindices(g), a##1 = totuple(a##0), a##2 = first(a##1), a##3 = last(a##1), \
    a##4 = subtract(a##3, a##2), a##5 = halve(a##4), a##6 = hfrontier(a##5), \
    a##7 = vfrontier(a##5), a##8 = intersection(a##6, a##7), a##9 = combine(a##6, a##7), \
    b##0 = underfill(g, c, a##9), b##1 = fill(b##0, d, a##8), b##2 = palette(b##1), \
    b##3 = totuple(b##2), b##4 = apply(increment, b##3), b##5 = papply(multiply, b##3, b##4), \
    b##6 = maximum(b##5), b##7 = greater(b##6, e), b##8 = branch(b##7, b##1, b##0), \
    out = fill(b##8, f, a##7)
// clang-format on

TEST_CASE("two hundred statements") {
    // each block works on the grid of the block before
    constexpr auto p = solver(
        OBJECTS(x1, x2, I, T, F, ZERO, THREE, SEVEN), TURNS(x3, x4, x29, ONE, FOUR, EIGHT),
        FUNCTIONS(x5, x6, x49, FOUR, TWO, THREE, NINE, FIVE), NUMBERS(x7, x8, x69, THREE, SIX, ONE),
        TUPLES(x9, x10, x89, x109, FOUR, SEVEN, NINE, ONE),
        OBJECTS(x11, x12, x109, F, T, SEVEN, ZERO, FOUR), TURNS(x13, x14, x129, EIGHT, ONE, FIVE),
        FUNCTIONS(x15, x16, x149, TWO, NINE, TWO, SIX, TWO),
        NUMBERS(x17, x18, x169, ZERO, THREE, TWO),
        TUPLES(x19, x20, x189, O, ONE, FOUR, SIX, EIGHT));
    CHECK(decltype(p)::statements == 200);
    for (int k = 0; k < 200; ++k) {
        CAPTURE(k);
        CHECK(decltype(p)::needed.is[k]);
    }
    std::mt19937 random(1);
    int good = 0;
    for (int k = 0; k < 40; ++k) good += run(p, random_grid(random)).why == status::ok ? 1 : 0;
    CHECK(good >= 10);
}

#undef OBJECTS
#undef TURNS
#undef FUNCTIONS
#undef NUMBERS
#undef TUPLES

} // namespace batt::solvers
BATT_HOST_CALLS_END
