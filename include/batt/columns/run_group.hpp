// Runs the nodes of a group: on the host one item after the other, on a device a warp per item.
#pragma once

#include <batt/columns/record.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Sides of windows, from fast to roomy: what does not fit the first tier runs again at the second.
inline constexpr int tier_extents[] = {32, 64};

/// The machine that columns run on, on the host.
template <int Tier>
using host_machine = machine<serial, tier_extents[Tier], tier_extents[Tier]>;

/// Runs a group on a thread of the host.
template <class Step, int Tier>
void run_group(void* worker, const memory& mem, const group& g) {
    using machine_type = host_machine<Tier>;
    machine_type& m = *static_cast<machine_type*>(worker);
    keeper<machine_type> keep(m, mem, 0);
    for (std::uint32_t k = 0; k < g.job_count; ++k) {
        const job& j = g.jobs[k];
        const std::uint32_t end = k + 1 < g.job_count ? g.jobs[k + 1].first : g.items;
        for (std::uint32_t i = j.first; i < end; ++i) {
            if (m.top() > mem.lines - mem.scratch) return; // the pool is full
            Step::run(keep, g, item{mem, j, i - j.first});
        }
    }
}

#if defined(__CUDACC__)

/// Windows as on the host; the arena is a pool of device memory with 32 words per line.
template <int Tier>
using device_machine = machine<warp, tier_extents[Tier], tier_extents[Tier], 32>;
inline constexpr int block_threads = 128;

/// What a launch needs to know.
struct launch_place {
    cudaStream_t stream = nullptr;
    int workers = 0; ///< warps that have room for what an operation needs while it runs
};

/// The number of the job that item i of a group belongs to.
inline __device__ std::uint32_t job_of(const job* jobs, std::uint32_t count, std::uint32_t i) {
    std::uint32_t low = 0, high = count;
    while (high - low > 1) {
        const std::uint32_t middle = (low + high) / 2;
        (jobs[middle].first <= i ? low : high) = middle;
    }
    return low;
}

template <class Step, int Tier>
__global__ void __launch_bounds__(block_threads)
    group_kernel(memory mem, const job* jobs, group g) {
    const int warp_in_block = batt::warp::shuffle(static_cast<int>(threadIdx.x / 32), 0);
    const int worker = static_cast<int>(blockIdx.x) * (block_threads / 32) + warp_in_block;
    const auto workers = gridDim.x * (block_threads / 32);
    device_machine<Tier> m(arena_memory{mem.base + batt::warp::lane(), mem.lines});
    m.hold_fifteen(mem.fifteen);
    keeper<device_machine<Tier>> keep(m, mem, worker);
    if constexpr (requires { Step::is_uneven; }) {
        // Items that follow each other take similar time: they go to different workers.
        for (auto i = static_cast<std::uint32_t>(worker); i < g.items; i += workers) {
            const job j = jobs[job_of(jobs, g.job_count, i)];
            Step::run(keep, g, item{mem, j, i - j.first});
        }
        return;
    }
    // A worker takes consecutive items.
    const std::uint32_t each = (g.items + workers - 1) / workers;
    const std::uint32_t begin = static_cast<std::uint32_t>(worker) * each;
    const std::uint32_t end = begin + each < g.items ? begin + each : g.items;
    if (begin >= end) return;
    std::uint32_t low = job_of(jobs, g.job_count, begin);
    std::uint32_t next = low + 1 < g.job_count ? jobs[low + 1].first : g.items;
    job j = jobs[low];
    for (std::uint32_t i = begin; i < end; ++i) {
        while (i >= next) {
            ++low;
            j = jobs[low];
            next = low + 1 < g.job_count ? jobs[low + 1].first : g.items;
        }
        Step::run(keep, g, item{mem, j, i - j.first});
    }
}

/// Starts a group on a device. `place` is a launch_place.
template <class Step, int Tier>
void launch_group(void* place, const memory& mem, const group& g) {
    const auto& at = *static_cast<const launch_place*>(place);
    constexpr unsigned warps = block_threads / 32;
    const unsigned blocks =
        std::min((g.items + warps - 1) / warps, static_cast<unsigned>(at.workers) / warps);
    group_kernel<Step, Tier><<<blocks, block_threads, 0, at.stream>>>(mem, g.jobs, g);
}

#endif

} // namespace batt::columns
BATT_HOST_CALLS_END
