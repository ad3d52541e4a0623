// Benchmarks of the operations of batt/dsl/color.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("color",
               {
                   bench::scored("mostcolor", bench::grids, solver(O = mark(mostcolor(I)))),
                   on_asobject("mostcolor", mark(mostcolor(x1))),
                   bench::scored("leastcolor", bench::grids, solver(O = mark(leastcolor(I)))),
                   bench::scored("colorcount", bench::grids, solver(O = mark(colorcount(I, ONE)))),
                   bench::scored("palette", bench::grids, solver(O = mark(last(palette(I))))),
                   bench::scored("numcolors", bench::grids, solver(O = mark(numcolors(I)))),
                   on_asobject("color", mark(color(x1))),
                   on_objects("colorfilter", mark(size(colorfilter(x1, ONE)))),
                   bench::scored("ofcolor", bench::grids, solver(O = area(ofcolor(I, ONE)))),
                   bench::written("replace", bench::grids, solver(O = replace(I, ONE, TWO))),
                   bench::written("switch_", bench::grids, solver(O = switch_(I, ONE, TWO))),
                   on_patch("recolor", paint(I, recolor(THREE, x1))),
               });

} // namespace batt::solvers
