// Turns of grids, and what becomes of grids without columns.
#include "support/check.hpp"
#include <batt/dsl/rotate.hpp>

using namespace batt;
using namespace batt::testing;

static const reference::grid g = grid_of({{1, 2, 3}, {4, 5, 6}});
static const reference::grid no_columns(3, 0);

TEST_CASE("rot90") {
    CHECK(evaluate<op::rot90, type::grid>(g) == grid_of({{4, 1}, {5, 2}, {6, 3}}));
    CHECK(evaluate<op::rot90, type::grid>(no_columns) == reference::grid{});
    check_random<op::rot90, type::grid>();
}

TEST_CASE("rot180") {
    CHECK(evaluate<op::rot180, type::grid>(g) == grid_of({{6, 5, 4}, {3, 2, 1}}));
    CHECK(evaluate<op::rot180, type::grid>(no_columns) == no_columns);
    check_random<op::rot180, type::grid>();
}

TEST_CASE("rot270") {
    CHECK(evaluate<op::rot270, type::grid>(g) == grid_of({{3, 6}, {2, 5}, {1, 4}}));
    CHECK(evaluate<op::rot270, type::grid>(no_columns) == reference::grid{});
    check_random<op::rot270, type::grid>();
    check_random<op::rot270, type::tuple<type::tuple<type::integer>>>();
}

TEST_CASE("rotations of nothing") {
    CHECK(evaluate<op::rot90, type::grid>({}) == reference::grid{});
    CHECK(evaluate<op::rot180, type::grid>({}) == reference::grid{});
    CHECK(evaluate<op::rot270, type::grid>({}) == reference::grid{});
    CHECK(evaluate<op::rot270, type::tuple<type::tuple<type::integer>>>({{1, 2}, {3}}) ==
          status::domain);
    CHECK(evaluate<op::rot270, type::tuple<type::tuple<type::integer>>>({{1, 2}}) ==
          grid_of({{2}, {1}}));
}
