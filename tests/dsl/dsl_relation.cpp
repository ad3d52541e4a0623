// Where patches lie relative to each other: in one window, across windows, too far apart for one.
#include "support/check.hpp"
#include <batt/dsl/relation.hpp>

using namespace batt;
using namespace batt::testing;

template <class Op>
static void check_patches() {
    check_random<Op, type::indices, type::indices>();
    check_random<Op, type::object, type::indices>();
    check_random<Op, type::univalued, type::object>();
    check_random<Op, type::tuple<type::ivec>, type::pair<type::cell, type::cell>>();
}
/// Checks Op on two patches anywhere, whose boxes have up to 32 rows and columns.
template <class Op>
static void check_large_patches() {
    using C = combination<type::named<Op>, type::indices, type::indices>;
    const auto two_patches = [](source& s) {
        std::vector<int> numbers;
        for (int side = 0; side < 2; ++side) {
            const int h = s.one_in(3) ? s.between(1, 4) : 32,
                      w = s.one_in(3) ? s.between(1, 4) : 32;
            const int far = s.one_in(4) ? 60 : 20;
            const int top = s.between(-far, far), left = s.between(-far, far);
            std::vector<ivec> at;
            for (int n = s.between(1, 12); n > 0; --n)
                at.push_back({top + s.between(0, h - 1), left + s.between(0, w - 1)});
            const auto p = to_wire<type::indices>(reference::indices(at));
            numbers.insert(numbers.end(), p.begin(), p.end());
        }
        return numbers;
    };
    check_cases<C>(random_cases(), two_patches);
    check_fits<C>(two_patches);
}

template <class Op>
static auto of_indices(const reference::indices& a, const reference::indices& b) {
    return evaluate<Op, type::indices, type::indices>(a, b);
}

TEST_CASE("hmatching and vmatching") {
    CHECK(of_indices<op::hmatching>({{5, 0}}, {{5, 900}}) == true);
    CHECK(of_indices<op::hmatching>({{5, 0}, {7, 0}}, {{6, 0}}) == false);
    CHECK(of_indices<op::hmatching>({}, {{6, 0}}) == false);
    CHECK(of_indices<op::vmatching>({{900, 5}}, {{0, 5}}) == true);
    CHECK(of_indices<op::vmatching>({{0, 5}, {0, 7}}, {{0, 6}}) == false);
    CHECK(of_indices<op::vmatching>({}, {}) == false);
    check_patches<op::hmatching>();
    check_patches<op::vmatching>();
    check_large_patches<op::hmatching>();
    check_large_patches<op::vmatching>();
}

TEST_CASE("manhattan") {
    CHECK(of_indices<op::manhattan>({{0, 0}, {9, 9}}, {{0, 9}, {9, 0}}) == 9);
    CHECK(of_indices<op::manhattan>({{0, 0}}, {{0, 0}}) == 0);
    CHECK(of_indices<op::manhattan>({{0, 0}}, {{31, 31}}) == 62);
    CHECK(of_indices<op::manhattan>({{-32768, -32768}}, {{32767, 32767}}) == 131070);
    CHECK(of_indices<op::manhattan>({{0, 31}, {31, 0}}, {{40, 31}, {40, 32}, {0, 62}}) == 31);
    CHECK(of_indices<op::manhattan>({}, {{0, 0}}) == status::empty);
    CHECK(of_indices<op::manhattan>({{0, 0}}, {}) == status::empty);
    check_patches<op::manhattan>();
    check_large_patches<op::manhattan>();
}

TEST_CASE("manhattan of every distance") {
    for (int i = 0; i < 32; i += 5)
        for (int j = 0; j < 32; ++j) {
            // the boxes overlap, so that there is no gap to close
            const reference::indices a{{0, 0}, {0, 90}, {90, 0}}, b{{i, j}, {60, 60}};
            CHECK(of_indices<op::manhattan>(a, b) == i + j);
        }
}

TEST_CASE("adjacent") {
    CHECK(of_indices<op::adjacent>({{0, 0}}, {{0, 1}}) == true);
    CHECK(of_indices<op::adjacent>({{0, 0}}, {{1, 1}}) == false);
    CHECK(of_indices<op::adjacent>({{0, 0}, {0, 1}}, {{0, 1}, {0, 2}}) == false);
    CHECK(of_indices<op::adjacent>({{31, 0}}, {{32, 0}}) == true);
    CHECK(of_indices<op::adjacent>({{0, 0}}, {{0, -1}}) == true);
    CHECK(of_indices<op::adjacent>({{0, 0}}, {{9999, -1}}) == false);
    CHECK(of_indices<op::adjacent>({}, {{0, 0}}) == status::empty);
    check_patches<op::adjacent>();
    check_large_patches<op::adjacent>();
}

