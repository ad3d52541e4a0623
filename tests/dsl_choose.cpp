// Choice by keys: ties, keys that are sets, pairs or locations, and stable sorting.
#include "support/check.hpp"
#include <batt/dsl/choose.hpp>
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
    CHECK(evaluate<op::argmin, type::indices, first>({{5, 1}, {-2, 3}, {-2, 1}}, {}) == ivec{-2, 1});
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
    CHECK(evaluate<op::order, type::ivec, identity>({3, -7}, {}) == reference::tuple<integer>{-7, 3});
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
