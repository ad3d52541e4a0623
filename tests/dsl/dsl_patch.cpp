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

TEST_CASE("patches of nothing, and sequences") {
    using locations = type::tuple<type::ivec>;
    using cells = type::tuple<type::cell>;
    const ivec nowhere = ivec::no_location();
    CHECK(evaluate<op::asindices, type::grid>({}) == reference::indices{});
    CHECK(evaluate<op::asobject, type::grid>(no_columns) == reference::object{});
    CHECK(evaluate<op::toindices, type::object>({}) == reference::indices{});
    CHECK(evaluate<op::toindices, locations>({{3, 1}, {0, 0}, {3, 1}}) ==
          reference::indices{{0, 0}, {3, 1}});
    CHECK(evaluate<op::toindices, locations>({{0, 0}, nowhere}) == status::empty);
    CHECK(evaluate<op::toindices, locations>({{-32769, 0}}) == status::capacity);
    CHECK(evaluate<op::toindices, locations>({{-32768, 32767}}).why == status::ok);
    CHECK(evaluate<op::toindices, cells>({{15, {0, 0}}}) == status::domain);
    CHECK(evaluate<op::toindices, cells>({}) == reference::indices{});
    // booleans as coordinates and as colours
    CHECK(evaluate<op::toindices, type::set<type::pair<type::boolean, type::integer>>>(
              {{false, 3}, {true, -1}}) == reference::indices{{0, 3}, {1, -1}});
    check_random<op::toindices, type::tuple<type::pair<type::integer, type::boolean>>>();
    check_random<op::toindices, type::pair<type::ivec, type::pair<type::boolean, type::boolean>>>();
    check_random<op::toindices, type::set<type::pair<type::boolean, type::ivec>>>();
    CHECK(evaluate<op::toobject, type::indices, type::grid>({{0, 0}}, {}) == status::empty);
    CHECK(evaluate<op::toobject, type::indices, type::grid>({}, g) == reference::object{});
    CHECK(evaluate<op::toobject, type::object, type::grid>({{9, {0, 0}}, {8, {0, 0}}}, g) ==
          reference::object{{1, {0, 0}}});
    CHECK(evaluate<op::toobject, locations, type::grid>({{0, 0}, {0, 0}}, g) ==
          reference::object{{1, {0, 0}}});
    CHECK(evaluate<op::toobject, locations, type::grid>({nowhere}, g) == status::empty);
}
