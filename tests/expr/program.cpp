// Programs: the statements in order, each once and only where needed, and the output as a grid.
#include "support/run_program.hpp"
#include <batt/dsl.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The numbers of the probes in the order in which the host evaluated them.
inline std::vector<int> trace;
inline void leave_trace(int n) { trace.push_back(n); }

namespace op {
/// probe(g, n) -> grid: g itself; on the host it leaves a trace.
struct probe : parameters<kind::grid, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M&, const value::grid<M>& g, integer n) {
        if constexpr (!M::lanes::on_device) leave_trace(n);
        return g;
    }
};
} // namespace op
namespace dsl {
BATT_CONSTANT operation<op::probe> probe{};
} // namespace dsl
template <>
struct reference::definition<op::probe> {
    static grid call(const grid& g, integer n) {
        leave_trace(n);
        return g;
    }
};

namespace solvers {

using namespace testing;

static const grid scene{{0, 0, 0, 3, 0}, {2, 2, 0, 0, 0}, {2, 0, 0, 0, 7}};

TEST_CASE("the program of the first page") {
    constexpr auto p = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                              x3 = fill(I, FIVE, x2), O = vmirror(x3));
    CHECK(decltype(p)::statements == 4);
    CHECK(run(p, scene) == grid{{0, 3, 0, 0, 0}, {0, 0, 0, 5, 5}, {7, 0, 0, 0, 5}});
    CHECK(run(p, grid(4, 4, 3)) == failed(status::empty, 2));
    std::mt19937 random(1);
    for (int k = 0; k < 60; ++k) run(p, random_grid(random));
}

TEST_CASE("one call per statement, or calls in calls") {
    constexpr auto flat =
        solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), x3 = argmin(x1, size),
               x4 = fill(I, FIVE, x2), x5 = fill(x4, SIX, x3), O = vmirror(x5));
    constexpr auto nested =
        solver(x1 = objects(I, T, F, T),
               O = vmirror(fill(fill(I, FIVE, argmax(x1, size)), SIX, argmin(x1, size))));
    constexpr auto one = solver(O = vmirror(fill(fill(I, FIVE, argmax(objects(I, T, F, T), size)),
                                                 SIX, argmin(objects(I, T, F, T), size))));
    CHECK(run(flat, scene) == run(nested, scene));
    std::mt19937 random(2);
    for (int k = 0; k < 40; ++k) {
        const grid g = random_grid(random, 12);
        const auto expected = run(flat, g);
        CHECK(run(nested, g).out == expected.out);
        CHECK(run(one, g).out == expected.out);
        CHECK(run(one, g).why == expected.why);
    }
}

template <class P>
static std::vector<int> traced(const P&) {
    const grid g(2, 2);
    trace.clear();
    on_reference<P>(g);
    const auto expected = trace;
#if !defined(__CUDACC__)
    trace.clear();
    on_machine<P>(g);
    CHECK(trace == expected);
#endif
    return expected;
}

TEST_CASE("each needed statement runs once and in order") {
    using list = std::vector<int>;
    CHECK(traced(solver(x1 = probe(I, ONE), x2 = probe(x1, TWO), O = probe(x2, THREE))) ==
          list{1, 2, 3});
    // the order is neither that of the names nor that of the uses
    CHECK(traced(solver(x9 = probe(I, ONE), x1 = probe(I, TWO), O = hconcat(x1, x9))) ==
          list{1, 2});
    // used twice
    CHECK(traced(solver(x1 = probe(I, ONE), x2 = hconcat(x1, x1), O = hconcat(x2, x1))) == list{1});
    // not needed, or needed only by a statement that is not needed
    CHECK(traced(solver(x1 = probe(I, ONE), x2 = probe(I, TWO), x3 = probe(x2, THREE),
                        O = probe(x1, FOUR))) == list{1, 4});
    // needed by a function value only
    CHECK(traced(solver(x1 = probe(I, ONE), x2 = lbind(hconcat, x1), O = x2(I))) == list{1});
    // arguments from left to right
    CHECK(traced(solver(O = hconcat(probe(I, ONE), hconcat(probe(I, TWO), probe(I, THREE))))) ==
          list{1, 2, 3});
    // of alternatives in the statement only the one that is taken
    CHECK(traced(solver(O = branch(portrait(I), probe(I, ONE), probe(I, TWO)))) == list{2});
    // a function value is evaluated where it is called
    CHECK(traced(solver(x1 = rbind(probe, ONE), x2 = probe(I, TWO), x3 = x1(x2), O = x1(x3))) ==
          list{2, 1, 1});
}

