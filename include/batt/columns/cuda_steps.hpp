// The steps of CUDA devices that are not calls: untyped steps, comparisons, samples and verdicts.
#pragma once

#include <batt/columns/host_chunk.hpp>
#include <batt/exec/detail/cuda_api.hpp>
#if defined(__CUDACC__)

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Steps that make lists and pairs, of several kinds.
struct list_step {
    static constexpr bool is_uneven = true; ///< some lists are far longer than others
    template <class M>
    static BATT_FN void run(keeper<M>& keep, const group& g, const item& at) {
        run_list_step(keep, g.kinds[at.j.kind], at);
    }
};
/// Steps that compare values of any type, of several kinds.
struct comparison_step {
    static constexpr bool is_uneven = true; ///< some values are far larger than others
    template <class M>
    static BATT_FN void run(keeper<M>& keep, const group& g, const item& at) {
        run_comparison(keep, g.kinds[at.j.kind], at);
    }
};
/// The outer items of the elements that a node counted.
struct spread_step {
    template <class M>
    static BATT_FN void run(keeper<M>&, const group&, const item& at) {
        spread<M>(at.m, at.j, at.index);
    }
};

/// Steps that move the words of records, of several kinds: a thread per item. (A warp per item took
/// 30 times as long.)
static __global__ void __launch_bounds__(block_threads) record_kernel(memory mem, group g) {
    const std::uint32_t threads = gridDim.x * block_threads;
    for (std::uint32_t i = blockIdx.x * block_threads + threadIdx.x; i < g.items; i += threads) {
        const job& j = g.jobs[job_of(g.jobs, g.job_count, i)];
        run_record_step(g.kinds[j.kind], item{mem, j, i - j.first});
    }
}
inline void launch_records(const launch_place& at, const memory& mem, const group& g) {
    const unsigned blocks = std::min((g.items + block_threads - 1) / block_threads,
                                     static_cast<unsigned>(at.workers) / (block_threads / 32));
    record_kernel<<<blocks, block_threads, 0, at.stream>>>(mem, g);
}

/// The samples of a call on a device.
struct device_samples {
    sample_grids in, expected;
    sample_demonstrations demonstrations;
    const std::uint32_t* ids = nullptr; ///< of the items of all spaces
    /// The inputs, if the host does not know which of the samples have the colour 15.
    sample_grids unknown;
};
/// Where the results of the outputs of a chunk go.
struct device_results {
    judged* out = nullptr;
    output_grids grids{};
};

/// Work on each item of a group: `work(keeper, group, item, number of the item in the group)`.
template <class Work, int Tier>
__global__ void __launch_bounds__(block_threads) leaf_kernel(memory mem, group g, Work work) {
    const int warp_in_block = batt::warp::shuffle(static_cast<int>(threadIdx.x / 32), 0);
    const int worker = static_cast<int>(blockIdx.x) * (block_threads / 32) + warp_in_block;
    const auto workers = gridDim.x * (block_threads / 32);
    device_machine<Tier> m(arena_memory{mem.base + batt::warp::lane(), mem.lines});
    m.hold_fifteen(mem.fifteen);
    keeper<device_machine<Tier>> keep(m, mem, worker);
    for (std::uint32_t i = static_cast<std::uint32_t>(worker); i < g.items; i += workers) {
        const job j = g.jobs[job_of(g.jobs, g.job_count, i)];
        work(keep, g, item{mem, j, i - j.first}, i);
    }
}
template <class Work, int Tier>
void launch_work(const launch_place& at, const memory& mem, const group& g, const Work& work) {
    constexpr unsigned warps = block_threads / 32;
    const unsigned blocks =
        std::min((g.items + warps - 1) / warps, static_cast<unsigned>(at.workers) / warps);
    leaf_kernel<Work, Tier><<<blocks, block_threads, 0, at.stream>>>(mem, g, work);
}

/// Samples become columns. argument[0] of its jobs says where the samples of their items are among
/// the ids.
struct load_work {
    device_samples samples;
    template <class M>
    __device__ void operator()(keeper<M>& keep, const group& g, const item& at,
                               std::uint32_t) const {
        const std::uint32_t sample = samples.ids[at.j.argument[0] + at.index];
        if (g.what == static_cast<int>(step::demonstrations))
            load_pairs(keep, samples.demonstrations, at, sample);
        else
            load_sample(keep,
                        g.what == static_cast<int>(step::input) ? samples.in : samples.expected, at,
                        sample);
    }
};
/// Outputs become verdicts: argument[0] of its jobs is their column, argument[1] says where their
/// samples are among the ids, and counter how many words their records have.
struct judge_work {
    device_samples samples;
    device_results results;
    template <class M>
    __device__ void operator()(keeper<M>& keep, const group&, const item& at,
                               std::uint32_t i) const {
        // What has no column has shorter records.
        const std::uint32_t* const r = at.argument(0, static_cast<int>(at.j.counter));
        const std::size_t place = i;
        const verdict v =
            judge(keep.machine(), r, samples.unknown, samples.expected,
                  samples.ids[at.j.argument[1] + at.index], results.grids.from(place));
        keep.machine().take_status();
        const failure_code failed = *r;
        if (batt::warp::lane() == 0) results.out[place] = {v, failed};
    }
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
