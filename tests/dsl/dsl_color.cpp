// Colours of grids and objects: counting, listing, filtering and exchanging them.
#include "support/check.hpp"
#include <batt/dsl/color.hpp>

using namespace batt;
using namespace batt::testing;

using cells = type::tuple<type::cell>;
using two_cells = type::pair<type::cell, type::cell>;

TEST_CASE("mostcolor and leastcolor") {
    CHECK(evaluate<op::mostcolor, type::grid>(grid_of({{3, 1}, {1, 3}, {5, 0}})) == 1);
    CHECK(evaluate<op::mostcolor, type::grid>(grid_of({{-1, 14}, {14, -1}})) == -1);
    CHECK(evaluate<op::mostcolor, type::grid>({}) == status::empty);
    CHECK(evaluate<op::mostcolor, type::grid>(reference::grid(3, 0)) == status::empty);
    CHECK(evaluate<op::mostcolor, type::object>({{2, {0, 0}}, {7, {0, 0}}, {7, {1, 0}}}) == 7);
    CHECK(evaluate<op::mostcolor, type::object>({}) == status::empty);
    CHECK(evaluate<op::mostcolor, type::univalued>({}) == status::empty);
    CHECK(evaluate<op::leastcolor, type::grid>(grid_of({{3, 1}, {1, 3}, {5, 8}})) == 5);
    CHECK(evaluate<op::leastcolor, type::grid>(reference::grid(0, 0)) == status::empty);
    CHECK(evaluate<op::leastcolor, type::object>({}) == status::empty);
    check_random<op::mostcolor, type::grid>();
    check_random<op::mostcolor, type::univalued>();
    check_random<op::mostcolor, type::object>();
    check_random<op::mostcolor, type::tuple<type::tuple<type::integer>>>();
    check_random<op::leastcolor, type::grid>();
    check_random<op::leastcolor, type::univalued>();
    check_random<op::leastcolor, type::object>();
}

TEST_CASE("colorcount") {
    const auto g = grid_of({{3, 1}, {1, -1}, {14, -1}});
    CHECK(evaluate<op::colorcount, type::grid, type::integer>(g, 1) == 2);
    CHECK(evaluate<op::colorcount, type::grid, type::integer>(g, -1) == 2);
    CHECK(evaluate<op::colorcount, type::grid, type::integer>(g, 15) == 0);
    CHECK(evaluate<op::colorcount, type::grid, type::integer>(g, -2) == 0);
    CHECK(evaluate<op::colorcount, type::object, type::integer>({{2, {0, 0}}}, 99) == 0);
    CHECK(evaluate<op::colorcount, type::univalued, type::integer>({{2, {0, 0}}}, 2) == 1);
    check_random<op::colorcount, type::grid, type::integer>();
    check_random<op::colorcount, type::univalued, type::integer>();
    check_random<op::colorcount, type::object, type::integer>();
    check_random<op::colorcount, type::object, type::boolean>();
}

TEST_CASE("palette and numcolors") {
    CHECK(evaluate<op::palette, type::grid>(grid_of({{3, 14}, {-1, 3}, {0, 0}})) ==
          reference::set<integer>{-1, 0, 3, 14});
    CHECK(evaluate<op::palette, type::grid>(reference::grid(2, 0)) == reference::set<integer>{});
    CHECK(evaluate<op::palette, type::object>({}) == reference::set<integer>{});
    CHECK(evaluate<op::numcolors, type::object>({{-1, {0, 0}}, {7, {0, 0}}}) == 2);
    CHECK(evaluate<op::numcolors, type::univalued>({}) == 0);
    check_random<op::palette, type::grid>();
    check_random<op::palette, type::univalued>();
    check_random<op::palette, type::object>();
    check_random<op::numcolors, type::grid>();
    check_random<op::numcolors, type::univalued>();
    check_random<op::numcolors, type::object>();
}

