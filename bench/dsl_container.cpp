// Benchmarks of the operations of batt/dsl/container.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("container",
                                      {
                                          on_patch("contained", mark(contained(UNITY, x1))),
                                          on_numbers("contained", mark(contained(FIVE, x1))),
                                          on_patch("remove", area(remove(UNITY, x1))),
                                          on_palette("remove", mark(last(remove(ZERO, x1)))),
                                          on_palette("other", mark(other(x1, ZERO))),
                                          on_patch("first", spot(first(x1))),
                                          on_objects("first", area(first(x1))),
                                          on_patch("last", spot(last(x1))),
                                          on_objects("last", area(last(x1))),
                                          on_locations("totuple", spot(last(totuple(x1)))),
                                          on_numbers("maximum", mark(maximum(x1))),
                                          on_numbers("minimum", mark(minimum(x1))),
                                      });

} // namespace batt::solvers
