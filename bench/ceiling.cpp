// What memory allows: the rates at which grids can be copied and read, a ceiling for other figures.
#include "support/bench.hpp"
#include <benchmark/benchmark.h>

namespace batt::bench {

#if defined(__CUDACC__)

static constexpr std::size_t quads = std::size_t{1} << 27; ///< 16 bytes each: 2 GiB

__global__ void copy_quads(const uint4* from, uint4* to) {
    for (std::size_t k = blockIdx.x * std::size_t{blockDim.x} + threadIdx.x; k < quads;
         k += gridDim.x * std::size_t{blockDim.x})
        to[k] = from[k];
}
__global__ void read_quads(const uint4* from, uint4* to) {
    unsigned sum = 0;
    for (std::size_t k = blockIdx.x * std::size_t{blockDim.x} + threadIdx.x; k < quads;
         k += gridDim.x * std::size_t{blockDim.x}) {
        const uint4 x = from[k];
        sum += x.x ^ x.y ^ x.z ^ x.w;
    }
    if (sum == 1) to[0].x = sum; // never happens, but the compiler cannot know that
}

enum class way { memcpy, copy, read };

/// Two areas of device memory.
struct areas {
    uint4 *from = nullptr, *to = nullptr;
    areas() {
        if (cudaMalloc(&from, quads * sizeof *from) == cudaSuccess &&
            cudaMalloc(&to, quads * sizeof *to) == cudaSuccess)
            cudaMemset(from, 0, quads * sizeof *from);
        cudaGetLastError();
    }
    areas(const areas&) = delete;
    areas& operator=(const areas&) = delete;
    ~areas() {
        cudaFree(from);
        cudaFree(to);
    }
};

/// Seconds for one turn.
static double seconds_of(const areas& a, way w) {
    cudaEvent_t begin, end;
    cudaEventCreate(&begin);
    cudaEventCreate(&end);
    int processors = 1;
    cudaDeviceGetAttribute(&processors, cudaDevAttrMultiProcessorCount, 0);
    const auto blocks = static_cast<unsigned>(processors * 32);
    cudaEventRecord(begin);
    if (w == way::memcpy)
        cudaMemcpyAsync(a.to, a.from, quads * sizeof *a.to, cudaMemcpyDeviceToDevice);
    else if (w == way::copy)
        copy_quads<<<blocks, 512>>>(a.from, a.to);
    else
        read_quads<<<blocks, 512>>>(a.from, a.to);
    cudaEventRecord(end);
    cudaEventSynchronize(end);
    float ms = 0;
    cudaEventElapsedTime(&ms, begin, end);
    cudaEventDestroy(begin);
    cudaEventDestroy(end);
    return ms * 1e-3;
}

static double bytes_of(way w) {
    return static_cast<double>(quads * sizeof(uint4)) * (w == way::read ? 1 : 2);
}

const ceilings& device_ceilings() {
    static const ceilings measured = [] {
        const areas a;
        const auto best = [&a](way w) {
            double rate = 0;
            for (int k = 0; k < 10; ++k) rate = std::max(rate, bytes_of(w) / seconds_of(a, w));
            return rate;
        };
        return ceilings{std::max(best(way::memcpy), best(way::copy)), best(way::read)};
    }();
    return measured;
}

static void ceiling(benchmark::State& state, way w) {
    const areas a;
    if (a.to == nullptr) {
        state.SkipWithError("not enough device memory");
        return;
    }
    seconds_of(a, w);
    for (auto _ : state) state.SetIterationTime(seconds_of(a, w));
    state.counters["bytes/s"] = {bytes_of(w), benchmark::Counter::kIsIterationInvariantRate};
}
BENCHMARK_CAPTURE(ceiling, cudaMemcpy, way::memcpy)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ceiling, copy, way::copy)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ceiling, read, way::read)->UseManualTime()->Unit(benchmark::kMillisecond);

#else

static void ceiling(benchmark::State& state) {
    std::vector<packed_row> from(std::size_t{1} << 24), to(from.size());
    const std::size_t bytes = from.size() * sizeof(packed_row);
    for (auto _ : state) {
        std::memcpy(static_cast<void*>(to.data()), from.data(), bytes);
        benchmark::ClobberMemory();
    }
    state.counters["bytes/s"] = {2 * static_cast<double>(bytes),
                                 benchmark::Counter::kIsIterationInvariantRate};
}
BENCHMARK(ceiling)->Name("ceiling/copy")->Unit(benchmark::kMillisecond);

#endif

} // namespace batt::bench
