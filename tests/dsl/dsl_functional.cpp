// Functions over containers, containers of functions, and branches between values and functions.
#include "support/check.hpp"
#include <batt/dsl/arithmetic.hpp>
#include <batt/dsl/color.hpp>
#include <batt/dsl/container.hpp>
#include <batt/dsl/functional.hpp>
#include <batt/dsl/halves.hpp>
#include <batt/dsl/mirror.hpp>
#include <batt/dsl/neighbors.hpp>
#include <batt/dsl/patch.hpp>
#include <batt/dsl/sets.hpp>
#include <batt/dsl/shift.hpp>
#include <batt/dsl/size.hpp>
#include <batt/dsl/tuples.hpp>

using namespace batt;
using namespace batt::testing;

template <class Op>
using named = type::named<Op>;
using I = type::integer;
using row = type::tuple<I>;
using objects = type::set<type::object>;
using parts = type::set<type::univalued>;
using first = named<op::first>;
using identity = named<op::identity>;
using mirrors = type::choice<named<op::vmirror>, named<op::hmirror>>;

TEST_CASE("apply") {
    CHECK(evaluate<op::apply, named<op::tojvec>, type::ivec>({}, {4, 8}) ==
          reference::pair<ivec, ivec>{{0, 4}, {0, 8}});
    CHECK(evaluate<op::apply, named<op::increment>, type::ivec>({}, {4, 8}) == ivec{5, 9});
    CHECK(evaluate<op::apply, identity, type::ivec>({}, ivec::no_location()) == status::empty);
    check_random<op::apply, named<op::sign>, type::set<I>>();
    check_random<op::apply, first, type::indices>();
    check_random<op::apply, type::lbind<named<op::multiply>, type::ivec>, type::indices>();
    check_random<op::apply, named<op::last>, type::object>();
    check_random<op::apply, named<op::vmirror>, parts>();
    check_random<op::apply, named<op::toindices>, objects>();
    check_random<op::apply, named<op::initset>, type::tuple<type::cell>>();
    check_random<op::apply, identity, type::grid>();
    check_random<op::apply, named<op::size>, type::pair<type::object, type::indices>>();
    check_random<op::apply, type::lbind<named<op::lbind>, named<op::shift>>,
                 type::tuple<type::object>>();
}

TEST_CASE("rapply") {
    check_random<op::rapply, type::set<mirrors>, type::univalued>();
    check_random<op::rapply, type::tuple<mirrors>, type::grid>();
    check_random<op::rapply, type::pair<first, named<op::size>>, type::indices>();
    check_random<op::rapply, type::set<type::lbind<named<op::lbind>, named<op::shift>>>,
                 type::indices>();
}

TEST_CASE("mapply") {
    check_random<op::mapply, type::lbind<named<op::recolor>, I>, type::set<type::indices>>();
    check_random<op::mapply, named<op::vmirror>, objects>();
    check_random<op::mapply, named<op::dneighbors>, type::indices>();
    check_random<op::mapply, named<op::dneighbors>, type::tuple<type::ivec>>();
    check_random<op::mapply, identity, type::tuple<type::univalued>>();
    check_random<op::mapply, named<op::vmirror>, type::tuple<type::grid>>();
    check_random<op::mapply, named<op::toindices>, type::pair<type::object, type::univalued>>();
    check_random<op::mapply, named<op::initset>, type::set<type::grid>>();
}

TEST_CASE("papply, mpapply") {
    CHECK(evaluate<op::papply, named<op::pair>, type::grid, type::grid>(
              {}, grid_of({{1, 2}}), grid_of({{3, 4}, {5, 6}})) ==
          reference::tuple<reference::tuple<ivec>>{{{1, 3}, {2, 4}}});
    check_random<op::papply, named<op::astuple>, row, row>();
    check_random<op::papply, named<op::recolor>, row, type::tuple<type::indices>>();
    check_random<op::papply, named<op::compose>, type::tuple<mirrors>,
                 type::pair<identity, identity>>();
    check_random<op::mpapply, named<op::recolor>, row, type::tuple<type::object>>();
    check_random<op::mpapply, named<op::repeat>, type::tuple<type::univalued>,
                 type::tuple<type::boolean>>();
    check_random<op::mpapply, named<op::mapply>,
                 type::pair<named<op::dneighbors>, named<op::ineighbors>>,
                 type::pair<type::indices, type::indices>>();
}

TEST_CASE("prapply") {
    check_random<op::prapply, named<op::multiply>, type::set<I>, row>();
    check_random<op::prapply, named<op::add>, type::tuple<type::ivec>, row>();
    check_random<op::prapply, named<op::shift>, type::tuple<type::univalued>,
                 type::tuple<type::ivec>>();
    check_random<op::prapply, named<op::astuple>, type::ivec, objects>();
}

