// A key that does not take the elements.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, even), O = fill(I, FIVE, x2));
} // namespace batt::solvers
