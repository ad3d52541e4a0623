// Benchmarks of the operations of batt/dsl/crop.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("crop",
               {
                   bench::scored("index", bench::grids, solver(O = mark(index(I, UNITY)))),
                   bench::written("canvas", bench::grids, solver(O = canvas(THREE, shape(I)))),
                   bench::written("crop", bench::grids, solver(O = crop(I, UNITY, THREE_BY_THREE))),
                   on_object("subgrid", subgrid(x1, I)).written(),
                   bench::written("trim", bench::grids, solver(O = trim(I))),
               });

} // namespace batt::solvers