TEST_CASE("color is that of the first cell of a sequence, and the smallest of an object") {
    CHECK(evaluate<op::color, type::object>({{4, {0, 0}}, {2, {5, 5}}}) == 2);
    CHECK(evaluate<op::color, cells>({{4, {0, 0}}, {2, {5, 5}}}) == 4);
    CHECK(evaluate<op::color, cells>({{99, ivec::no_location()}}) == 99);
    CHECK(evaluate<op::color, cells>({}) == status::empty);
    CHECK(evaluate<op::color, type::object>({}) == status::empty);
    CHECK(evaluate<op::color, type::univalued>({}) == status::empty);
    check_random<op::color, type::object>();
    check_random<op::color, type::univalued>();
    check_random<op::color, cells>();
    check_random<op::color, two_cells>();
}

TEST_CASE("colorfilter") {
    using objects = reference::set<reference::object>;
    const reference::object a{{1, {0, 0}}}, b{{1, {2, 2}}, {3, {0, 1}}}, c{{2, {2, 2}}};
    CHECK(evaluate<op::colorfilter, type::set<type::object>, type::integer>({a, b, c}, 1) ==
          objects{a, b});
    CHECK(evaluate<op::colorfilter, type::set<type::univalued>, type::integer>({a, c}, 2) ==
          objects{c});
    CHECK(evaluate<op::colorfilter, type::set<type::object>, type::integer>({a, {}}, 1) ==
          status::empty);
    CHECK(evaluate<op::colorfilter, type::set<type::object>, type::integer>({}, 1) == objects{});
    check_random<op::colorfilter, type::set<type::object>, type::integer>();
    check_random<op::colorfilter, type::set<type::univalued>, type::integer>();
    check_random<op::colorfilter, type::tuple<type::object>, type::integer>();
    check_random<op::colorfilter, type::pair<type::object, type::univalued>, type::integer>();
}

TEST_CASE("ofcolor") {
    CHECK(evaluate<op::ofcolor, type::grid, type::integer>(grid_of({{0, 5}, {5, 0}}), 5) ==
          reference::indices{{0, 1}, {1, 0}});
    CHECK(evaluate<op::ofcolor, type::grid, type::integer>(grid_of({{0, 5}}), 16) ==
          reference::indices{});
    CHECK(evaluate<op::ofcolor, type::grid, type::integer>({}, 0) == reference::indices{});
    check_random<op::ofcolor, type::grid, type::integer>();
}

TEST_CASE("replace and switch") {
    const auto g = grid_of({{0, 5}, {1, 0}});
    CHECK(evaluate<op::replace, type::grid, type::integer, type::integer>(g, 0, -1) ==
          grid_of({{-1, 5}, {1, -1}}));
    CHECK(evaluate<op::replace, type::grid, type::integer, type::integer>(g, 0, 15) ==
          status::domain);
    CHECK(evaluate<op::replace, type::grid, type::integer, type::integer>(g, 7, 15) == g);
    CHECK(evaluate<op::switch_, type::grid, type::integer, type::integer>(g, 5, 0) ==
          grid_of({{5, 0}, {1, 5}}));
    CHECK(evaluate<op::switch_, type::grid, type::integer, type::integer>(g, 20, 0) ==
          status::domain);
    CHECK(evaluate<op::switch_, type::grid, type::integer, type::integer>(g, 20, 20) == g);
    check_random<op::replace, type::grid, type::integer, type::integer>();
    check_random<op::replace, type::grid, type::boolean, type::integer>();
    check_random<op::switch_, type::grid, type::integer, type::integer>();
}

TEST_CASE("recolor") {
    CHECK(evaluate<op::recolor, type::integer, type::indices>(14, {{0, 0}, {-3, 1}}) ==
          reference::object{{14, {-3, 1}}, {14, {0, 0}}});
    CHECK(evaluate<op::recolor, type::integer, type::object>(3, {{1, {0, 0}}, {2, {0, 0}}}) ==
          reference::object{{3, {0, 0}}});
    CHECK(evaluate<op::recolor, type::integer, type::indices>(15, {{0, 0}}) == status::domain);
    CHECK(evaluate<op::recolor, type::integer, type::indices>(15, {}) == reference::object{});
    check_random<op::recolor, type::integer, type::indices>();
    check_random<op::recolor, type::integer, type::univalued>();
    check_random<op::recolor, type::integer, type::object>();
    check_random<op::recolor, type::integer, type::tuple<type::ivec>>();
    check_random<op::recolor, type::integer, cells>();
    check_random<op::recolor, type::integer, type::pair<type::ivec, type::ivec>>();
}