TEST_CASE("bordering") {
    const auto bordering = [](const reference::indices& p, const reference::grid& g) {
        return evaluate<op::bordering, type::indices, type::grid>(p, g);
    };
    CHECK(bordering({{1, 1}}, reference::grid(3, 3)) == false);
    CHECK(bordering({{1, 2}}, reference::grid(3, 3)) == true);
    CHECK(bordering({{1, 3}}, reference::grid(3, 3)) == false);
    CHECK(bordering({{-1, 5}}, {}) == true);
    CHECK(bordering({{1, 5}}, {}) == status::empty);
    CHECK(bordering({}, reference::grid(3, 3)) == status::empty);
    check_random<op::bordering, type::indices, type::grid>();
    check_random<op::bordering, type::univalued, type::grid>();
    check_random<op::bordering, type::object, type::grid>();
}

TEST_CASE("position") {
    CHECK(of_indices<op::position>({{0, 0}}, {{0, 0}}) == ivec{0, -1});
    CHECK(of_indices<op::position>({{0, 0}}, {{0, 5}}) == ivec{0, 1});
    CHECK(of_indices<op::position>({{3, 3}}, {{1, 3}}) == ivec{-1, 0});
    CHECK(of_indices<op::position>({{3, 3}}, {{9, 1}}) == ivec{1, -1});
    CHECK(of_indices<op::position>({}, {{9, 1}}) == status::empty);
    check_patches<op::position>();
    check_large_patches<op::position>();
}

TEST_CASE("relations of empty patches and of sequences") {
    using locations = type::tuple<type::ivec>;
    using two_cells = type::pair<type::cell, type::cell>;
    const ivec nowhere = ivec::no_location();
    const reference::pair<cell, cell> corner{{1, {0, 0}}, {2, {0, 0}}};
    CHECK(of_indices<op::hmatching>({{6, 0}}, {}) == false);
    CHECK(of_indices<op::vmatching>({{6, 0}}, {}) == false);
    CHECK(of_indices<op::adjacent>({{0, 0}}, {}) == status::empty);
    CHECK(of_indices<op::adjacent>({}, {}) == status::empty);
    CHECK(of_indices<op::adjacent>({{0, 0}}, {{0, 0}}) == false);
    CHECK(of_indices<op::position>({{9, 1}}, {}) == status::empty);
    CHECK(of_indices<op::position>({}, {}) == status::empty);
    CHECK(evaluate<op::hmatching, locations, two_cells>({}, corner) == false);
    CHECK(evaluate<op::hmatching, locations, two_cells>({{0, 5}, {0, 5}}, corner) == true);
    CHECK(evaluate<op::vmatching, locations, two_cells>({nowhere}, corner) == status::empty);
    CHECK(evaluate<op::manhattan, locations, two_cells>({}, corner) == status::empty);
    CHECK(evaluate<op::manhattan, locations, two_cells>({{2, 2}, {0, 1}, {2, 2}}, corner) == 1);
    CHECK(evaluate<op::adjacent, locations, two_cells>({{2, 2}, {0, 1}}, corner) == true);
    CHECK(evaluate<op::adjacent, locations, two_cells>({nowhere}, corner) == status::empty);
    CHECK(evaluate<op::position, locations, two_cells>({{4, 4}}, corner) == ivec{-1, -1});
    CHECK(evaluate<op::position, locations, two_cells>({}, corner) == status::empty);
    const reference::grid no_columns(3, 0);
    CHECK(evaluate<op::bordering, type::indices, type::grid>({}, {}) == status::empty);
    CHECK(evaluate<op::bordering, type::indices, type::grid>({{0, 5}}, {}) == true);
    CHECK(evaluate<op::bordering, type::indices, type::grid>({{5, 0}}, {}) == true);
    CHECK(evaluate<op::bordering, type::indices, type::grid>({{1, -1}}, no_columns) == true);
    CHECK(evaluate<op::bordering, type::indices, type::grid>({{2, 5}}, no_columns) == true);
    CHECK(evaluate<op::bordering, type::indices, type::grid>({{1, 5}}, no_columns) == false);
    CHECK(evaluate<op::bordering, type::object, type::grid>({}, no_columns) == status::empty);
    CHECK(evaluate<op::bordering, locations, type::grid>({}, no_columns) == status::empty);
    CHECK(evaluate<op::bordering, locations, type::grid>({{2, 5}, {1, 1}}, no_columns) == true);
}
