// Painting: what lies outside the grid, the order of sequences, two colours on one place.
#include "support/check.hpp"
#include <batt/dsl/painting.hpp>

using namespace batt;
using namespace batt::testing;

using cells = type::tuple<type::cell>;

static const reference::grid no_columns(2, 0);
static const reference::grid g = grid_of({{0, 0, 3}, {0, 5, 0}});

TEST_CASE("fill") {
    const auto fill = [](const reference::grid& to, integer c, const reference::indices& p) {
        return evaluate<op::fill, type::grid, type::integer, type::indices>(to, c, p);
    };
    CHECK(fill(g, 7, {{-1, 0}, {0, 2}, {0, 3}, {5, 5}}) == grid_of({{0, 0, 7}, {0, 5, 0}}));
    CHECK(fill(g, 15, {{-1, 0}}) == g);
    CHECK(fill(g, 15, {{0, 0}}) == status::domain);
    CHECK(fill(g, -1, {{0, 0}}) == grid_of({{-1, 0, 3}, {0, 5, 0}}));
    CHECK(fill({}, 1, {}) == status::empty);
    CHECK(fill(no_columns, 1, {{0, 0}}) == no_columns);
    check_random<op::fill, type::grid, type::integer, type::indices>();
    check_random<op::fill, type::grid, type::integer, type::univalued>();
    check_random<op::fill, type::grid, type::integer, type::object>();
    check_random<op::fill, type::grid, type::integer, type::tuple<type::ivec>>();
    check_random<op::fill, type::grid, type::integer, cells>();
    check_random<op::fill, type::grid, type::integer, type::pair<type::ivec, type::ivec>>();
    check_random<op::fill, type::tuple<type::tuple<type::integer>>, type::integer, type::indices>();
}

TEST_CASE("paint") {
    CHECK(evaluate<op::paint, type::grid, type::object>(g, {{1, {0, 0}}, {2, {0, 0}}}) ==
          grid_of({{2, 0, 3}, {0, 5, 0}}));
    CHECK(evaluate<op::paint, type::grid, cells>(g, {{2, {0, 0}}, {1, {0, 0}}}) ==
          grid_of({{1, 0, 3}, {0, 5, 0}}));
    CHECK(evaluate<op::paint, type::grid, cells>(g, {{2, {9, 0}}, {99, {0, 77}}}) == g);
    CHECK(evaluate<op::paint, type::grid, cells>(g, {{99, {0, 0}}}) == status::domain);
    CHECK(evaluate<op::paint, type::grid, cells>(g, {{1, ivec::no_location()}}) == status::empty);
    CHECK(evaluate<op::paint, type::grid, cells>({}, {}) == status::empty);
    check_random<op::paint, type::grid, type::univalued>();
    check_random<op::paint, type::grid, type::object>();
    check_random<op::paint, type::grid, cells>();
    check_random<op::paint, type::grid, type::pair<type::cell, type::cell>>();
}

TEST_CASE("underfill") {
    CHECK(evaluate<op::underfill, type::grid, type::integer, type::indices>(
              g, 7, {{0, 1}, {0, 2}, {1, 1}, {4, 4}}) == grid_of({{0, 7, 3}, {0, 5, 0}}));
    CHECK(evaluate<op::underfill, type::grid, type::integer, type::indices>(g, 99, {{0, 2}}) == g);
    CHECK(evaluate<op::underfill, type::grid, type::integer, type::indices>(g, 99, {{0, 1}}) ==
          status::domain);
    CHECK(evaluate<op::underfill, type::grid, type::integer, type::indices>(no_columns, 1, {}) ==
          status::empty);
    check_random<op::underfill, type::grid, type::integer, type::indices>();
    check_random<op::underfill, type::grid, type::integer, type::object>();
}

TEST_CASE("underpaint keeps the first colour other than the background") {
    CHECK(evaluate<op::underpaint, type::grid, cells>(
              g, {{0, {0, 0}}, {2, {0, 0}}, {1, {0, 0}}, {1, {0, 2}}}) ==
          grid_of({{2, 0, 3}, {0, 5, 0}}));
    CHECK(evaluate<op::underpaint, type::grid, type::object>(
              g, {{0, {0, 0}}, {2, {0, 0}}, {1, {0, 0}}}) == grid_of({{1, 0, 3}, {0, 5, 0}}));
    CHECK(evaluate<op::underpaint, type::grid, cells>(g, {{99, {0, 2}}, {99, {7, 7}}}) == g);
    CHECK(evaluate<op::underpaint, type::grid, cells>(g, {{99, {0, 1}}}) == status::domain);
    CHECK(evaluate<op::underpaint, type::grid, cells>(no_columns, {}) == status::empty);
    check_random<op::underpaint, type::grid, type::univalued>();
    check_random<op::underpaint, type::grid, type::object>();
    check_random<op::underpaint, type::grid, cells>();
}

TEST_CASE("cover") {
    CHECK(evaluate<op::cover, type::grid, type::indices>(g, {{0, 2}, {1, 0}, {-5, 2}}) ==
          grid_of({{0, 0, 0}, {0, 5, 0}}));
    CHECK(evaluate<op::cover, type::grid, type::indices>({}, {}) == status::empty);
    CHECK(evaluate<op::cover, type::grid, type::indices>(no_columns, {}) == status::empty);
    check_random<op::cover, type::grid, type::indices>();
    check_random<op::cover, type::grid, type::object>();
}