#if !defined(__CUDACC__)
TEST_CASE("between is called before every needed statement") {
    constexpr auto p = solver(x1 = hmirror(I), x2 = vmirror(I), x3 = hmirror(x1), O = vmirror(x3));
    using M = fast_tier::machine_type<serial>;
    M m(arena_memory{});
    int calls = 0;
    decltype(p)::run(m, value::empty_grid<M>(0), [&calls] { ++calls; });
    CHECK(calls == 3);
}
#endif

TEST_CASE("the input and constants as outputs") {
    CHECK(run(solver(O = I), scene) == scene);
    CHECK(run(solver(O = identity(I)), grid()) == grid());
    CHECK(run(solver(O = I), grid(3, 0)) == grid(3, 0));
    CHECK(run(solver(x1 = I, O = x1), scene) == scene);
    CHECK(run(solver(x1 = astuple(TWO, THREE), O = canvas(FOUR, x1)), scene) == grid(2, 3, 4));
    CHECK(run(solver(x1 = TWO_BY_TWO, O = canvas(NEG_ONE, x1)), scene) == grid(2, 2, -1));
}

TEST_CASE("a tuple of rows is a grid") {
    const grid g{{1, 2}, {3, 4}};
    CHECK(run(solver(x1 = lbind(apply, increment), O = apply(x1, I)), g) == grid{{2, 3}, {4, 5}});
    CHECK(run(solver(x1 = totuple(I), O = combine(x1, x1)), g) ==
          grid{{1, 2}, {3, 4}, {1, 2}, {3, 4}});
    CHECK(run(solver(x1 = interval(ZERO, THREE, ONE), O = repeat(x1, TWO)), g) ==
          grid{{0, 1, 2}, {0, 1, 2}});
    CHECK(run(solver(x1 = interval(ZERO, ZERO, ONE), O = repeat(x1, TWO)), g) == grid(2, 0));
    CHECK(run(solver(x1 = interval(ZERO, THREE, ONE), O = repeat(x1, ZERO)), g) == grid());
    CHECK(run(solver(x1 = interval(ZERO, THREE, ONE), O = pair(x1, x1)), g) ==
          grid{{0, 0}, {1, 1}, {2, 2}});
}

TEST_CASE("a pair of rows is a grid, and so is a pair of locations") {
    const grid g{{1, 2}, {3, 4}};
    CHECK(run(solver(x1 = shape(I), O = astuple(x1, UNITY)), g) == grid{{2, 2}, {1, 1}});
    CHECK(run(solver(x1 = astuple(DOWN, RIGHT), O = upscale(x1, TWO)), g) ==
          grid{{1, 1, 0, 0}, {1, 1, 0, 0}, {0, 0, 1, 1}, {0, 0, 1, 1}});
    CHECK(run(solver(x1 = repeat(FIVE, TWO), O = astuple(x1, UNITY)), g) == grid{{5, 5}, {1, 1}});
    CHECK(run(solver(x1 = astuple(DOWN, RIGHT), O = hconcat(I, x1)), g) ==
          grid{{1, 2, 1, 0}, {3, 4, 0, 1}});
    CHECK(run(solver(x1 = astuple(square, portrait), x2 = rapply(x1, I), O = astuple(x2, UP)), g) ==
          grid{{1, 0}, {-1, 0}});
    CHECK(run(solver(x1 = astuple(DOWN, RIGHT), x2 = square(I), O = branch(x2, x1, I)), g) ==
          grid{{1, 0}, {0, 1}});
    CHECK(run(solver(x1 = last(I), x2 = astuple(ONE, TWO), x3 = astuple(x2, x1),
                     x4 = equality(x3, I), O = canvas(ONE, UNITY)),
              g) == grid{{1}});
}

