// Benchmarks of the operations of batt/dsl/box.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("box", {
                                                 on_patch("backdrop", area(backdrop(x1))),
                                                 on_patch("delta", area(delta(x1))),
                                                 on_patch("box", area(box(x1))),
                                                 on_object("outbox", area(outbox(x1))),
                                                 on_object("inbox", area(inbox(x1))),
                                             });

} // namespace batt::solvers
