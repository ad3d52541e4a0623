// One batch on several devices: kept in their memory, or copied there during the call; and for
// comparison a plain copy to all of them at once. The seconds of the kernels are those of the
// slowest device.
#include "support/bench.hpp"
#include <algorithm>
#include <batt/batt.hpp>
#include <benchmark/benchmark.h>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace batt::solvers {

#if defined(__CUDACC__)

static constexpr auto mirror = solver(O = vmirror(I));
/// Ten sets of objects.
static constexpr auto sets =
    solver(x1 = paint(I, merge(objects(I, F, F, F))), x2 = paint(x1, merge(objects(x1, F, F, T))),
           x3 = paint(x2, merge(objects(x2, F, T, F))), x4 = paint(x3, merge(objects(x3, F, T, T))),
           x5 = paint(x4, merge(objects(x4, T, F, F))), x6 = paint(x5, merge(objects(x5, T, F, T))),
           x7 = paint(x6, merge(objects(x6, T, T, F))), x8 = paint(x7, merge(objects(x7, T, T, T))),
           x9 = paint(x8, merge(objects(x8, T, F, T))), O = paint(x9, merge(objects(x9, T, T, T))));

/// Samples of all devices together: BATT_BENCH_SAMPLES of the environment, or the usual number.
static std::size_t wanted(std::size_t usual) {
    const char* const given = std::getenv("BATT_BENCH_SAMPLES");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : usual;
}
static int device_count() {
    int n = 0;
    if (cudaGetDeviceCount(&n) != cudaSuccess) cudaGetLastError();
    return n;
}

/// Pieces of equal length on the first devices.
class spread_batch {
public:
    std::string copy(const batch& all, int devices) {
        const batch_view v = all;
        for (int d = 0; d < devices; ++d) {
            batch_view piece =
                v.from(v.count * static_cast<std::size_t>(d) / static_cast<std::size_t>(devices));
            piece.count = std::min(piece.count, v.count / static_cast<std::size_t>(devices));
            auto there = device_batch::copy(piece, d);
            if (!there) return there.error().text;
            kept_.push_back(std::move(*there));
            const batch_view at = kept_.back();
            parts_.push_back({d, at.rows, at.sizes, at.count});
        }
        return "";
    }
    batch_view view() const {
        batch_view v{parts_[0].rows, parts_[0].sizes, 0, true, parts_};
        for (const batch_part& p : parts_) v.count += p.count;
        return v;
    }

private:
    std::vector<device_batch> kept_;
    std::vector<batch_part> parts_;
};

/// About n samples; those of the last call are kept.
static const batch& samples(std::size_t n) {
    static batch all;
    static std::size_t made = 0;
    const batch& some = bench::distinct_samples(bench::scenes);
    if (made != n) {
        all = {};
        all = some.repeated(std::max<std::size_t>(n / some.size(), 1));
        made = n;
    }
    return all;
}

enum class place { devices, host, locked };

template <class Solver>
static void run(benchmark::State& state, std::size_t usual, int devices, place from) {
    const batch& all = samples(wanted(usual));
    spread_batch there;
    if (from == place::devices)
        if (const std::string why = there.copy(all, devices); !why.empty())
            return state.SkipWithError(why.c_str());
    const batch_view in = from == place::devices ? there.view() : all.view();
    const locked_batch locked(from == place::locked ? in : batch_view{});
    mega_batch<Solver> executor;
    run_options options;
    options.where = backend::cuda;
    options.device = devices > 1 ? -1 : 0;
    auto report = executor.run(in, options); // allocates memory
    double kernel = 0, copy_in = 0;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        if (report) report = executor.run(in, options);
        if (!report) return state.SkipWithError(report.error().text.c_str());
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        state.SetIterationTime(took.count());
        kernel += report->seconds.kernel + report->seconds.retry;
        copy_in += report->seconds.copy_in;
    }
    const auto samples = static_cast<double>(in.count) * static_cast<double>(state.iterations());
    state.counters["samples"] = static_cast<double>(in.count);
    state.counters["samples/s in kernels"] = samples / kernel;
    state.counters["kernels_s"] = kernel / static_cast<double>(state.iterations());
    state.counters["copy_in_s"] = copy_in / static_cast<double>(state.iterations());
    state.counters["samples/s"] = benchmark::Counter(static_cast<double>(in.count),
                                                     benchmark::Counter::kIsIterationInvariantRate);
    state.SetLabel(report->device);
}

/// Bytes of samples from pinned memory to all devices at once.
static void plain_copy(benchmark::State& state, int devices) {
    constexpr std::size_t bytes = std::size_t{1} << 30;
    std::vector<void*> from(static_cast<std::size_t>(devices)), to(from.size());
    std::vector<cudaStream_t> streams(from.size());
    bool good = true;
    for (int d = 0; d < devices; ++d) {
        const auto k = static_cast<std::size_t>(d);
        good = good && cudaSetDevice(d) == cudaSuccess &&
               cudaMallocHost(&from[k], bytes) == cudaSuccess &&
               cudaMalloc(&to[k], bytes) == cudaSuccess &&
               cudaStreamCreate(&streams[k]) == cudaSuccess;
    }
    for (auto _ : state) {
        if (!good) return state.SkipWithError("no memory for plain copies");
        const auto start = std::chrono::steady_clock::now();
        for (std::size_t k = 0; k < from.size(); ++k)
            cudaMemcpyAsync(to[k], from[k], bytes, cudaMemcpyHostToDevice, streams[k]);
        for (cudaStream_t s : streams) cudaStreamSynchronize(s);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        state.SetIterationTime(took.count());
    }
    state.counters["bytes/s"] = benchmark::Counter(static_cast<double>(bytes) * devices,
                                                   benchmark::Counter::kIsIterationInvariantRate);
    for (int d = 0; d < devices; ++d) {
        const auto k = static_cast<std::size_t>(d);
        cudaStreamDestroy(streams[k]);
        cudaFree(to[k]);
        cudaFreeHost(from[k]);
    }
    cudaSetDevice(0);
}

static const bool registered = [] {
    const auto add = [](const std::string& name, auto f) {
        benchmark::RegisterBenchmark(("devices/" + name).c_str(), f)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    };
    for (int k = 1; k <= device_count(); k *= 2) {
        const std::string on = k == 1 ? ", 1 GPU" : ", " + std::to_string(k) + " GPUs";
        const auto both = [&](const std::string& name, auto solver, std::size_t many) {
            using type = decltype(solver);
            add(name + ", resident" + on,
                [=](benchmark::State& s) { run<type>(s, many, k, place::devices); });
            add(name + ", from the host" + on,
                [=](benchmark::State& s) { run<type>(s, many, k, place::host); });
            add(name + ", from locked memory" + on,
                [=](benchmark::State& s) { run<type>(s, many, k, place::locked); });
        };
        both("mirror", mirror, std::size_t{1} << 24);
        both("ten sets of objects", sets, std::size_t{1} << 20);
        add("plain copy" + on, [=](benchmark::State& s) { plain_copy(s, k); });
    }
    return true;
}();

#endif

} // namespace batt::solvers
