// lbind of an operation of one parameter.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = lbind(vmirror, I), O = x1(I));
} // namespace batt::solvers
