// A parameter that would be a grid.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = vconcat(I, param<0, type::grid>));
} // namespace batt::solvers
