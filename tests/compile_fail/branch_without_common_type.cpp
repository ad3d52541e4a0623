// Alternatives that have no type in common.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), O = branch(T, I, x1));
} // namespace batt::solvers
