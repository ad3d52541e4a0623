// A call of C++ values in a program.
#include <batt/batt.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = canvas(3, UNITY));
} // namespace batt::solvers
