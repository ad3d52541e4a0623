// Gravitation: contact, passing through, the wrong way, out of reach, across windows.
#include "support/check.hpp"
#include <batt/dsl/gravitate.hpp>

using namespace batt;
using namespace batt::testing;

static auto gravitate(const reference::indices& src, const reference::indices& dst) {
    return evaluate<op::gravitate, type::indices, type::indices>(src, dst);
}

TEST_CASE("gravitate") {
    CHECK(gravitate({{0, 0}}, {{5, 0}}) == ivec{4, 0});
    CHECK(gravitate({{5, 0}}, {{0, 0}}) == ivec{-4, 0});
    CHECK(gravitate({{0, 0}}, {{0, 9}}) == ivec{0, 8});
    CHECK(gravitate({{0, 0}}, {{1, 9}}) == ivec{0, 9});
    CHECK(gravitate({{0, 0}}, {{0, -9}}) == ivec{0, -8});
    CHECK(gravitate({{0, 0}}, {{1, 0}}) == ivec{0, 0});
    CHECK(gravitate({{0, 0}}, {{2, 9}}) == ivec{0, 42});
    CHECK(gravitate({{0, 9}}, {{2, 0}}) == ivec{0, -42});
    CHECK(gravitate({{0, 0}}, {{0, 42}}) == ivec{0, 41});
    CHECK(gravitate({{0, 0}}, {{0, 43}}) == ivec{0, 42});
    CHECK(gravitate({{0, 0}}, {{0, 44}}) == ivec{0, 42});
    CHECK(gravitate({{0, 0}}, {{9000, 0}}) == ivec{42, 0});
    CHECK(gravitate({{0, 0}}, {{0, 0}}) == ivec{-1, 0});
    // from the same places it moves up until it is out of them
    CHECK(gravitate({{0, 0}, {1, 0}, {2, 0}}, {{0, 0}, {1, 0}, {2, 0}}) == ivec{-3, 0});
    // on its way a patch may leave the places that patches can hold
    CHECK(gravitate({{0, 32762}}, {{10, 32767}}) == ivec{0, 42});
    CHECK(gravitate({{0, -32760}}, {{10, -32768}}) == ivec{0, -42});
    CHECK(gravitate({{32760, 10}}, {{32767, 9}, {32767, 11}, {32765, 10}}) == ivec{4, 0});
    CHECK(gravitate({{32766, 0}}, {{32767, 3}, {32765, 0}}) == ivec{0, 0});
    CHECK(gravitate({}, {{0, 0}}) == status::empty);
    CHECK(gravitate({{0, 0}}, {}) == status::empty);
    check_random<op::gravitate, type::indices, type::indices>();
    check_random<op::gravitate, type::object, type::object>();
    check_random<op::gravitate, type::univalued, type::univalued>();
    check_random<op::gravitate, type::tuple<type::ivec>, type::pair<type::cell, type::cell>>();
}

TEST_CASE("gravitate of sparse patches that pass through each other") {
    using C = combination<type::named<op::gravitate>, type::indices, type::indices>;
    const auto sparse = [](source& s) {
        std::vector<int> numbers;
        for (int side = 0; side < 2; ++side) {
            const int far = s.one_in(3) ? 45 : 8, h = s.between(1, 32), w = s.between(1, 32);
            const int top = s.between(-far, far), left = s.between(-far, far);
            std::vector<ivec> at;
            for (int n = s.between(1, s.one_in(2) ? 3 : 120); n > 0; --n)
                at.push_back({top + s.between(0, h - 1), left + s.between(0, w - 1)});
            const auto p = to_wire<type::indices>(reference::indices(at));
            numbers.insert(numbers.end(), p.begin(), p.end());
        }
        return numbers;
    };
    check_cases<C>(2 * random_cases(), sparse);
    check_fits<C>(sparse);
}

TEST_CASE("gravitation of sequences") {
    const reference::pair<cell, cell> corner{{1, {5, 0}}, {2, {5, 0}}};
    CHECK(evaluate<op::gravitate, type::tuple<type::ivec>, type::pair<type::cell, type::cell>>(
              {{0, 0}, {0, 0}}, corner) == ivec{4, 0});
    CHECK(evaluate<op::gravitate, type::tuple<type::ivec>, type::pair<type::cell, type::cell>>(
              {}, corner) == status::empty);
    CHECK(evaluate<op::gravitate, type::tuple<type::ivec>, type::pair<type::cell, type::cell>>(
              {ivec::no_location()}, corner) == status::empty);
    CHECK(gravitate({}, {}) == status::empty);
}
