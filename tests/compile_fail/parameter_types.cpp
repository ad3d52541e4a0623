// A parameter that would be both an integer and a boolean.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = branch(param<0, type::boolean>, I, canvas(param<0>, UNITY)));
} // namespace batt::solvers
