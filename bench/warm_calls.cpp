// Calls of one program on 1,000 samples that are packed already, after the first call: what a call
// takes besides its kernel.
#include "support/bench.hpp"
#include <batt/batt.hpp>
#include <benchmark/benchmark.h>

namespace batt::solvers {

static constexpr auto mirror = solver(O = vmirror(I));
static constexpr auto largest = solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size),
                                       x3 = fill(I, FIVE, x2), O = vmirror(x3));

template <class Solver>
static void warm_call(benchmark::State& state, const Solver&) {
    sample_set set;
    for (std::size_t k = 0; k < 1000; ++k)
        set.inputs.push_back(bench::distinct_samples(bench::scenes)[k]);
    const auto samples = packed_samples::pack(set);
    if (!samples) return state.SkipWithError(samples.error().text.c_str());
    run_options options;
    options.threads = 1;
#if defined(__CUDACC__)
    options.where = backend::cuda;
#else
    options.where = backend::host;
#endif
    mega_batch<Solver> executor;
    // the first call brings code and samples to the device
    auto report = executor.run(samples->view(), options);
    double kernel = 0;
    for (auto _ : state) {
        if (report) report = executor.run(samples->view(), options);
        if (!report) return state.SkipWithError(report.error().text.c_str());
        kernel += report->seconds.kernel;
    }
    double ok = 0;
    for (const verdict& v : report->verdicts) ok += v.ok() ? 1 : 0;
    state.counters["pairs"] = 1000;
    state.counters["ok"] = ok / 1000;
    state.counters["kernel_s"] = kernel / static_cast<double>(state.iterations());
}

static const bool registered = [] {
    const auto add = [](const char* name, const auto& solver) {
        benchmark::RegisterBenchmark(name, [&solver](benchmark::State& s) { warm_call(s, solver); })
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
    };
    add("warm call/mirror, 1000 samples", mirror);
    add("warm call/largest, 1000 samples", largest);
    return true;
}();

} // namespace batt::solvers
