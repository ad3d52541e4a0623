// Benchmarks of the operations of batt/dsl/merge.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("merge",
                                      {
                                          on_objects("merge", area(merge(x1))),
                                          on_900_objects("merge", area(merge(x1))),
                                          on_two_objects("combine", area(combine(x1, x2))),
                                          on_numbers("combine", mark(last(combine(x1, x1)))),
                                      });

} // namespace batt::solvers
