// Packs grids of 30 x 30 into a batch and unpacks them again, on one core: what surrounds every
// kernel.
#include <batt/exec/batch.hpp>
#include <benchmark/benchmark.h>
#include <random>

namespace batt::bench {

// few enough that the caches hold the results, so that the work per grid is measured
static constexpr std::size_t packed_at_once = 1000;

static const std::vector<grid>& grids_to_pack() {
    static const std::vector<grid> all = [] {
        std::mt19937 random(5);
        std::vector<grid> some(packed_at_once, grid(30, 30));
        for (grid& g : some)
            for (int k = 0; k < 900; ++k) g.data()[k] = static_cast<signed char>(random() % 10);
        return some;
    }();
    return all;
}

/// f on the thread of the benchmark; each call takes all the grids.
template <class F>
static void measure(benchmark::State& state, const F& f) {
    batt::detail::with_threads(1, [&] {
        for (auto _ : state) f();
    });
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(packed_at_once));
}
static void pack(benchmark::State& state) {
    measure(state, [] { benchmark::DoNotOptimize(batch(grids_to_pack()).size()); });
}
static void unpack(benchmark::State& state) {
    const batch packed(grids_to_pack());
    measure(state, [&] { benchmark::DoNotOptimize(packed.grids().data()); });
}
static void pack_bytes(benchmark::State& state) {
    std::vector<std::uint8_t> cells(packed_at_once * 900);
    batch(grids_to_pack()).to_bytes(cells.data(), 30, 30);
    measure(state, [&] {
        benchmark::DoNotOptimize(
            batch::from_bytes(cells.data(), packed_at_once, 30, 30).has_value());
    });
}
static void unpack_bytes(benchmark::State& state) {
    const batch packed(grids_to_pack());
    std::vector<std::uint8_t> cells(packed_at_once * 900);
    measure(state, [&] {
        packed.to_bytes(cells.data(), 30, 30);
        benchmark::DoNotOptimize(cells.data());
    });
}
BENCHMARK(pack)->Name("packing/from_grids");
BENCHMARK(unpack)->Name("packing/to_grids");
BENCHMARK(pack_bytes)->Name("packing/from_bytes");
BENCHMARK(unpack_bytes)->Name("packing/to_bytes");

} // namespace batt::bench
