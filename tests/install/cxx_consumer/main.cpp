// Uses a value of batt, the library that batt depends on, and a program that card compiled.
#include <batt/value/grid.hpp>
#include <cuda/std/expected>
#include <thrust/version.h>
#if BATT_HAS_CARD
#include <mine.hpp>
#endif

int main() {
    const batt::grid g{{1, 2}, {3, 4}};
    const cuda::std::expected<int, batt::status> cell = g(1, 0);
    bool good = cell.value() == 3 && THRUST_MAJOR_VERSION >= 3;
#if BATT_HAS_CARD
    batt::sample_set samples;
    samples.inputs = {g};
    batt::run_options options;
    options.outputs = true;
    const auto report = batt::mine().at(0).make()->run(samples, options);
    good = good && report && report->outputs.at(0) == batt::grid{{1, 2, 2, 1}, {3, 4, 4, 3}};
#endif
    return good ? 0 : 1;
}
