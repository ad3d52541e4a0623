// Benchmarks of the operations of batt/dsl/extent.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("extent", {
                             on_patch("height", mark(height(x1))),
                             on_patch("width", mark(width(x1))),
                             on_patch("shape", spot(shape(x1))),
                             on_patch("portrait", mark(portrait(x1))),
                             on_patch("square", mark(square(x1))),
                             bench::scored("shape", bench::grids, solver(O = spot(shape(I)))),
                         });

} // namespace batt::solvers
