// Elements of containers of every kind: patches, lists, grids as rows, pairs.
#include "support/check.hpp"
#include <batt/dsl/container.hpp>
#include <batt/dsl/mirror.hpp>

using namespace batt;
using namespace batt::testing;

using integers = type::set<type::integer>;
using integer_tuple = type::tuple<type::integer>;
using objects = type::set<type::object>;
using parts = type::set<type::univalued>;
static const ivec nowhere = ivec::no_location();
static const reference::grid g = grid_of({{1, 2}, {3, 4}, {1, 2}});

TEST_CASE("contained") {
    CHECK(evaluate<op::contained, type::integer, type::cell>(3, {3, {4, 5}}) == true);
    CHECK(evaluate<op::contained, type::integer, type::cell>(4, {3, {4, 5}}) == false);
    CHECK(evaluate<op::contained, type::ivec, type::indices>(nowhere, {{0, 0}}) == false);
    CHECK(evaluate<op::contained, type::integer, type::ivec>(1, nowhere) == status::empty);
    CHECK(evaluate<op::contained, integer_tuple, type::grid>({3, 4}, g) == true);
    check_random<op::contained, type::integer, integer_tuple>();
    check_random<op::contained, type::integer, type::ivec>();
    check_random<op::contained, type::ivec, type::indices>();
    check_random<op::contained, type::cell, type::object>();
    check_random<op::contained, type::univalued, objects>();
    check_random<op::contained, type::object, type::tuple<type::object>>();
}

TEST_CASE("remove") {
    CHECK(evaluate<op::remove, integer_tuple, type::grid>({1, 2}, g) == grid_of({{3, 4}}));
    CHECK(evaluate<op::remove, type::integer, type::ivec>(3, {3, 4}) ==
          reference::tuple<integer>{4});
    CHECK(evaluate<op::remove, type::ivec, type::indices>(nowhere, {{0, 0}}) ==
          reference::indices{{0, 0}});
    check_random<op::remove, type::integer, integers>();
    check_random<op::remove, type::integer, integer_tuple>();
    check_random<op::remove, type::ivec, type::indices>();
    check_random<op::remove, type::cell, type::object>();
    check_random<op::remove, type::cell, type::univalued>();
    check_random<op::remove, type::object, parts>();
    check_random<op::remove, type::object, type::tuple<type::object>>();
    check_random<op::remove, integer_tuple, type::grid>();
}

TEST_CASE("other") {
    CHECK(evaluate<op::other, integers, type::integer>({1, 2}, 1) == 2);
    CHECK(evaluate<op::other, integers, type::integer>({1}, 1) == status::not_found);
    CHECK(evaluate<op::other, type::ivec, type::integer>({3, 3}, 3) == status::not_found);
    check_random<op::other, type::ivec, type::integer>();
    check_random<op::other, type::indices, type::ivec>();
    check_random<op::other, type::univalued, type::cell>();
    check_random<op::other, objects, type::object>();
    check_random<op::other, type::grid, integer_tuple>();
}

template <class C>
static void check_ends() {
    check_random<op::first, C>();
    check_random<op::last, C>();
}

TEST_CASE("first, last") {
    CHECK(evaluate<op::first, type::ivec>(nowhere) == status::empty);
    CHECK(evaluate<op::last, type::cell>({3, {4, 5}}) == ivec{4, 5});
    CHECK(evaluate<op::first, type::pair<type::boolean, type::integer>>({true, 7}) == true);
    CHECK(evaluate<op::last, type::grid>({}) == status::empty);
    check_ends<integers>();
    check_ends<type::indices>();
    check_ends<type::object>();
    check_ends<type::univalued>();
    check_ends<objects>();
    check_ends<type::grid>();
    check_ends<type::tuple<type::grid>>();
}

