// Corners and middles: of empty patches, of even extents, of negative places, with repeats.
#include "support/check.hpp"
#include <batt/dsl/corner.hpp>

using namespace batt;
using namespace batt::testing;

using locations = type::tuple<type::ivec>;
using cells = type::tuple<type::cell>;

template <class Op>
static void check_patches() {
    check_random<Op, type::indices>();
    check_random<Op, type::univalued>();
    check_random<Op, type::object>();
    check_random<Op, cells>();
}

static const reference::indices p{{-3, 4}, {-2, 9}, {0, 5}};

TEST_CASE("the four corners") {
    CHECK(evaluate<op::ulcorner, type::indices>(p) == ivec{-3, 4});
    CHECK(evaluate<op::urcorner, type::indices>(p) == ivec{-3, 9});
    CHECK(evaluate<op::llcorner, type::indices>(p) == ivec{0, 4});
    CHECK(evaluate<op::lrcorner, type::indices>(p) == ivec{0, 9});
    CHECK(evaluate<op::ulcorner, type::indices>({}) == ivec::no_location());
    CHECK(evaluate<op::urcorner, type::object>({}) == ivec::no_location());
    CHECK(evaluate<op::llcorner, type::object>({}) == ivec::no_location());
    CHECK(evaluate<op::lrcorner, type::object>({}) == ivec::no_location());
    check_patches<op::ulcorner>();
    check_patches<op::urcorner>();
    check_patches<op::llcorner>();
    check_patches<op::lrcorner>();
}

TEST_CASE("corners") {
    CHECK(evaluate<op::corners, type::indices>(p) ==
          reference::indices{{-3, 4}, {-3, 9}, {0, 4}, {0, 9}});
    CHECK(evaluate<op::corners, type::indices>({{7, 7}}) == reference::indices{{7, 7}});
    CHECK(evaluate<op::corners, type::object>({}) == status::empty);
    check_patches<op::corners>();
}

TEST_CASE("outermost rows and columns") {
    CHECK(evaluate<op::uppermost, type::indices>(p) == -3);
    CHECK(evaluate<op::lowermost, type::indices>(p) == 0);
    CHECK(evaluate<op::leftmost, type::indices>(p) == 4);
    CHECK(evaluate<op::rightmost, type::indices>(p) == 9);
    CHECK(evaluate<op::uppermost, type::object>({}) == status::empty);
    CHECK(evaluate<op::lowermost, type::object>({}) == status::empty);
    CHECK(evaluate<op::leftmost, type::indices>({}) == status::empty);
    CHECK(evaluate<op::rightmost, type::indices>({}) == status::empty);
    check_patches<op::uppermost>();
    check_patches<op::lowermost>();
    check_patches<op::leftmost>();
    check_patches<op::rightmost>();
}

TEST_CASE("center") {
    CHECK(evaluate<op::center, type::indices>(p) == ivec{-1, 7});
    CHECK(evaluate<op::center, type::indices>({{-2, -2}, {-1, -1}}) == ivec{-1, -1});
    CHECK(evaluate<op::center, type::indices>({}) == status::empty);
    check_patches<op::center>();
}

TEST_CASE("centerofmass") {
    CHECK(evaluate<op::centerofmass, type::indices>(p) == ivec{-2, 6});
    // the sum is over distinct locations, but it is divided by the number of cells
    CHECK(evaluate<op::centerofmass, type::object>({{1, {9, 9}}, {2, {9, 9}}}) == ivec{4, 4});
    CHECK(evaluate<op::centerofmass, locations>({{9, -9}, {9, -9}}) == ivec{4, -5});
    CHECK(evaluate<op::centerofmass, locations>({}) == status::empty);
    CHECK(evaluate<op::centerofmass, locations>({ivec::no_location()}) == status::empty);
    check_patches<op::centerofmass>();
    check_random<op::centerofmass, locations>();
    check_random<op::centerofmass, type::pair<type::ivec, type::ivec>>();
}

TEST_CASE("corners of sequences: with repeats, empty, with no location in them") {
    const reference::tuple<cell> bend{{3, {4, 4}}, {1, {0, 2}}, {3, {4, 4}}};
    CHECK(evaluate<op::ulcorner, cells>(bend) == ivec{0, 2});
    CHECK(evaluate<op::lrcorner, cells>(bend) == ivec{4, 4});
    CHECK(evaluate<op::ulcorner, cells>({}) == ivec::no_location());
    CHECK(evaluate<op::urcorner, cells>({}) == ivec::no_location());
    CHECK(evaluate<op::llcorner, cells>({}) == ivec::no_location());
    CHECK(evaluate<op::lrcorner, cells>({}) == ivec::no_location());
    CHECK(evaluate<op::ulcorner, cells>({{3, ivec::no_location()}}) == status::empty);
    CHECK(evaluate<op::lrcorner, cells>({{99, {0, 0}}}) == status::domain);
    CHECK(evaluate<op::urcorner, type::indices>({}) == ivec::no_location());
    CHECK(evaluate<op::corners, cells>(bend).value.size() == 4);
    CHECK(evaluate<op::corners, cells>({}) == status::empty);
    CHECK(evaluate<op::corners, type::indices>({}) == status::empty);
    CHECK(evaluate<op::corners, type::indices>({{0, 0}, {0, 5}}) ==
          reference::indices{{0, 0}, {0, 5}});
    CHECK(evaluate<op::uppermost, cells>({}) == status::empty);
    CHECK(evaluate<op::lowermost, cells>({}) == status::empty);
    CHECK(evaluate<op::leftmost, cells>({}) == status::empty);
    CHECK(evaluate<op::rightmost, cells>({}) == status::empty);
    CHECK(evaluate<op::center, cells>({}) == status::empty);
    CHECK(evaluate<op::center, cells>(bend) == ivec{2, 3});
    CHECK(evaluate<op::center, type::object>({}) == status::empty);
    CHECK(evaluate<op::centerofmass, cells>({}) == status::empty);
    CHECK(evaluate<op::centerofmass, type::indices>({}) == status::empty);
    CHECK(evaluate<op::centerofmass, type::object>({}) == status::empty);
    CHECK(evaluate<op::centerofmass, type::indices>({{-1, -1}}) == ivec{-1, -1});
    CHECK(evaluate<op::centerofmass, cells>(bend) == ivec{1, 2});
}
