// What a run over a batch is asked for and what it gives back.
#pragma once

#include <algorithm>
#include <batt/exec/verdict.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Where a batch runs.
enum class backend : std::uint8_t {
    automatic, ///< CUDA where a device is usable, the host otherwise
    host,
    cuda
};

/// An error of the environment or of the call: a sentence that names what and where.
struct error_message {
    std::string text;
};

class overflow_tier;

/// What `mega_batch` is to do; the defaults suit most uses.
struct run_options {
    backend where = backend::automatic;
    /// CUDA: samples per chunk; 0: as many as fit twice in the device's free memory, up to a cap.
    /// Host: samples that a thread takes at once where that is less than 64.
    std::size_t batch_size = 0;
    int threads = 0; ///< host cores; 0: all
    int device = 0;  ///< CUDA device ordinal; -1: all devices
    /// CUDA, programs as data: bytes of each device's memory at most; 0: what is free.
    std::size_t device_memory = 0;
    bool outputs = false; ///< also bring the output grids back
    /// Asked now and then, from any thread, while programs as data run: if it returns true, the run
    /// ends early, with an error.
    std::function<bool()> stopped{};
    /// Where programs that card compiled run on samples that overflow their tiers, before these go
    /// to the definition; null: nowhere. It must outlive the run.
    overflow_tier* overflow = nullptr;
    /// Whether a sample that overflows every tier (and the overflow tier) runs by definition. If
    /// not, its verdict stays `capacity`: this takes no time but is no answer, and which samples it
    /// concerns depends on the machine. Of programs as data, what has no column form and what
    /// failed in a place that columns cannot tell runs by definition all the same.
    bool last_tier = true;
    /// Whether an output that cannot match runs by definition: it overflowed as a grid of more than
    /// 32 rows or columns (by a `canvas`, `hconcat`, `vconcat`, `hupscale`, `vupscale` or `upscale`
    /// after which the program keeps the sides: `fill`, `rot90` ...), and the expected grid has no
    /// more. If not, its verdict stays `capacity`; no match is lost. It counts where no outputs are
    /// asked for, and, for programs as data, where the expected grids are in host memory.
    bool unmatchable = true;
};

/// Seconds spent in each phase, summed over chunks (phases of successive chunks overlap); where
/// several devices work side by side, those of the slowest.
struct phase_times {
    double total = 0;   ///< wall clock of the call
    double pack = 0;    ///< grids of the user packed on the host's cores, where the call does that
    double prepare = 0; ///< allocation, preparing arguments
    double copy_in = 0; ///< host to device
    double kernel = 0;  ///< the first tier that ran
    double retry = 0;   ///< higher tiers
    double reference = 0; ///< last tier on the host
    double copy_out = 0;  ///< device to host

    void add(const phase_times& more) {
        for (const auto p : all) this->*p += more.*p;
    }
    /// Keeps the longer time of each phase, for what goes on side by side.
    void keep_slowest(const phase_times& other) {
        for (const auto p : all) this->*p = std::max(this->*p, other.*p);
    }

    using phase = double phase_times::*;
    static constexpr phase all[] = {
        &phase_times::total,  &phase_times::pack,  &phase_times::prepare,   &phase_times::copy_in,
        &phase_times::kernel, &phase_times::retry, &phase_times::reference, &phase_times::copy_out};
};

/// How the evaluations (one program on one sample each) of programs as data ran. For compiled
/// programs it counts only those that overflowed every tier: by columns, where these are the
/// overflow tier, or by definition, without a reason.
struct evaluation_counts {
    std::size_t columns = 0;    ///< by columns
    std::size_t definition = 0; ///< by definition; the next three are what columns left to it
    std::size_t no_form = 0;    ///< a call has no column form
    std::size_t too_large = 0;  ///< a grid or another value is larger than columns hold
    std::size_t no_place = 0;   ///< only the definition tells where the failure began
    /// Too large, and not run by definition because `last_tier` or `unmatchable` is false: their
    /// verdict is `capacity`.
    std::size_t stayed = 0;
};

/// The result of a run over a batch.
struct run_report {
    /// One per sample and program: program p's on sample k of n stands at p * n + k.
    std::vector<verdict> verdicts;
    std::vector<grid> outputs;     ///< one per verdict if asked for (empty where it failed)
    backend where = backend::host; ///< where it ran
    std::string device;            ///< the name of the processor or GPU
    /// Samples that ran at each tier; devices have no small ones (`full_tiers`). The last entry is
    /// the reference; the one before it is the overflow tier, where the options name one for a
    /// pipeline that card compiled.
    std::vector<std::size_t> tier_samples;
    evaluation_counts evaluations;
    phase_times seconds;

    /// Adds what another run on the same machine took, and says where it ran.
    void add_counts(const run_report& more) {
        where = more.where;
        device = more.device;
        tier_samples.resize(std::max(tier_samples.size(), more.tier_samples.size()));
        for (std::size_t t = 0; t < more.tier_samples.size(); ++t)
            tier_samples[t] += more.tier_samples[t];
        for (const auto count : {&evaluation_counts::columns, &evaluation_counts::definition,
                                 &evaluation_counts::no_form, &evaluation_counts::too_large,
                                 &evaluation_counts::no_place, &evaluation_counts::stayed})
            evaluations.*count += more.evaluations.*count;
        seconds.add(more.seconds);
    }
};

namespace detail {

/// Whether the options are valid; if not, why.
inline bool check(const run_options& options, error_message& error) {
    if (options.threads >= 0) return true;
    error.text = "threads is " + std::to_string(options.threads) +
                 "; it is a number of host threads, or 0 for all of them";
    return false;
}

inline bool is_stopped(const run_options& options) {
    return options.stopped != nullptr && options.stopped();
}

} // namespace detail

} // namespace batt
BATT_HOST_CALLS_END