TEST_CASE("totuple") {
    CHECK(evaluate<op::totuple, type::grid>(g) == g);
    CHECK(evaluate<op::totuple, type::ivec>({1, 2}) == reference::tuple<integer>{1, 2});
    CHECK(evaluate<op::totuple, type::ivec>(nowhere) == status::empty);
    check_random<op::totuple, parts>();
    check_random<op::totuple, type::indices>();
    check_random<op::totuple, type::object>();
    check_random<op::totuple, type::pair<type::univalued, type::object>>();
}

TEST_CASE("maximum, minimum") {
    CHECK(evaluate<op::maximum, integers>({}) == 0);
    CHECK(evaluate<op::minimum, integers>({-5, 3}) == -5);
    CHECK(evaluate<op::maximum, type::ivec>(nowhere) == status::empty);
    check_random<op::maximum, integers>();
    check_random<op::minimum, integer_tuple>();
    check_random<op::maximum, type::ivec>();
    check_random<op::minimum, type::pair<type::integer, type::boolean>>();
    check_random<op::maximum, type::set<type::boolean>>();
}

TEST_CASE("empty containers and grids without rows or columns") {
    const reference::grid no_columns(3, 0);
    CHECK(evaluate<op::first, integers>({}) == status::empty);
    CHECK(evaluate<op::last, integers>({}) == status::empty);
    CHECK(evaluate<op::first, type::indices>({}) == status::empty);
    CHECK(evaluate<op::last, type::object>({}) == status::empty);
    CHECK(evaluate<op::first, type::univalued>({}) == status::empty);
    CHECK(evaluate<op::last, objects>({}) == status::empty);
    CHECK(evaluate<op::first, type::tuple<type::grid>>({}) == status::empty);
    CHECK(evaluate<op::first, type::grid>({}) == status::empty);
    CHECK(evaluate<op::last, type::ivec>(nowhere) == status::empty);
    CHECK(evaluate<op::first, type::grid>(no_columns) == reference::tuple<integer>{});
    CHECK(evaluate<op::last, type::grid>(no_columns) == reference::tuple<integer>{});
    CHECK(evaluate<op::totuple, type::grid>({}) == reference::grid{});
    CHECK(evaluate<op::totuple, type::object>({}) == reference::tuple<cell>{});
    CHECK(evaluate<op::contained, type::integer, integer_tuple>(0, {}) == false);
    CHECK(evaluate<op::contained, integer_tuple, type::grid>({}, no_columns) == true);
    CHECK(evaluate<op::contained, integer_tuple, type::grid>({}, {}) == false);
    CHECK(evaluate<op::remove, integer_tuple, type::grid>({}, no_columns) == reference::grid{});
    CHECK(evaluate<op::remove, integer_tuple, type::grid>({1}, no_columns) == no_columns);
    CHECK(evaluate<op::remove, integer_tuple, type::grid>({}, {}) == reference::grid{});
    CHECK(evaluate<op::remove, type::integer, type::ivec>(3, {3, 3}) ==
          reference::tuple<integer>{});
    CHECK(evaluate<op::remove, type::integer, type::ivec>(3, nowhere) == status::empty);
    CHECK(evaluate<op::remove, type::integer, integer_tuple>(1, {1, 2, 1}) ==
          reference::tuple<integer>{2});
    CHECK(evaluate<op::other, integers, type::integer>({}, 1) == status::not_found);
    CHECK(evaluate<op::other, type::grid, integer_tuple>(no_columns, {}) == status::not_found);
    CHECK(evaluate<op::other, type::grid, integer_tuple>({}, {}) == status::not_found);
    CHECK(evaluate<op::other, type::indices, type::ivec>({{0, 0}}, nowhere) == ivec{0, 0});
    CHECK(evaluate<op::other, type::ivec, type::integer>(nowhere, 3) == status::empty);
    CHECK(evaluate<op::minimum, integers>({}) == 0);
    CHECK(evaluate<op::maximum, integer_tuple>({}) == 0);
    CHECK(evaluate<op::maximum, integers>({-5, -3}) == -3);
    CHECK(evaluate<op::minimum, type::ivec>(nowhere) == status::empty);
    CHECK(evaluate<op::minimum, type::set<type::boolean>>({}) == 0);
}
