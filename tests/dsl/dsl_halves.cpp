// Halves and equal parts, also of extents that cannot be divided equally.
#include "support/check.hpp"
#include <batt/dsl/halves.hpp>

using namespace batt;
using namespace batt::testing;

using grids = reference::tuple<reference::grid>;

static const reference::grid g = grid_of({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
static const reference::grid no_columns(3, 0);

TEST_CASE("halves") {
    CHECK(evaluate<op::tophalf, type::grid>(g) == grid_of({{1, 2, 3}}));
    CHECK(evaluate<op::bottomhalf, type::grid>(g) == grid_of({{7, 8, 9}}));
    CHECK(evaluate<op::lefthalf, type::grid>(g) == grid_of({{1}, {4}, {7}}));
    CHECK(evaluate<op::righthalf, type::grid>(g) == grid_of({{3}, {6}, {9}}));
    CHECK(evaluate<op::tophalf, type::grid>(grid_of({{1}})) == reference::grid{});
    CHECK(evaluate<op::bottomhalf, type::grid>(no_columns) == reference::grid(1, 0));
    CHECK(evaluate<op::lefthalf, type::grid>(grid_of({{1}, {2}})) == reference::grid{});
    CHECK(evaluate<op::righthalf, type::grid>(no_columns) == reference::grid{});
    check_random<op::tophalf, type::grid>();
    check_random<op::bottomhalf, type::grid>();
    check_random<op::lefthalf, type::grid>();
    check_random<op::righthalf, type::grid>();
}

TEST_CASE("hsplit") {
    const auto hsplit = [](const reference::grid& of, integer n) {
        return evaluate<op::hsplit, type::grid, type::integer>(of, n);
    };
    CHECK(hsplit(grid_of({{1, 2, 3, 4}}), 2) == grids{grid_of({{1, 2}}), grid_of({{3, 4}})});
    CHECK(hsplit(grid_of({{1, 2, 3, 4, 5}}), 2) == grids{grid_of({{1, 2}}), grid_of({{4, 5}})});
    CHECK(hsplit(grid_of({{1, 2, 3, 4, 5, 6, 7}}), 5) == grids{grid_of({{1}}), grid_of({{3}}),
                                                               grid_of({{5}}), grid_of({{7}}),
                                                               reference::grid(1, 0)});
    CHECK(hsplit(g, 7).value.size() == 7);
    CHECK(hsplit(g, -2) == grids{});
    CHECK(hsplit(g, 0) == status::divide_by_zero);
    CHECK(hsplit({}, 0) == status::empty);
    CHECK(hsplit(g, 2147483647) == status::capacity);
    check_random<op::hsplit, type::grid, type::integer>();
}

TEST_CASE("vsplit") {
    const auto vsplit = [](const reference::grid& of, integer n) {
        return evaluate<op::vsplit, type::grid, type::integer>(of, n);
    };
    CHECK(vsplit(g, 3) == grids{grid_of({{1, 2, 3}}), grid_of({{4, 5, 6}}), grid_of({{7, 8, 9}})});
    CHECK(vsplit(g, 2) == grids{grid_of({{1, 2, 3}}), grid_of({{7, 8, 9}})});
    CHECK(vsplit(g, 4) == grids{{}, {}, {}, {}});
    CHECK(vsplit(no_columns, 3) ==
          grids{reference::grid(1, 0), reference::grid(1, 0), reference::grid(1, 0)});
    CHECK(vsplit(g, 0) == status::divide_by_zero);
    CHECK(vsplit({}, 1) == status::empty);
    check_random<op::vsplit, type::grid, type::integer>();
}

TEST_CASE("halves and parts of grids without rows or columns") {
    const reference::grid nothing;
    for (const auto& half :
         {evaluate<op::tophalf, type::grid>(nothing), evaluate<op::bottomhalf, type::grid>(nothing),
          evaluate<op::lefthalf, type::grid>(nothing), evaluate<op::righthalf, type::grid>(nothing),
          evaluate<op::lefthalf, type::grid>(no_columns),
          evaluate<op::bottomhalf, type::grid>(grid_of({{1, 2}})),
          evaluate<op::righthalf, type::grid>(grid_of({{1}, {2}}))})
        CHECK(half == nothing);
    CHECK(evaluate<op::tophalf, type::grid>(no_columns) == reference::grid(1, 0));
    CHECK(evaluate<op::hsplit, type::grid, type::integer>(no_columns, 2) ==
          grids{no_columns, no_columns});
    CHECK(evaluate<op::hsplit, type::grid, type::integer>(no_columns, 0) == status::divide_by_zero);
    CHECK(evaluate<op::hsplit, type::grid, type::integer>(nothing, -1) == status::empty);
    CHECK(evaluate<op::vsplit, type::grid, type::integer>(nothing, 0) == status::empty);
    CHECK(evaluate<op::vsplit, type::grid, type::integer>(nothing, -1) == status::empty);
    CHECK(evaluate<op::vsplit, type::grid, type::integer>(g, -3) == grids{});
    CHECK(evaluate<op::vsplit, type::grid, type::integer>(no_columns, 5) ==
          grids{nothing, nothing, nothing, nothing, nothing});
}
