// Calls of functions that are made from functions: bound values, compositions, powers.
#include "support/check.hpp"
#include <batt/dsl/arithmetic.hpp>
#include <batt/dsl/combinators.hpp>
#include <batt/dsl/container.hpp>
#include <batt/dsl/functional.hpp>
#include <batt/dsl/logic.hpp>
#include <batt/dsl/mirror.hpp>
#include <batt/dsl/objects.hpp>
#include <batt/dsl/shift.hpp>
#include <batt/dsl/tuples.hpp>

using namespace batt;
using namespace batt::testing;

template <class Op>
using named = type::named<Op>;
using I = type::integer;
using identity = named<op::identity>;
using increment = named<op::increment>;
using subtract = named<op::subtract>;
template <class F, class... A>
inline constexpr bool ill = std::is_same_v<call_t<F, A...>, type::ill>;

TEST_CASE("identity") {
    check_random<op::identity, type::object>();
    check_random<op::identity, type::constant<4>>();
}

TEST_CASE("compose, chain, fork") {
    using twice = call_t<named<op::chain>, increment, named<op::double_>, named<op::sign>>;
    CHECK(evaluate_function<twice, I>(-5) == -1);
    using spread = call_t<named<op::fork>, subtract, named<op::last>, named<op::first>>;
    CHECK(evaluate_function<spread, type::ivec>({3, 10}) == 7);
    check_function<call_t<named<op::fork>, named<op::astuple>, named<op::first>, spread>,
                   type::ivec>();
    static_assert(ill<named<op::compose>, increment, subtract>);
    static_assert(ill<named<op::compose>, increment, I>);
    static_assert(ill<named<op::fork>, increment, increment, increment>);
}

TEST_CASE("matcher") {
    check_function<call_t<named<op::matcher>, named<op::first>, type::constant<3>>, type::ivec>();
    check_function<call_t<named<op::matcher>, named<op::first>, type::cell>, type::object>();
    check_function<call_t<named<op::matcher>, identity, type::univalued>, type::object>();
    static_assert(ill<call_t<named<op::matcher>, identity, type::grid>, type::object>);
}

TEST_CASE("lbind, rbind") {
    CHECK(evaluate_function<call_t<named<op::lbind>, subtract, type::constant<1>>, I>(5) == -4);
    using range = call_t<named<op::rbind>, named<op::interval>, type::constant<1>>;
    check_function<call_t<named<op::rbind>, range, I>, I>();
    using choice = call_t<named<op::rbind>, named<op::branch>, I>;
    check_function<choice, type::boolean, I>();
    using unless = call_t<named<op::lbind>, choice, type::boolean>;
    check_function<unless, I>();
    static_assert(ill<unless, type::ivec>);
    // the three flags of objects, bound one by one
    using flagged = call_t<named<op::rbind>, named<op::objects>, type::flag<true>>;
    using one = call_t<named<op::rbind>, flagged, type::flag<false>>;
    using two = call_t<named<op::rbind>, one, type::flag<true>>;
    check_function<two, type::grid>();
    static_assert(std::is_same_v<call_t<two, type::grid>, type::set<type::univalued>>);
    static_assert(ill<named<op::lbind>, increment, I>);
}

TEST_CASE("functions bound to functions") {
    // lbind(lbind, shift): p -> (d -> shift(p, d))
    using mover = call_t<named<op::lbind>, named<op::lbind>, named<op::shift>>;
    check_function<mover, type::univalued>();
    check_function<call_t<mover, type::object>, type::ivec>();
    // lbind(rbind, subtract): a -> (x -> subtract(x, a))
    using taker = call_t<call_t<named<op::lbind>, named<op::rbind>, subtract>, I>;
    check_function<taker, I>();
}

TEST_CASE("power") {
    // the type changes at each step: the colour of the first of two cells
    using twice = call_t<named<op::power>, named<op::first>, type::constant<2>>;
    CHECK(evaluate_function<twice, type::pair<type::cell, type::cell>>(
              {{5, {0, 0}}, {6, {0, 0}}}) == 5);
    using often = call_t<named<op::power>, increment, I>;
    CHECK(evaluate<op::power, increment, I>({}, 0) == status::domain);
    CHECK(evaluate<op::power, increment, I>({}, 65537) == status::capacity);
    CHECK(evaluate<op::power, increment, type::constant<0>>({}, {}) == status::domain);
    CHECK(evaluate<op::apply, often, type::tuple<I>>({{}, 65536}, {1}) ==
          reference::tuple<integer>{65537});
    check_function<often, type::ivec>();
    check_function<call_t<named<op::power>, named<op::hmirror>, I>, type::indices>();
}

TEST_CASE("functions that fail when called") {
    using often = call_t<named<op::power>, named<op::first>, type::constant<2>>;
    CHECK(evaluate<op::power, increment, I>({}, -3) == status::domain);
    CHECK(evaluate<op::power, increment, type::constant<-1>>({}, {}) == status::domain);
    CHECK(evaluate_function<often, type::tuple<type::indices>>({}) == status::empty);
    CHECK(evaluate_function<often, type::tuple<type::indices>>({{}, {{1, 1}}}) == status::empty);
    // the inner function fails first, whatever the outer one would give
    using outer = call_t<named<op::compose>, increment, named<op::first>>;
    CHECK(evaluate_function<outer, type::ivec>(ivec::no_location()) == status::empty);
    using both = call_t<named<op::fork>, subtract, named<op::first>, named<op::last>>;
    CHECK(evaluate_function<both, type::tuple<I>>({}) == status::empty);
    using is_three = call_t<named<op::matcher>, named<op::first>, type::constant<3>>;
    CHECK(evaluate_function<is_three, type::ivec>(ivec::no_location()) == status::empty);
    CHECK(evaluate<op::identity, type::ivec>(ivec::no_location()) == ivec::no_location());
}
