// Grids as patches: every colour, markers among them, and places outside the grid.
#include "support/check.hpp"
#include <batt/dsl/patch.hpp>

using namespace batt;
using namespace batt::testing;

static const reference::grid g = grid_of({{1, -1, 3}, {14, 0, 1}});
static const reference::grid no_columns(3, 0);

TEST_CASE("asindices") {
    CHECK(evaluate<op::asindices, type::grid>(grid_of({{1, 2}})) ==
          reference::indices{{0, 0}, {0, 1}});
    CHECK(evaluate<op::asindices, type::grid>(no_columns) == reference::indices{});
    check_random<op::asindices, type::grid>();
}

TEST_CASE("asobject") {
    CHECK(evaluate<op::asobject, type::grid>(g) ==
          reference::object{
              {1, {0, 0}}, {-1, {0, 1}}, {3, {0, 2}}, {14, {1, 0}}, {0, {1, 1}}, {1, {1, 2}}});
    CHECK(evaluate<op::asobject, type::grid>({}) == reference::object{});
    check_random<op::asobject, type::grid>();
}

TEST_CASE("toindices") {
    CHECK(evaluate<op::toindices, type::object>({{1, {5, -7}}, {2, {5, -7}}, {2, {0, 0}}}) ==
          reference::indices{{0, 0}, {5, -7}});
    check_random<op::toindices, type::indices>();
    check_random<op::toindices, type::univalued>();
    check_random<op::toindices, type::object>();
    check_random<op::toindices, type::tuple<type::ivec>>();
    check_random<op::toindices, type::tuple<type::cell>>();
}

TEST_CASE("toobject") {
    CHECK(evaluate<op::toobject, type::indices, type::grid>({{-1, 0}, {0, 1}, {1, 0}, {1, 3}}, g) ==
          reference::object{{-1, {0, 1}}, {14, {1, 0}}});
    CHECK(evaluate<op::toobject, type::indices, type::grid>({{0, 0}}, no_columns) ==
          reference::object{});
    CHECK(evaluate<op::toobject, type::indices, type::grid>({}, {}) == status::empty);
    check_random<op::toobject, type::indices, type::grid>();
    check_random<op::toobject, type::univalued, type::grid>();
    check_random<op::toobject, type::object, type::grid>();
    check_random<op::toobject, type::pair<type::cell, type::cell>, type::grid>();
}
