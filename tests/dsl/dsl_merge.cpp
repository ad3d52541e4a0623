// Containers put together: unions of patches in any windows, stacks of grids, concatenations.
#include "support/check.hpp"
#include <batt/dsl/merge.hpp>

using namespace batt;
using namespace batt::testing;

using row = type::tuple<type::integer>;
using objects = type::set<type::object>;
using parts = type::set<type::univalued>;

TEST_CASE("merge of patches") {
    CHECK(evaluate<op::merge, parts>({{{1, {0, 0}}}, {{1, {0, 0}}, {1, {9, 9}}}, {{0, {0, 0}}}}) ==
          reference::object{{0, {0, 0}}, {1, {0, 0}}, {1, {9, 9}}});
    CHECK(evaluate<op::merge, objects>({}) == reference::object{});
    check_random<op::merge, parts>();
    check_random<op::merge, objects>();
    check_random<op::merge, type::set<type::indices>>();
    check_random<op::merge, type::tuple<type::object>>();
    check_random<op::merge, type::tuple<type::indices>>();
    check_random<op::merge, type::pair<type::object, type::tuple<type::cell>>>();
    check_random<op::merge, type::set<type::tuple<type::cell>>>();
}

TEST_CASE("merge of grids") {
    CHECK(evaluate<op::merge, type::tuple<type::grid>>(
              {grid_of({{1, 2}}), {}, grid_of({{3, 4}})}) == grid_of({{1, 2}, {3, 4}}));
    CHECK(evaluate<op::merge, type::tuple<type::grid>>(
              {grid_of({{1, 2}}), reference::grid(1, 0)}) == status::domain);
    CHECK(evaluate<op::merge, type::pair<type::grid, type::tuple<row>>>({grid_of({{1}}), {{2}}}) ==
          grid_of({{1}, {2}}));
    CHECK(evaluate<op::merge, type::grid>(grid_of({{1, -1}, {3, 4}})) ==
          reference::tuple<integer>{1, -1, 3, 4});
    check_random<op::merge, type::tuple<type::grid>>();
    check_random<op::merge, type::grid>();
    check_random<op::merge, type::pair<type::grid, type::grid>>();
    check_random<op::merge, type::tuple<type::tuple<type::grid>>>();
}

TEST_CASE("merge of other containers") {
    CHECK(evaluate<op::merge, type::set<type::tuple<type::ivec>>>({{ivec::no_location()}}) ==
          status::empty);
    check_random<op::merge, type::tuple<row>>();
    check_random<op::merge, type::indices>();
    check_random<op::merge, type::tuple<parts>>();
    check_random<op::merge, type::set<type::tuple<type::object>>>();
}

TEST_CASE("combine") {
    CHECK(evaluate<op::combine, type::grid, type::grid>(grid_of({{1}}), grid_of({{2, 2}})) ==
          status::domain);
    CHECK(evaluate<op::combine, type::tuple<row>, type::grid>({{15}}, grid_of({{2, 2}})) ==
          reference::tuple<reference::tuple<integer>>{{15}, {2, 2}});
    CHECK(evaluate<op::combine, type::ivec, type::ivec>({1, 2}, {1, 2}) ==
          reference::tuple<integer>{1, 2, 1, 2});
    check_random<op::combine, type::indices, type::indices>();
    check_random<op::combine, type::indices, type::tuple<type::ivec>>();
    check_random<op::combine, type::tuple<type::ivec>, type::indices>();
    using flagged = type::set<type::pair<type::boolean, type::integer>>;
    using lit = type::set<type::pair<type::boolean, type::ivec>>;
    check_random<op::combine, flagged, type::indices>();
    check_random<op::combine, type::indices, flagged>();
    check_random<op::combine, lit, type::univalued>();
    check_random<op::combine, lit, type::tuple<type::cell>>();
    check_random<op::combine, type::indices, type::grid>();
    check_random<op::combine, type::object, type::object>();
    check_random<op::combine, type::univalued, type::univalued>();
    check_random<op::combine, type::set<type::integer>, type::ivec>();
    check_random<op::combine, parts, objects>();
    check_random<op::combine, objects, type::tuple<type::univalued>>();
    check_random<op::combine, type::grid, type::grid>();
    check_random<op::combine, type::tuple<type::grid>, type::tuple<type::tuple<row>>>();
}

TEST_CASE("nothing to merge or to combine") {
    using locations = type::tuple<type::ivec>;
    const reference::grid no_columns(2, 0);
    CHECK(evaluate<op::merge, type::tuple<type::grid>>({}) == reference::grid{});
    CHECK(evaluate<op::merge, type::tuple<type::grid>>({{}, {}}) == reference::grid{});
    CHECK(evaluate<op::merge, type::tuple<type::grid>>({no_columns, {}, no_columns}) ==
          reference::grid(4, 0));
    CHECK(evaluate<op::merge, type::pair<type::grid, type::grid>>({no_columns, grid_of({{1}})}) ==
          status::domain);
    CHECK(evaluate<op::merge, type::set<type::indices>>({}) == reference::indices{});
    CHECK(evaluate<op::merge, type::set<type::indices>>({{}}) == reference::indices{});
    CHECK(evaluate<op::merge, type::tuple<type::indices>>({}) == reference::tuple<ivec>{});
    CHECK(evaluate<op::merge, type::tuple<type::object>>({{}, {}}) == reference::tuple<cell>{});
    CHECK(evaluate<op::merge, type::tuple<type::tuple<type::grid>>>({}) ==
          reference::tuple<reference::grid>{});
    CHECK(evaluate<op::merge, type::grid>({}) == reference::tuple<integer>{});
    CHECK(evaluate<op::merge, type::grid>(no_columns) == reference::tuple<integer>{});
    // repeats stay, and inner sets are read in value order
    CHECK(evaluate<op::merge, type::tuple<type::indices>>({{{5, 5}, {0, 1}}, {{0, 1}}}) ==
          reference::tuple<ivec>{{0, 1}, {5, 5}, {0, 1}});
    CHECK(evaluate<op::combine, type::grid, type::grid>({}, grid_of({{2, 2}})) ==
          grid_of({{2, 2}}));
    CHECK(evaluate<op::combine, type::grid, type::grid>(grid_of({{2, 2}}), {}) ==
          grid_of({{2, 2}}));
    CHECK(evaluate<op::combine, type::grid, type::grid>(no_columns, grid_of({{2, 2}})) ==
          status::domain);
    CHECK(evaluate<op::combine, type::grid, type::grid>(no_columns, no_columns) ==
          reference::grid(4, 0));
    CHECK(evaluate<op::combine, type::indices, type::indices>({}, {}) == reference::indices{});
    CHECK(evaluate<op::combine, type::indices, locations>({}, {ivec::no_location()}) ==
          status::empty);
    CHECK(evaluate<op::combine, type::indices, locations>({{0, 0}}, {{0, 0}, {-1, 0}}) ==
          reference::indices{{-1, 0}, {0, 0}});
    CHECK(evaluate<op::combine, locations, type::indices>({{3, 3}, {3, 3}}, {{9, 9}, {0, 0}}) ==
          reference::tuple<ivec>{{3, 3}, {3, 3}, {0, 0}, {9, 9}});
    CHECK(evaluate<op::combine, type::ivec, type::ivec>(ivec::no_location(), {1, 2}) ==
          status::empty);
    CHECK(evaluate<op::combine, type::set<type::integer>, type::ivec>({1}, ivec::no_location()) ==
          status::empty);
}
