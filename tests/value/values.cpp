// Order and equality of scalars, grids and patches in any windows.
#include "support/compare_values.hpp"

namespace batt::testing {

static_assert(machine_like<machine<serial, 64, 128>> && !machine_like<serial>);
#if defined(__CUDACC__)
static_assert(machine_like<machine<warp, 64, 64, 32>>);
#endif

TEST_CASE("scalars") {
    check_kind<type::integer>();
    check_kind<type::boolean>();
    check_kind<type::ivec>();
    check_kind<type::cell>();
    check_kind<type::pair<type::boolean, type::cell>>();
}

TEST_CASE("grids") { check_kind<type::grid>(); }

TEST_CASE("patches in any windows") {
    check_kind<type::indices>();
    check_kind<type::univalued>();
    check_kind<type::object>();
    check_views<type::univalued, type::object>();
}

TEST_CASE("no location") {
    const ivec none = ivec::no_location();
    CHECK(evaluate<op::order_of, type::ivec, type::ivec, type::integer, type::integer>(none, none,
                                                                                       0, 0) == 0);
    CHECK(evaluate<op::order_of, type::ivec, type::ivec, type::integer, type::integer>(
              none, {-2147483647 - 1, 0}, 0, 0) == -1);
    CHECK(evaluate<op::order_of, type::ivec, type::ivec, type::integer, type::integer>({0, 0}, none,
                                                                                       0, 0) == 1);
    CHECK(evaluate<op::same_as, type::ivec, type::ivec, type::integer, type::integer>(
              none, {0, 0}, 0, 0) == false);
}

} // namespace batt::testing
