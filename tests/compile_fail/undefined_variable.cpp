// A variable that no statement has assigned.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), O = fill(I, FIVE, x2));
} // namespace batt::solvers
