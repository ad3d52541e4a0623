// Benchmarks of the operations of batt/dsl/tuples.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("tuples",
               {
                   on_number("astuple", spot(astuple(x1, THREE))),
                   on_number("repeat", mark(last(repeat(x1, TEN)))),
                   bench::scored("interval", bench::grids,
                                 solver(x1 = interval(ZERO, height(I), ONE), O = mark(last(x1)))),
                   on_numbers("pair", spot(last(pair(x1, x1)))),
                   on_numbers("dedupe", mark(last(dedupe(x1)))),
                   bench::written("dedupe (rows)", bench::scenes, solver(O = dedupe(I))),
                   on_numbers("mostcommon", mark(mostcommon(x1))),
                   on_locations("mostcommon", spot(mostcommon(totuple(x1)))),
                   on_numbers("leastcommon", mark(leastcommon(x1))),
               });

} // namespace batt::solvers
