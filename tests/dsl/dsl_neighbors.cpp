// Neighbours: at the origin, at the edge of a window, far away, and of no location.
#include "support/check.hpp"
#include <batt/dsl/neighbors.hpp>

using namespace batt;
using namespace batt::testing;

template <class Op>
static void check_locations(std::size_t n) {
    for (const ivec v : {ivec{0, 0}, ivec{31, 31}, ivec{-1, 30}, ivec{1, 1}, ivec{500, -500},
                         ivec{-32767, 32766}, ivec{30, 1}, ivec{64, 126}})
        CHECK(evaluate<Op, type::ivec>(v).value.size() == n);
    CHECK(evaluate<Op, type::ivec>({32767, 0}) == status::capacity);
    CHECK(evaluate<Op, type::ivec>({0, -32768}) == status::capacity);
    CHECK(evaluate<Op, type::ivec>(ivec::no_location()) == status::empty);
    check_random<Op, type::ivec>();
    check_random<Op, type::pair<type::boolean, type::integer>>();
}

TEST_CASE("dneighbors") {
    CHECK(evaluate<op::dneighbors, type::ivec>({0, 0}) ==
          reference::indices{{-1, 0}, {0, -1}, {0, 1}, {1, 0}});
    check_locations<op::dneighbors>(4);
}

TEST_CASE("ineighbors") {
    CHECK(evaluate<op::ineighbors, type::ivec>({0, 0}) ==
          reference::indices{{-1, -1}, {-1, 1}, {1, -1}, {1, 1}});
    check_locations<op::ineighbors>(4);
}

TEST_CASE("neighbors") { check_locations<op::neighbors>(8); }
