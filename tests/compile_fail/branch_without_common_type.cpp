// Alternatives that no consumer can use alike.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), O = branch(T, I, x1));
static_assert(decltype(p)::well_typed);
} // namespace batt::solvers
