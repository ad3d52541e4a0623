// Mirrors: of grids by definition, of patches within their bounding boxes.
#include "support/check.hpp"
#include <batt/dsl/mirror.hpp>

using namespace batt;
using namespace batt::testing;

TEST_CASE("vmirror") {
    CHECK(evaluate<op::vmirror, type::grid>(grid_of({{1, 2, 3}, {4, 5, 6}})) ==
          grid_of({{3, 2, 1}, {6, 5, 4}}));
    CHECK(evaluate<op::vmirror, type::indices>({{0, 0}, {1, 1}, {1, 2}}) ==
          reference::set<ivec>{{0, 2}, {1, 0}, {1, 1}});
    CHECK(evaluate<op::vmirror, type::indices>({}) == status::empty);
    check_random<op::vmirror, type::grid>();
    check_random<op::vmirror, type::indices>();
    check_random<op::vmirror, type::univalued>();
    check_random<op::vmirror, type::object>();
}
