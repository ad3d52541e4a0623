// Parts of grids: ends that are negative or outside, nothing left over, and no location.
#include "support/check.hpp"
#include <batt/dsl/crop.hpp>

using namespace batt;
using namespace batt::testing;

static const reference::grid g = grid_of({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
static const ivec nowhere = ivec::no_location();
static constexpr integer largest = 2147483647;

TEST_CASE("index") {
    const auto index = [](const reference::grid& of, ivec loc) {
        return evaluate<op::index, type::grid, type::ivec>(of, loc);
    };
    CHECK(index(g, {1, 2}) == 6);
    CHECK(index(grid_of({{-1, 14}}), {0, 0}) == -1);
    CHECK(index(g, {-1, 0}) == status::out_of_range);
    CHECK(index(g, {0, 3}) == status::out_of_range);
    CHECK(index({}, {0, 0}) == status::out_of_range);
    CHECK(index(g, nowhere) == status::empty);
    check_random<op::index, type::grid, type::ivec>();
    check_random<op::index, type::grid, type::pair<type::integer, type::boolean>>();
}

TEST_CASE("canvas") {
    const auto canvas = [](integer c, ivec dims) {
        return evaluate<op::canvas, type::integer, type::ivec>(c, dims);
    };
    CHECK(canvas(4, {1, 2}) == grid_of({{4, 4}}));
    CHECK(canvas(-1, {1, 2}) == grid_of({{-1, -1}}));
    CHECK(canvas(99, {3, -1}) == reference::grid(3, 0));
    CHECK(canvas(99, {-3, 5}) == reference::grid{});
    CHECK(canvas(15, {1, 1}) == status::domain);
    CHECK(canvas(15, {5000, 5000}) == status::domain);
    CHECK(canvas(1, {5000, 0}) == status::capacity);
    CHECK(canvas(1, {largest, largest}) == status::capacity);
    CHECK(canvas(1, nowhere) == status::empty);
    CHECK(canvas(3, {40, 100}) == reference::grid(40, 100, 3));
    check_random<op::canvas, type::integer, type::ivec>();
    check_random<op::canvas, type::boolean, type::ivec>();
}

TEST_CASE("crop") {
    const auto crop = [](ivec start, ivec dims) {
        return evaluate<op::crop, type::grid, type::ivec, type::ivec>(g, start, dims);
    };
    CHECK(crop({1, 0}, {2, 2}) == grid_of({{4, 5}, {7, 8}}));
    CHECK(crop({1, 1}, {9, 1}) == grid_of({{5}, {8}}));
    CHECK(crop({-1, 0}, {1, 3}) == reference::grid{});
    CHECK(crop({0, -1}, {2, 1}) == reference::grid(2, 0));
    CHECK(crop({-2, -3}, {1, 2}) == grid_of({{4, 5}}));
    CHECK(crop({-9, 0}, {8, 1}) == grid_of({{1}, {4}}));
    CHECK(crop({largest, largest}, {largest, largest}) == reference::grid{});
    CHECK(crop({-largest, -largest}, {-largest, largest}) == reference::grid{});
    CHECK(crop({0, 0}, {largest, largest}) == g);
    CHECK(crop(nowhere, {1, 1}) == status::empty);
    CHECK(crop({0, 0}, nowhere) == status::empty);
    check_random<op::crop, type::grid, type::ivec, type::ivec>();
}

TEST_CASE("subgrid") {
    CHECK(evaluate<op::subgrid, type::indices, type::grid>({{0, 1}, {1, 2}}, g) ==
          grid_of({{2, 3}, {5, 6}}));
    CHECK(evaluate<op::subgrid, type::indices, type::grid>({{-1, 1}, {1, 1}}, g) ==
          reference::grid{});
    CHECK(evaluate<op::subgrid, type::object, type::grid>({}, g) == status::empty);
    check_random<op::subgrid, type::indices, type::grid>();
    check_random<op::subgrid, type::univalued, type::grid>();
    check_random<op::subgrid, type::object, type::grid>();
    check_random<op::subgrid, type::tuple<type::ivec>, type::grid>();
}

TEST_CASE("trim") {
    CHECK(evaluate<op::trim, type::grid>(g) == grid_of({{5}}));
    CHECK(evaluate<op::trim, type::grid>(grid_of({{1, 2}, {3, 4}, {5, 6}})) ==
          reference::grid(1, 0));
    CHECK(evaluate<op::trim, type::grid>(grid_of({{1, 2, 3}, {3, 4, 5}})) == reference::grid{});
    CHECK(evaluate<op::trim, type::grid>(reference::grid(4, 0)) == reference::grid(2, 0));
    check_random<op::trim, type::grid>();
}

TEST_CASE("parts of grids without rows or columns") {
    const reference::grid nothing, no_columns(3, 0);
    const auto crop = [](const reference::grid& of, ivec start, ivec dims) {
        return evaluate<op::crop, type::grid, type::ivec, type::ivec>(of, start, dims);
    };
    CHECK(evaluate<op::index, type::grid, type::ivec>(no_columns, {0, 0}) == status::out_of_range);
    CHECK(evaluate<op::index, type::grid, type::ivec>({}, nowhere) == status::empty);
    CHECK(evaluate<op::canvas, type::integer, type::ivec>(4, {0, 5}) == nothing);
    CHECK(evaluate<op::canvas, type::integer, type::ivec>(4, {5, 0}) == reference::grid(5, 0));
    CHECK(evaluate<op::canvas, type::integer, type::ivec>(-2, {1, 1}) == status::domain);
    CHECK(crop(nothing, {0, 0}, {3, 3}) == nothing);
    CHECK(crop(no_columns, {1, 0}, {3, 3}) == reference::grid(2, 0));
    CHECK(crop(no_columns, {-1, 0}, {1, 0}) == nothing);
    CHECK(crop(nothing, nowhere, {1, 1}) == status::empty);
    CHECK(evaluate<op::subgrid, type::indices, type::grid>({{0, 0}}, nothing) == nothing);
    CHECK(evaluate<op::subgrid, type::indices, type::grid>({{0, 0}, {1, 1}}, no_columns) ==
          reference::grid(2, 0));
    CHECK(evaluate<op::subgrid, type::indices, type::grid>({{7, 7}}, g) == nothing);
    CHECK(evaluate<op::subgrid, type::indices, type::grid>({}, nothing) == status::empty);
    CHECK(evaluate<op::subgrid, type::univalued, type::grid>({}, g) == status::empty);
    CHECK(evaluate<op::subgrid, type::tuple<type::ivec>, type::grid>({}, g) == status::empty);
    CHECK(evaluate<op::subgrid, type::tuple<type::ivec>, type::grid>({{1, 1}, {1, 1}}, g) ==
          grid_of({{5}}));
    CHECK(evaluate<op::subgrid, type::tuple<type::ivec>, type::grid>({nowhere}, g) ==
          status::empty);
    CHECK(evaluate<op::trim, type::grid>(nothing) == nothing);
    CHECK(evaluate<op::trim, type::grid>(reference::grid(2, 0)) == nothing);
    CHECK(evaluate<op::trim, type::grid>(grid_of({{1}})) == nothing);
    CHECK(evaluate<op::trim, type::grid>(grid_of({{1}, {2}, {3}, {4}})) == reference::grid(2, 0));
}
