// The last statement does not assign O.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = vmirror(I), x1 = hmirror(I));
} // namespace batt::solvers
