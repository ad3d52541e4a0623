// Arithmetic: integers that wrap, mixes of integers and ivecs, no location.
#include "support/check.hpp"
#include <batt/dsl/arithmetic.hpp>

using namespace batt;
using namespace batt::testing;

static constexpr integer least = -2147483647 - 1, largest = 2147483647;
static const ivec nowhere = ivec::no_location();

template <class Op>
static void check_unary() {
    CHECK(evaluate<Op, type::ivec>(nowhere) == status::empty);
    check_random<Op, type::integer>();
    check_random<Op, type::boolean>();
    check_random<Op, type::constant<-2>>();
    check_random<Op, type::ivec>();
    check_random<Op, type::pair<type::integer, type::boolean>>();
}

template <class Op>
static void check_binary() {
    CHECK(evaluate<Op, type::integer, type::ivec>(1, nowhere) == status::empty);
    CHECK(evaluate<Op, type::ivec, type::ivec>(nowhere, {0, 0}) == status::empty);
    check_random<Op, type::integer, type::integer>();
    check_random<Op, type::boolean, type::integer>();
    check_random<Op, type::integer, type::ivec>();
    check_random<Op, type::ivec, type::constant<3>>();
    check_random<Op, type::ivec, type::ivec>();
    check_random<Op, type::pair<type::boolean, type::integer>, type::boolean>();
}

TEST_CASE("add") {
    CHECK(evaluate<op::add, type::integer, type::ivec>(1, {2, 3}) == ivec{3, 4});
    CHECK(evaluate<op::add, type::boolean, type::boolean>(true, true) == 2);
    CHECK(evaluate<op::add, type::integer, type::integer>(largest, 1) == least);
    check_binary<op::add>();
}

TEST_CASE("subtract") {
    CHECK(evaluate<op::subtract, type::integer, type::ivec>(1, {2, 3}) == ivec{-1, -2});
    CHECK(evaluate<op::subtract, type::ivec, type::integer>({2, 3}, 1) == ivec{1, 2});
    check_binary<op::subtract>();
}

TEST_CASE("multiply") {
    CHECK(evaluate<op::multiply, type::ivec, type::ivec>({2, -3}, {4, 5}) == ivec{8, -15});
    CHECK(evaluate<op::multiply, type::integer, type::integer>(65536, 65536) == 0);
    check_binary<op::multiply>();
}

TEST_CASE("divide") {
    CHECK(evaluate<op::divide, type::integer, type::integer>(-7, 2) == -4);
    CHECK(evaluate<op::divide, type::integer, type::integer>(7, -2) == -4);
    CHECK(evaluate<op::divide, type::integer, type::integer>(least, -1) == least);
    CHECK(evaluate<op::divide, type::integer, type::integer>(1, 0) == status::divide_by_zero);
    CHECK(evaluate<op::divide, type::ivec, type::ivec>({1, 1}, {1, 0}) == status::divide_by_zero);
    CHECK(evaluate<op::divide, type::ivec, type::integer>(nowhere, 0) == status::empty);
    check_binary<op::divide>();
}

TEST_CASE("invert, double_, halve") {
    CHECK(evaluate<op::invert, type::integer>(least) == least);
    CHECK(evaluate<op::invert, type::boolean>(true) == -1);
    CHECK(evaluate<op::double_, type::ivec>({-2, 3}) == ivec{-4, 6});
    CHECK(evaluate<op::halve, type::ivec>({-1, -3}) == ivec{-1, -2});
    check_unary<op::invert>();
    check_unary<op::double_>();
    check_unary<op::halve>();
}

TEST_CASE("increment, decrement, crement, sign") {
    CHECK(evaluate<op::increment, type::integer>(largest) == least);
    CHECK(evaluate<op::decrement, type::ivec>({0, 5}) == ivec{-1, 4});
    CHECK(evaluate<op::crement, type::ivec>({0, -5}) == ivec{0, -6});
    CHECK(evaluate<op::crement, type::integer>(least) == largest);
    CHECK(evaluate<op::sign, type::ivec>({7, -7}) == ivec{1, -1});
    check_unary<op::increment>();
    check_unary<op::decrement>();
    check_unary<op::crement>();
    check_unary<op::sign>();
}

TEST_CASE("toivec, tojvec") {
    CHECK(evaluate<op::toivec, type::integer>(4) == ivec{4, 0});
    CHECK(evaluate<op::tojvec, type::boolean>(true) == ivec{0, 1});
    check_random<op::toivec, type::integer>();
    check_random<op::tojvec, type::integer>();
}

TEST_CASE("booleans, single components and no location") {
    CHECK(evaluate<op::divide, type::integer, type::ivec>(5, {1, 0}) == status::divide_by_zero);
    CHECK(evaluate<op::divide, type::integer, type::ivec>(-7, {2, -2}) == ivec{-4, 3});
    CHECK(evaluate<op::divide, type::ivec, type::ivec>({0, 0}, nowhere) == status::empty);
    CHECK(evaluate<op::divide, type::boolean, type::integer>(true, 0) == status::divide_by_zero);
    CHECK(evaluate<op::multiply, type::ivec, type::constant<3>>(nowhere, {}) == status::empty);
    CHECK(evaluate<op::subtract, type::integer, type::integer>(least, 1) == largest);
    CHECK(evaluate<op::double_, type::integer>(largest) == -2);
    CHECK(evaluate<op::halve, type::boolean>(true) == 0);
    CHECK(evaluate<op::halve, type::integer>(least) == least / 2);
    CHECK(evaluate<op::sign, type::boolean>(true) == 1);
    CHECK(evaluate<op::crement, type::boolean>(false) == 0);
    CHECK(evaluate<op::invert, type::ivec>({least, 1}) == ivec{least, -1});
}
