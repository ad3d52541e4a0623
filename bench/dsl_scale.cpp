// Benchmarks of the operations of batt/dsl/scale.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("scale",
               {
                   bench::written("hupscale", bench::small_grids, solver(O = hupscale(I, TWO))),
                   bench::written("vupscale", bench::small_grids, solver(O = vupscale(I, TWO))),
                   bench::written("upscale", bench::small_grids, solver(O = upscale(I, TWO))),
                   on_object("upscale", area(upscale(x1, TWO))),
                   bench::written("downscale", bench::grids, solver(O = downscale(I, TWO))),
               });

} // namespace batt::solvers
