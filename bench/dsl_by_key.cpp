// Benchmarks of the operations of batt/dsl/by_key.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("by_key",
                                      {
                                          on_objects("argmax", area(argmax(x1, size))),
                                          on_objects("argmin", area(argmin(x1, size))),
                                          on_objects("valmax", mark(valmax(x1, size))),
                                          on_objects("valmin", mark(valmin(x1, size))),
                                          on_objects("order", area(last(order(x1, size)))),
                                          on_900_objects("argmax", area(argmax(x1, size))),
                                          on_900_objects("order", area(last(order(x1, leftmost)))),
                                      });

} // namespace batt::solvers
