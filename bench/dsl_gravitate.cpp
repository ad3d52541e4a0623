// Benchmarks of the operations of batt/dsl/gravitate.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("gravitate",
                                      {
                                          on_two_objects("gravitate", spot(gravitate(x1, x2))),
                                      });

} // namespace batt::solvers
