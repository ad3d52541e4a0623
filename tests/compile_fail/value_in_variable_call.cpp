// A C++ value given to a variable that is a function.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(x1 = lbind(canvas, FIVE), O = x1(ivec{3, 3}));
} // namespace batt::solvers
