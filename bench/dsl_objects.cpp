// Benchmarks of the operations of batt/dsl/objects.hpp.
#include "support/setups.hpp"

namespace batt::solvers {

/// The last object stands for all: the others are in the arena, too.
template <class E>
static bench::entry objects_of(const std::string& name, const bench::input& in, const E& e) {
    return bench::scored(name, in, solver(x1 = e, O = area(last(x1))));
}

static const bench::family benchmarks(
    "objects",
    {
        objects_of("objects (T, F, T)", bench::scenes, objects(I, T, F, T)),
        objects_of("objects (T, T, T)", bench::scenes, objects(I, T, T, T)),
        objects_of("objects (F, F, T)", bench::scenes, objects(I, F, F, T)),
        objects_of("objects (F, T, T)", bench::scenes, objects(I, F, T, T)),
        objects_of("objects (T, F, F)", bench::scenes, objects(I, T, F, F)),
        objects_of("objects (T, F, T; random grid)", bench::few_grids, objects(I, T, F, T)),
        objects_of("objects (T, F, F; checkerboard)", bench::checkerboards, objects(I, T, F, F)),
        objects_of("objects (T, F, T; checkerboard)", bench::checkerboards, objects(I, T, F, T)),
        objects_of("objects (F, F, F; checkerboard)", bench::checkerboards, objects(I, F, F, F)),
        objects_of("objects (T, F, F; snake)", bench::snakes, objects(I, T, F, F)),
        objects_of("partition", bench::scenes, partition(I)),
        objects_of("fgpartition", bench::scenes, fgpartition(I)),
    });

} // namespace batt::solvers