TEST_CASE("branch") {
    check_random<op::branch, type::boolean, I, type::boolean>();
    check_random<op::branch, type::boolean, type::univalued, type::object>();
    check_random<op::branch, type::boolean, type::object, type::tuple<type::cell>>();
    check_random<op::branch, type::boolean, type::pair<type::ivec, type::ivec>, type::indices>();
    check_random<op::branch, type::boolean, type::grid, type::tuple<row>>();
    check_random<op::branch, type::flag<false>, type::grid, type::grid>();
    // the result is called with the same arguments, whichever function was chosen
    using chosen = call_t<named<op::branch>, type::boolean, named<op::vmirror>, identity>;
    check_function<chosen, type::object>();
    check_function<call_t<named<op::branch>, type::boolean, chosen, named<op::hmirror>>,
                   type::grid>();
}

TEST_CASE("the first failure in the order of evaluation") {
    using grids = type::tuple<type::grid>;
    using split = named<op::hsplit>;
    const reference::grid one(1, 1, 5), nothing;
    // the outer loop runs over b, the inner one over a
    CHECK(evaluate<op::prapply, split, grids, row>({}, {one, nothing}, {1, 0}) == status::empty);
    CHECK(evaluate<op::prapply, split, grids, row>({}, {one, nothing}, {0, 1}) ==
          status::divide_by_zero);
    CHECK(evaluate<op::prapply, split, grids, row>({}, {nothing, one}, {0}) == status::empty);
    CHECK(evaluate<op::prapply, split, grids, row>({}, {}, {0}).why == status::ok);
    CHECK(evaluate<op::papply, split, grids, row>({}, {one, one, nothing}, {1, 0, 1}) ==
          status::divide_by_zero);
    CHECK(evaluate<op::papply, split, grids, row>({}, {one, nothing, one}, {1, 0, 0}) ==
          status::empty);
    // nothing is evaluated beyond the end of the shorter container
    CHECK(evaluate<op::papply, split, grids, row>({}, {one, nothing}, {1}).value.size() == 1);
    CHECK(evaluate<op::papply, split, grids, row>({}, {}, {0}).value.size() == 0);
    CHECK(evaluate<op::mpapply, split, grids, row>({}, {one, one}, {2, 0}) ==
          status::divide_by_zero);
    CHECK(evaluate<op::mpapply, split, grids, row>({}, {}, {}) ==
          reference::tuple<reference::grid>{});
    using parted = type::lbind<split, type::grid>;
    CHECK(evaluate<op::apply, parted, row>({{}, nothing}, {1}) == status::empty);
    CHECK(evaluate<op::apply, parted, row>({{}, nothing}, {}).why == status::ok);
    CHECK(evaluate<op::apply, parted, row>({{}, one}, {1, 0, 2}) == status::divide_by_zero);
    CHECK(evaluate<op::mapply, parted, row>({{}, one}, {-1}) ==
          reference::tuple<reference::grid>{});
}

TEST_CASE("functions on nothing, on rows, and results that merge") {
    using indices_set = type::set<type::indices>;
    CHECK(evaluate<op::apply, first, type::set<type::indices>>({}, {{{5, 5}}, {}}) ==
          status::empty);
    CHECK(evaluate<op::apply, named<op::sign>, type::set<I>>({}, {-7, -3, 0, 4}) ==
          reference::set<integer>{-1, 0, 1});
    CHECK(evaluate<op::apply, identity, type::grid>({}, reference::grid(2, 0)) ==
          reference::tuple<reference::tuple<integer>>{{}, {}});
    CHECK(evaluate<op::apply, first, type::grid>({}, reference::grid(2, 0)) == status::empty);
    CHECK(evaluate<op::apply, named<op::vmirror>, parts>({}, {{}}) == status::empty);
    CHECK(evaluate<op::rapply, type::pair<first, named<op::size>>, type::indices>({}, {}) ==
          status::empty);
    CHECK(evaluate<op::rapply, type::tuple<mirrors>, type::grid>({}, {}) ==
          reference::tuple<reference::grid>{});
    CHECK(evaluate<op::mapply, named<op::vmirror>, objects>({}, {}) == reference::object{});
    CHECK(evaluate<op::mapply, named<op::vmirror>, objects>({}, {{}}) == status::empty);
    CHECK(evaluate<op::mapply, named<op::vmirror>, type::tuple<type::grid>>(
              {}, {reference::grid(1, 1, 4), reference::grid(1, 2, 4)}) == status::domain);
    CHECK(evaluate<op::mapply, named<op::vmirror>, type::tuple<type::grid>>({}, {}) ==
          reference::grid{});
    CHECK(evaluate<op::mapply, type::lbind<named<op::recolor>, I>, indices_set>(
              {{}, 15}, {{{0, 0}}}) == status::domain);
    CHECK(evaluate<op::mapply, type::lbind<named<op::recolor>, I>, indices_set>({{}, 15}, {{}}) ==
          reference::object{});
    CHECK(evaluate<op::mapply, named<op::dneighbors>, type::tuple<type::ivec>>(
              {}, {ivec::no_location()}) == status::empty);
    CHECK(evaluate<op::prapply, named<op::multiply>, type::set<I>, row>({}, {2, 3}, {3, 2, 3}) ==
          reference::set<integer>{4, 6, 9});
    CHECK(evaluate<op::papply, named<op::astuple>, row, row>({}, {1}, {}) ==
          reference::tuple<ivec>{});
}
