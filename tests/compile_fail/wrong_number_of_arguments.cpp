// An operation with one argument too few.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), O = fill(I, x2));
} // namespace batt::solvers
