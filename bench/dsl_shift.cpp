// Benchmarks of the operations of batt/dsl/shift.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("shift", {
                                                   on_object("shift", area(shift(x1, UNITY))),
                                                   on_object("normalize", area(normalize(x1))),
                                                   on_patch("normalize", area(normalize(x1))),
                                               });

} // namespace batt::solvers
