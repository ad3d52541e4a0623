// A call that gives one value too few.
#include <batt/dsl.hpp>
#include <batt/exec/plain_call.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = canvas(param<0>, param<1, type::ivec>));
auto q(const grid& g) { return p(g, 5); }
} // namespace batt::solvers
