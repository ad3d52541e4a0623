// Two grids as one: unequal sizes, grids without rows or columns, results beyond a window.
#include "support/check.hpp"
#include <batt/dsl.hpp>

using namespace batt;
using namespace batt::testing;

static const reference::grid four = grid_of({{1, 2}, {3, 4}});
static const reference::grid two = grid_of({{5, 6}});
static const reference::grid no_columns(3, 0);
static const reference::grid nothing(0, 0);

TEST_CASE("hconcat") {
    const auto hconcat = [](const reference::grid& x, const reference::grid& y) {
        return evaluate<op::hconcat, type::grid, type::grid>(x, y);
    };
    CHECK(hconcat(four, two) == grid_of({{1, 2, 5, 6}}));
    CHECK(hconcat(two, four) == grid_of({{5, 6, 1, 2}}));
    CHECK(hconcat(four, nothing) == nothing);
    CHECK(hconcat(no_columns, four) == four);
    CHECK(hconcat(no_columns, no_columns) == no_columns);
    CHECK(hconcat(reference::grid(1, 30, 7), reference::grid(30, 30, 8)).value.width() == 60);
    check_random<op::hconcat, type::grid, type::grid>();
}

TEST_CASE("vconcat") {
    const auto vconcat = [](const reference::grid& x, const reference::grid& y) {
        return evaluate<op::vconcat, type::grid, type::grid>(x, y);
    };
    CHECK(vconcat(four, two) == grid_of({{1, 2}, {3, 4}, {5, 6}}));
    CHECK(vconcat(nothing, two) == two);
    CHECK(vconcat(four, nothing) == four);
    CHECK(vconcat(no_columns, no_columns) == reference::grid(6, 0));
    CHECK(vconcat(four, no_columns) == status::domain);
    CHECK(vconcat(reference::grid(30, 30, 7), reference::grid(3, 30, 8)).value.height() == 33);
    check_random<op::vconcat, type::grid, type::grid>();
}

TEST_CASE("cellwise") {
    const auto cellwise = [](const reference::grid& x, const reference::grid& y, integer c) {
        return evaluate<op::cellwise, type::grid, type::grid, type::integer>(x, y, c);
    };
    CHECK(cellwise(two, grid_of({{5, 1, 9}, {2, 2, 2}}), 7) == grid_of({{5, 7}}));
    CHECK(cellwise(four, four, 99) == four);
    CHECK(cellwise(two, four, 99) == status::domain);
    CHECK(cellwise(four, two, 0) == status::domain);
    CHECK(cellwise(nothing, four, 0) == status::empty);
    CHECK(cellwise(no_columns, nothing, 0) == no_columns);
    check_random<op::cellwise, type::grid, type::grid, type::integer>();
}

TEST_CASE("a pair of rows is a grid") {
    using row = type::tuple<type::integer>;
    using rows = type::pair<row, row>;
    const reference::pair<reference::tuple<integer>, reference::tuple<integer>> even{{5, 6},
                                                                                     {7, 8}};
    const auto below = [](const auto& x, const reference::grid& y) {
        return evaluate<op::vconcat, rows, type::grid>(x, y);
    };
    CHECK(below(even, two) == grid_of({{5, 6}, {7, 8}, {5, 6}}));
    CHECK(below(decltype(even){{5, 6}, {7}}, two) == status::domain);
    CHECK(below(decltype(even){{5, 15}, {7, 8}}, two) == status::domain);
    CHECK(evaluate<op::equality, rows, type::grid>(even, grid_of({{5, 6}, {7, 8}})) == true);
    CHECK(evaluate<op::equality, type::grid, rows>(four, even) == false);
    check_random<op::hconcat, rows, type::pair<type::tuple<type::boolean>, row>>();
    check_random<op::branch, type::boolean, rows, type::grid>();
    check_random<op::equality, type::grid, rows>();
}

TEST_CASE("two grids without rows or columns") {
    const auto hconcat = [](const reference::grid& x, const reference::grid& y) {
        return evaluate<op::hconcat, type::grid, type::grid>(x, y);
    };
    const auto vconcat = [](const reference::grid& x, const reference::grid& y) {
        return evaluate<op::vconcat, type::grid, type::grid>(x, y);
    };
    const auto cellwise = [](const reference::grid& x, const reference::grid& y, integer c) {
        return evaluate<op::cellwise, type::grid, type::grid, type::integer>(x, y, c);
    };
    CHECK(hconcat(nothing, nothing) == nothing);
    CHECK(hconcat(nothing, four) == nothing);
    CHECK(hconcat(four, no_columns) == four);
    CHECK(vconcat(nothing, nothing) == nothing);
    CHECK(vconcat(nothing, no_columns) == no_columns);
    CHECK(vconcat(no_columns, four) == status::domain);
    CHECK(vconcat(no_columns, nothing) == no_columns);
    CHECK(cellwise(nothing, nothing, 0) == status::empty);
    CHECK(cellwise(four, nothing, 0) == status::domain);
    CHECK(cellwise(four, no_columns, 0) == status::domain);
    CHECK(cellwise(no_columns, four, 0) == no_columns);
    CHECK(cellwise(four, four, 0) == four);
    CHECK(cellwise(two, grid_of({{5, 7}}), -1) == grid_of({{5, -1}}));
}
