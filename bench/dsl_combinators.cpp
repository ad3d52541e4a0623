// Benchmarks of the operations of batt/dsl/combinators.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks(
    "combinators",
    {
        bench::written("identity", bench::grids, solver(O = identity(I))),
        bench::written("compose", bench::grids, solver(x1 = compose(vmirror, hmirror), O = x1(I))),
        bench::written("chain", bench::grids,
                       solver(x1 = chain(vmirror, dmirror, hmirror), O = x1(I))),
        bench::scored("matcher", bench::grids,
                      solver(x1 = matcher(mostcolor, ONE), O = mark(x1(I)))),
        bench::scored("lbind", bench::grids, solver(x1 = lbind(ofcolor, I), O = area(x1(ONE)))),
        bench::written("rbind", bench::grids,
                       solver(x1 = rbind(replace, TWO), x2 = rbind(x1, ONE), O = x2(I))),
        bench::written("power", bench::grids, solver(x1 = power(trim, THREE), O = x1(I))),
        bench::written("power (run time)", bench::grids,
                       solver(x1 = increment(index(I, ORIGIN)), x2 = power(trim, x1), O = x2(I))),
        bench::scored("fork", bench::grids,
                      solver(x1 = fork(add, mostcolor, leastcolor), O = mark(x1(I)))),
    });

} // namespace batt::solvers
