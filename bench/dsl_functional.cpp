// Benchmarks of the operations of batt/dsl/functional.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks(
    "functional",
    {
        on_objects("apply", mark(maximum(apply(size, x1)))),
        on_numbers("apply", mark(last(apply(increment, x1)))),
        on_locations("apply", area(apply(increment, x1))),
        bench::written("rapply", bench::grids,
                       solver(O = last(rapply(astuple(vmirror, hmirror), I)))),
        on_objects("mapply", area(mapply(outbox, x1))),
        on_locations("mapply", area(mapply(rbind(connect, ORIGIN), x1))),
        on_numbers("papply", mark(last(papply(add, x1, x1)))),
        on_numbers("mpapply", mark(last(mpapply(astuple, x1, x1)))),
        on_palette("prapply", mark(last(prapply(add, x1, x1)))),
        bench::written("branch", bench::grids,
                       solver(x1 = even(index(I, ORIGIN)), O = branch(x1, vmirror(I), hmirror(I)))),
        bench::written("branch (functions)", bench::grids,
                       solver(x1 = even(index(I, ORIGIN)), x2 = branch(x1, vmirror, hmirror),
                              O = x2(I))),
    });

} // namespace batt::solvers
