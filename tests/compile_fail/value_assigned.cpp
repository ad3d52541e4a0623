// A C++ value as a statement.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = 5, O = fill(I, x1, I));
} // namespace batt::solvers
