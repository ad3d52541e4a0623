// Sets: patches as windows, sets of patches in value order, functions in order of insertion.
#include "support/check.hpp"
#include <batt/dsl/mirror.hpp>
#include <batt/dsl/sets.hpp>

using namespace batt;
using namespace batt::testing;

using integers = type::set<type::integer>;
using objects = type::set<type::object>;
using parts = type::set<type::univalued>;
// Pairs that work as locations and as cells, in sets that are no patches.
using flagged = type::set<type::pair<type::boolean, type::integer>>;
using lit = type::set<type::pair<type::boolean, type::ivec>>;
static const ivec nowhere = ivec::no_location();

TEST_CASE("initset") {
    CHECK(evaluate<op::initset, type::ivec>({-3, 70}) == reference::indices{{-3, 70}});
    CHECK(evaluate<op::initset, type::ivec>(nowhere) == status::empty);
    CHECK(evaluate<op::initset, type::ivec>({0, 40000}) == status::capacity);
    CHECK(evaluate<op::initset, type::cell>({15, {0, 0}}) == status::domain);
    CHECK(evaluate<op::initset, type::cell>({15, nowhere}) == status::empty);
    check_random<op::initset, type::ivec>();
    check_random<op::initset, type::cell>();
    check_random<op::initset, type::tuple<type::cell>>();
}

TEST_CASE("insert") {
    CHECK(evaluate<op::insert, type::ivec, type::indices>({0, 0}, {{0, 63}}) ==
          reference::indices{{0, 0}, {0, 63}});
    CHECK(evaluate<op::insert, type::cell, type::object>({2, {0, 0}}, {{1, {0, 0}}}) ==
          reference::object{{1, {0, 0}}, {2, {0, 0}}});
    CHECK(evaluate<op::insert, type::cell, type::object>({16, {0, 0}}, {}) == status::domain);
    check_random<op::insert, type::integer, integers>();
    check_random<op::insert, type::ivec, type::indices>();
    check_random<op::insert, type::cell, type::object>();
    check_random<op::insert, type::object, objects>();
    check_random<op::insert, type::univalued, parts>();
    check_random<op::insert, type::object, parts>();
    check_random<op::insert, type::indices, type::set<type::indices>>();
    CHECK(evaluate<op::insert, type::ivec, flagged>({1, 0}, {{true, 0}, {true, 2}}) ==
          reference::indices{{1, 0}, {1, 2}});
    check_random<op::insert, type::ivec, flagged>();
    check_random<op::insert, type::cell, lit>();
    check_random<op::insert, type::tuple<type::integer>, type::indices>();
}

TEST_CASE("insert: the same named function once") {
    using one = type::named<op::vmirror>;
    using two = type::named<op::hmirror>;
    using both = type::choice<one, two>;
    CHECK(evaluate<op::insert, one, type::set<one>>({}, {{}}).value.size() == 1);
    CHECK(evaluate<op::insert, two, type::set<one>>({}, {{}}).value.size() == 2);
    const value::choice<value::named<op::vmirror>, value::named<op::hmirror>> first{true, {}, {}};
    CHECK(evaluate<op::insert, one, type::set<both>>({}, {first}).value.size() == 1);
    CHECK(evaluate<op::insert, two, type::set<both>>({}, {first}).value.size() == 2);
    check_random<op::insert, both, type::set<both>>();
}

template <class A, class B>
static void check_common() {
    check_random<op::intersection, A, B>();
    check_random<op::difference, A, B>();
}

TEST_CASE("intersection, difference") {
    // patches that are far apart have nothing in common, and no window holds both
    CHECK(evaluate<op::intersection, type::indices, type::indices>({{5, 5}}, {{900, -900}}) ==
          reference::indices{});
    CHECK(evaluate<op::difference, type::object, type::object>(
              {{1, {0, 0}}, {2, {0, 0}}}, {{2, {0, 0}}}) == reference::object{{1, {0, 0}}});
    check_common<type::indices, type::indices>();
    check_common<type::object, type::object>();
    check_common<type::univalued, type::univalued>();
    check_common<type::univalued, type::object>();
    check_common<type::object, type::univalued>();
    check_common<integers, integers>();
    check_common<objects, objects>();
    check_common<parts, objects>();
    check_common<type::indices, flagged>();
    check_common<flagged, type::indices>();
    check_common<type::object, lit>();
    check_common<type::univalued, lit>();
    check_common<lit, type::object>();
}

TEST_CASE("product") {
    CHECK(evaluate<op::product, integers, type::tuple<type::integer>>({1, 2}, {5, 3, 5}) ==
          reference::indices{{1, 3}, {1, 5}, {2, 3}, {2, 5}});
    CHECK(evaluate<op::product, integers, type::ivec>({1}, nowhere) == status::empty);
    check_random<op::product, integers, integers>();
    check_random<op::product, type::tuple<type::integer>, type::ivec>();
    check_random<op::product, type::indices, type::indices>();
    check_random<op::product, objects, parts>();
    check_random<op::product, type::set<type::boolean>, type::tuple<type::ivec>>();
    check_random<op::product, integers, type::indices>();
}

TEST_CASE("empty sets, and what may not enter a set") {
    const reference::set<reference::object> none;
    CHECK(evaluate<op::initset, type::integer>(7) == reference::set<integer>{7});
    CHECK(evaluate<op::initset, type::object>({}) == reference::set<reference::object>{{}});
    CHECK(evaluate<op::initset, type::grid>({}) == reference::set<reference::grid>{{}});
    CHECK(evaluate<op::initset, type::cell>({3, {0, -32769}}) == status::capacity);
    CHECK(evaluate<op::insert, type::ivec, type::indices>(nowhere, {}) == status::empty);
    CHECK(evaluate<op::insert, type::ivec, type::indices>({0, 32768}, {}) == status::capacity);
    CHECK(evaluate<op::insert, type::ivec, type::indices>({0, 0}, {{0, 0}}) ==
          reference::indices{{0, 0}});
    CHECK(evaluate<op::insert, type::cell, type::object>({1, nowhere}, {}) == status::empty);
    CHECK(evaluate<op::insert, type::object, objects>({}, {{}}) ==
          reference::set<reference::object>{{}});
    CHECK(evaluate<op::intersection, objects, objects>({{}}, {}) == none);
    CHECK(evaluate<op::intersection, objects, objects>({{}}, {{}}) ==
          reference::set<reference::object>{{}});
    CHECK(evaluate<op::difference, objects, objects>({{}}, {{}}) == none);
    CHECK(evaluate<op::difference, type::indices, type::indices>({}, {{0, 0}}) ==
          reference::indices{});
    CHECK(evaluate<op::intersection, type::object, type::object>({{1, {0, 0}}}, {{2, {0, 0}}}) ==
          reference::object{});
    CHECK(evaluate<op::product, integers, integers>({}, {1}) == reference::indices{});
    CHECK(evaluate<op::product, integers, integers>({1}, {}) == reference::indices{});
    CHECK(evaluate<op::product, integers, integers>({1}, {32768}) == status::capacity);
    CHECK(evaluate<op::product, type::tuple<type::integer>, type::ivec>({}, nowhere) ==
          status::empty);
    CHECK(evaluate<op::product, type::indices, type::indices>({}, {{0, 0}}).value.size() == 0);
}
