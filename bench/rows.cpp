// Row primitives of the host that take long enough to be measured alone.
#include <batt/rows/rows.hpp>
#include <benchmark/benchmark.h>
#include <random>

namespace batt::bench {

/// Transposes the four planes of a grid, which stay in the cache.
template <int Extent>
static void transpose_planes(benchmark::State& state) {
    using window = rows<serial, Extent>;
    std::mt19937 random(5);
    window planes[4];
    for (window& plane : planes)
        plane = window::generate([&](int) { return static_cast<word<Extent>>(random()); });
    for (auto _ : state) {
        for (window& plane : planes) plane = plane.transposed();
        benchmark::DoNotOptimize(planes);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(transpose_planes<32>)->Name("rows/four planes of 32 transposed");
BENCHMARK(transpose_planes<64>)->Name("rows/four planes of 64 transposed");

} // namespace batt::bench
