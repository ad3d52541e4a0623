// Objects: all eight modes, markers, value order, windings that take many steps to flood.
//
// On the device, the widest window runs, too, and overflows are compared with the serial machine.
#define BATT_TEST_OVERFLOWS
#include "support/check.hpp"
#include <batt/dsl/objects.hpp>

using namespace batt;
using namespace batt::testing;

template <bool U, bool D, bool W>
static void check_mode() {
    check_random<op::objects, type::grid, type::flag<U>, type::flag<D>, type::flag<W>>();
}

TEST_CASE("objects") {
    using reference::object;
    const auto g = grid_of({{1, 0, 2}, {0, 2, 0}, {0, 0, 0}});
    CHECK(evaluate<op::objects, type::grid, type::flag<true>, type::flag<false>, type::flag<true>>(
              g, {}, {}, {}) ==
          reference::set<object>{{{1, {0, 0}}}, {{2, {0, 2}}}, {{2, {1, 1}}}});
    CHECK(evaluate<op::objects, type::grid, type::flag<true>, type::flag<true>, type::flag<true>>(
              g, {}, {}, {}) == reference::set<object>{{{1, {0, 0}}}, {{2, {0, 2}}, {2, {1, 1}}}});
    CHECK(evaluate<op::objects, type::grid, type::flag<false>, type::flag<true>, type::flag<true>>(
              g, {}, {}, {}) == reference::set<object>{{{1, {0, 0}}, {2, {0, 2}}, {2, {1, 1}}}});
    CHECK(
        evaluate<op::objects, type::grid, type::flag<false>, type::flag<false>, type::flag<false>>(
            g, {}, {}, {})
            .value.size() == 1);
    check_mode<false, false, false>();
    check_mode<false, false, true>();
    check_mode<false, true, false>();
    check_mode<false, true, true>();
    check_mode<true, false, false>();
    check_mode<true, false, true>();
    check_mode<true, true, false>();
    check_mode<true, true, true>();
    check_random<op::objects, type::grid, type::boolean, type::boolean, type::boolean>();
}

TEST_CASE("objects of grids without cells") {
    const auto objects = [](const reference::grid& g, bool without_bg) {
        return evaluate<op::objects, type::grid, type::flag<true>, type::flag<false>,
                        type::boolean>(g, {}, {}, without_bg);
    };
    const reference::set<reference::object> nothing;
    CHECK(objects({}, false) == status::empty);
    CHECK(objects({}, true) == status::empty);
    CHECK(objects(reference::grid(3, 0), true) == status::empty);
    CHECK(objects(reference::grid(3, 0), false) == nothing);
    CHECK(objects(reference::grid(3, 3, 4), true) == nothing);
    CHECK(objects(reference::grid(3, 3, 4), false).value.size() == 1);
}

/// Grids whose components wind: spirals, combs and checkerboards.
template <bool U, bool D, bool W>
static void check_windings() {
    using C = combination<type::named<op::objects>, type::grid, type::flag<U>, type::flag<D>,
                          type::flag<W>>;
    std::vector<std::vector<int>> cases;
    std::vector<answer_numbers> expected;
    for (int n : {5, 18, 30}) {
        for (int kind = 0; kind < 4; ++kind) {
            std::vector<int> numbers{n, n};
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j) {
                    const int ring = std::min({i, j, n - 1 - i, n - 1 - j});
                    const bool spiral = (ring % 2 == 0) != (i == j + 1 && i < n / 2);
                    const bool comb = j % 2 == 0 || (j % 4 == 1 ? i == 0 : i == n - 1);
                    const bool on = kind == 0   ? spiral
                                    : kind == 1 ? comb
                                    : kind == 2 ? (i + j) % 2 == 0
                                                : (j % 4 == 1 ? i == 0 : i == n - 1) || j % 2 == 0;
                    numbers.push_back(on ? (kind == 3 && i > n / 2 ? -1 : 14) : 3);
                }
            cases.push_back(numbers);
            expected.push_back(C::on_reference(numbers));
        }
    }
    const tally t = compare_machines<C>(cases, expected);
    CHECK_MESSAGE(t.wrong == 0, t.first);
    CHECK(t.too_large == 0);
}
TEST_CASE("objects that wind") {
    check_windings<true, false, true>();
    check_windings<true, true, false>();
    check_windings<false, false, true>();
    check_windings<false, true, true>();
}

TEST_CASE("partition and fgpartition") {
    using reference::object;
    const auto g = grid_of({{1, -1}, {0, 1}});
    CHECK(evaluate<op::partition, type::grid>(g) ==
          reference::set<object>{{{-1, {0, 1}}}, {{0, {1, 0}}}, {{1, {0, 0}}, {1, {1, 1}}}});
    CHECK(evaluate<op::fgpartition, type::grid>(g) ==
          reference::set<object>{{{-1, {0, 1}}}, {{0, {1, 0}}}});
    CHECK(evaluate<op::partition, type::grid>({}) == reference::set<object>{});
    CHECK(evaluate<op::partition, type::grid>(reference::grid(2, 0)) == reference::set<object>{});
    CHECK(evaluate<op::fgpartition, type::grid>({}) == status::empty);
    CHECK(evaluate<op::fgpartition, type::grid>(reference::grid(2, 0)) == status::empty);
    check_random<op::partition, type::grid>();
    check_random<op::fgpartition, type::grid>();
}

template <bool U, bool D, bool W>
static void check_nothing() {
    const auto objects = [](const reference::grid& g) {
        return evaluate<op::objects, type::grid, type::flag<U>, type::flag<D>, type::flag<W>>(
            g, {}, {}, {});
    };
    CHECK(objects({}) == status::empty);
    if (W) {
        CHECK(objects(reference::grid(3, 0)) == status::empty);
        CHECK(objects(reference::grid(2, 3, 4)).value.size() == 0);
    } else {
        CHECK(objects(reference::grid(3, 0)).value.size() == 0);
        CHECK(objects(reference::grid(2, 3, 4)).value.size() == 1);
    }
}
TEST_CASE("objects of nothing, in every mode") {
    check_nothing<false, false, false>();
    check_nothing<false, false, true>();
    check_nothing<false, true, false>();
    check_nothing<false, true, true>();
    check_nothing<true, false, false>();
    check_nothing<true, false, true>();
    check_nothing<true, true, false>();
    check_nothing<true, true, true>();
}
