// Extents: of grids with and without columns, of patches, and the repeats that square counts.
#include "support/check.hpp"
#include <batt/dsl/extent.hpp>

using namespace batt;
using namespace batt::testing;

using locations = type::tuple<type::ivec>;
using cells = type::tuple<type::cell>;
using row = type::tuple<type::integer>;

template <class Op>
static void check_pieces() {
    check_random<Op, type::grid>();
    check_random<Op, type::indices>();
    check_random<Op, type::univalued>();
    check_random<Op, type::object>();
    check_random<Op, locations>();
    check_random<Op, cells>();
    check_random<Op, type::pair<type::ivec, type::ivec>>();
    check_random<Op, type::tuple<row>>();
    check_random<Op, type::pair<row, row>>();
}

static const reference::grid no_columns(2, 0);
static const ivec nowhere = ivec::no_location();
static const reference::indices bar{{2, -3}, {2, 1}, {3, 0}};

TEST_CASE("height and width") {
    CHECK(evaluate<op::height, type::grid>(grid_of({{1, 2, 3}, {4, 5, 6}})) == 2);
    CHECK(evaluate<op::width, type::grid>(grid_of({{1, 2, 3}, {4, 5, 6}})) == 3);
    CHECK(evaluate<op::height, type::grid>(no_columns) == 2);
    CHECK(evaluate<op::width, type::grid>({}) == 0);
    CHECK(evaluate<op::height, type::indices>(bar) == 2);
    CHECK(evaluate<op::width, type::indices>(bar) == 5);
    CHECK(evaluate<op::height, type::object>({}) == 0);
    CHECK(evaluate<op::width, type::object>({}) == 0);
    // a tuple of ivecs is a patch here, not a grid of two columns, and its repeats are one place
    CHECK(evaluate<op::height, locations>({{5, 0}, {9, 1}, {5, 0}}) == 5);
    CHECK(evaluate<op::width, locations>({{5, 0}, {9, 1}, {5, 0}}) == 2);
    CHECK(evaluate<op::width, locations>({}) == 0);
    CHECK(evaluate<op::height, locations>({nowhere}) == status::empty);
    CHECK(evaluate<op::width, type::pair<type::ivec, type::ivec>>({{0, 3}, {0, -3}}) == 7);
    CHECK(evaluate<op::height, type::tuple<row>>({{1}, {2}, {3}}) == 3);
    CHECK(evaluate<op::height, type::tuple<row>>({{1}, {2, 2}}) == status::domain);
    CHECK(evaluate<op::width, type::tuple<row>>({{15}}) == status::domain);
    CHECK(evaluate<op::width, type::pair<row, row>>({{1, 2, 3}, {4, 5, 6}}) == 3);
    check_pieces<op::height>();
    check_pieces<op::width>();
}

TEST_CASE("shape and portrait") {
    CHECK(evaluate<op::shape, type::indices>(bar) == ivec{2, 5});
    CHECK(evaluate<op::shape, type::grid>(no_columns) == ivec{2, 0});
    CHECK(evaluate<op::portrait, type::grid>(no_columns) == true);
    CHECK(evaluate<op::portrait, type::indices>({}) == false);
    CHECK(evaluate<op::shape, type::grid>({}) == ivec{0, 0});
    CHECK(evaluate<op::shape, type::object>({}) == ivec{0, 0});
    CHECK(evaluate<op::shape, locations>({{0, 0}, {3, 9}}) == ivec{4, 10});
    CHECK(evaluate<op::portrait, type::grid>({}) == false);
    CHECK(evaluate<op::portrait, locations>({{0, 0}, {3, 1}}) == true);
    CHECK(evaluate<op::portrait, cells>({{1, {0, 0}}, {1, {3, 9}}}) == false);
    check_pieces<op::shape>();
    check_pieces<op::portrait>();
}

TEST_CASE("square") {
    CHECK(evaluate<op::square, type::grid>(grid_of({{1, 2}, {4, 5}})) == true);
    CHECK(evaluate<op::square, type::grid>(no_columns) == false);
    CHECK(evaluate<op::square, type::grid>({}) == status::empty);
    CHECK(evaluate<op::square, type::indices>({}) == true);
    CHECK(evaluate<op::square, type::indices>({{0, 0}, {1, 1}}) == false);
    CHECK(evaluate<op::square, type::object>({{1, {5, 5}}, {2, {5, 5}}}) == false);
    CHECK(evaluate<op::square, locations>({{5, 5}}) == true);
    CHECK(evaluate<op::square, locations>({{5, 5}, {5, 5}}) == false);
    // four elements on two places of the diagonal
    CHECK(evaluate<op::square, cells>({{1, {0, 0}}, {2, {1, 1}}, {1, {0, 0}}, {3, {1, 1}}}) ==
          true);
    CHECK(evaluate<op::square, cells>({{1, nowhere}}) == status::empty);
    CHECK(evaluate<op::square, locations>({}) == true);
    CHECK(evaluate<op::square, type::pair<type::ivec, type::ivec>>({{5, 5}, {6, 6}}) == false);
    CHECK(evaluate<op::square, type::tuple<row>>({{1, 2}, {3, 4}}) == true);
    CHECK(evaluate<op::square, type::tuple<row>>({}) == status::empty);
    CHECK(evaluate<op::square, type::grid>(reference::grid(1, 30)) == false);
    check_pieces<op::square>();
}