TEST_CASE("an object or indices, chosen at run time, act as what was chosen") {
    const grid wide{{1, 2, 0}, {0, 0, 0}}, high{{1, 0}, {2, 0}, {0, 0}};
    constexpr auto shifted =
        solver(x1 = portrait(I), x2 = partition(I), x3 = last(x2), x4 = ofcolor(I, ONE),
               x5 = branch(x1, x3, x4), x6 = shift(x5, RIGHT), O = fill(I, SEVEN, x6));
    CHECK(run(shifted, wide) == grid{{1, 7, 0}, {0, 0, 0}});
    CHECK(run(shifted, high) == grid{{1, 0}, {2, 7}, {0, 0}});
    constexpr auto bound =
        solver(x1 = portrait(I), x2 = asobject(I), x3 = ofcolor(I, ZERO), x4 = branch(x1, x2, x3),
               x5 = lbind(fill, I), x6 = rbind(x5, x4), x7 = size(x4), x8 = ulcorner(x4),
               x9 = x6(x7), x10 = initset(x8), O = fill(x9, NINE, x10));
    CHECK(run(bound, wide) == grid{{9, 2, 4}, {4, 4, 4}});
    CHECK(run(bound, grid{{5}, {5}}) == grid{{9}, {2}});
    constexpr auto functions =
        solver(x1 = portrait(I), x2 = branch(x1, toindices, identity), x3 = partition(I),
               x4 = last(x3), x5 = x2(x4), x6 = branch(x1, x4, x5), x7 = outbox(x6),
               x8 = mapply(x2, x3), x9 = size(x8), O = fill(I, x9, x7));
    CHECK(run(functions, wide) == grid{{6, 2, 6}, {6, 6, 6}});
    CHECK(run(functions, high) == grid{{6, 6}, {2, 6}, {6, 6}});
    constexpr auto failing =
        solver(x1 = portrait(I), x2 = asobject(I), x3 = ofcolor(I, EIGHT), x4 = branch(x1, x2, x3),
               x5 = corners(x4), O = fill(I, ONE, x5));
    CHECK(run(failing, wide) == failed(status::empty, 5));
    CHECK(run(failing, high) == grid{{1, 1}, {2, 0}, {1, 1}});
}

TEST_CASE("booleans are coordinates and colours of patches") {
    const grid g{{5, 5}, {5, 0}};
    CHECK(
        run(solver(x1 = square(I), x2 = astuple(x1, x1), x3 = initset(x2), O = fill(I, THREE, x3)),
            g) == grid{{5, 5}, {5, 3}});
    CHECK(run(solver(x1 = fork(astuple, square, vline), x2 = partition(I), x3 = apply(x1, x2),
                     O = fill(I, THREE, x3)),
              g) == grid{{3, 5}, {5, 3}});
    CHECK(run(solver(x1 = square(I), x2 = astuple(x1, DOWN), x3 = initset(x2), O = paint(I, x3)),
              g) == grid{{5, 5}, {1, 0}});
}

TEST_CASE("rows that are no grid give domain at the last statement") {
    const grid g{{1, 2}, {3, 4}};
    // rows of 1, 2 and 3 cells
    CHECK(run(solver(x1 = interval(ONE, FOUR, ONE), O = papply(repeat, x1, x1)), g) ==
          failed(status::domain, 2));
    CHECK(run(solver(x1 = interval(ONE, TWO, ONE), O = papply(repeat, x1, x1)), g) == grid{{1}});
    // 15 is no colour
    CHECK(
        run(solver(x1 = multiply(THREE, FIVE), x2 = repeat(x1, TWO), x3 = ONE, O = repeat(x2, x3)),
            g) == failed(status::domain, 4));
    // but rows that hold 15 may be passed on
    CHECK(run(solver(x1 = multiply(THREE, FIVE), x2 = repeat(x1, TWO), x3 = repeat(x2, ONE),
                     x4 = size(x3), O = canvas(x4, UNITY)),
              g) == grid{{1}});
    // a failure before that keeps its statement
    CHECK(run(solver(x1 = divide(ONE, ZERO), x2 = repeat(x1, TWO), O = repeat(x2, TWO)), g) ==
          failed(status::divide_by_zero, 1));
}

} // namespace solvers
} // namespace batt
BATT_HOST_CALLS_END
