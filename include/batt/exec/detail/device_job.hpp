// What one launch works on.
#pragma once

#include <batt/exec/sample.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Turns of a launch, each a sample and the programs that run on it. Pointers to device memory;
/// null where not wanted.
struct device_job {
    const packed_row* in;
    const packed_size* in_sizes;
    const packed_row* expected;
    const packed_size* expected_sizes;
    const packed_row* demonstrations;
    const packed_size* demonstration_sizes;
    const std::uint32_t* first;     ///< task t's demonstrations
    const std::uint32_t* task;      ///< of each turn
    const std::uint32_t* positions; ///< turn k is on this sample; null: on sample k
    const std::uint64_t* active;    ///< which programs run in turn k; null: all
    std::uint32_t count;            ///< turns
    /// Results go to the places of the turns: program p's of turn k to p * apart + k.
    std::uint32_t apart;
    packed_row* out;
    packed_size* out_sizes;
    verdict* verdicts;
    /// The words of the values of parameters: turn k's begin at k * parameters_apart, which is 0
    /// where all turns have the same.
    const integer* parameters;
    std::uint32_t parameters_apart;
};

/// Where the sample of turn k is, and where its results go.
BATT_FN sample_place place_of(const device_job& job, std::uint32_t k, bool live,
                              bool uses_demonstrations) {
    const std::uint32_t s = job.positions != nullptr ? job.positions[k] : k;
    sample_place at;
    at.in = job.in + std::size_t{s} * packed_side;
    at.in_size = job.in_sizes[s];
    // Both sizes are loaded at once, not one after the other. Pointers are not tested for null
    // here: a test of each would cost more than it saves.
    at.scored = job.expected != nullptr;
    at.expected = job.expected + std::size_t{s} * packed_side;
    at.expected_size = (at.scored ? job.expected_sizes : job.in_sizes)[s];
    if (uses_demonstrations && job.task != nullptr) {
        const std::uint32_t t = job.task[k], first = job.first[t];
        at.demonstrations = job.demonstrations + std::size_t{first} * packed_side;
        at.demonstration_sizes = job.demonstration_sizes + first;
        at.demonstration_count = static_cast<int>(job.first[t + 1] - first) / 2;
    }
    if (job.active != nullptr) at.active = job.active[k];
    at.parameters = job.parameters + std::size_t{k} * job.parameters_apart;
    at.writes = live;
    at.verdicts = job.verdicts + k;
    at.stores = job.out != nullptr;
    at.out = job.out + std::size_t{k} * packed_side;
    at.out_sizes = job.out_sizes + k;
    at.apart = job.apart;
    return at;
}

} // namespace batt::detail
BATT_HOST_CALLS_END
