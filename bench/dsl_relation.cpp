// Benchmarks of the operations of batt/dsl/relation.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("relation",
                                      {
                                          on_two_objects("hmatching", mark(hmatching(x1, x2))),
                                          on_two_objects("vmatching", mark(vmatching(x1, x2))),
                                          on_two_objects("manhattan", mark(manhattan(x1, x2))),
                                          on_two_objects("adjacent", mark(adjacent(x1, x2))),
                                          on_object("bordering", mark(bordering(x1, I))),
                                          on_two_objects("position", spot(position(x1, x2))),
                                      });

} // namespace batt::solvers
