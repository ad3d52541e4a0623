// Benchmarks of the operations of batt/dsl/arithmetic.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("arithmetic",
                                      {
                                          on_number("add", mark(add(x1, THREE))),
                                          on_location("add", spot(add(x1, UNITY))),
                                          on_number("subtract", mark(subtract(x1, THREE))),
                                          on_number("multiply", mark(multiply(x1, THREE))),
                                          on_number("divide", mark(divide(x1, THREE))),
                                          on_location("divide", spot(divide(TEN, x1))),
                                          on_number("invert", mark(invert(x1))),
                                          on_number("double_", mark(double_(x1))),
                                          on_number("halve", mark(halve(x1))),
                                          on_number("increment", mark(increment(x1))),
                                          on_number("decrement", mark(decrement(x1))),
                                          on_number("crement", mark(crement(x1))),
                                          on_number("sign", mark(sign(x1))),
                                          on_number("toivec", spot(toivec(x1))),
                                          on_number("tojvec", spot(tojvec(x1))),
                                      });

} // namespace batt::solvers
