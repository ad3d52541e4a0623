// Benchmarks of the operations of batt/dsl/repetition.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks(
    "repetition",
    {
        on_corner("occurrences", bench::scenes, area(occurrences(I, x1))),
        on_corner("occurrences (random grid)", bench::grids, area(occurrences(I, x1))),
        on_large_corner("occurrences (one colour)", bench::full_grids, area(occurrences(I, x1))),
        on_large_corner("occurrences (checkerboard)", bench::checkerboards,
                        area(occurrences(I, x1))),
        bench::scored("frontiers", bench::scenes, solver(O = area(merge(frontiers(I))))),
        bench::scored("frontiers (one colour)", bench::full_grids,
                      solver(O = area(merge(frontiers(I))))),
        bench::written("compress", bench::scenes, solver(O = compress(I))),
        on_asobject("hperiod", mark(hperiod(x1))),
        on_asobject("vperiod", mark(vperiod(x1))),
    });

} // namespace batt::solvers
