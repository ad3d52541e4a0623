// A variable that is a function is called with what it does not take.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = compose(even, size), x2 = x1(FIVE), O = branch(x2, I, I));
} // namespace batt::solvers
