// What a run over a batch is asked for and what it gives back.
#pragma once

#include <algorithm>
#include <batt/exec/verdict.hpp>
#include <batt/expr/source.hpp>
#include <batt/value/ivec.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
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
    /// CUDA: samples a chunk, 0: as many as the free memory of the device holds twice, up to a cap.
    /// Host: samples that a thread takes at once where that is less than 64.
    std::size_t batch_size = 0;
    int threads = 0;            ///< host cores; 0: all
    int device = 0;             ///< CUDA device ordinal; -1: all devices
    /// CUDA, programs as data: bytes of each device's memory at most; 0: what is free.
    std::size_t device_memory = 0;
    bool outputs = false;       ///< also bring the output grids back
    /// Asked now and then while programs as data run, by any thread: where it says yes, the run
    /// ends early, with an error.
    std::function<bool()> stopped{};
    /// Where programs that card compiled run on samples that overflow their tiers, before these go
    /// to the definition; null: nowhere. It must outlive the run.
    overflow_tier* overflow = nullptr;
    /// Whether a sample that overflows every tier (and the overflow tier) runs by definition. Else
    /// its verdict stays `capacity`, which takes no time but is no answer, and for which samples
    /// that is depends on the machine. Of programs as data, what has no column form and what
    /// failed in a place that columns cannot tell runs by definition all the same.
    bool last_tier = true;
};

/// Seconds spent in each phase, summed over chunks (phases of successive chunks overlap); where
/// several devices work side by side, those of the slowest.
struct phase_times {
    double total = 0;    ///< wall clock of the call
    double prepare = 0;  ///< allocation, sorting out of arguments
    double copy_in = 0;  ///< host to device
    double kernel = 0;   ///< fast tier
    double retry = 0;    ///< higher tiers
    double reference = 0;///< last tier on the host
    double copy_out = 0; ///< device to host
};

/// How the evaluations (a program on a sample each) of programs as data ran; of compiled programs
/// those that overflowed every tier: by columns, where these are the overflow tier, or by
/// definition, without a reason.
struct evaluation_counts {
    std::size_t columns = 0;    ///< by columns
    std::size_t definition = 0; ///< by definition; the next three are what columns left to it
    std::size_t no_form = 0;    ///< a call has no column form
    std::size_t too_large = 0;  ///< a grid or another value is larger than columns hold
    std::size_t no_place = 0;   ///< where the failure began can only be told so
    std::size_t stayed = 0;     ///< too large, and there was no last tier: they are `capacity`
};

/// The result of a run over a batch.
struct run_report {
    /// One a sample and program: program p's on sample k of n stands at p * n + k.
    std::vector<verdict> verdicts;
    std::vector<grid> outputs;     ///< one a sample if asked for (an empty grid where it failed)
    backend where = backend::host; ///< where it ran
    std::string device;            ///< the name of the processor or GPU
    /// Samples that ran at each tier. The last entry is the reference; the one before it is the
    /// overflow tier, where the options name one for a pipeline that card compiled.
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
        for (const auto phase : {&phase_times::total, &phase_times::prepare, &phase_times::copy_in,
                                 &phase_times::kernel, &phase_times::retry, &phase_times::reference,
                                 &phase_times::copy_out})
            seconds.*phase += more.seconds.*phase;
    }
};

/// A value of any static type, as tools show it.
struct shown_value {
    enum class form : std::uint8_t {
        none, ///< of a failed or ill-typed statement
        number,
        truth,
        location,
        grid,
        indices,
        object,
        container, ///< a set, tuple or pair of anything else
        function,
        nothing ///< the value None, where types are known only at run time
    };
    form what = form::none;
    std::string type;      ///< as DSL.md writes it: "set<object>"
    integer number = 0;    ///< number, truth
    ivec location{};       ///< location
    grid cells;            ///< grid
    std::vector<std::pair<integer, ivec>> patch; ///< object; indices, with colour 0
    std::vector<shown_value> elements;           ///< container, in iteration order

    friend bool operator==(const shown_value&, const shown_value&) = default;
};

