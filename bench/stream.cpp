// Streams, compared with one batch in memory: the same samples are made while others run, or all of
// them before.
#include "support/bench.hpp"
#include <algorithm>
#include <batt/batt.hpp>
#include <benchmark/benchmark.h>
#include <cstdlib>

namespace batt::solvers {

static constexpr auto mirror = solver(O = vmirror(I));
static constexpr auto largest = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                                       x3 = fill(I, FIVE, x2), O = vmirror(x3));

#if defined(__CUDACC__)
static constexpr backend machine = backend::cuda;
static constexpr std::size_t usual = std::size_t{1} << 23;
#else
static constexpr backend machine = backend::host;
static constexpr std::size_t usual = std::size_t{1} << 19;
#endif

/// BATT_BENCH_SAMPLES of the environment, or a number that takes a while.
static std::size_t sample_count() {
    const char* const given = std::getenv("BATT_BENCH_SAMPLES");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : usual;
}
/// The grids that samples are made of, over and over.
static const std::vector<grid>& grids() {
    static const std::vector<grid> all = bench::distinct_samples(bench::scenes).grids();
    return all;
}
static const grid& grid_at(std::size_t k) { return grids()[k % grids().size()]; }

static stream_options options(std::size_t chunk) {
    stream_options o;
    o.where = machine;
    o.chunk_size = chunk;
    return o;
}
static void count(benchmark::State& state, double samples) {
    state.counters["samples/s"] =
        benchmark::Counter(samples, benchmark::Counter::kIsIterationInvariantRate);
}

/// One batch. made: whether the time to make it counts, too.
template <class Solver>
static void run_batch(benchmark::State& state, bool made) {
    const std::size_t n = sample_count();
    mega_batch<Solver> executor;
    const auto make = [n] {
        batch all;
        all.append(n, grid_at);
        return all;
    };
    batch kept = made ? batch() : make();
    for (auto _ : state) {
        if (made) kept = make();
        const auto report = executor.run(kept, options(0));
        if (!report) return state.SkipWithError(report.error().text.c_str());
        benchmark::DoNotOptimize(report->verdicts.data());
        if (made) kept = batch();
    }
    count(state, static_cast<double>(n));
}

/// A stream. are_packed: whether the source copies grids that are packed already, on one thread.
/// batch_size: samples that a GPU takes at once, while it gets those that follow.
template <class Solver>
static void run_chunks(benchmark::State& state, bool are_packed, std::size_t chunk,
                       std::size_t batch_size) {
    const std::size_t n = sample_count();
    const batch_view packed = bench::distinct_samples(bench::scenes);
    mega_batch<Solver> executor;
    stream_options asked = options(chunk);
    asked.batch_size = batch_size;
    double source = 0, sink = 0, kernel = 0;
    std::size_t ok = 0;
    for (auto _ : state) {
        const stream_report report = run_stream(
            executor,
            [&](sample_chunk& c) {
                const std::size_t some = std::min(c.wanted, n - c.first);
                if (!are_packed)
                    return c.in.append(
                        some, [&](std::size_t k) -> const grid& { return grid_at(c.first + k); });
                c.in.reserve(some);
                for (std::size_t k = 0; k < some; ++k) {
                    const std::size_t from = (c.first + k) % packed.count;
                    c.in.push_packed(packed.rows + from * packed_side, packed.sizes[from]);
                }
            },
            [&](const sample_chunk&, const run_report& results) {
                for (const verdict& v : results.verdicts) ok += v.ok();
            },
            asked);
        if (!report) return state.SkipWithError(report.error->text.c_str());
        source += report.source_seconds;
        sink += report.sink_seconds;
        kernel += report.totals.seconds.kernel;
    }
    const auto samples = static_cast<double>(n) * static_cast<double>(state.iterations());
    state.counters["ok"] = static_cast<double>(ok) / samples;
    state.counters["samples/s of the source"] = samples / source;
    state.counters["samples/s of the sink"] = samples / sink;
    state.counters["samples/s in kernels"] = samples / kernel;
    count(state, static_cast<double>(n));
}

static const bool registered = [] {
    const auto add = [](const std::string& name, auto f) {
        benchmark::RegisterBenchmark(("stream/" + name).c_str(), f)
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
    };
    const auto all = [&](const std::string& name, auto solver) {
        using type = decltype(solver);
        add(name + ", one batch in memory", [](benchmark::State& s) { run_batch<type>(s, false); });
        add(name + ", one batch made and run",
            [](benchmark::State& s) { run_batch<type>(s, true); });
        const auto stream = [&](std::size_t chunk, std::size_t batch_size) {
            const std::string by =
                ", chunks of " + std::to_string(chunk) +
                (batch_size != 0 ? ", by " + std::to_string(batch_size) : std::string());
            add(name + ", stream of grids" + by,
                [=](benchmark::State& s) { run_chunks<type>(s, false, chunk, batch_size); });
            add(name + ", stream of packed grids" + by,
                [=](benchmark::State& s) { run_chunks<type>(s, true, chunk, batch_size); });
        };
        for (const int bits : {14, 16, 18}) stream(std::size_t{1} << bits, 0);
        if (machine == backend::cuda) stream(std::size_t{1} << 18, std::size_t{1} << 16);
    };
    all("mirror", mirror);
    all("largest", largest);
    return true;
}();

} // namespace batt::solvers
