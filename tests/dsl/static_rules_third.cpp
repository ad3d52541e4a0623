// The rules of the table against those that compilers follow, a third of the operations.
#include "support/static_types.hpp"

TEST_CASE("rules of the table, part 3") { batt::testing::compare_part_of_table<2>(); }