/// What became of one statement of a program on one sample.
struct traced_statement {
    int statement = 0;     ///< counted from 1
    std::string text;      ///< as the program writes it
    std::string operation; ///< of the outermost call
    status why = status::ok;
    int began = 0; ///< the statement where the failure began
    /// Whether in it the order of colours, keys or elements of sets chose among what is otherwise
    /// equal, or for a place between two colours painted on it; told where types are known only at
    /// run time.
    bool tied = false;
    shown_value value;
};

/// Samples for the programs of a pipeline: (S, I, C) each.
struct sample_set {
    std::vector<grid> inputs;
    /// C: one a sample, or none at all; where it is absent, nothing matches.
    std::vector<std::optional<grid>> expected;
    /// A row of words a sample, one for 64 programs: bit p % 64 of word p / 64 of row k says
    /// whether program p runs on sample k. Empty: every program on every sample.
    std::vector<std::uint64_t> active;
    /// S of sample k is demonstrations[task[k]]. Without tasks S is the empty tuple.
    std::vector<std::uint32_t> task;
    std::vector<std::vector<std::pair<grid, grid>>> demonstrations;

    /// Words of a row of `active` for so many programs.
    static std::size_t words_for(std::size_t programs) { return (programs + 63) / 64; }
    /// Row k of `active`, which must not be empty.
    std::span<const std::uint64_t> programs_on(std::size_t k) const {
        const std::size_t words = active.size() / inputs.size();
        return std::span(active).subspan(k * words, words);
    }
    /// Whether a program runs on sample k.
    bool runs(std::size_t program, std::size_t k) const {
        return active.empty() || (programs_on(k)[program / 64] >> program % 64 & 1U) != 0;
    }
};

namespace detail {

/// Whether options can be meant; if not, why.
inline bool check(const run_options& options, error_message& error) {
    if (options.threads >= 0) return true;
    error.text = "threads is " + std::to_string(options.threads) +
                 "; it is a number of host threads, or 0 for all of them";
    return false;
}

inline bool is_stopped(const run_options& options) {
    return options.stopped != nullptr && options.stopped();
}

/// Whether the sets of programs are one a sample, if there are any; if not, why.
inline bool has_sets(const sample_set& samples, std::size_t programs, error_message& error) {
    const std::size_t n = samples.inputs.size(), got = samples.active.size();
    const std::size_t words = sample_set::words_for(programs);
    if (got == 0 || got == n * words) return true;
    error.text = "there are " + std::to_string(n) + " inputs but " + std::to_string(got) +
                 (words == 1 ? " sets of programs"
                             : " words of sets of " + std::to_string(programs) + " programs");
    return false;
}

} // namespace detail

/// Several programs that run together, behind a run-time interface: for tools that hold many. A
/// verdict or output of program p on sample k of n stands at p * n + k of a report.
class any_pipeline {
public:
    virtual ~any_pipeline() = default;
    virtual int programs() const = 0;
    virtual program_source source(int program) const = 0;
    /// Number of merged statements.
    virtual int statements() const = 0;
    /// Runs over the samples, each counted `repeat` times. False, with a sentence in error, if the
    /// samples cannot be held or the environment failed. Programs that are not active on a sample
    /// have the verdict `verdict()` there.
    virtual bool run(const sample_set& samples, std::size_t repeat, const run_options& options,
                     run_report& report, error_message& error) = 0;
    /// The same by the standard form: by definition, on the host's cores.
    virtual bool run_standard(const sample_set& samples, const run_options& options,
                              run_report& report, error_message& error) = 0;
    /// Every statement of a program on sample k, on the host's or the device's machine; of programs
    /// as data by definition where that is left open (`automatic`).
    virtual bool trace(int program, const sample_set& samples, std::size_t k, backend where,
                       std::vector<traced_statement>& statements, error_message& error) = 0;
};

/// A pipeline that a tool can make by its name.
struct pipeline_entry {
    std::string name;
    std::unique_ptr<any_pipeline> (*make)();
};

} // namespace batt
BATT_HOST_CALLS_END
