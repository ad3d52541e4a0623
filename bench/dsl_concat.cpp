// Benchmarks of the operations of batt/dsl/concat.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks(
    "concat",
    {
        bench::written("hconcat", bench::small_grids, solver(O = hconcat(I, I))),
        bench::written("vconcat", bench::small_grids, solver(O = vconcat(I, I))),
        bench::written("cellwise", bench::grids, solver(O = cellwise(I, vmirror(I), ZERO))),
    });

} // namespace batt::solvers
