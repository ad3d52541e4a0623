// What a run over a batch is asked for and what it gives back.
#pragma once

#include <batt/value/grid.hpp>
#include <cstdint>
#include <memory>
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

/// Status, statement and match of one sample in two bytes.
struct verdict {
    std::uint16_t code = 0;

    static constexpr int max_statement = 4095;

    constexpr verdict() = default;
    /// statement: where the failure began, counted from 1; 0 if the sample is ok.
    BATT_FN constexpr verdict(status s, int statement, bool match)
        : code(static_cast<std::uint16_t>(
              static_cast<unsigned>(s) | (match ? 8U : 0U) |
              (static_cast<unsigned>(statement > max_statement ? max_statement : statement) << 4))) {}

    BATT_FN constexpr status why() const { return static_cast<status>(code & 7U); }
    BATT_FN constexpr bool ok() const { return why() == status::ok; }
    BATT_FN constexpr int statement() const { return code >> 4; }
    /// Whether the output equals the expected grid (false where none was given).
    BATT_FN constexpr bool match() const { return (code & 8U) != 0; }

    friend constexpr bool operator==(verdict, verdict) = default;
};

/// An error of the environment or of the call: a sentence that names what and where.
struct error_message {
    std::string text;
};

/// What `mega_batch` is to do; the defaults suit most uses.
struct run_options {
    backend where = backend::automatic;
    std::size_t batch_size = 0; ///< samples a chunk; 0: chosen by memory
    int threads = 0;            ///< host cores; 0: all
    int device = 0;             ///< CUDA device ordinal; -1: all devices
    bool outputs = false;       ///< also bring the output grids back
};

/// Seconds spent in each phase, summed over chunks (phases of successive chunks overlap).
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
    std::vector<verdict> verdicts; ///< one a sample
    std::vector<grid> outputs;     ///< one a sample if asked for (an empty grid where it failed)
    backend where = backend::host; ///< where it ran
    std::string device;            ///< the name of the processor or GPU
    std::vector<std::size_t> tier_samples; ///< samples that ran at each tier; the last entry is the reference
    phase_times seconds;
};

/// A solver program behind one run-time interface, for tools that hold many of them.
class any_program {
public:
    virtual ~any_program() = default;
    /// Runs over inputs; expected is empty or one grid a sample. False with a sentence in error if
    /// the environment failed. repeat: every sample counts that many times (device-resident copies).
    virtual bool run(const std::vector<grid>& inputs, const std::vector<grid>& expected,
                     std::size_t repeat, const run_options& options, run_report& report,
                     error_message& error) = 0;
    /// Number of statements.
    virtual int statements() const = 0;
};

/// A program known by the id of its task.
struct program_entry {
    std::string id;
    std::unique_ptr<any_program> (*make)();
};

} // namespace batt
BATT_HOST_CALLS_END
