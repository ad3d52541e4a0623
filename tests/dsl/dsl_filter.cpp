// Filters: what is kept keeps its kind, order and window; conditions bind run-time values.
#include "support/check.hpp"
#include <batt/dsl/container.hpp>
#include <batt/dsl/filter.hpp>
#include <batt/dsl/logic.hpp>
#include <batt/dsl/size.hpp>

using namespace batt;
using namespace batt::testing;

using objects = type::set<type::object>;
using parts = type::set<type::univalued>;
using row = type::tuple<type::integer>;
using even = type::named<op::even>;
using first = type::named<op::first>;
using last = type::named<op::last>;
template <class F, class V>
using matches = type::matcher<F, V>;
/// Elements with as many elements as a run-time integer says.
using sized = matches<type::named<op::size>, type::integer>;
/// Locations with an even row.
using even_row = type::compose<even, first>;
/// Indices whose first location has an even row.
using even_top = type::compose<even_row, first>;

TEST_CASE("sfilter") {
    const reference::grid g = grid_of({{1, 2}, {2, 2}, {4, 0}});
    CHECK(evaluate<op::sfilter, type::grid, even_row>(g, {}) == grid_of({{2, 2}, {4, 0}}));
    CHECK(evaluate<op::sfilter, type::grid, even_row>(grid_of({{1}}), {}) == reference::grid{});
    CHECK(evaluate<op::sfilter, type::grid, even_row>(reference::grid(1, 0), {}) == status::empty);
    CHECK(evaluate<op::sfilter, type::ivec, even>({3, 4}, {}) == reference::tuple<integer>{4});
    check_random<op::sfilter, type::indices, even_row>();
    check_random<op::sfilter, type::object, matches<first, type::integer>>();
    check_random<op::sfilter, type::univalued, type::compose<even_row, last>>();
    check_random<op::sfilter, objects, sized>();
    check_random<op::sfilter, parts, type::compose<even_row, type::compose<last, last>>>();
    check_random<op::sfilter, row, even>();
    check_random<op::sfilter, type::tuple<type::grid>, sized>();
    check_random<op::sfilter, type::grid, even_row>();
}

TEST_CASE("mfilter") {
    check_random<op::mfilter, objects, sized>();
    check_random<op::mfilter, parts, sized>();
    check_random<op::mfilter, type::set<type::indices>, even_top>();
    check_random<op::mfilter, type::tuple<type::grid>, sized>();
    check_random<op::mfilter, type::tuple<type::object>, sized>();
    check_random<op::mfilter, type::pair<type::indices, type::indices>, sized>();
}

TEST_CASE("extract") {
    CHECK(evaluate<op::extract, row, even>({1, 2, 4}, {}) == 2);
    CHECK(evaluate<op::extract, row, even>({1}, {}) == status::not_found);
    // nothing is evaluated after the first match
    CHECK(evaluate<op::extract, type::tuple<type::indices>, even_top>({{{2, 2}}, {}}, {}) ==
          reference::indices{{2, 2}});
    CHECK(evaluate<op::extract, type::tuple<type::indices>, even_top>({{}, {{2, 2}}}, {}) ==
          status::empty);
    check_random<op::extract, type::indices, even_row>();
    check_random<op::extract, type::object, matches<first, type::integer>>();
    check_random<op::extract, parts, sized>();
    check_random<op::extract, type::grid, even_row>();
    check_random<op::extract, type::pair<type::univalued, type::object>, sized>();
}

TEST_CASE("sizefilter") {
    CHECK(evaluate<op::sizefilter, type::tuple<row>, type::integer>({{2}, {1}, {2}, {}}, 1) ==
          reference::set<reference::tuple<integer>>{{1}, {2}});
    check_random<op::sizefilter, objects, type::integer>();
    check_random<op::sizefilter, type::tuple<type::indices>, type::integer>();
    check_random<op::sizefilter, type::indices, type::constant<2>>();
    check_random<op::sizefilter, type::tuple<type::ivec>, type::constant<2>>();
    check_random<op::sizefilter, type::grid, type::integer>();
    check_random<op::sizefilter, type::univalued, type::constant<2>>();
}

TEST_CASE("filters that keep nothing, of nothing, and that fail") {
    using rows = type::tuple<type::grid>;
    const reference::grid no_columns(2, 0);
    CHECK(evaluate<op::sfilter, type::grid, even_row>({}, {}) == reference::grid{});
    CHECK(evaluate<op::sfilter, objects, sized>({}, {{}, 1}) ==
          reference::set<reference::object>{});
    CHECK(evaluate<op::sfilter, type::ivec, even>(ivec::no_location(), {}) == status::empty);
    CHECK(evaluate<op::sfilter, parts, type::compose<even_row, type::compose<last, last>>>(
              {{}, {{1, {0, 0}}}}, {}) == status::empty);
    CHECK(evaluate<op::mfilter, objects, sized>({}, {{}, 1}) == reference::object{});
    CHECK(evaluate<op::mfilter, objects, sized>({{{1, {0, 0}}}, {}}, {{}, 0}) ==
          reference::object{});
    CHECK(evaluate<op::mfilter, type::set<type::indices>, even_top>({{}}, {}) == status::empty);
    CHECK(evaluate<op::mfilter, rows, sized>({}, {{}, 1}) == reference::grid{});
    CHECK(evaluate<op::mfilter, rows, sized>({grid_of({{1}}), grid_of({{2, 2}})}, {{}, 1}) ==
          status::domain);
    CHECK(evaluate<op::mfilter, rows, sized>({{}, grid_of({{2, 2}}), no_columns}, {{}, 1}) ==
          grid_of({{2, 2}}));
    CHECK(evaluate<op::mfilter, rows, sized>({no_columns, no_columns, {}}, {{}, 2}) ==
          reference::grid(4, 0));
    CHECK(evaluate<op::extract, row, even>({}, {}) == status::not_found);
    CHECK(evaluate<op::extract, type::indices, even_row>({}, {}) == status::not_found);
    CHECK(evaluate<op::extract, type::grid, even_row>({}, {}) == status::not_found);
    CHECK(evaluate<op::extract, type::grid, even_row>(no_columns, {}) == status::empty);
    CHECK(evaluate<op::extract, parts, sized>({{{1, {0, 0}}}}, {{}, 2}) == status::not_found);
    CHECK(evaluate<op::sizefilter, objects, type::integer>({{}, {{1, {0, 0}}}}, 0) ==
          reference::set<reference::object>{{}});
    CHECK(evaluate<op::sizefilter, objects, type::integer>({{}}, -1) ==
          reference::set<reference::object>{});
    CHECK(evaluate<op::sizefilter, type::grid, type::integer>(no_columns, 0) ==
          reference::set<reference::tuple<integer>>{{}});
    CHECK(evaluate<op::sizefilter, type::tuple<type::ivec>, type::integer>(
              {{1, 1}, ivec::no_location()}, 3) == status::empty);
    CHECK(evaluate<op::sizefilter, type::grid, type::integer>({}, 0) ==
          reference::set<reference::tuple<integer>>{});
}
