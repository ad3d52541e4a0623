// Moves of patches: empty ones, no location, and places that no patch can hold.
#include "support/check.hpp"
#include <batt/dsl/shift.hpp>

using namespace batt;
using namespace batt::testing;

static constexpr integer largest = 2147483647;

TEST_CASE("shift") {
    const auto shift = [](const reference::indices& p, ivec d) {
        return evaluate<op::shift, type::indices, type::ivec>(p, d);
    };
    CHECK(shift({{0, 0}, {3, -2}}, {-5, 70}) == reference::indices{{-5, 70}, {-2, 68}});
    CHECK(shift({}, {largest, -largest}) == reference::indices{});
    CHECK(shift({}, ivec::no_location()) == status::empty);
    CHECK(shift({{0, 0}}, {largest, 0}) == status::capacity);
    CHECK(shift({{32767, 0}}, {1, 0}) == status::capacity);
    CHECK(shift({{32767, 0}}, {-32767, 0}) == reference::indices{{0, 0}});
    CHECK(evaluate<op::shift, type::object, type::ivec>({{2, {1, 1}}, {3, {1, 1}}}, {-1, 4}) ==
          reference::object{{2, {0, 5}}, {3, {0, 5}}});
    check_random<op::shift, type::indices, type::ivec>();
    check_random<op::shift, type::univalued, type::ivec>();
    check_random<op::shift, type::object, type::ivec>();
    check_random<op::shift, type::tuple<type::ivec>, type::ivec>();
    check_random<op::shift, type::tuple<type::cell>, type::pair<type::boolean, type::integer>>();
}

TEST_CASE("normalize") {
    CHECK(evaluate<op::normalize, type::indices>({{-5, 70}, {-2, 68}}) ==
          reference::indices{{0, 2}, {3, 0}});
    CHECK(evaluate<op::normalize, type::object>({{4, {40, 40}}}) == reference::object{{4, {0, 0}}});
    CHECK(evaluate<op::normalize, type::indices>({}) == reference::indices{});
    CHECK(evaluate<op::normalize, type::object>({}) == reference::object{});
    check_random<op::normalize, type::indices>();
    check_random<op::normalize, type::univalued>();
    check_random<op::normalize, type::object>();
    check_random<op::normalize, type::pair<type::ivec, type::ivec>>();
}

TEST_CASE("moves of sequences") {
    using locations = type::tuple<type::ivec>;
    using cells = type::tuple<type::cell>;
    using flagged = type::pair<type::boolean, type::integer>;
    const ivec nowhere = ivec::no_location();
    CHECK(evaluate<op::shift, locations, type::ivec>({{1, 1}, {0, 5}, {1, 1}}, {1, 0}) ==
          reference::indices{{1, 5}, {2, 1}});
    CHECK(evaluate<op::shift, locations, type::ivec>({}, {9, 9}) == reference::indices{});
    CHECK(evaluate<op::shift, locations, type::ivec>({nowhere}, {9, 9}) == status::empty);
    CHECK(evaluate<op::shift, locations, type::ivec>({}, nowhere) == status::empty);
    CHECK(evaluate<op::shift, cells, flagged>({{4, {0, 0}}, {2, {0, 0}}}, {true, -1}) ==
          reference::object{{2, {1, -1}}, {4, {1, -1}}});
    CHECK(evaluate<op::shift, cells, flagged>({{99, {0, 0}}}, {true, -1}) == status::domain);
    CHECK(evaluate<op::shift, type::object, type::ivec>({}, nowhere) == status::empty);
    CHECK(evaluate<op::normalize, type::pair<type::ivec, type::ivec>>({{5, 5}, {5, 5}}) ==
          reference::indices{{0, 0}});
    CHECK(evaluate<op::normalize, locations>({}) == reference::indices{});
    CHECK(evaluate<op::normalize, type::pair<type::ivec, type::ivec>>({{5, 5}, nowhere}) ==
          status::empty);
    CHECK(evaluate<op::normalize, type::indices>({{-32768, 0}, {32767, 0}}) == status::capacity);
    CHECK(evaluate<op::normalize, type::univalued>({}) == reference::object{});
}
