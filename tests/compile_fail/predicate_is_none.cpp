// A condition that gives no boolean.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p =
    solver(x1 = objects(I, T, F, T), x2 = sfilter(x1, size), x3 = merge(x2), O = fill(I, FIVE, x3));
} // namespace batt::solvers
