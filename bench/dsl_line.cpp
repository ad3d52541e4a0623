// Benchmarks of the operations of batt/dsl/line.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("line", {
                                                  on_location("connect", area(connect(ORIGIN, x1))),
                                                  on_location("shoot", area(shoot(x1, NEG_UNITY))),
                                                  on_location("hfrontier", area(hfrontier(x1))),
                                                  on_location("vfrontier", area(vfrontier(x1))),
                                              });

} // namespace batt::solvers
