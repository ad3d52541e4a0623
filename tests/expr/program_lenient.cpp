// Lenient programs: an ill-typed statement has a status, which spoils only what depends on it.
#include "support/run_program.hpp"
#include <batt/dsl.hpp>

namespace batt::solvers {

using namespace testing;

static const grid g{{1, 2, 3}, {4, 5, 6}};

TEST_CASE("a well-typed lenient program is like a strict one") {
    CHECK(run(lenient_solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                             x3 = fill(I, FIVE, x2), O = vmirror(x3)),
              grid{{0, 0, 1}, {0, 2, 2}, {0, 0, 0}}) == grid{{1, 0, 0}, {5, 5, 0}, {0, 0, 0}});
    CHECK(run(lenient_solver(x1 = divide(ONE, ZERO), O = canvas(x1, UNITY)), g) ==
          failed(status::divide_by_zero, 1));
}

TEST_CASE("an ill-typed statement that O does not need") {
    CHECK(run(lenient_solver(x1 = add(I, ONE), x2 = increment(x1), O = hmirror(I)), g) ==
          grid{{4, 5, 6}, {1, 2, 3}});
}

TEST_CASE("an ill-typed statement that O needs gives type at this statement") {
    CHECK(run(lenient_solver(x1 = hmirror(I), x2 = add(x1, ONE), O = canvas(x2, UNITY)), g) ==
          failed(status::type, 2));
    CHECK(run(lenient_solver(x1 = add(I, ONE), x2 = increment(x1), x3 = double_(x2),
                             O = canvas(x3, UNITY)),
              g) == failed(status::type, 1));
    CHECK(run(lenient_solver(O = canvas(add(I, ONE), UNITY)), g) == failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = I, O = vmirror(increment(increment(x1)))), g) ==
          failed(status::type, 2));
    // a wrong number of arguments
    CHECK(run(lenient_solver(x1 = vmirror(I, I), O = hmirror(x1)), g) == failed(status::type, 1));
    // a function that does not take what it would be called with
    CHECK(run(lenient_solver(x1 = objects(I, T, F, T), x2 = apply(increment, x1), O = merge(x2)),
              g) == failed(status::type, 2));
    CHECK(run(lenient_solver(x1 = compose(increment, vmirror), O = x1(I)), g) ==
          failed(status::type, 2));
}

TEST_CASE("calls of variables") {
    // of a value that is no function, with a wrong number and with wrong types of arguments
    CHECK(run(lenient_solver(x1 = height(I), O = x1(I)), g) == failed(status::type, 2));
    CHECK(run(lenient_solver(x1 = vmirror, O = x1(I, I)), g) == failed(status::type, 2));
    CHECK(run(lenient_solver(x1 = increment, x2 = x1(I), O = canvas(x2, UNITY)), g) ==
          failed(status::type, 2));
    // of an ill-typed function
    CHECK(run(lenient_solver(x1 = compose(vmirror, I), O = x1(I)), g) == failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = lbind(vmirror, I), O = x1(I)), g) == failed(status::type, 1));
    // in a call
    CHECK(run(lenient_solver(x1 = height(I), O = vmirror(x1(I))), g) == failed(status::type, 2));
}

TEST_CASE("ill-typed values in functions and containers") {
    CHECK(run(lenient_solver(x1 = add(I, ONE), x2 = lbind(add, x1), x3 = x2(ONE),
                             O = canvas(x3, UNITY)),
              g) == failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = add(I, ONE), x2 = astuple(x1, I), O = last(x2)), g) ==
          failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = add(I, ONE), x2 = initset(x1), x3 = size(x2),
                             O = canvas(x3, UNITY)),
              g) == failed(status::type, 1));
}

TEST_CASE("ill-typed arguments beside failed ones: the leftmost counts") {
    CHECK(run(lenient_solver(x1 = divide(ONE, ZERO), x2 = add(I, ONE), O = canvas(x1, x2)), g) ==
          failed(status::divide_by_zero, 1));
    CHECK(run(lenient_solver(x1 = add(I, ONE), x2 = first(ofcolor(I, NINE)), O = canvas(x1, x2)),
              g) == failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = first(ofcolor(I, NINE)), O = canvas(add(I, ONE), x1)), g) ==
          failed(status::type, 2));
}

TEST_CASE("a branch with an ill-typed alternative") {
    constexpr auto p = lenient_solver(x1 = portrait(I), x2 = add(I, ONE), O = branch(x1, x2, I));
    CHECK(run(p, g) == g);
    CHECK(run(p, grid(2, 1)) == failed(status::type, 2));
    constexpr auto q = lenient_solver(x1 = portrait(I), x2 = add(I, ONE), O = branch(x1, I, x2));
    CHECK(run(q, g) == failed(status::type, 2));
    CHECK(run(q, grid(2, 1)) == grid(2, 1));
    // a call in the statement
    constexpr auto nested = lenient_solver(
        x1 = portrait(I), x2 = branch(x1, vmirror(add(I, ONE)), hmirror(I)), O = vmirror(x2));
    CHECK(run(nested, g) == grid{{6, 5, 4}, {3, 2, 1}});
    CHECK(run(nested, grid(2, 1)) == failed(status::type, 2));
    // both alternatives are ill-typed, or the condition is ill-typed or no boolean
    CHECK(run(lenient_solver(x1 = add(I, ONE), x2 = portrait(I), O = branch(x2, x1, x1)), g) ==
          failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = portrait(ONE), O = branch(x1, I, I)), g) ==
          failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = height(I), O = branch(x1, I, I)), g) == failed(status::type, 2));
    // alternatives that have no type in common
    CHECK(run(lenient_solver(x1 = portrait(I), x2 = branch(x1, I, ONE), O = vmirror(x2)), g) ==
          failed(status::type, 2));
    // alternatives that are functions
    constexpr auto f = lenient_solver(x1 = portrait(I), x2 = compose(vmirror, I),
                                      x3 = branch(x1, x2, hmirror), O = x3(I));
    CHECK(run(f, g) == grid{{4, 5, 6}, {1, 2, 3}});
    CHECK(run(f, grid(2, 1)) == failed(status::type, 2));
}

TEST_CASE("an output that is no grid") {
    CHECK(run(lenient_solver(x1 = hmirror(I), O = height(x1)), g) == failed(status::type, 2));
    CHECK(run(lenient_solver(x1 = divide(ONE, ZERO), O = increment(x1)), g) ==
          failed(status::divide_by_zero, 1));
    CHECK(run(lenient_solver(O = vmirror), g) == failed(status::type, 1));
    CHECK(run(lenient_solver(O = objects(I, T, F, T)), g) == failed(status::type, 1));
}

TEST_CASE("a variable that no statement has assigned before") {
    CHECK(run(lenient_solver(O = vmirror(x1)), g) == failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = vmirror(x2), x2 = hmirror(I), O = hmirror(x2)), g) == g);
    CHECK(run(lenient_solver(x1 = vmirror(x2), x2 = hmirror(I), O = hconcat(x2, x1)), g) ==
          failed(status::type, 1));
    CHECK(run(lenient_solver(x1 = x2(I), x2 = hmirror, O = vmirror(x1)), g) ==
          failed(status::type, 1));
}

} // namespace batt::solvers
