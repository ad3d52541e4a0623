// A grid where a patch is needed.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = vmirror(I), O = fill(I, FIVE, x1));
} // namespace batt::solvers
