// Repetition: objects found again in their grids, one-coloured lines, periods.
#include "support/check.hpp"
#include <batt/dsl/repetition.hpp>

using namespace batt;
using namespace batt::testing;

/// Checks that all machines agree with the reference on cases that f(source, numbers) makes.
template <class Op, class... A, class F>
static void check_made(const F& f) {
    using C = combination<type::named<Op>, A...>;
    check_cases<C>(random_cases(), [&](source& s) {
        std::vector<int> numbers;
        f(s, numbers);
        return numbers;
    });
}

/// A grid of few colours, and an object of some of its cells that is moved; a colour may be wrong.
template <class Tag>
static void grid_and_part(source& s, std::vector<int>& out) {
    const int h = s.between(1, 30), w = s.between(1, 30), colors = s.between(1, 3);
    reference::grid g(h, w);
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) g.at(i, j) = s.between(0, colors - 1);
    const int side = s.one_in(3) ? 30 : 4;
    const int oh = s.between(1, std::min(h, side)), ow = s.between(1, std::min(w, side));
    const int top = s.between(0, h - oh), left = s.between(0, w - ow), density = s.between(1, 3);
    const int di = s.between(-30, 30), dj = s.between(-30, 30);
    const bool univalued = std::is_same_v<Tag, type::univalued>;
    const int color = g.at(top, left);
    std::vector<cell> cells;
    for (int i = top; i < top + oh; ++i)
        for (int j = left; j < left + ow; ++j) {
            const int c = s.one_in(300) && !univalued ? 9 : g.at(i, j);
            if (s.one_in(density) && (!univalued || c == color))
                cells.push_back({c, {i + di, j + dj}});
        }
    const auto grid_numbers = to_wire<type::grid>(g);
    const auto object_numbers = to_wire<type::object>(reference::object(cells));
    out.insert(out.end(), grid_numbers.begin(), grid_numbers.end());
    out.insert(out.end(), object_numbers.begin(), object_numbers.end());
}

TEST_CASE("occurrences") {
    const auto occurrences = [](const reference::grid& g, const reference::object& o) {
        return evaluate<op::occurrences, type::grid, type::object>(g, o);
    };
    const auto g = grid_of({{1, 2, 1, 2}, {0, 1, 0, 1}});
    CHECK(occurrences(g, {{1, {5, 5}}, {2, {5, 6}}}) == reference::indices{{0, 0}, {0, 2}});
    CHECK(occurrences(g, {{1, {-5, 5}}, {1, {-4, 6}}}) == reference::indices{{0, 0}, {0, 2}});
    CHECK(occurrences(g, {{1, {0, 0}}, {2, {0, 0}}}) == reference::indices{});
    CHECK(occurrences(g, {{1, {0, 0}}, {1, {2, 0}}}) == reference::indices{});
    CHECK(occurrences(g, {}).value.size() == 15);
    CHECK(occurrences(reference::grid(2, 0), {}).value.size() == 3);
    CHECK(occurrences(reference::grid(2, 0), {{0, {0, 0}}}) == reference::indices{});
    CHECK(occurrences({}, {}) == status::empty);
    CHECK(occurrences({}, {{1, {0, 0}}}) == status::empty);
    check_made<op::occurrences, type::grid, type::object>(grid_and_part<type::object>);
    check_made<op::occurrences, type::grid, type::univalued>(grid_and_part<type::univalued>);
    check_random<op::occurrences, type::grid, type::univalued>();
    check_random<op::occurrences, type::grid, type::object>();
    check_random<op::occurrences, type::grid, type::tuple<type::cell>>();
}

/// A grid of few colours, in which some rows and columns have one colour.
static void lined_grid(source& s, std::vector<int>& out) {
    const int side = s.one_in(2) ? 30 : 3;
    const int h = s.between(1, side), w = s.between(s.one_in(9) ? 0 : 1, side);
    reference::grid g(h, w);
    const int colors = s.between(1, 2), first = s.one_in(8) ? -1 : 0;
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) g.at(i, j) = s.between(first, colors);
    for (int n = s.between(0, 4); n > 0 && w > 0; --n) {
        const int i = s.between(0, h - 1), j = s.between(0, w - 1), c = s.between(first, 4);
        const bool row = s.one_in(2);
        for (int k = 0; k < (row ? w : h); ++k) (row ? g.at(i, k) : g.at(k, j)) = c;
    }
    out = to_wire<type::grid>(g);
}

TEST_CASE("frontiers") {
    using reference::object;
    using objects = reference::set<object>;
    CHECK(evaluate<op::frontiers, type::grid>(grid_of({{1, 1, 1}, {2, 1, 3}})) ==
          objects{{{1, {0, 0}}, {1, {0, 1}}, {1, {0, 2}}}, {{1, {0, 1}}, {1, {1, 1}}}});
    CHECK(evaluate<op::frontiers, type::grid>(grid_of({{4}})) == objects{{{4, {0, 0}}}});
    CHECK(evaluate<op::frontiers, type::grid>(grid_of({{4, 4}})).value.size() == 3);
    CHECK(evaluate<op::frontiers, type::grid>(grid_of({{4}, {4}})).value.size() == 3);
    CHECK(evaluate<op::frontiers, type::grid>(reference::grid(3, 0)) == objects{});
    CHECK(evaluate<op::frontiers, type::grid>({}) == status::empty);
    check_random<op::frontiers, type::grid>();
    check_made<op::frontiers, type::grid>(lined_grid);
}

