// Benchmarks of the operations of batt/dsl/patch.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("patch",
               {
                   bench::scored("asindices", bench::grids, solver(O = area(asindices(I)))),
                   bench::scored("asobject", bench::grids, solver(O = area(asobject(I)))),
                   on_asobject("toindices", area(toindices(x1))),
                   on_patch("toobject", area(toobject(x1, I))),
               });

} // namespace batt::solvers
