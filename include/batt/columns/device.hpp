// What runs columns on devices, behind an interface: the host's code needs no CUDA.
#pragma once

#include <batt/columns/host_chunk.hpp>
#include <functional>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Outputs of a graph, each on all samples of a list.
struct device_call {
    int tier; ///< of the machines, see tier_extents
    const graph& of;
    const catalog& compiled;
    std::span<const output> outputs;
    std::span<const std::vector<std::uint32_t>> lists; ///< of samples, each for one space
    std::span<const std::uint32_t> list_of;            ///< of each output
    const sample_view& data;
    bool same_data;     ///< as in the runner's last call, so that devices have it
    judged* results;    ///< of output after output, each on all its samples
    output_grids grids; ///< likewise
    const run_options& options;
    bool fifteen = false; ///< the samples have the colour 15
    /// Called, if it is there, when the results of some outputs have come: of the samples of their
    /// lists from one on to another, or of all samples if both are 0. Any thread may call it.
    std::function<void(std::span<const std::size_t> outputs, std::size_t first_sample,
                       std::size_t last_sample)>
        have_come{};

    /// The samples of output k.
    const std::vector<std::uint32_t>& samples_of(std::size_t k) const { return lists[list_of[k]]; }
};

/// Devices at work on columns.
class device_runner {
public:
    virtual ~device_runner() = default;
    /// Whether the devices that options name can be used; if not, why.
    virtual bool ready(const run_options& options, error_message& error) = 0;
    /// All of a call; false with an error that names the device if it failed. What did not fit has
    /// `capacity`.
    virtual bool run(const device_call& call, run_report& report, error_message& error) = 0;
    /// Some samples of a batch in device memory, in host memory; false with an error if that fails.
    virtual bool fetch(const batch_view& from, std::span<const std::size_t> samples, batch& to,
                       error_message& error) = 0;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
