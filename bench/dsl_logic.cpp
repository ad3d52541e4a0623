// Benchmarks of the operations of batt/dsl/logic.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("logic",
                                      {
                                          on_number("even", mark(even(x1))),
                                          on_number("positive", mark(positive(x1))),
                                          on_number("greater", mark(greater(x1, THREE))),
                                          on_number("equality", mark(equality(x1, THREE))),
                                          on_two_objects("equality", mark(equality(x1, x2))),
                                          bench::scored("equality (grids)", bench::grids,
                                                        solver(O = mark(equality(I, vmirror(I))))),
                                          on_number("flip", mark(flip(even(x1)))),
                                          on_number("both", mark(both(even(x1), positive(x1)))),
                                          on_number("either", mark(either(even(x1), positive(x1)))),
                                      });

} // namespace batt::solvers
