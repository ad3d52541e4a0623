// Programs on small grids, on one core of the host: the small tier beside the fast one.
#include <batt/batt.hpp>
#include <benchmark/benchmark.h>
#include <random>
#include <string>

#if !defined(BATT_BENCH_CUDA) // a GPU has no small tier

namespace batt::solvers::small_grids {

static constexpr auto mirrored = solver(O = vmirror(I));
static constexpr auto transposed = solver(O = dmirror(I));
static constexpr auto largest_filled = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                                              x3 = fill(I, FIVE, x2), O = vmirror(x3));
static constexpr auto boxed = solver(x1 = leastcolor(I), x2 = ofcolor(I, x1), x3 = box(x2),
                                     x4 = fill(I, TWO, x3), O = rot90(x4));
static constexpr auto recolored = solver(x1 = partition(I), x2 = sizefilter(x1, TWO),
                                         x3 = merge(x2), x4 = recolor(THREE, x3), O = paint(I, x4));
static constexpr auto cut_out =
    solver(x1 = fgpartition(I), x2 = argmax(x1, size), O = subgrid(x2, I));
static constexpr auto tripled = solver(x1 = switch_(I, ZERO, ONE), O = upscale(x1, THREE));

} // namespace batt::solvers::small_grids

namespace batt::bench {

static constexpr std::size_t small_samples = 4096;

/// A grid of side x side cells, about a quarter of which have one of three colours.
static grid sparse_grid(std::mt19937& random, int side) {
    grid g(side, side);
    for (int k = 0; k < side * side; ++k)
        g.data()[k] = static_cast<signed char>(random() % 4 == 0 ? 1 + random() % 3 : 0);
    return g;
}

/// Program P at Tiers on grids of side x side cells, scored. The time is processor time.
template <class P, class Tiers>
static void run_small(benchmark::State& state, int side) {
    std::mt19937 random(5);
    std::vector<grid> grids;
    for (std::size_t k = 0; k < small_samples; ++k) grids.push_back(sparse_grid(random, side));
    const batch in(grids);
    mega_batch<P, Tiers> executor;
    run_options o;
    o.where = backend::host;
    o.threads = 1;
    auto ran = executor.run(in, in, o);
    for (auto _ : state) {
        ran = executor.run(in, in, o);
        if (!ran) return state.SkipWithError(ran.error().text.c_str());
    }
    state.counters["samples/s"] = {static_cast<double>(small_samples),
                                   benchmark::Counter::kIsIterationInvariantRate};
    if (ran->tier_samples[1] > 0)
        state.counters["climbed"] =
            static_cast<double>(ran->tier_samples[1]) / static_cast<double>(small_samples);
}

template <class P>
static void add_small(const char* name, const P&) {
    const auto add = [&](const std::string& tier, void (*f)(benchmark::State&, int)) {
        for (const int side : {3, 10, 30}) {
            const std::string sides = std::to_string(side) + " x " + std::to_string(side);
            const std::string full =
                "small grids/" + std::string(name) + ", " + sides + ", " + tier;
            benchmark::RegisterBenchmark(full.c_str(), f, side)->Unit(benchmark::kMicrosecond);
        }
    };
    add("fast", run_small<P, tiers<fast_tier>>);
    add("small and fast", run_small<P, tiers<small_tier, fast_tier>>);
}

static const bool has_small = [] {
    using namespace solvers::small_grids;
    add_small("mirrored", mirrored);
    add_small("transposed", transposed);
    add_small("largest filled", largest_filled);
    add_small("boxed", boxed);
    add_small("recolored", recolored);
    add_small("cut out", cut_out);
    add_small("tripled", tripled);
    return true;
}();

} // namespace batt::bench

#endif
