// The output is no grid.
#include <batt/dsl.hpp>

namespace batt::solvers {
constexpr auto p = solver(O = objects(I, T, F, T));
using machine_type = machine<serial>;
auto f(machine_type& m, const value::grid<machine_type>& g) {
    return decltype(p)::run_grid(m, g).why;
}
} // namespace batt::solvers
