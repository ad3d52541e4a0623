// Benchmarks of the operations of batt/dsl/sets.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("sets",
               {
                   on_location("initset", area(initset(x1))),
                   on_patch("insert", area(insert(UNITY, x1))),
                   on_two_objects("insert", area(last(insert(x1, initset(x2))))),
                   on_two_objects("intersection", area(intersection(x1, x2))),
                   on_two_objects("difference", area(difference(x1, x2))),
                   on_objects("difference", area(merge(difference(x1, sizefilter(x1, FOUR))))),
                   on_palette("product", area(product(x1, x1))),
                   on_54_locations("product", spot(first(last(product(x1, x1))))),
               });

} // namespace batt::solvers
