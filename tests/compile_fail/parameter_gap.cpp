// A program without its first parameter.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = canvas(param<1>, UNITY));
} // namespace batt::solvers
