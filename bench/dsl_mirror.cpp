// Benchmarks of the operations of batt/dsl/mirror.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("mirror", {
                             bench::written("hmirror", bench::grids, solver(O = hmirror(I))),
                             bench::written("vmirror", bench::grids, solver(O = vmirror(I))),
                             bench::written("dmirror", bench::grids, solver(O = dmirror(I))),
                             bench::written("cmirror", bench::grids, solver(O = cmirror(I))),
                             on_patch("hmirror", area(hmirror(x1))),
                             on_patch("vmirror", area(vmirror(x1))),
                             on_patch("dmirror", area(dmirror(x1))),
                             on_patch("cmirror", area(cmirror(x1))),
                         });

} // namespace batt::solvers
