// A C++ value beside a variable.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = vmirror(I), x2 = objects(x1, 1, 0, 1), O = fill(I, 5, x2));
} // namespace batt::solvers
