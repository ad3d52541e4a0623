// Benchmarks of the operations of batt/dsl/size.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("size", {
                                                  on_patch("size", mark(size(x1))),
                                                  on_asobject("size", mark(size(x1))),
                                                  on_objects("size", mark(size(x1))),
                                              });

} // namespace batt::solvers
