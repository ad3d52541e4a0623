// Benchmarks of the operations of batt/dsl/rotate.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("rotate", {
                             bench::written("rot90", bench::grids, solver(O = rot90(I))),
                             bench::written("rot180", bench::grids, solver(O = rot180(I))),
                             bench::written("rot270", bench::grids, solver(O = rot270(I))),
                         });

} // namespace batt::solvers
