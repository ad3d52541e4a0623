// Choice by keys: ties, keys that are sets, pairs or locations, and stable sorting.
#include "support/check.hpp"
#include <batt/dsl/by_key.hpp>
#include <batt/dsl/combinators.hpp>
#include <batt/dsl/container.hpp>
#include <batt/dsl/logic.hpp>
#include <batt/dsl/size.hpp>

using namespace batt;
using namespace batt::testing;

using objects = type::set<type::object>;
using parts = type::set<type::univalued>;
using row = type::tuple<type::integer>;
using identity = type::named<op::identity>;
using size = type::named<op::size>;
using first = type::named<op::first>;
using even = type::named<op::even>;

TEST_CASE("argmax, argmin") {
    CHECK(evaluate<op::argmax, row, even>({1, 4, 2}, {}) == 4);
    CHECK(evaluate<op::argmin, row, even>({}, {}) == status::empty);
    CHECK(evaluate<op::argmin, type::indices, first>({{5, 1}, {-2, 3}, {-2, 1}}, {}) ==
          ivec{-2, 1});
    // keys that are sets compare by their sizes
    CHECK(evaluate<op::argmax, type::tuple<type::indices>, identity>(
              {{{9, 9}}, {{1, 1}, {2, 2}}, {{3, 3}, {4, 4}}}, {}) ==
          reference::indices{{1, 1}, {2, 2}});
    check_random<op::argmax, objects, size>();
    check_random<op::argmin, parts, first>();
    check_random<op::argmax, type::object, first>();
    check_random<op::argmin, type::grid, identity>();
    check_random<op::argmax, type::tuple<type::grid>, identity>();
}

TEST_CASE("valmax, valmin") {
    CHECK(evaluate<op::valmax, type::ivec, identity>({3, 7}, {}) == 7);
    CHECK(evaluate<op::valmin, objects, size>({}, {}) == status::empty);
    check_random<op::valmax, objects, size>();
    check_random<op::valmin, type::indices, identity>();
    check_random<op::valmax, parts, identity>();
    check_random<op::valmin, type::tuple<row>, identity>();
}

TEST_CASE("order") {
    CHECK(evaluate<op::order, type::grid, first>(grid_of({{3, 1}, {1, 2}, {1, 1}}), {}) ==
          grid_of({{1, 2}, {1, 1}, {3, 1}}));
    CHECK(evaluate<op::order, type::ivec, identity>({3, -7}, {}) ==
          reference::tuple<integer>{-7, 3});
    check_random<op::order, row, even>();
    check_random<op::order, row, identity>();
    check_random<op::order, objects, size>();
    check_random<op::order, parts, first>();
    check_random<op::order, type::tuple<type::grid>, size>();
    check_random<op::order, type::tuple<type::indices>, identity>();
    check_random<op::order, type::object, type::named<op::last>>();
    check_random<op::order, type::pair<type::univalued, type::object>, size>();
    check_random<op::order, type::grid, identity>();
}

TEST_CASE("functions are no keys") {
    using functions = type::tuple<type::named<op::size>>;
    CHECK(!callable<type::named<op::argmax>, functions, identity>);
    CHECK(!callable<type::named<op::valmin>, functions, identity>);
    CHECK(!callable<type::named<op::order>, functions, identity>);
}

TEST_CASE("nothing to choose from") {
    CHECK(evaluate<op::argmax, row, even>({}, {}) == status::empty);
    CHECK(evaluate<op::argmax, objects, size>({}, {}) == status::empty);
    CHECK(evaluate<op::argmax, type::grid, identity>({}, {}) == status::empty);
    CHECK(evaluate<op::argmin, type::indices, first>({}, {}) == status::empty);
    CHECK(evaluate<op::argmin, type::ivec, identity>(ivec::no_location(), {}) == status::empty);
    CHECK(evaluate<op::valmax, type::ivec, identity>(ivec::no_location(), {}) == status::empty);
    CHECK(evaluate<op::valmax, objects, size>({}, {}) == status::empty);
    CHECK(evaluate<op::valmin, type::tuple<row>, identity>({}, {}) == status::empty);
    CHECK(evaluate<op::order, objects, size>({}, {}) == reference::tuple<reference::object>{});
    CHECK(evaluate<op::order, type::grid, identity>({}, {}) == reference::grid{});
    CHECK(evaluate<op::order, type::grid, identity>(reference::grid(3, 0), {}) ==
          reference::grid(3, 0));
}

TEST_CASE("keys that fail, and ties") {
    const reference::set<reference::object> with_nothing{{}, {{1, {0, 0}}}};
    CHECK(evaluate<op::argmin, parts, first>(with_nothing, {}) == status::empty);
    CHECK(evaluate<op::order, parts, first>(with_nothing, {}) == status::empty);
    CHECK(evaluate<op::argmax, type::grid, first>(reference::grid(1, 0), {}) == status::empty);
    CHECK(evaluate<op::argmax, objects, size>({{{1, {0, 0}}}, {{0, {5, 5}}}, {}}, {}) ==
          reference::object{{0, {5, 5}}});
    CHECK(evaluate<op::argmax, row, even>({1, 4, 2, 8}, {}) == 4);
    CHECK(evaluate<op::argmin, row, even>({3, 1, 2}, {}) == 3);
    // sets as keys compare by their sizes, and of equal ones the first is chosen
    CHECK(evaluate<op::valmin, type::tuple<type::indices>, identity>({{{9, 9}}, {{1, 1}}}, {}) ==
          reference::indices{{9, 9}});
    CHECK(evaluate<op::order, row, even>({4, 1, 2, 3}, {}) ==
          reference::tuple<integer>{1, 3, 4, 2});
    CHECK(evaluate<op::order, type::tuple<type::indices>, identity>(
              {{{1, 1}, {2, 2}}, {{9, 9}}, {}, {{0, 0}}}, {}) ==
          reference::tuple<reference::indices>{{}, {{9, 9}}, {{0, 0}}, {{1, 1}, {2, 2}}});
    // ivecs as keys compare lexicographically, and no location comes first
    CHECK(evaluate<op::argmin, type::tuple<type::ivec>, identity>(
              {{0, 0}, ivec::no_location(), {-5, 3}}, {}) == ivec::no_location());
    CHECK(evaluate<op::valmax, type::tuple<type::ivec>, identity>({{0, 9}, {1, -9}}, {}) ==
          ivec{1, -9});
}
