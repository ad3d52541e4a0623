// The kernels of the CUDA back end: a warp per sample.
#pragma once

#if defined(__CUDACC__)

#include <algorithm>
#include <batt/exec/detail/cuda_api.hpp>
#include <batt/exec/trace.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Programs longer than this keep the warps of a block at the same statement, so that they share
/// the instruction cache; shorter ones would lose by it.
inline constexpr int barrier_statements = 18;

/// Keeps the warps of a block at the same statement, but only for programs that run on one of its
/// samples: merged statements that none of them uses cost no wait.
struct block_step {
    std::uint64_t programs;

    __device__ void operator()() const { __syncthreads(); }
    __device__ void operator()(std::uint64_t users) const {
        if ((programs & users) != 0) __syncthreads();
    }
};

/// The programs that run on one of the samples of a block's turn.
BATT_FN std::uint64_t programs_of_block(const device_job& job, std::uint32_t base,
                                        std::uint32_t warps) {
    if (job.active == nullptr) return ~std::uint64_t{0};
    const std::uint32_t k = base + static_cast<std::uint32_t>(warp::lane()) % warps;
    const std::uint64_t one = job.active[k < job.count ? k : job.count - 1];
    return warp::or_all(static_cast<std::uint32_t>(one)) |
           std::uint64_t{warp::or_all(static_cast<std::uint32_t>(one >> 32))} << 32;
}

/// A warp per sample, warps striding over the samples. All warps of a block make as many turns.
template <class Pipeline, class Tier, int Threads, bool Barrier>
__global__ void __launch_bounds__(Threads) run_samples(device_job job) {
    using M = typename Tier::template machine_type<warp>;
    std::uint32_t arena[Tier::lines];
    M m(arena_memory{arena, Tier::lines});
    constexpr std::uint32_t warps = Threads / 32;
    // the shuffle tells the compiler that the number is the same for the whole warp
    const std::uint32_t mine = warp::shuffle(threadIdx.x / 32, 0);
    for (std::uint32_t base = blockIdx.x * warps; base < job.count; base += gridDim.x * warps) {
        const std::uint32_t turn = base + mine;
        const bool live = turn < job.count;
        if (!Barrier && !live) break;
        const std::uint32_t k = live ? turn : job.count - 1;
        const sample_place at = place_of(job, k, live, Pipeline::uses_demonstrations);
        if constexpr (Barrier)
            run_pipeline<Pipeline>(m, at, block_step{programs_of_block(job, base, warps)});
        else
            run_pipeline<Pipeline>(m, at, nothing{});
    }
}

template <class Solver, class Tier>
cudaError_t launch(const device_job& job, cudaStream_t stream) {
    using pipeline = as_pipeline<Solver>;
    constexpr bool barrier = pipeline::statements > barrier_statements;
    constexpr int threads = barrier ? 256 : 128;
    auto* kernel = &run_samples<pipeline, Tier, threads, barrier>;
    int device = 0, processors = 0, blocks = 0;
    if (const auto e = cudaGetDevice(&device)) return e;
    if (const auto e = cudaDeviceGetAttribute(&processors, cudaDevAttrMultiProcessorCount, device))
        return e;
    if (const auto e = cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, kernel, threads, 0))
        return e;
    const std::uint32_t needed = (job.count + threads / 32 - 1) / (threads / 32);
    // a few turns per warp: blocks that end are replaced, which evens out unequal samples
    constexpr int turns = 16;
    const std::uint32_t resident =
        static_cast<std::uint32_t>(std::max(1, processors * blocks * turns));
    kernel<<<std::min(needed, resident), threads, 0, stream>>>(job);
    return cudaGetLastError();
}

template <class Solver, class FullTiers>
struct cuda_tiers;
template <class Solver, class... T>
struct cuda_tiers<Solver, tiers<T...>> {
    static constexpr launcher launchers[] = {&launch<Solver, T>...};
};

/// Numbers that one warp writes; counts those beyond its room, but does not store them.
struct device_numbers {
    int* p;
    unsigned long long room;
    unsigned long long count = 0;

    BATT_FN void put(int x) {
        if (count < room && warp::lane() == 0) p[count] = x;
        ++count;
    }
};
struct device_watch {
    device_numbers* numbers;

    template <int N, class M, class V>
    BATT_FN void operator()(M& m, const outcome<V>& v) const {
        put_statement(m, N, v, *numbers);
    }
};

/// The statements of a pipeline on one sample; *count is how many numbers they make.
template <class Pipeline, class Tier>
__global__ void __launch_bounds__(32)
    trace_sample(device_job job, int* p, unsigned long long room, unsigned long long* count) {
    using M = typename Tier::template machine_type<warp>;
    std::uint32_t arena[Tier::lines];
    M m(arena_memory{arena, Tier::lines});
    device_numbers numbers{p, room};
    run_pipeline<Pipeline>(m, place_of(job, 0, true, Pipeline::uses_demonstrations), nothing{},
                           device_watch{&numbers});
    if (warp::lane() == 0) *count = numbers.count;
}

using trace_launcher = void (*)(const device_job&, int*, unsigned long long, unsigned long long*);

template <class Pipeline, class Tier>
void launch_trace(const device_job& job, int* p, unsigned long long room,
                  unsigned long long* count) {
    trace_sample<Pipeline, Tier><<<1, 32>>>(job, p, room, count);
}

template <class Pipeline, class FullTiers>
struct first_trace;
template <class Pipeline, class T, class... More>
struct first_trace<Pipeline, tiers<T, More...>> {
    static constexpr trace_launcher launcher = &launch_trace<Pipeline, T>;
};

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
