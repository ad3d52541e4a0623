// Boxes: bounding boxes and their borders, grown and shrunk, down to a single cell.
#include "support/check.hpp"
#include <batt/dsl/box.hpp>

using namespace batt;
using namespace batt::testing;

template <class Op>
static void check_patches() {
    check_random<Op, type::indices>();
    check_random<Op, type::object>();
}

static const reference::indices corners{{2, 3}, {5, 7}};

TEST_CASE("backdrop and delta") {
    CHECK(evaluate<op::backdrop, type::indices>(corners).value.size() == 20);
    CHECK(evaluate<op::backdrop, type::indices>({}) == reference::indices{});
    CHECK(evaluate<op::delta, type::indices>(corners).value.size() == 18);
    CHECK(evaluate<op::delta, type::indices>({{-9, 4}}) == reference::indices{});
    CHECK(evaluate<op::delta, type::object>({}) == reference::indices{});
    check_patches<op::backdrop>();
    check_random<op::backdrop, type::univalued>();
    check_random<op::backdrop, type::tuple<type::ivec>>();
    check_random<op::backdrop, type::tuple<type::cell>>();
    check_random<op::backdrop, type::pair<type::cell, type::cell>>();
    check_patches<op::delta>();
}

TEST_CASE("box") {
    CHECK(evaluate<op::box, type::indices>(corners).value.size() == 14);
    CHECK(evaluate<op::box, type::indices>({{0, 0}, {1, 4}}).value.size() == 10);
    CHECK(evaluate<op::box, type::indices>({{0, 0}}) == reference::indices{{0, 0}});
    CHECK(evaluate<op::box, type::object>({}) == reference::indices{});
    check_patches<op::box>();
}

TEST_CASE("outbox") {
    CHECK(evaluate<op::outbox, type::indices>(corners).value.size() == 22);
    CHECK(evaluate<op::outbox, type::indices>({{0, 0}}).value.size() == 8);
    CHECK(evaluate<op::outbox, type::indices>({}) == status::empty);
    CHECK(evaluate<op::outbox, type::indices>({{-32768, 0}}) == status::capacity);
    CHECK(evaluate<op::outbox, type::indices>({{0, 0}, {30, 30}}).value.size() == 128);
    check_patches<op::outbox>();
}

TEST_CASE("inbox") {
    CHECK(evaluate<op::inbox, type::indices>(corners) ==
          reference::indices{{3, 4}, {3, 5}, {3, 6}, {4, 4}, {4, 5}, {4, 6}});
    CHECK(evaluate<op::inbox, type::indices>({{0, 0}}).value.size() == 8);
    CHECK(evaluate<op::inbox, type::indices>({{0, 0}, {1, 1}}).value.size() == 4);
    CHECK(evaluate<op::inbox, type::indices>({{0, 0}, {2, 2}}) == reference::indices{{1, 1}});
    CHECK(evaluate<op::inbox, type::indices>({{0, 0}, {0, 4}}).value.size() == 8);
    CHECK(evaluate<op::inbox, type::object>({}) == status::empty);
    check_patches<op::inbox>();
}

TEST_CASE("boxes of sequences, with repeats and with no location") {
    using locations = type::tuple<type::ivec>;
    using cells = type::tuple<type::cell>;
    CHECK(evaluate<op::backdrop, locations>({{1, 2}, {0, 1}, {1, 2}}).value.size() == 4);
    CHECK(evaluate<op::backdrop, locations>({}) == reference::indices{});
    CHECK(evaluate<op::backdrop, locations>({ivec::no_location()}) == status::empty);
    CHECK(evaluate<op::backdrop, locations>({{0, 40000}}) == status::capacity);
    CHECK(evaluate<op::delta, locations>({{1, 2}, {0, 1}, {1, 2}}) ==
          reference::indices{{0, 2}, {1, 1}});
    CHECK(evaluate<op::delta, cells>({{3, {0, 0}}, {4, {0, 0}}}) == reference::indices{});
    CHECK(evaluate<op::box, cells>({{3, {0, 0}}, {3, {0, 0}}, {1, {2, 2}}}).value.size() == 8);
    CHECK(evaluate<op::box, cells>({}) == reference::indices{});
    CHECK(evaluate<op::box, cells>({{16, {0, 0}}}) == status::domain);
    CHECK(evaluate<op::outbox, locations>({}) == status::empty);
    CHECK(evaluate<op::outbox, locations>({{1, 1}, {1, 1}}).value.size() == 8);
    CHECK(evaluate<op::outbox, type::object>({}) == status::empty);
    CHECK(evaluate<op::inbox, locations>({}) == status::empty);
    CHECK(evaluate<op::inbox, type::indices>({}) == status::empty);
    CHECK(evaluate<op::inbox, locations>({{1, 1}, {1, 1}}).value.size() == 8);
    CHECK(evaluate<op::inbox, type::indices>({{32767, 0}}) == status::capacity);
    // an axis of extent 1 becomes three places, one of extent 5 shrinks to three
    CHECK(evaluate<op::inbox, type::indices>({{0, 0}, {4, 0}}) ==
          reference::indices{{1, -1}, {1, 0}, {1, 1}, {2, -1}, {2, 1}, {3, -1}, {3, 0}, {3, 1}});
    check_random<op::delta, locations>();
    check_random<op::box, cells>();
    check_random<op::outbox, locations>();
    check_random<op::inbox, type::pair<type::cell, type::cell>>();
}