TEST_CASE("move") {
    const auto move = [](const reference::grid& on, const reference::object& o, ivec d) {
        return evaluate<op::move, type::grid, type::object, type::ivec>(on, o, d);
    };
    CHECK(move(g, {{3, {0, 2}}}, {1, -2}) == grid_of({{0, 0, 0}, {3, 5, 0}}));
    CHECK(move(g, {{3, {0, 2}}}, {100, 0}) == grid_of({{0, 0, 0}, {0, 5, 0}}));
    CHECK(move(g, {{3, {0, 2}}}, ivec::no_location()) == status::empty);
    CHECK(move(g, {}, ivec::no_location()) == status::empty);
    CHECK(move(g, {}, {2147483647, 0}) == g);
    CHECK(move(no_columns, {}, {0, 0}) == status::empty);
    check_random<op::move, type::grid, type::univalued, type::ivec>();
    check_random<op::move, type::grid, type::object, type::ivec>();
}

TEST_CASE("grids without rows or columns, and sequences") {
    using locations = type::tuple<type::ivec>;
    const ivec nowhere = ivec::no_location();
    using rows = type::tuple<type::tuple<type::integer>>;
    CHECK(evaluate<op::fill, type::grid, type::integer, type::indices>({}, 1, {{0, 0}}) ==
          status::empty);
    CHECK(evaluate<op::fill, type::grid, type::integer, locations>(g, 7, {{0, 0}, {0, 0}}) ==
          grid_of({{7, 0, 3}, {0, 5, 0}}));
    CHECK(evaluate<op::fill, type::grid, type::integer, locations>(g, 7, {nowhere}) ==
          status::empty);
    CHECK(evaluate<op::fill, type::grid, type::integer, locations>(g, 7, {{0, 40000}}) ==
          status::capacity);
    CHECK(evaluate<op::fill, type::grid, type::integer, cells>(g, 7, {{99, {0, 0}}}) ==
          status::domain);
    using flags = type::set<type::pair<type::boolean, type::boolean>>;
    CHECK(evaluate<op::fill, type::grid, type::integer, flags>(
              g, 7, {{false, true}, {true, true}}) == grid_of({{0, 7, 3}, {0, 7, 0}}));
    check_random<op::fill, type::grid, type::integer, flags>();
    check_random<op::paint, type::grid, type::set<type::pair<type::boolean, type::ivec>>>();
    check_random<op::paint, type::grid, type::tuple<type::pair<type::boolean, type::ivec>>>();
    check_random<op::underfill, type::grid, type::integer, flags>();
    CHECK(evaluate<op::fill, rows, type::integer, type::indices>({{1}, {}}, 7, {}) ==
          status::domain);
    CHECK(evaluate<op::fill, rows, type::integer, type::indices>({}, 7, {}) == status::empty);
    CHECK(evaluate<op::paint, type::grid, type::object>({}, {{1, {0, 0}}}) == status::empty);
    CHECK(evaluate<op::paint, type::grid, type::object>(no_columns, {{1, {0, 0}}}) == no_columns);
    CHECK(evaluate<op::paint, type::grid, cells>(no_columns, {{99, {0, 0}}}) == no_columns);
    CHECK(evaluate<op::paint, type::grid, cells>(g, {}) == g);
    CHECK(evaluate<op::underfill, type::grid, type::integer, type::indices>({}, 1, {{0, 0}}) ==
          status::empty);
    CHECK(evaluate<op::underfill, type::grid, type::integer, locations>(
              g, 7, {{0, 2}, {0, 1}, {0, 1}}) == grid_of({{0, 7, 3}, {0, 5, 0}}));
    CHECK(evaluate<op::underfill, type::grid, type::integer, locations>(g, 7, {nowhere}) ==
          status::empty);
    CHECK(evaluate<op::underpaint, type::grid, cells>({}, {}) == status::empty);
    CHECK(evaluate<op::underpaint, type::grid, type::object>(no_columns, {}) == status::empty);
    CHECK(evaluate<op::underpaint, type::grid, cells>(g, {{1, nowhere}}) == status::empty);
    CHECK(evaluate<op::cover, type::grid, type::object>(no_columns, {}) == status::empty);
    CHECK(evaluate<op::cover, type::grid, locations>(g, {{0, 2}, {0, 2}}) ==
          grid_of({{0, 0, 0}, {0, 5, 0}}));
    CHECK(evaluate<op::cover, type::grid, locations>(g, {nowhere}) == status::empty);
    CHECK(evaluate<op::move, type::grid, type::object, type::ivec>({}, {}, {0, 0}) ==
          status::empty);
    CHECK(evaluate<op::move, type::grid, cells, type::ivec>(
              g, {{3, {0, 2}}, {3, {0, 2}}}, {1, -2}) == grid_of({{0, 0, 0}, {3, 5, 0}}));
    CHECK(evaluate<op::move, type::grid, type::object, type::ivec>(
              g, {{3, {0, 2}}}, {2147483647, 0}) == status::capacity);
    check_random<op::underfill, type::grid, type::integer, locations>();
    check_random<op::underpaint, type::grid, type::pair<type::cell, type::cell>>();
    check_random<op::cover, type::grid, cells>();
    check_random<op::move, type::grid, cells, type::ivec>();
}
