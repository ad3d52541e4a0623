// Failures in programs: which status, from which statement, and when they do not count.
#include "support/run_program.hpp"
#include <batt/dsl.hpp>

namespace batt::solvers {

using namespace testing;

// A statement that fails on every grid without the colour 9.
#define EMPTY_AT(x_) x_ = first(ofcolor(I, NINE))
static const grid g{{1, 2, 3}, {4, 5, 6}};

TEST_CASE("where a failure began") {
    constexpr auto p = solver(x1 = ofcolor(I, NINE), x2 = ulcorner(x1), x3 = first(x1),
                              x4 = add(x3, ONE), x5 = crop(I, x4, UNITY), O = vmirror(x5));
    CHECK(run(p, g) == failed(status::empty, 3));
    CHECK(run(p, grid{{9, 1}, {1, 3}}) == grid{{3}});
    // no location may be passed on; using it fails
    constexpr auto q =
        solver(x1 = ofcolor(I, NINE), x2 = ulcorner(x1), x3 = identity(x2), x4 = equality(x2, x3),
               x5 = increment(x3), x6 = crop(I, x5, UNITY), O = branch(x4, x6, I));
    CHECK(run(q, g) == failed(status::empty, 5));
    CHECK(run(solver(x1 = height(I), x2 = decrement(x1), x3 = divide(ONE, x2),
                     x4 = canvas(x3, UNITY), O = hconcat(x4, x4)),
              grid{{1}}) == failed(status::divide_by_zero, 3));
    CHECK(run(solver(x1 = interval(ONE, FIVE, ZERO), O = repeat(x1, TWO)), g) ==
          failed(status::domain, 1));
    CHECK(run(solver(x1 = index(I, TWO_BY_TWO), O = canvas(x1, UNITY)), g) ==
          failed(status::out_of_range, 1));
}

TEST_CASE("of several failed arguments the leftmost counts") {
    CHECK(run(solver(EMPTY_AT(x1), x2 = divide(ONE, ZERO), O = canvas(x2, x1)), g) ==
          failed(status::divide_by_zero, 2));
    CHECK(run(solver(x1 = divide(ONE, ZERO), EMPTY_AT(x2), O = canvas(x1, x2)), g) ==
          failed(status::divide_by_zero, 1));
    CHECK(run(solver(x1 = divide(ONE, ZERO), EMPTY_AT(x2), x3 = add(x2, x1), O = canvas(ONE, x3)),
              g) == failed(status::empty, 2));
    // variables beside calls that fail in the statement itself
    CHECK(run(solver(EMPTY_AT(x1), O = canvas(divide(ONE, ZERO), x1)), g) ==
          failed(status::divide_by_zero, 2));
    CHECK(run(solver(x1 = divide(ONE, ZERO), O = canvas(x1, first(ofcolor(I, NINE)))), g) ==
          failed(status::divide_by_zero, 1));
    CHECK(run(solver(EMPTY_AT(x1), O = canvas(first(first(ofcolor(I, NINE))), x1)), g) ==
          failed(status::empty, 2));
    // deep on the left before shallow on the right
    CHECK(
        run(solver(x1 = divide(ONE, ZERO), EMPTY_AT(x2), O = canvas(increment(increment(x1)), x2)),
            g) == failed(status::divide_by_zero, 1));
    // the operation's own failure comes after those of its arguments
    CHECK(run(solver(EMPTY_AT(x1), x2 = divide(x1, ZERO), O = canvas(ONE, x2)), g) ==
          failed(status::empty, 1));
    // a called variable comes before its arguments
    CHECK(run(solver(x1 = power(increment, ZERO), x2 = divide(ONE, ZERO), x3 = x1(x2),
                     O = canvas(x3, UNITY)),
              g) == failed(status::domain, 1));
}

TEST_CASE("what O does not need does not count") {
    CHECK(run(solver(EMPTY_AT(x1), x2 = divide(ONE, ZERO), x3 = add(x1, x2), O = I), g) == g);
    CHECK(run(solver(EMPTY_AT(x1), x2 = astuple(x1, I), x3 = astuple(I, I), O = first(x3)), g) ==
          g);
}

TEST_CASE("a branch looks at its condition and at the alternative that it takes") {
    constexpr auto p = solver(x1 = portrait(I), EMPTY_AT(x2), x3 = canvas(ONE, x2),
                              x4 = canvas(divide(ONE, ZERO), UNITY), O = branch(x1, x3, x4));
    CHECK(run(p, grid(2, 1)) == failed(status::empty, 2));
    CHECK(run(p, grid(1, 2)) == failed(status::divide_by_zero, 4));
    constexpr auto q =
        solver(x1 = portrait(I), EMPTY_AT(x2), x3 = canvas(ONE, x2), O = branch(x1, x3, I));
    CHECK(run(q, grid(2, 1)) == failed(status::empty, 2));
    CHECK(run(q, grid(1, 2)) == grid(1, 2));
    // calls in the statement, and branches in branches
    constexpr auto nested =
        solver(x1 = portrait(I), x2 = square(I),
               O = branch(x2, I, branch(x1, canvas(ONE, first(ofcolor(I, NINE))), vmirror(I))));
    CHECK(run(nested, grid{{1, 2}}) == grid{{2, 1}});
    CHECK(run(nested, grid{{1}, {2}}) == failed(status::empty, 3));
    CHECK(run(nested, grid{{1}}) == grid{{1}});
    // a failed condition, and a failed argument to the left of the branch
    constexpr auto condition = solver(x1 = positive(divide(ONE, ZERO)), EMPTY_AT(x2),
                                      x3 = canvas(ONE, x2), O = branch(x1, x3, I));
    CHECK(run(condition, g) == failed(status::divide_by_zero, 1));
    CHECK(run(solver(EMPTY_AT(x1), x2 = canvas(ONE, x1), O = hconcat(x2, branch(T, x2, I))), g) ==
          failed(status::empty, 1));
    CHECK(run(solver(EMPTY_AT(x1), x2 = canvas(ONE, x1), O = hconcat(I, branch(F, x2, I))), g) ==
          grid{{1, 2, 3, 1, 2, 3}, {4, 5, 6, 4, 5, 6}});
    // as a function value it looks at all its arguments
    CHECK(run(solver(EMPTY_AT(x1), x2 = canvas(ONE, x1), x3 = branch, O = x3(F, x2, I)), g) ==
          failed(status::empty, 1));
    // functions: one that failed counts only where it is chosen
    constexpr auto f = solver(x1 = portrait(I), x2 = power(vmirror, ZERO),
                              x3 = branch(x1, x2, hmirror), O = x3(I));
    CHECK(run(f, grid{{1}, {2}}) == failed(status::domain, 2));
    CHECK(run(f, g) == grid{{4, 5, 6}, {1, 2, 3}});
}

TEST_CASE("bound values that failed") {
    CHECK(run(solver(EMPTY_AT(x1), x2 = lbind(shift, asindices(I)), x3 = x2(x1),
                     O = fill(I, ONE, x3)),
              g) == failed(status::empty, 1));
    CHECK(run(solver(EMPTY_AT(x1), x2 = rbind(shift, x1), x3 = x2(asindices(I)),
                     O = fill(I, ONE, x3)),
              g) == failed(status::empty, 1));
    CHECK(run(solver(x1 = divide(ONE, ZERO), x2 = matcher(size, x1), x3 = objects(I, T, F, F),
                     O = fill(I, ONE, mfilter(x3, x2))),
              g) == failed(status::divide_by_zero, 1));
    // also where the function is never called, as the function itself is a value that failed
    CHECK(run(solver(x1 = divide(ONE, ZERO), x2 = matcher(size, x1),
                     x3 = sfilter(objects(I, T, F, T), x2), x4 = size(x3), O = canvas(x4, UNITY)),
              grid(2, 2)) == failed(status::divide_by_zero, 1));
    // a number of turns that failed
    CHECK(run(solver(x1 = divide(ONE, ZERO), x2 = power(vmirror, x1), O = x2(I)), g) ==
          failed(status::divide_by_zero, 1));
}

TEST_CASE("inside functions everything that is evaluated must succeed") {
    // 6 / -1, 6 / 0: the second element of four
    constexpr auto p = solver(x1 = interval(NEG_ONE, THREE, ONE), x2 = lbind(divide, SIX),
                              x3 = apply(x2, x1), O = repeat(x3, ONE));
    CHECK(run(p, g) == failed(status::divide_by_zero, 3));
    // the first in iteration order counts: an empty selection before a division
    constexpr auto q =
        solver(x1 = lbind(ofcolor, I), x2 = compose(first, x1),
               x3 = chain(first, lbind(divide, TEN), x2), x4 = interval(ONE, SEVEN, ONE),
               x5 = apply(x3, x4), x6 = maximum(x5), O = canvas(x6, UNITY));
    CHECK(run(q, grid{{9, 9, 9, 9}, {9, 1, 9, 9}, {9, 2, 3, 4}, {9, 5, 6, 9}}) == grid{{10}});
    CHECK(run(q, grid{{9, 9, 9, 9}, {9, 1, 9, 9}, {9, 2, 3, 4}, {9, 9, 6, 9}}) ==
          failed(status::empty, 5));
    CHECK(run(q, grid{{9, 9, 9, 1}, {9, 9, 9, 9}, {9, 2, 3, 4}, {9, 9, 6, 9}}) ==
          failed(status::divide_by_zero, 5));
    CHECK(run(q, grid{{9, 9, 9, 9}, {9, 1, 9, 3}, {2, 9, 9, 4}, {9, 9, 6, 9}}) ==
          failed(status::divide_by_zero, 5));
    // extract stops at the first match, before the element that would fail
    constexpr auto e =
        solver(x1 = lbind(divide, SIX), x2 = compose(positive, x1),
               x3 = interval(THREE, NEG_TWO, NEG_ONE), x4 = extract(x3, x2), O = canvas(x4, UNITY));
    CHECK(run(e, g) == grid{{3}});
    constexpr auto all = solver(x1 = lbind(divide, SIX), x2 = compose(positive, x1),
                                x3 = interval(THREE, NEG_TWO, NEG_ONE), x4 = sfilter(x3, x2),
                                x5 = size(x4), O = canvas(x5, UNITY));
    CHECK(run(all, g) == failed(status::divide_by_zero, 4));
    // fork: left before right
    constexpr auto f = solver(x1 = compose(first, rbind(ofcolor, NINE)), x2 = lbind(divide, ONE),
                              x3 = compose(x2, chain(decrement, height, identity)),
                              x4 = fork(canvas, x3, x1), O = x4(I));
    CHECK(run(f, grid{{1}}) == failed(status::divide_by_zero, 5));
    CHECK(run(f, grid{{1}, {1}}) == failed(status::empty, 5));
    // power: a failure on the way
    CHECK(run(solver(x1 = lbind(subtract, ONE), x2 = compose(lbind(divide, TWO), x1),
                     x3 = power(x2, height(I)), x4 = x3(TWO), O = canvas(x4, UNITY)),
              grid(4, 1)) ==
          run(solver(x1 = lbind(subtract, ONE), x2 = compose(lbind(divide, TWO), x1),
                     x3 = power(x2, FOUR), x4 = x3(TWO), O = canvas(x4, UNITY)),
              grid(4, 1)));
}

TEST_CASE("random grids: machine and reference fail alike") {
    constexpr auto p = solver(
        x1 = objects(I, T, F, T), x2 = argmax(x1, size), x3 = remove(x2, x1), x4 = argmin(x3, size),
        x5 = subtract(center(x2), center(x4)), x6 = first(x5), x7 = divide(TEN, x6), x8 = last(x5),
        x9 = divide(x7, x8), x10 = astuple(x9, x7), x11 = shift(x4, x10), O = paint(I, x11));
    std::mt19937 random(6);
    int seen[status_count] = {};
    for (int k = 0; k < 120; ++k) ++seen[static_cast<int>(run(p, random_grid(random, 8)).why)];
    CHECK(seen[static_cast<int>(status::ok)] > 0);
    CHECK(seen[static_cast<int>(status::empty)] > 0);
    CHECK(seen[static_cast<int>(status::divide_by_zero)] > 0);
}

} // namespace batt::solvers
