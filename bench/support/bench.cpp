// What all benchmarks share: memory, timing, counters and the function main.
#include "bench.hpp"
#include <benchmark/benchmark.h>
#include <cstdio>
#include <fstream>
#include <map>

namespace batt::bench {

const batch& distinct_samples(const input& in) {
    static std::map<const input*, batch> known;
    batch& b = known[&in];
    if (b.size() == 0) b = samples(in.distinct, in.distinct, in.make);
    return b;
}

/// Counts the samples that do not fail and those that need a larger tier: a benchmark of failures
/// must not look like one of results.
static void count_statuses(benchmark::State& state, const std::vector<verdict>& verdicts) {
    std::size_t ok = 0, capacity = 0;
    for (const verdict v : verdicts) {
        ok += v.ok() ? 1 : 0;
        capacity += v.why() == status::capacity ? 1 : 0;
    }
    const auto n = static_cast<double>(verdicts.size());
    state.counters["ok"] = static_cast<double>(ok) / n;
    if (capacity != 0) state.counters["capacity"] = static_cast<double>(capacity) / n;
}

static benchmark::Counter per_second(double x) {
    return {x, benchmark::Counter::kIsIterationInvariantRate};
}

#if defined(__CUDACC__)

/// Whether a call of CUDA succeeded; if not, the benchmark ends with the error.
static bool good(benchmark::State& state, cudaError_t e) {
    if (e == cudaSuccess) return true;
    state.SkipWithError(cudaGetErrorString(e));
    cudaGetLastError();
    return false;
}

/// The samples of an input in device memory, kept for the next benchmark of the same input.
struct resident {
    batt::detail::cuda_buffer<packed_row> rows;
    batt::detail::cuda_buffer<packed_size> sizes;
    std::size_t count = 0;
};

/// Copies the distinct samples to the device once, and doubles them there until there are enough.
static cudaError_t bring(const input& in, resident& r) {
    if (r.count != 0) return cudaSuccess;
    const batch& some = distinct_samples(in);
    const batch_view v = some;
    const auto copy = [](auto* to, const auto* from, std::size_t n) {
        return cudaMemcpy(static_cast<void*>(to), from, n * sizeof *from, cudaMemcpyDefault);
    };
    cudaError_t e = r.rows.reserve(in.on_device * packed_side, nullptr);
    if (e == cudaSuccess) e = r.sizes.reserve(in.on_device, nullptr);
    if (e == cudaSuccess) e = copy(r.rows.get(), v.rows, v.count * packed_side);
    if (e == cudaSuccess) e = copy(r.sizes.get(), v.sizes, v.count);
    for (std::size_t n = v.count; n < in.on_device && e == cudaSuccess;) {
        const std::size_t more = std::min(n, in.on_device - n);
        e = copy(r.rows.get() + n * packed_side, r.rows.get(), more * packed_side);
        if (e == cudaSuccess) e = copy(r.sizes.get() + n, r.sizes.get(), more);
        n += more;
    }
    if (e == cudaSuccess) r.count = in.on_device;
    return e;
}

/// The bytes that must move per sample: its grid, its size and its verdict, and any output.
static double bytes_a_sample(bool writes) {
    constexpr double packed = packed_side * sizeof(packed_row) + sizeof(packed_size);
    return packed * (writes ? 2 : 1) + sizeof(verdict);
}

static void run(benchmark::State& state, const entry& e) {
    // never freed: the driver may be gone when static objects are
    static auto& inputs = *new std::map<const input*, resident>;
    static auto& out = *new resident;
    static auto& verdicts = *new batt::detail::cuda_buffer<verdict>;
    resident& in = inputs[e.in];
    const std::size_t n = e.in->on_device;
    cudaEvent_t begin, end;
    if (!good(state, bring(*e.in, in)) ||
        !good(state, out.rows.reserve(many * packed_side, nullptr)) ||
        !good(state, out.sizes.reserve(many, nullptr)) ||
        !good(state, verdicts.reserve(many, nullptr)) || !good(state, cudaEventCreate(&begin)) ||
        !good(state, cudaEventCreate(&end)))
        return;
    batt::detail::device_job job{};
    job.in = in.rows.get();
    job.in_sizes = in.sizes.get();
    job.count = static_cast<std::uint32_t>(n);
    job.verdicts = verdicts.get();
    if (e.writes) {
        job.out = out.rows.get();
        job.out_sizes = out.sizes.get();
    } else {
        job.expected = job.in;
        job.expected_sizes = job.in_sizes;
    }
    // the first launch of a kernel brings its code to the device
    if (!good(state, e.run(job, nullptr)) || !good(state, cudaDeviceSynchronize())) return;
    double seconds = 0;
    for (auto _ : state) {
        cudaEventRecord(begin);
        const cudaError_t launched = e.run(job, nullptr);
        cudaEventRecord(end);
        float ms = 0;
        if (!good(state, launched) || !good(state, cudaEventSynchronize(end)) ||
            !good(state, cudaEventElapsedTime(&ms, begin, end)))
            break;
        state.SetIterationTime(ms * 1e-3);
        seconds += ms * 1e-3;
    }
    cudaEventDestroy(begin);
    cudaEventDestroy(end);
    if (seconds == 0) return;
    state.counters["samples/s"] = per_second(static_cast<double>(n));
    const double rate = bytes_a_sample(e.writes) * static_cast<double>(n) *
                        static_cast<double>(state.iterations()) / seconds;
    const ceilings& c = device_ceilings();
    state.counters["bytes/s"] = rate;
    state.counters[e.writes ? "of_copy" : "of_read"] = rate / (e.writes ? c.copy : c.read);
    std::vector<verdict> got(n);
    if (good(state, cudaMemcpy(got.data(), job.verdicts, n * sizeof(verdict), cudaMemcpyDefault)))
        count_statuses(state, got);
}

/// Why nothing can run on a GPU; empty if it can.
static std::string obstacle() {
    error_message error;
    return batt::detail::devices_for<batt::detail::cuda_api>({}, error).empty() ? error.text : "";
}

static void add_context() {
    cudaDeviceProp properties{};
    cudaGetDeviceProperties(&properties, 0);
    benchmark::AddCustomContext("device", properties.name);
    benchmark::AddCustomContext("copy_bytes_per_second", std::to_string(device_ceilings().copy));
    benchmark::AddCustomContext("read_bytes_per_second", std::to_string(device_ceilings().read));
}

#else

static void run(benchmark::State& state, const entry& e) {
    const std::size_t n = e.in->on_host;
    const batch& some = distinct_samples(*e.in);
    const batch all = some.size() < n ? some.repeated(n / some.size()) : some;
    const batch_view v{all.view().rows, all.view().sizes, n, false};
    std::vector<verdict> verdicts(n);
    for (auto _ : state) e.run(v, verdicts.data());
    state.counters["samples/s"] = per_second(static_cast<double>(n));
    count_statuses(state, verdicts);
}

static std::string obstacle() { return ""; }

static void add_context() {
    std::ifstream info("/proc/cpuinfo");
    std::string line, name = "unknown";
    while (std::getline(info, line))
        if (line.rfind("model name", 0) == 0) name = line.substr(line.find(':') + 2);
    benchmark::AddCustomContext("device", name);
#if defined(__AVX512F__)
    benchmark::AddCustomContext("instructions", "AVX-512");
#elif defined(__AVX2__)
    benchmark::AddCustomContext("instructions", "x86-64-v3");
#else
    benchmark::AddCustomContext("instructions", "baseline");
#endif
}

#endif

family::family(const std::string& name, std::initializer_list<entry> entries) {
    for (const entry& e : entries) {
        auto* b = benchmark::RegisterBenchmark((name + "/" + e.name).c_str(), run, e);
#if defined(__CUDACC__)
        b->UseManualTime();
#endif
        b->Unit(benchmark::kMillisecond);
    }
}

} // namespace batt::bench

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    if (const std::string why = batt::bench::obstacle(); !why.empty()) {
        std::fprintf(stderr, "%s finds no GPU to run on: %s\n", argv[0], why.c_str());
        return 77; // ctest takes this exit code for a skipped test
    }
    batt::bench::add_context();
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
