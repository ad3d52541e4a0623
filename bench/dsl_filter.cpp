// Benchmarks of the operations of batt/dsl/filter.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

static const bench::family
    benchmarks("filter", {
                             on_objects("sfilter", area(merge(sfilter(x1, matcher(color, ONE))))),
                             on_locations("sfilter", area(sfilter(x1, compose(even, first)))),
                             on_objects("mfilter", area(mfilter(x1, matcher(color, ONE)))),
                             on_objects("extract", area(extract(x1, compose(positive, size)))),
                             on_objects("sizefilter", area(merge(sizefilter(x1, FOUR)))),
                             on_900_objects("mfilter", area(mfilter(x1, matcher(color, ONE)))),
                         });

} // namespace batt::solvers