TEST_CASE("compress") {
    CHECK(evaluate<op::compress, type::grid>(grid_of({{1, 1, 1}, {2, 1, 3}})) == grid_of({{2, 3}}));
    CHECK(evaluate<op::compress, type::grid>(grid_of({{4, 4}})) == reference::grid{});
    CHECK(evaluate<op::compress, type::grid>(grid_of({{1, 2}, {1, 2}})) == reference::grid(2, 0));
    CHECK(evaluate<op::compress, type::grid>(reference::grid(3, 0)) == reference::grid(3, 0));
    CHECK(evaluate<op::compress, type::grid>({}) == reference::grid{});
    check_random<op::compress, type::grid>();
    check_made<op::compress, type::grid>(lined_grid);
}

/// A tile that is repeated over a rectangle, from which a few cells are missing.
template <class Tag>
static void tiled(source& s, std::vector<int>& out) {
    const int side = s.one_in(3) ? 30 : 6;
    const int h = s.between(0, side), w = s.between(1, side);
    const int th = s.between(1, 5), tw = s.between(1, 5), i0 = s.between(-9, 9);
    int tile[5][5];
    for (auto& row : tile)
        for (int& c : row) c = s.between(0, std::is_same_v<Tag, type::univalued> ? 1 : 3);
    std::vector<cell> cells;
    for (int i = 0; i < h; ++i)
        for (int j = 0; j < w; ++j) {
            const int c = tile[i % th][j % tw];
            if (c != 0 && !s.one_in(200)) cells.push_back({c, {i0 + i, j - i0}});
        }
    out = to_wire<type::object>(reference::object(cells));
}

TEST_CASE("hperiod and vperiod") {
    const reference::object o{{1, {0, 0}}, {2, {0, 1}}, {1, {0, 2}}, {3, {1, 1}}};
    CHECK(evaluate<op::hperiod, type::object>(o) == 2);
    CHECK(evaluate<op::vperiod, type::object>(o) == 2);
    CHECK(evaluate<op::hperiod, type::object>({{1, {7, 0}}, {2, {7, 1}}, {1, {7, 2}}}) == 2);
    CHECK(evaluate<op::hperiod, type::object>({{1, {7, 3}}}) == 1);
    CHECK(evaluate<op::hperiod, type::object>({}) == 0);
    CHECK(evaluate<op::vperiod, type::univalued>({}) == 0);
    check_made<op::hperiod, type::object>(tiled<type::object>);
    check_made<op::hperiod, type::univalued>(tiled<type::univalued>);
    check_made<op::vperiod, type::object>(tiled<type::object>);
    check_made<op::vperiod, type::univalued>(tiled<type::univalued>);
    check_random<op::hperiod, type::object>();
    check_random<op::hperiod, type::univalued>();
    check_random<op::hperiod, type::tuple<type::cell>>();
    check_random<op::vperiod, type::object>();
    check_random<op::vperiod, type::univalued>();
}

TEST_CASE("repetition in nothing, and in sequences") {
    using cells = type::tuple<type::cell>;
    const ivec nowhere = ivec::no_location();
    const auto g = grid_of({{1, 2, 1}, {0, 1, 0}});
    CHECK(evaluate<op::occurrences, type::grid, cells>(g, {{1, {9, 9}}, {1, {9, 9}}}) ==
          reference::indices{{0, 0}, {0, 2}, {1, 1}});
    CHECK(evaluate<op::occurrences, type::grid, cells>(g, {}).value.size() == 12);
    CHECK(evaluate<op::occurrences, type::grid, cells>(g, {{1, nowhere}}) == status::empty);
    CHECK(evaluate<op::occurrences, type::grid, cells>({}, {}) == status::empty);
    CHECK(evaluate<op::occurrences, type::grid, type::univalued>({}, {}) == status::empty);
    CHECK(evaluate<op::occurrences, type::grid, type::univalued>(g, {{7, {0, 0}}}) ==
          reference::indices{});
    CHECK(evaluate<op::hperiod, cells>({}) == 0);
    CHECK(evaluate<op::hperiod, cells>({{1, {0, 3}}, {1, {0, 4}}, {1, {0, 3}}}) == 1);
    CHECK(evaluate<op::hperiod, cells>({{1, nowhere}}) == status::empty);
    CHECK(evaluate<op::hperiod, type::univalued>({}) == 0);
    CHECK(evaluate<op::vperiod, type::object>({}) == 0);
    // where a place has two colours, both must be found again
    CHECK(evaluate<op::hperiod, type::object>({{1, {0, 0}}, {1, {0, 1}}, {2, {0, 1}}}) == 2);
    CHECK(evaluate<op::vperiod, type::object>({{1, {0, 0}}, {2, {0, 0}}, {2, {1, 0}}}) == 1);
}
