// More parameters than a program can have.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = canvas(param<64>, UNITY));
} // namespace batt::solvers
