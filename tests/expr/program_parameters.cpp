// Programs with parameters give what the same programs give with constants in their places.
#include "support/run_program.hpp"
#include <batt/dsl.hpp>
#include <batt/exec/plain_call.hpp>
#include <batt/reference/machine/standard_form.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::solvers {

using namespace testing;

namespace {

/// The text of a program, with parameters or constants for what is left open.
template <class Color, class Flag, class Vector>
constexpr auto painted(Color color, Flag diagonal, Vector by) {
    return solver(x1 = objects(I, T, diagonal, T), x2 = argmax(x1, size), x3 = shift(x2, by),
                  x4 = fill(I, color, x3), x5 = add(by, color), x6 = lbind(canvas, color),
                  x7 = x6(UNITY), x8 = crop(x4, ORIGIN, x5),
                  O = branch(diagonal, vconcat(x8, x8), x7));
}
constexpr auto given = painted(param<0>, param<1, type::boolean>, param<2, type::ivec>);
static_assert(decltype(given)::parameters.count == 3);
static_assert(decltype(given)::parameters.words() == 4);
static_assert(decltype(painted(ONE, T, UP))::parameters.count == 0);

/// What a program gives by definition, which throws.
template <class P, class... V>
sample_result defined(const P& p, const grid& in, const V&... values) {
    try {
        return {status::ok, 0, p.reference(in, values...)};
    } catch (const error& e) {
        return {e.why, e.statement, {}};
    }
}
template <class P, class... V>
sample_result called(const P& p, const grid& in, const V&... values) {
    const result<grid> out = p(in, values...);
    if (out) return {status::ok, 0, *out};
    return {out.error().why(), out.error().statement(), {}};
}

} // namespace

TEST_CASE("values in the places of constants") {
    std::mt19937 random(71);
    int good = 0, bad = 0;
    const auto compare = [&](const auto& constant, integer color, bool flag, ivec by) {
        for (int k = 0; k < 25; ++k) {
            const grid g = random_grid(random, k == 0 ? 40 : 12); // 40: the last tier, too
            const sample_result due = called(constant, g);
            CHECK(defined(constant, g) == due);
            CHECK(called(given, g, color, flag, by) == due);
            CHECK(defined(given, g, color, flag, by) == due);
            ++(due.why == status::ok ? good : bad);
        }
    };
    compare(painted(FIVE, T, DOWN), 5, true, ivec{1, 0});
    compare(painted(FIVE, F, DOWN), 5, false, ivec{1, 0});
    compare(painted(NEG_ONE, T, UP_RIGHT), -1, true, ivec{-1, 1});
    compare(painted(number<15>, T, ORIGIN), 15, true, ivec{0, 0});
    compare(painted(number<14>, F, ORIGIN), 14, false, ivec{});
    CHECK(good > 60);
    CHECK(bad > 20);
}

TEST_CASE("constants of the DSL, small integers and booleans are values, too") {
    constexpr auto p = solver(O = canvas(param<0>, param<1, type::ivec>));
    CHECK(called(p, grid(), FIVE, TWO_BY_TWO) == grid(2, 2, 5));
    CHECK(called(p, grid(), static_cast<unsigned char>(7), ivec{1, 2}) == grid(1, 2, 7));
    CHECK(called(p, grid(), true, UNITY) == grid(1, 1, 1));
    constexpr auto q = solver(O = branch(param<0, type::boolean>, I, vmirror(I)));
    CHECK(called(q, grid{{1, 2}}, F) == grid{{2, 1}});
    CHECK(called(q, grid{{1, 2}}, true) == grid{{1, 2}});
}

TEST_CASE("a parameter as output, in a lenient program, and one that nothing needs") {
    // the output is no grid, for which a lenient program has a status
    constexpr auto number_out = lenient_solver(O = param<0>);
    CHECK(called(number_out, grid(1, 1), 3) == failed(status::type, 1));
    constexpr auto unused = solver(x1 = divide(param<0>, ZERO), O = vmirror(I));
    CHECK(called(unused, grid{{1, 2}}, 3) == grid{{2, 1}});
    // a count of steps that is known only at run time, and a key to which a parameter is bound
    constexpr auto steps = solver(x1 = power(rot90, param<0>), O = x1(I));
    CHECK(called(steps, grid{{1, 2}}, 3) == grid{{2}, {1}});
    CHECK(called(steps, grid{{1, 2}}, 2) == grid{{2, 1}});
    constexpr auto key = solver(x1 = objects(I, T, F, T), x2 = matcher(color, param<0>),
                                x3 = extract(x1, x2), O = subgrid(x3, I));
    CHECK(called(key, grid{{0, 0, 1}, {0, 2, 2}}, 2) == grid{{2, 2}});
    CHECK(called(key, grid{{0, 0, 1}, {0, 2, 2}}, 3) == failed(status::not_found, 3));
}

} // namespace batt::solvers
BATT_HOST_CALLS_END
