// An integer where a location is needed.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = vmirror(I), O = crop(x1, param<0>, UNITY));
} // namespace batt::solvers
