// Benchmarks of the operations of batt/dsl/halves.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("halves",
               {
                   bench::written("tophalf", bench::grids, solver(O = tophalf(I))),
                   bench::written("bottomhalf", bench::grids, solver(O = bottomhalf(I))),
                   bench::written("lefthalf", bench::grids, solver(O = lefthalf(I))),
                   bench::written("righthalf", bench::grids, solver(O = righthalf(I))),
                   bench::written("hsplit", bench::grids, solver(O = last(hsplit(I, THREE)))),
                   bench::written("vsplit", bench::grids, solver(O = last(vsplit(I, THREE)))),
               });

} // namespace batt::solvers
