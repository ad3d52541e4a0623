// The programs of the benchmarks of operations without the operation, to be compared with them.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family benchmarks("setup", {
                                                   bench::written("I", bench::grids, solver(O = I)),
                                                   on_number("", mark(x1)),
                                                   on_location("", spot(x1)),
                                                   on_numbers("", mark(last(x1))),
                                                   on_palette("", mark(last(x1))),
                                                   on_locations("", area(x1)),
                                                   on_patch("", area(x1)),
                                                   on_asobject("", area(x1)),
                                                   on_corner("", bench::scenes, area(x1)),
                                                   on_large_corner("", bench::full_grids, area(x1)),
                                                   on_objects("", area(last(x1))),
                                                   on_900_objects("", area(last(x1))),
                                                   on_object("", area(x1)),
                                                   on_two_objects("", area(combine(x1, x2))),
                                                   on_54_locations("", area(x1)),
                                               });

} // namespace batt::solvers
