// Straight lines: gaps, single cells, two colours on a place, repeats in a sequence.
#include "support/check.hpp"
#include <batt/dsl/line_tests.hpp>

using namespace batt;
using namespace batt::testing;

using locations = type::tuple<type::ivec>;
using cells = type::tuple<type::cell>;

template <class Op>
static void check_patches() {
    CHECK(evaluate<Op, type::indices>({}) == false);
    CHECK(evaluate<Op, type::indices>({{-7, 7}}) == true);
    CHECK(evaluate<Op, type::indices>({{0, 0}, {1, 1}}) == false);
    CHECK(evaluate<Op, type::object>({{1, {5, 5}}, {2, {5, 5}}}) == false);
    CHECK(evaluate<Op, locations>({{5, 5}, {5, 5}}) == false);
    check_random<Op, type::indices>();
    check_random<Op, type::univalued>();
    check_random<Op, type::object>();
    check_random<Op, locations>();
    check_random<Op, cells>();
    check_random<Op, type::pair<type::ivec, type::ivec>>();
}

TEST_CASE("hline") {
    CHECK(evaluate<op::hline, type::indices>({{3, -1}, {3, 0}, {3, 1}}) == true);
    CHECK(evaluate<op::hline, type::indices>({{3, -1}, {3, 1}}) == false);
    CHECK(evaluate<op::hline, locations>({{3, 1}, {3, -1}, {3, 1}}) == true);
    CHECK(evaluate<op::hline, type::pair<type::ivec, type::ivec>>({{3, 1}, {3, 0}}) == true);
    check_patches<op::hline>();
}

TEST_CASE("vline") {
    CHECK(evaluate<op::vline, type::indices>({{-1, 3}, {0, 3}, {1, 3}}) == true);
    CHECK(evaluate<op::vline, type::indices>({{-1, 3}, {1, 3}}) == false);
    CHECK(evaluate<op::vline, cells>({{1, {1, 3}}, {2, {-1, 3}}, {1, {1, 3}}}) == true);
    check_patches<op::vline>();
}

TEST_CASE("lines of sequences that are empty or hold no location") {
    CHECK(evaluate<op::hline, locations>({}) == false);
    CHECK(evaluate<op::vline, cells>({}) == false);
    CHECK(evaluate<op::hline, cells>({{1, {0, 0}}, {2, {0, 1}}}) == true);
    CHECK(evaluate<op::hline, cells>({{1, {0, 0}}, {2, {0, 0}}}) == false);
    CHECK(evaluate<op::hline, locations>({ivec::no_location()}) == status::empty);
    CHECK(evaluate<op::vline, cells>({{1, ivec::no_location()}}) == status::empty);
    CHECK(evaluate<op::vline, cells>({{99, {0, 0}}}) == status::domain);
}
