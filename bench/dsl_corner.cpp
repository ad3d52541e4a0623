// Benchmarks of the operations of batt/dsl/corner.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("corner",
                                      {
                                          on_patch("ulcorner", spot(ulcorner(x1))),
                                          on_patch("urcorner", spot(urcorner(x1))),
                                          on_patch("llcorner", spot(llcorner(x1))),
                                          on_patch("lrcorner", spot(lrcorner(x1))),
                                          on_patch("corners", area(corners(x1))),
                                          on_patch("uppermost", mark(uppermost(x1))),
                                          on_patch("lowermost", mark(lowermost(x1))),
                                          on_patch("leftmost", mark(leftmost(x1))),
                                          on_patch("rightmost", mark(rightmost(x1))),
                                          on_patch("center", spot(center(x1))),
                                          on_patch("centerofmass", spot(centerofmass(x1))),
                                          on_asobject("centerofmass", spot(centerofmass(x1))),
                                      });

} // namespace batt::solvers
