// Functions as values in programs: made, bound, chosen and called in statements.
#include "support/run_program.hpp"
#include <batt/dsl.hpp>

namespace batt::solvers {

using namespace testing;

static const grid g{{1, 2, 3}, {4, 5, 6}};
static const grid scene{{0, 0, 0, 3, 0}, {2, 2, 0, 0, 0}, {2, 0, 0, 0, 7}};

TEST_CASE("a variable is called") {
    CHECK(run(solver(x7 = vmirror, x4 = hmirror(I), O = x7(x4)), g) == grid{{6, 5, 4}, {3, 2, 1}});
    CHECK(run(solver(x1 = hconcat, O = x1(I, I)), g) ==
          grid{{1, 2, 3, 1, 2, 3}, {4, 5, 6, 4, 5, 6}});
    CHECK(run(solver(x1 = vmirror, x2 = hmirror, O = x1(x2(I))), g) == grid{{6, 5, 4}, {3, 2, 1}});
    // what a call gives may be a function again
    CHECK(run(solver(x1 = lbind(lbind, hconcat), x2 = x1(I), O = x2(I)), grid{{1}}) ==
          grid{{1, 1}});
    CHECK(
        run(solver(x1 = lbind(rbind, subtract), x2 = x1(ONE), x3 = x2(SIX), O = canvas(x3, UNITY)),
            g) == grid{{5}});
    CHECK(run(solver(x1 = compose, x2 = x1(vmirror, hmirror), O = x2(I)), g) ==
          grid{{6, 5, 4}, {3, 2, 1}});
}

TEST_CASE("compose, chain and fork") {
    CHECK(run(solver(x1 = compose(tophalf, rot90), O = x1(I)), g) == grid{{4, 1}});
    CHECK(run(solver(x1 = chain(tophalf, rot90, vmirror), O = x1(I)), g) == grid{{6, 3}});
    CHECK(run(solver(x1 = fork(hconcat, vmirror, identity), O = x1(I)), g) ==
          grid{{3, 2, 1, 1, 2, 3}, {6, 5, 4, 4, 5, 6}});
    CHECK(run(solver(x1 = compose(vmirror, vmirror), x2 = fork(vconcat, x1, hmirror),
                     x3 = chain(x2, x1, tophalf), O = x3(I)),
              g) == grid{{1, 2, 3}, {1, 2, 3}});
    // three deep
    CHECK(run(solver(x1 = fork(add, height, width), x2 = fork(multiply, x1, size),
                     x3 = fork(subtract, x2, width), x4 = x3(I), O = canvas(x4, UNITY)),
              g) == grid{{7}});
}

TEST_CASE("lbind and rbind") {
    constexpr auto at_end = solver(x1 = lbind(fill, I), x2 = ofcolor(I, TWO), O = x1(NINE, x2));
    CHECK(run(at_end, g) == grid{{1, 9, 3}, {4, 5, 6}});
    CHECK(run(solver(x1 = lbind(lbind(fill, I), NINE), x2 = ofcolor(I, TWO), O = x1(x2)), g) ==
          grid{{1, 9, 3}, {4, 5, 6}});
    CHECK(run(solver(x1 = rbind(rbind(replace, NINE), TWO), O = x1(I)), g) ==
          grid{{1, 9, 3}, {4, 5, 6}});
    CHECK(run(solver(x1 = lbind(rbind(replace, NINE), I), O = x1(TWO)), g) ==
          grid{{1, 9, 3}, {4, 5, 6}});
    CHECK(run(solver(x1 = rbind(rbind(rbind(objects, T), F), T), x2 = x1(I), x3 = argmax(x2, size),
                     O = fill(I, FIVE, x3)),
              scene) == grid{{0, 0, 0, 3, 0}, {5, 5, 0, 0, 0}, {5, 0, 0, 0, 7}});
}

TEST_CASE("bound values computed by earlier statements") {
    // the most common colour and the largest object are known only at run time
    constexpr auto p =
        solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), x3 = color(x2),
               x4 = rbind(colorfilter, x3), x5 = x4(x1), x6 = merge(x5), x7 = lbind(recolor, x3),
               x8 = compose(x7, toindices), x9 = x8(x6), O = paint(vmirror(I), x9));
    CHECK(run(p, scene) == grid{{0, 3, 0, 0, 0}, {2, 2, 0, 2, 2}, {2, 0, 0, 0, 2}});
    std::mt19937 random(3);
    for (int k = 0; k < 40; ++k) run(p, random_grid(random, 12));

    constexpr auto keys =
        solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), x3 = lbind(manhattan, x2),
               x4 = argmax(x1, x3), O = fill(I, ONE, x4));
    CHECK(run(keys, scene) == grid{{0, 0, 0, 3, 0}, {2, 2, 0, 0, 0}, {2, 0, 0, 0, 1}});
    for (int k = 0; k < 40; ++k) run(keys, random_grid(random, 12));
}

TEST_CASE("matcher") {
    constexpr auto p =
        solver(x1 = objects(I, T, F, T), x2 = valmax(x1, size), x3 = matcher(size, x2),
               x4 = mfilter(x1, x3), x5 = matcher(color, SEVEN), x6 = extract(x1, x5),
               x7 = fill(I, ONE, x4), O = fill(x7, FOUR, x6));
    CHECK(run(p, scene) == grid{{0, 0, 0, 3, 0}, {1, 1, 0, 0, 0}, {1, 0, 0, 0, 4}});
    CHECK(run(p, grid{{0, 1}, {0, 0}}) == failed(status::not_found, 6));
    // the target may be any value, a grid too
    CHECK(run(solver(x1 = matcher(vmirror, I), x2 = x1(I), O = branch(x2, I, hmirror(I))),
              grid{{1, 2, 1}, {3, 4, 3}}) == grid{{1, 2, 1}, {3, 4, 3}});
    CHECK(run(solver(x1 = matcher(vmirror, I), x2 = x1(I), O = branch(x2, I, hmirror(I))), g) ==
          grid{{4, 5, 6}, {1, 2, 3}});
}

