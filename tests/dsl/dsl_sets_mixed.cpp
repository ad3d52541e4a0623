// Patches and sequences of cells in one set: insert and combine make patches of both; intersection
// and difference, which change no element, find that a patch is no sequence.
#include "support/check.hpp"
#include <batt/dsl/merge.hpp>
#include <batt/dsl/sets.hpp>

using namespace batt;
using namespace batt::testing;
using reference::indices;

using corner = reference::pair<ivec, ivec>;
using path = reference::tuple<ivec>;
using patches = reference::set<indices>;
using paths = reference::set<path>;

using type_of_corner = type::pair<type::ivec, type::ivec>;
using type_of_path = type::tuple<type::ivec>;
using type_of_patches = type::set<type::indices>;
using type_of_paths = type::set<type_of_path>;
using type_of_rows = type::tuple<type::tuple<type::integer>>;

TEST_CASE("a sequence inserted among patches") {
    const patches some{indices{{0, 2}}, indices{{3, 3}, {3, 4}}};
    const patches with{indices{{0, 0}, {0, 1}}, indices{{0, 2}}, indices{{3, 3}, {3, 4}}};
    CHECK(evaluate<op::insert, type_of_corner, type_of_patches>(corner{{0, 0}, {0, 1}}, some) ==
          with);
    CHECK(evaluate<op::insert, type_of_path, type_of_patches>(path{{0, 1}, {0, 0}, {0, 1}}, some) ==
          with);
    CHECK(evaluate<op::insert, type_of_path, type_of_patches>(path{{3, 4}, {3, 3}}, some) == some);
    CHECK(evaluate<op::insert, type::indices, type_of_paths>(
              indices{{0, 0}}, paths{path{{0, 0}, {0, 0}}, path{{0, 0}}}) ==
          patches{indices{{0, 0}}});
    check_random<op::insert, type_of_path, type_of_patches>();
    check_random<op::insert, type_of_corner, type_of_patches>();
    check_random<op::insert, type::indices, type_of_paths>();
    check_random<op::insert, type::pair<type::cell, type::cell>, type::set<type::object>>();
    check_random<op::insert, type::pair<type::integer, type_of_path>,
                 type::set<type::pair<type::integer, type::indices>>>();
}

TEST_CASE("sets of patches and of sequences combined") {
    const patches some{indices{{0, 1}}, indices{{3, 3}}};
    CHECK(evaluate<op::combine, type_of_paths, type_of_patches>(
              paths{path{{0, 1}, {0, 1}}, path{{2, 2}}}, some) ==
          patches{indices{{0, 1}}, indices{{2, 2}}, indices{{3, 3}}});
    check_random<op::combine, type_of_paths, type_of_patches>();
    check_random<op::combine, type_of_patches, type_of_paths>();
}

TEST_CASE("a patch is no sequence of its cells") {
    const patches some{indices{{0, 1}}};
    const paths others{path{{0, 1}}};
    CHECK(evaluate<op::intersection, type_of_patches, type_of_paths>(some, others) == patches{});
    CHECK(evaluate<op::difference, type_of_patches, type_of_paths>(some, others) == some);
    CHECK(evaluate<op::difference, type_of_paths, type_of_patches>(others, some) == others);
    check_random<op::intersection, type_of_paths, type_of_patches>();
    check_random<op::difference, type_of_patches, type_of_paths>();
    check_random<op::difference, type::set<type::grid>, type::set<type_of_rows>>();
    check_random<op::difference, type::set<type::pair<type::boolean, type::integer>>,
                 type::set<type::pair<type::integer, type::boolean>>>();
}
