// A number that has no name of its own.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = vmirror(I), O = canvas(x1, 25));
} // namespace batt::solvers