TEST_CASE("colours of grids without rows or columns") {
    const reference::grid nothing, no_columns(2, 0);
    CHECK(evaluate<op::leastcolor, type::grid>(no_columns) == status::empty);
    CHECK(evaluate<op::leastcolor, type::univalued>({}) == status::empty);
    CHECK(evaluate<op::mostcolor, type::tuple<type::tuple<type::integer>>>({}) == status::empty);
    CHECK(evaluate<op::mostcolor, type::tuple<type::tuple<type::integer>>>({{1}, {}}) ==
          status::domain);
    CHECK(evaluate<op::colorcount, type::grid, type::integer>(nothing, 0) == 0);
    CHECK(evaluate<op::colorcount, type::grid, type::integer>(no_columns, 0) == 0);
    CHECK(evaluate<op::colorcount, type::object, type::integer>({}, 0) == 0);
    CHECK(evaluate<op::palette, type::grid>(nothing) == reference::set<integer>{});
    CHECK(evaluate<op::numcolors, type::grid>(nothing) == 0);
    CHECK(evaluate<op::numcolors, type::grid>(no_columns) == 0);
    CHECK(evaluate<op::numcolors, type::object>({}) == 0);
    CHECK(evaluate<op::ofcolor, type::grid, type::integer>(no_columns, 0) == reference::indices{});
    CHECK(evaluate<op::replace, type::grid, type::integer, type::integer>(nothing, 0, 15) ==
          nothing);
    CHECK(evaluate<op::replace, type::grid, type::integer, type::integer>(no_columns, 0, 15) ==
          no_columns);
    CHECK(evaluate<op::switch_, type::grid, type::integer, type::integer>(nothing, 0, 15) ==
          nothing);
    CHECK(evaluate<op::switch_, type::grid, type::integer, type::integer>(no_columns, 15, 0) ==
          no_columns);
}

TEST_CASE("ties, markers and numbers that are no colours") {
    const auto g = grid_of({{0, 5}, {1, 0}});
    CHECK(evaluate<op::leastcolor, type::grid>(grid_of({{3, 1, -1}, {3, 1, -1}})) == -1);
    CHECK(evaluate<op::mostcolor, type::object>({{7, {0, 0}}, {2, {0, 0}}}) == 2);
    CHECK(evaluate<op::leastcolor, type::object>({{7, {0, 0}}, {7, {1, 0}}, {2, {0, 0}}}) == 2);
    CHECK(evaluate<op::switch_, type::grid, type::integer, type::integer>(g, 20, 7) == g);
    CHECK(evaluate<op::switch_, type::grid, type::integer, type::integer>(g, 7, 1) ==
          grid_of({{0, 5}, {7, 0}}));
    CHECK(evaluate<op::replace, type::grid, type::integer, type::integer>(g, 20, 0) == g);
    CHECK(evaluate<op::recolor, type::integer, cells>(3, {{99, {0, 0}}}) == status::domain);
    CHECK(evaluate<op::recolor, type::integer, cells>(3, {{1, ivec::no_location()}}) ==
          status::empty);
    CHECK(evaluate<op::recolor, type::integer, cells>(3, {}) == reference::object{});
    CHECK(evaluate<op::recolor, type::integer, type::tuple<type::ivec>>(3, {{1, 1}, {1, 1}}) ==
          reference::object{{3, {1, 1}}});
    CHECK(evaluate<op::color, two_cells>({{9, {0, 0}}, {2, {0, 0}}}) == 9);
    CHECK(evaluate<op::colorfilter, type::set<type::univalued>, type::integer>({{}}, 1) ==
          status::empty);
}
