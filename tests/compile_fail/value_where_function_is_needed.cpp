// A value where a key is needed.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, FIVE), O = fill(I, FIVE, x2));
} // namespace batt::solvers
