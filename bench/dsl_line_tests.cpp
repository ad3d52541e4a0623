// Benchmarks of the operations of batt/dsl/line_tests.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("line_tests", {
                                                        on_patch("hline", mark(hline(x1))),
                                                        on_patch("vline", mark(vline(x1))),
                                                    });

} // namespace batt::solvers
