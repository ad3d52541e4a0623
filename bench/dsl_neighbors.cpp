// Benchmarks of the operations of batt/dsl/neighbors.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("neighbors",
                                      {
                                          on_location("dneighbors", area(dneighbors(x1))),
                                          on_location("ineighbors", area(ineighbors(x1))),
                                          on_location("neighbors", area(neighbors(x1))),
                                      });

} // namespace batt::solvers
