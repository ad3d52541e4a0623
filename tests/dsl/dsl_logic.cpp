// Truth values, and equality of values of any type and view.
#include "support/check.hpp"
#include <batt/dsl/logic.hpp>

using namespace batt;
using namespace batt::testing;

/// Checks two values that are equal, and random ones.
template <class A, class B>
static void check_equal(const value::of<reference::definition_machine, A>& a,
                        const value::of<reference::definition_machine, B>& b) {
    CHECK(evaluate<op::equality, A, B>(a, b) == true);
    check_random<op::equality, A, B>();
}

TEST_CASE("even, positive, greater") {
    CHECK(evaluate<op::even, type::integer>(-3) == false);
    CHECK(evaluate<op::even, type::integer>(-4) == true);
    CHECK(evaluate<op::positive, type::integer>(0) == false);
    CHECK(evaluate<op::greater, type::boolean, type::integer>(true, 0) == true);
    check_random<op::even, type::integer>();
    check_random<op::even, type::boolean>();
    check_random<op::positive, type::integer>();
    check_random<op::greater, type::integer, type::integer>();
}

TEST_CASE("flip, both, either") {
    check_random<op::flip, type::boolean>();
    check_random<op::flip, type::flag<true>>();
    check_random<op::both, type::boolean, type::boolean>();
    check_random<op::either, type::boolean, type::boolean>();
}

TEST_CASE("equality of numbers and locations") {
    const ivec nowhere = ivec::no_location();
    check_equal<type::integer, type::integer>(3, 3);
    check_equal<type::integer, type::boolean>(1, true);
    check_equal<type::ivec, type::ivec>(nowhere, nowhere);
    check_equal<type::ivec, type::pair<type::integer, type::boolean>>({2, 1}, {2, true});
    check_equal<type::ivec, type::tuple<type::integer>>({2, 1}, {2, 1});
    check_equal<type::cell, type::cell>({1, {2, 3}}, {1, {2, 3}});
}

TEST_CASE("equality of patches") {
    check_equal<type::indices, type::indices>({{1, 2}, {3, 4}}, {{3, 4}, {1, 2}});
    check_equal<type::object, type::object>({{1, {2, 3}}, {2, {2, 3}}}, {{2, {2, 3}}, {1, {2, 3}}});
    check_equal<type::univalued, type::object>({{1, {2, 3}}}, {{1, {2, 3}}});
    check_equal<type::object, type::univalued>({}, {});
    CHECK(evaluate<op::equality, type::indices, type::indices>({{0, 0}}, {{0, 32}}) == false);
}

TEST_CASE("equality of grids, also as rows") {
    const reference::grid g = grid_of({{1, 2}, {3, 4}});
    using row = type::tuple<type::integer>;
    check_equal<type::grid, type::grid>(g, g);
    check_equal<type::grid, type::tuple<row>>(g, {{1, 2}, {3, 4}});
    check_equal<type::tuple<row>, type::grid>({{1, 2}, {3, 4}}, g);
    check_equal<type::tuple<type::grid>, type::tuple<type::tuple<row>>>({g}, {{{1, 2}, {3, 4}}});
    CHECK(evaluate<op::equality, type::grid, type::grid>(reference::grid(3, 0),
                                                         reference::grid(2, 0)) == false);
}

TEST_CASE("equality of containers") {
    using ints = type::set<type::integer>;
    check_equal<ints, ints>({1, 2}, {2, 1});
    check_equal<type::set<type::object>, type::set<type::univalued>>({{{1, {2, 3}}}},
                                                                     {{{1, {2, 3}}}});
    check_equal<type::tuple<type::ivec>, type::pair<type::ivec, type::ivec>>({{1, 2}, {3, 4}},
                                                                             {{1, 2}, {3, 4}});
    check_equal<type::pair<type::integer, ints>, type::pair<type::integer, ints>>({1, {2}},
                                                                                  {1, {2}});
}

TEST_CASE("truth values, no location, empty values") {
    const ivec nowhere = ivec::no_location();
    CHECK(evaluate<op::flip, type::boolean>(false) == true);
    CHECK(evaluate<op::both, type::boolean, type::boolean>(true, false) == false);
    CHECK(evaluate<op::either, type::boolean, type::boolean>(true, false) == true);
    CHECK(evaluate<op::positive, type::integer>(-1) == false);
    CHECK(evaluate<op::greater, type::integer, type::integer>(3, 3) == false);
    CHECK(evaluate<op::even, type::integer>(-2147483647 - 1) == true);
    CHECK(evaluate<op::equality, type::ivec, type::ivec>(nowhere, {0, 0}) == false);
    CHECK(evaluate<op::equality, type::cell, type::cell>({1, nowhere}, {1, nowhere}) == true);
    CHECK(evaluate<op::equality, type::object, type::univalued>({}, {{1, {0, 0}}}) == false);
    CHECK(evaluate<op::equality, type::grid, type::grid>({}, reference::grid(1, 0)) == false);
    CHECK(evaluate<op::equality, type::grid, type::grid>(reference::grid(3, 0),
                                                         reference::grid(3, 0)) == true);
    CHECK(evaluate<op::equality, type::grid, type::tuple<type::tuple<type::integer>>>({}, {}) ==
          true);
    CHECK(evaluate<op::equality, type::grid, type::tuple<type::tuple<type::integer>>>(
              reference::grid(2, 0), {{}, {}}) == true);
}
