// A variable is assigned a second time.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = vmirror(I), x1 = hmirror(I), O = vmirror(x1));
} // namespace batt::solvers
