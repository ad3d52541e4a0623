// What a run over a batch is asked for and what it gives back.
#pragma once

#include <batt/exec/verdict.hpp>
#include <batt/expr/source.hpp>
#include <batt/value/ivec.hpp>
#include <cstdint>
#include <memory>
#include <optional>
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

/// What `mega_batch` is to do; the defaults suit most uses.
struct run_options {
    backend where = backend::automatic;
    /// CUDA: samples a chunk, 0: as many as the free memory of the device holds twice, up to a cap.
    /// Host: samples that a thread takes at once where that is less than 64.
    std::size_t batch_size = 0;
    int threads = 0;            ///< host cores; 0: all
    int device = 0;             ///< CUDA device ordinal; -1: all devices
    bool outputs = false;       ///< also bring the output grids back
};

/// Seconds spent in each phase, summed over chunks (phases of successive chunks overlap); where
/// several devices work side by side, those of the slowest.
struct phase_times {
    double total = 0;    ///< wall clock of the call
    double prepare = 0;  ///< allocation, sorting out of arguments
    double copy_in = 0;  ///< host to device
    double kernel = 0;   ///< fast tier
    double retry = 0;    ///< higher device tiers
    double reference = 0;///< last tier on the host
    double copy_out = 0; ///< device to host
};

/// The result of a run over a batch.
struct run_report {
    /// One a sample and program: program p's on sample k of n stands at p * n + k.
    std::vector<verdict> verdicts;
    std::vector<grid> outputs;     ///< one a sample if asked for (an empty grid where it failed)
    backend where = backend::host; ///< where it ran
    std::string device;            ///< the name of the processor or GPU
    std::vector<std::size_t> tier_samples; ///< samples that ran at each tier; the last entry is the reference
    phase_times seconds;
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
    /// Bit p of entry k: program p runs on sample k. Empty: every program on every sample.
    std::vector<std::uint64_t> active;
    /// S of sample k is demonstrations[task[k]]. Without tasks S is the empty tuple.
    std::vector<std::uint32_t> task;
    std::vector<std::vector<std::pair<grid, grid>>> demonstrations;
};

/// Several programs that were merged into one, behind a run-time interface: for tools that hold many.
/// A verdict or output of program p on sample k of n stands at p * n + k of a report.
class any_pipeline {
public:
    static constexpr int max_programs = 64;

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
    /// Every statement of a program on sample k, on the host's or the device's machine.
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
