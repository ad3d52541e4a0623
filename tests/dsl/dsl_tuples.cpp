// Tuples: pairs and their views, repeats that do not fit, intervals at the ends of the integers.
#include "support/check.hpp"
#include <batt/dsl/combinators.hpp>
#include <batt/dsl/container.hpp>
#include <batt/dsl/tuples.hpp>

using namespace batt;
using namespace batt::testing;

using row = type::tuple<type::integer>;
static constexpr integer least = -2147483647 - 1, largest = 2147483647;

TEST_CASE("astuple") {
    CHECK(evaluate<op::astuple, type::constant<3>, type::integer>({}, 4) == ivec{3, 4});
    CHECK(evaluate<op::astuple, type::integer, type::ivec>(3, {4, 5}) == cell{3, {4, 5}});
    check_random<op::astuple, type::boolean, type::integer>();
    check_random<op::astuple, type::grid, row>();
    check_random<op::astuple, type::object, type::tuple<type::object>>();
    check_random<op::astuple, type::ivec, type::pair<type::indices, type::integer>>();
}

TEST_CASE("repeat") {
    CHECK(evaluate<op::repeat, row, type::integer>({1, 2}, -1) ==
          reference::tuple<reference::tuple<integer>>{});
    CHECK(evaluate<op::repeat, type::integer, type::integer>(1, largest) == status::capacity);
    CHECK(evaluate<op::repeat, type::grid, type::integer>(grid_of({{1}}), largest) ==
          status::capacity);
    CHECK(evaluate<op::repeat, type::named<op::first>, type::integer>({}, largest) ==
          status::capacity);
    check_random<op::repeat, type::integer, type::constant<10>>();
    check_random<op::repeat, row, type::constant<3>>();
    check_random<op::repeat, type::grid, type::constant<2>>();
    check_random<op::repeat, type::object, type::constant<5>>();
    check_random<op::repeat, type::pair<type::univalued, type::cell>, type::constant<2>>();
}

TEST_CASE("interval") {
    using I = type::integer;
    CHECK(evaluate<op::interval, I, I, I>(1, 4, 0) == status::domain);
    CHECK(evaluate<op::interval, I, I, I>(least, largest, largest) ==
          reference::tuple<integer>{least, -1, largest - 1});
    CHECK(evaluate<op::interval, I, I, I>(largest, least, least) ==
          reference::tuple<integer>{largest, -1});
    CHECK(evaluate<op::interval, I, I, I>(least, largest, 1) == status::capacity);
    CHECK(evaluate<op::interval, I, I, I>(5, 5, -1) == reference::tuple<integer>{});
    check_random<op::interval, I, I, type::constant<1>>();
    check_random<op::interval, I, I, I>();
}

TEST_CASE("pair") {
    CHECK(evaluate<op::pair, row, row>({1, 2, 3}, {4, 5}) ==
          reference::tuple<ivec>{{1, 4}, {2, 5}});
    check_random<op::pair, row, row>();
    check_random<op::pair, row, type::tuple<type::ivec>>();
    check_random<op::pair, type::grid, row>();
    check_random<op::pair, type::tuple<type::object>, type::tuple<type::univalued>>();
    check_random<op::pair, type::tuple<type::indices>, type::tuple<type::boolean>>();
    check_random<op::pair, type::ivec, type::tuple<type::grid>>();
}

TEST_CASE("dedupe") {
    CHECK(evaluate<op::dedupe, row>({3, 1, 3, 1, 2}) == reference::tuple<integer>{3, 1, 2});
    CHECK(evaluate<op::dedupe, type::grid>(grid_of({{3, 1}, {1, 3}, {3, 1}})) ==
          grid_of({{3, 1}, {1, 3}}));
    CHECK(evaluate<op::dedupe, type::grid>(reference::grid(4, 0)) == reference::grid(1, 0));
    check_random<op::dedupe, row>();
    check_random<op::dedupe, type::ivec>();
    check_random<op::dedupe, type::grid>();
    check_random<op::dedupe, type::tuple<type::ivec>>();
    check_random<op::dedupe, type::tuple<type::object>>();
    check_random<op::dedupe, type::tuple<row>>();
    check_random<op::dedupe, type::set<type::integer>>();
}

template <class C>
static void check_common() {
    check_random<op::mostcommon, C>();
    check_random<op::leastcommon, C>();
}

TEST_CASE("mostcommon, leastcommon") {
    CHECK(evaluate<op::mostcommon, row>({3, 1, 3, 1, 2}) == 1);
    CHECK(evaluate<op::leastcommon, row>({3, -1, 3, -1}) == -1);
    CHECK(evaluate<op::mostcommon, row>({}) == status::empty);
    CHECK(evaluate<op::mostcommon, type::ivec>({4, 2}) == 2);
    check_common<row>();
    check_common<type::tuple<type::ivec>>();
    check_common<type::tuple<type::indices>>();
    check_common<type::tuple<type::boolean>>();
    check_common<type::grid>();
}

TEST_CASE("tuples of nothing, of rows without columns, and no location") {
    const ivec nowhere = ivec::no_location();
    const reference::grid no_columns(4, 0);
    CHECK(evaluate<op::astuple, type::integer, type::ivec>(3, nowhere) == cell{3, nowhere});
    CHECK(evaluate<op::repeat, type::integer, type::integer>(1, 0) == reference::tuple<integer>{});
    CHECK(evaluate<op::repeat, row, type::integer>({}, 2) ==
          reference::tuple<reference::tuple<integer>>{{}, {}});
    CHECK(evaluate<op::repeat, type::grid, type::integer>({}, -5) ==
          reference::tuple<reference::grid>{});
    CHECK(evaluate<op::interval, type::integer, type::integer, type::integer>(5, 1, 1) ==
          reference::tuple<integer>{});
    CHECK(evaluate<op::interval, type::integer, type::integer, type::integer>(5, 5, 0) ==
          status::domain);
    CHECK(evaluate<op::pair, row, row>({}, {1, 2}) == reference::tuple<ivec>{});
    CHECK(evaluate<op::pair, type::grid, row>(no_columns, {7}) ==
          reference::tuple<reference::pair<reference::tuple<integer>, integer>>{{{}, 7}});
    CHECK(evaluate<op::pair, type::grid, row>({}, {7}).value.size() == 0);
    CHECK(evaluate<op::pair, type::ivec, type::tuple<type::grid>>(nowhere, {{}}) == status::empty);
    CHECK(evaluate<op::dedupe, type::grid>({}) == reference::grid{});
    CHECK(evaluate<op::dedupe, row>({}) == reference::tuple<integer>{});
    CHECK(evaluate<op::dedupe, type::ivec>(nowhere) == status::empty);
    CHECK(evaluate<op::dedupe, type::ivec>({3, 3}) == reference::tuple<integer>{3});
    CHECK(evaluate<op::leastcommon, row>({}) == status::empty);
    CHECK(evaluate<op::leastcommon, type::ivec>(nowhere) == status::empty);
    CHECK(evaluate<op::mostcommon, type::grid>({}) == status::empty);
    CHECK(evaluate<op::mostcommon, type::grid>(no_columns) == reference::tuple<integer>{});
    CHECK(evaluate<op::leastcommon, type::tuple<type::indices>>({}) == status::empty);
    CHECK(evaluate<op::mostcommon, type::tuple<type::ivec>>({nowhere, {0, 0}}) == nowhere);
}
