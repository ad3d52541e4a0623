// A variable that no statement has assigned.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), O = fill(I, FIVE, x2));
static_assert(decltype(p)::well_typed);
} // namespace batt::solvers
