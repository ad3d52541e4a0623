// Functions over containers, containers of functions, and branches between values and functions.
#include "support/check.hpp"
#include <batt/dsl/arithmetic.hpp>
#include <batt/dsl/color.hpp>
#include <batt/dsl/container.hpp>
#include <batt/dsl/functional.hpp>
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
using mirrors = type::either<named<op::vmirror>, named<op::hmirror>>;

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
    check_random<op::apply, type::lbind<named<op::lbind>, named<op::shift>>, type::tuple<type::object>>();
}

TEST_CASE("rapply") {
    check_random<op::rapply, type::set<mirrors>, type::univalued>();
    check_random<op::rapply, type::tuple<mirrors>, type::grid>();
    check_random<op::rapply, type::pair<first, named<op::size>>, type::indices>();
    check_random<op::rapply, type::set<type::lbind<named<op::lbind>, named<op::shift>>>, type::indices>();
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
    check_random<op::papply, named<op::compose>, type::tuple<mirrors>, type::pair<identity, identity>>();
    check_random<op::mpapply, named<op::recolor>, row, type::tuple<type::object>>();
    check_random<op::mpapply, named<op::repeat>, type::tuple<type::univalued>, type::tuple<type::boolean>>();
    check_random<op::mpapply, named<op::mapply>,
                 type::pair<named<op::dneighbors>, named<op::ineighbors>>,
                 type::pair<type::indices, type::indices>>();
}

TEST_CASE("prapply") {
    check_random<op::prapply, named<op::multiply>, type::set<I>, row>();
    check_random<op::prapply, named<op::add>, type::tuple<type::ivec>, row>();
    check_random<op::prapply, named<op::shift>, type::tuple<type::univalued>, type::tuple<type::ivec>>();
    check_random<op::prapply, named<op::astuple>, type::ivec, objects>();
}

TEST_CASE("branch") {
    check_random<op::branch, type::boolean, I, type::boolean>();
    check_random<op::branch, type::boolean, type::univalued, type::object>();
    check_random<op::branch, type::boolean, type::object, type::tuple<type::cell>>();
    check_random<op::branch, type::boolean, type::pair<type::ivec, type::ivec>, type::indices>();
    check_random<op::branch, type::boolean, type::grid, type::tuple<row>>();
    check_random<op::branch, type::flag<false>, type::grid, type::grid>();
    // the result is called with the same arguments whichever was chosen
    using chosen = call_t<named<op::branch>, type::boolean, named<op::vmirror>, identity>;
    check_function<chosen, type::object>();
    check_function<call_t<named<op::branch>, type::boolean, chosen, named<op::hmirror>>, type::grid>();
}
