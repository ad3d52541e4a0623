// Sizes of containers of every kind.
#include "support/check.hpp"
#include <batt/dsl/size.hpp>

using namespace batt;
using namespace batt::testing;

TEST_CASE("size") {
    CHECK(evaluate<op::size, type::grid>(grid_of({{1, 2, 3}})) == 1);
    CHECK(evaluate<op::size, type::cell>({1, {2, 3}}) == 2);
    CHECK(evaluate<op::size, type::ivec>(ivec::no_location()) == status::empty);
    CHECK(evaluate<op::size, type::object>({{1, {0, 0}}, {2, {0, 0}}}) == 2);
    CHECK(evaluate<op::size, type::grid>({}) == 0);
    CHECK(evaluate<op::size, type::grid>(reference::grid(4, 0)) == 4);
    CHECK(evaluate<op::size, type::ivec>({0, 0}) == 2);
    CHECK(evaluate<op::size, type::tuple<type::ivec>>({{1, 1}, {1, 1}, ivec::no_location()}) == 3);
    CHECK(evaluate<op::size, type::pair<type::cell, type::cell>>({{1, {0, 0}}, {1, {0, 0}}}) == 2);
    check_random<op::size, type::indices>();
    check_random<op::size, type::grid>();
    check_random<op::size, type::set<type::integer>>();
    check_random<op::size, type::object>();
    check_random<op::size, type::univalued>();
    check_random<op::size, type::tuple<type::ivec>>();
    check_random<op::size, type::set<type::object>>();
    check_random<op::size, type::ivec>();
}
