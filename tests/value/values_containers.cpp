// Order and equality of sets, tuples and of one value in two views.
#include "support/compare_values.hpp"

namespace batt::testing {

TEST_CASE("tuples and sets") {
    check_kind<type::tuple<type::integer>>();
    check_kind<type::set<type::integer>>();
    check_kind<type::set<type::object>>();
    check_kind<type::set<type::indices>>();
    check_kind<type::tuple<type::tuple<type::ivec>>>();
    check_kind<type::set<type::tuple<type::set<type::integer>>>>();
}

TEST_CASE("views") {
    check_views<type::ivec, type::tuple<type::integer>>();
    check_views<type::pair<type::integer, type::boolean>, type::ivec>();
    check_views<type::pair<type::grid, type::grid>, type::tuple<type::grid>>();
}

} // namespace batt::testing