TEST_CASE("power") {
    CHECK(run(solver(x1 = power(rot90, THREE), O = x1(I)), g) == grid{{3, 6}, {2, 5}, {1, 4}});
    CHECK(run(solver(x1 = power(rot90, ONE), O = x1(I)), g) == grid{{4, 1}, {5, 2}, {6, 3}});
    // with a named count the type may change at each step
    CHECK(run(solver(x1 = power(first, TWO), x2 = x1(I), O = canvas(x2, UNITY)), g) == grid{{1}});
    // a count that is known only at run time
    constexpr auto p = solver(x1 = height(I), x2 = power(rot90, x1), O = x2(I));
    CHECK(run(p, g) == grid{{6, 5, 4}, {3, 2, 1}});
    CHECK(run(p, grid{{1, 2}}) == grid{{1}, {2}});
    CHECK(run(solver(x1 = width(I), x2 = power(trim, x1), O = x2(I)), grid(9, 3, 4)) == grid(3, 0));
    std::mt19937 random(4);
    for (int k = 0; k < 20; ++k) run(p, random_grid(random));
    // f^n(x), too, for a function that is made at run time
    CHECK(run(solver(x1 = height(I), x2 = lbind(add, x1), x3 = power(x2, x1), x4 = x3(ONE),
                     O = canvas(x4, UNITY)),
              g) == grid{{5}});
}

TEST_CASE("power out of bounds") {
    CHECK(run(solver(x1 = power(rot90, ZERO), O = x1(I)), g) == failed(status::domain, 1));
    CHECK(run(solver(x1 = power(rot90, NEG_ONE), O = x1(I)), g) == failed(status::domain, 1));
    CHECK(run(solver(x1 = subtract(ONE, ONE), x2 = power(rot90, x1), O = x2(I)), g) ==
          failed(status::domain, 2));
    // 3^11 = 177,147 turns are too many, 3^10 are not: an odd number of mirrors
    constexpr auto p = solver(x1 = lbind(multiply, THREE), x2 = power(x1, TEN), x3 = x2(ONE),
                              x4 = power(vmirror, x3), O = x4(I));
    CHECK(run(p, grid{{1, 2}}) == grid{{2, 1}});
    constexpr auto q = solver(x1 = lbind(multiply, THREE), x2 = power(x1, TEN), x3 = x2(THREE),
                              x4 = power(vmirror, x3), O = x4(I));
    CHECK(run(q, grid{{1, 2}}) == failed(status::capacity, 4));
}

TEST_CASE("branch between functions") {
    constexpr auto p = solver(x1 = portrait(I), x2 = branch(x1, vmirror, hmirror), O = x2(I));
    CHECK(run(p, g) == grid{{4, 5, 6}, {1, 2, 3}});
    CHECK(run(p, grid{{1, 2}, {3, 4}, {5, 6}}) == grid{{2, 1}, {4, 3}, {6, 5}});
    // of different types, with bound values, inside other functions
    constexpr auto q = solver(x1 = portrait(I), x2 = mostcolor(I),
                              x3 = rbind(rbind(replace, NINE), x2), x4 = chain(rot90, rot90, x3),
                              x5 = branch(x1, x3, x4), x6 = compose(vmirror, x5), O = x6(I));
    CHECK(run(q, grid{{1, 1, 3}}) == grid{{9, 9, 3}});
    CHECK(run(q, grid{{1}, {1}, {3}}) == grid{{9}, {9}, {3}});
    // functions of two parameters
    constexpr auto two = solver(x1 = portrait(I), x2 = branch(x1, hconcat, vconcat), O = x2(I, I));
    CHECK(run(two, grid{{1, 2}}) == grid{{1, 2}, {1, 2}});
    CHECK(run(two, grid{{1}, {2}}) == grid{{1, 1}, {2, 2}});
    // between three functions
    constexpr auto three =
        solver(x1 = portrait(I), x2 = square(I), x3 = branch(x1, vmirror, hmirror),
               x4 = branch(x2, identity, x3), O = x4(I));
    CHECK(run(three, g) == grid{{4, 5, 6}, {1, 2, 3}});
    CHECK(run(three, grid{{1, 2}, {3, 4}}) == grid{{1, 2}, {3, 4}});
    CHECK(run(three, grid{{1, 2}, {3, 4}, {5, 6}}) == grid{{2, 1}, {4, 3}, {6, 5}});
    std::mt19937 random(5);
    for (int k = 0; k < 20; ++k) run(q, random_grid(random));
}

TEST_CASE("functions in containers and pairs") {
    CHECK(run(solver(x1 = astuple(vmirror, hmirror), x2 = first(x1), x3 = last(x1), x4 = x2(I),
                     O = x3(x4)),
              g) == grid{{6, 5, 4}, {3, 2, 1}});
    CHECK(run(solver(x1 = astuple(vmirror, hmirror), x2 = rapply(x1, I), x3 = first(x2),
                     x4 = last(x2), O = hconcat(x3, x4)),
              g) == grid{{3, 2, 1, 4, 5, 6}, {6, 5, 4, 1, 2, 3}});
    // closures made at run time, all of one type
    CHECK(run(solver(x1 = interval(ONE, THREE, ONE), x2 = lbind(rbind, upscale), x3 = apply(x2, x1),
                     x4 = rapply(x3, I), O = last(x4)),
              grid{{1, 2}}) == grid{{1, 1, 2, 2}, {1, 1, 2, 2}});
}

} // namespace batt::solvers
