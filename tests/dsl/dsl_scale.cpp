// Scaling: factors up to the whole window, zero and negative ones, objects around their corner.
#include "support/check.hpp"
#include <batt/dsl/scale.hpp>

using namespace batt;
using namespace batt::testing;

static const reference::grid g = grid_of({{1, 2}, {3, 4}});
static const reference::grid no_columns(3, 0);
static constexpr integer largest = 2147483647;

/// Checks many factors on grids of extents 1, 2, ... whose cells differ.
template <class Op>
static void check_all_factors() {
    for (int n = 1; n <= 11; n = n < 4 ? n + 1 : n + 7) {
        reference::grid x(n, n);
        for (int i = 0; i < n; ++i)
            for (int j = 0; j < n; ++j) x.at(i, j) = (3 * i + 7 * j) % 10;
        for (int k = 1; k * n <= 128; k = k < 12 ? k + 1 : 2 * k)
            CHECK(evaluate<Op, type::grid, type::integer>(x, k).why == status::ok);
    }
}

TEST_CASE("hupscale") {
    const auto hupscale = [](const reference::grid& x, integer k) {
        return evaluate<op::hupscale, type::grid, type::integer>(x, k);
    };
    CHECK(hupscale(g, 3) == grid_of({{1, 1, 1, 2, 2, 2}, {3, 3, 3, 4, 4, 4}}));
    CHECK(hupscale(g, 0) == reference::grid(2, 0));
    CHECK(hupscale(no_columns, largest) == no_columns);
    CHECK(hupscale(g, largest) == status::capacity);
    CHECK(hupscale({}, 2) == reference::grid{});
    CHECK(hupscale(reference::grid(1, 1, 5), 128) == reference::grid(1, 128, 5));
    check_all_factors<op::hupscale>();
    check_random<op::hupscale, type::grid, type::integer>();
}

TEST_CASE("vupscale") {
    const auto vupscale = [](const reference::grid& x, integer k) {
        return evaluate<op::vupscale, type::grid, type::integer>(x, k);
    };
    CHECK(vupscale(g, 2) == grid_of({{1, 2}, {1, 2}, {3, 4}, {3, 4}}));
    CHECK(vupscale(g, -1) == reference::grid{});
    CHECK(vupscale(no_columns, 2) == reference::grid(6, 0));
    CHECK(vupscale(g, largest) == status::capacity);
    CHECK(vupscale({}, largest) == reference::grid{});
    check_random<op::vupscale, type::grid, type::integer>();
}

TEST_CASE("upscale") {
    CHECK(evaluate<op::upscale, type::grid, type::integer>(g, 2) ==
          grid_of({{1, 1, 2, 2}, {1, 1, 2, 2}, {3, 3, 4, 4}, {3, 3, 4, 4}}));
    CHECK(evaluate<op::upscale, type::grid, type::integer>(no_columns, 2) == reference::grid(6, 0));
    CHECK(evaluate<op::upscale, type::grid, type::integer>(no_columns, 0) == reference::grid{});
    CHECK(evaluate<op::upscale, type::object, type::integer>({{3, {-2, 5}}, {4, {-1, 5}}}, 2) ==
          reference::object{{3, {-2, 5}},
                            {3, {-2, 6}},
                            {3, {-1, 5}},
                            {3, {-1, 6}},
                            {4, {0, 5}},
                            {4, {0, 6}},
                            {4, {1, 5}},
                            {4, {1, 6}}});
    CHECK(evaluate<op::upscale, type::object, type::integer>({{3, {0, 0}}}, 0) ==
          reference::object{});
    CHECK(evaluate<op::upscale, type::object, type::integer>({}, largest) == reference::object{});
    CHECK(evaluate<op::upscale, type::object, type::integer>({{3, {0, 0}}}, largest) ==
          status::capacity);
    CHECK(evaluate<op::upscale, type::univalued, type::integer>({{3, {9, 9}}}, 128).value.size() ==
          128 * 128);
    check_all_factors<op::upscale>();
    check_random<op::upscale, type::grid, type::integer>();
    check_random<op::upscale, type::univalued, type::integer>();
    check_random<op::upscale, type::object, type::integer>();
}

TEST_CASE("downscale") {
    const auto downscale = [](const reference::grid& x, integer k) {
        return evaluate<op::downscale, type::grid, type::integer>(x, k);
    };
    CHECK(downscale(grid_of({{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}), 2) == grid_of({{1, 3}, {7, 9}}));
    CHECK(downscale(g, -2) == grid_of({{1}}));
    CHECK(downscale(g, largest) == grid_of({{1}}));
    CHECK(downscale(g, -largest - 1) == grid_of({{1}}));
    CHECK(downscale(no_columns, 2) == reference::grid(2, 0));
    CHECK(downscale(g, 0) == status::divide_by_zero);
    CHECK(downscale({}, 0) == status::empty);
    check_random<op::downscale, type::grid, type::integer>();
}

TEST_CASE("scaling by nothing, and nothing scaled") {
    const reference::grid nothing;
    CHECK(evaluate<op::hupscale, type::grid, type::integer>(g, -3) == reference::grid(2, 0));
    CHECK(evaluate<op::hupscale, type::grid, type::integer>(no_columns, 0) == no_columns);
    CHECK(evaluate<op::hupscale, type::grid, type::integer>(nothing, -1) == nothing);
    CHECK(evaluate<op::vupscale, type::grid, type::integer>(g, 0) == nothing);
    CHECK(evaluate<op::vupscale, type::grid, type::integer>(no_columns, 0) == nothing);
    CHECK(evaluate<op::upscale, type::grid, type::integer>(g, 0) == nothing);
    CHECK(evaluate<op::upscale, type::grid, type::integer>(g, -2) == nothing);
    CHECK(evaluate<op::upscale, type::grid, type::integer>(nothing, 3) == nothing);
    CHECK(evaluate<op::upscale, type::univalued, type::integer>({{3, {0, 0}}}, -1) ==
          reference::object{});
    CHECK(evaluate<op::upscale, type::object, type::integer>({{3, {0, 0}}, {4, {0, 0}}}, 2)
              .value.size() == 8);
    CHECK(evaluate<op::downscale, type::grid, type::integer>(no_columns, 0) ==
          status::divide_by_zero);
    CHECK(evaluate<op::downscale, type::grid, type::integer>(nothing, 1) == status::empty);
    CHECK(evaluate<op::downscale, type::grid, type::integer>(no_columns, -3) ==
          reference::grid(1, 0));
}
