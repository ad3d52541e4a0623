// Mirrors: of grids by definition, of patches within their bounding boxes.
#include "support/check.hpp"
#include <batt/dsl/mirror.hpp>

using namespace batt;
using namespace batt::testing;

using locations = type::tuple<type::ivec>;

template <class Op>
static void check_pieces() {
    CHECK(evaluate<Op, type::indices>({}) == status::empty);
    CHECK(evaluate<Op, type::object>({}) == status::empty);
    CHECK(evaluate<Op, type::grid>({}) == reference::grid{});
    CHECK(evaluate<Op, locations>({}) == status::empty);
    CHECK(evaluate<Op, type::tuple<type::cell>>({}) == status::empty);
    CHECK(evaluate<Op, locations>({{0, 0}, ivec::no_location()}) == status::empty);
    // sequences become sets, and two colours of one place both stay there
    CHECK(evaluate<Op, locations>({{4, -4}, {4, -4}}) == reference::indices{{4, -4}});
    CHECK(evaluate<Op, type::object>({{1, {4, 4}}, {2, {4, 4}}}) ==
          reference::object{{1, {4, 4}}, {2, {4, 4}}});
    check_random<Op, type::grid>();
    check_random<Op, locations>();
    check_random<Op, type::pair<type::ivec, type::ivec>>();
    check_random<Op, type::indices>();
    check_random<Op, type::univalued>();
    check_random<Op, type::object>();
    check_random<Op, type::pair<type::cell, type::cell>>();
}

static const reference::grid two_rows = grid_of({{1, 2, 3}, {4, 5, 6}});
static const reference::grid no_columns(3, 0);
static const reference::indices p{{0, 0}, {1, 1}, {1, 2}};

TEST_CASE("hmirror") {
    CHECK(evaluate<op::hmirror, type::grid>(two_rows) == grid_of({{4, 5, 6}, {1, 2, 3}}));
    CHECK(evaluate<op::hmirror, type::grid>(no_columns) == no_columns);
    CHECK(evaluate<op::hmirror, type::indices>(p) == reference::indices{{1, 0}, {0, 1}, {0, 2}});
    CHECK(evaluate<op::hmirror, locations>({{3, 1}, {0, 0}}) == reference::indices{{0, 1}, {3, 0}});
    check_pieces<op::hmirror>();
}

TEST_CASE("vmirror") {
    CHECK(evaluate<op::vmirror, type::grid>(two_rows) == grid_of({{3, 2, 1}, {6, 5, 4}}));
    CHECK(evaluate<op::vmirror, type::grid>(no_columns) == no_columns);
    CHECK(evaluate<op::vmirror, type::indices>(p) == reference::indices{{0, 2}, {1, 0}, {1, 1}});
    check_pieces<op::vmirror>();
}

TEST_CASE("dmirror") {
    CHECK(evaluate<op::dmirror, type::grid>(two_rows) == grid_of({{1, 4}, {2, 5}, {3, 6}}));
    CHECK(evaluate<op::dmirror, type::grid>(no_columns) == reference::grid{});
    CHECK(evaluate<op::dmirror, type::object>({{7, {5, -2}}, {3, {5, 0}}}) ==
          reference::object{{7, {5, -2}}, {3, {7, -2}}});
    CHECK(evaluate<op::dmirror, type::indices>({{32767, 0}, {32767, 1}}) == status::capacity);
    check_pieces<op::dmirror>();
}

TEST_CASE("cmirror") {
    CHECK(evaluate<op::cmirror, type::grid>(two_rows) == grid_of({{6, 3}, {5, 2}, {4, 1}}));
    CHECK(evaluate<op::cmirror, type::grid>(no_columns) == reference::grid{});
    CHECK(evaluate<op::cmirror, type::object>({{7, {5, -2}}, {3, {5, 0}}}) ==
          reference::object{{7, {7, -2}}, {3, {5, -2}}});
    check_pieces<op::cmirror>();
}
