// lbind of an operation of one parameter.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = lbind(vmirror, I), O = x1(I));
static_assert(decltype(p)::well_typed);
} // namespace batt::solvers
