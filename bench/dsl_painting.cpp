// Benchmarks of the operations of batt/dsl/painting.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("painting",
                                      {
                                          on_patch("fill", fill(I, THREE, x1)).written(),
                                          on_asobject("paint", paint(I, x1)).written(),
                                          on_patch("underfill", underfill(I, THREE, x1)).written(),
                                          on_asobject("underpaint", underpaint(I, x1)).written(),
                                          on_patch("cover", cover(I, x1)).written(),
                                          on_object("move", move(I, x1, UNITY)).written(),
                                      });

} // namespace batt::solvers
