// A variable that is no function is called.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = vmirror(I), O = x1(I));
} // namespace batt::solvers
