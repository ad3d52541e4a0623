// A call on devices cut into chunks: what runs at once.
#pragma once

#include <batt/columns/device.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Outputs and samples that run at once on a device.
struct device_chunk {
    std::size_t first_output = 0, last_output = 0; ///< of the sorted ones
    std::size_t first_sample = 0, last_sample = 0; ///< of the list, where all are of one list
};

/// The outputs of a call, those of a list together.
inline std::vector<std::size_t> sorted_by_list(const device_call& call) {
    std::vector<std::size_t> sorted(call.outputs.size());
    for (std::size_t k = 0; k < sorted.size(); ++k) sorted[k] = k;
    std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
        return call.list_of[a] < call.list_of[b];
    });
    return sorted;
}

/// So many values at once that launches are large and fit. A space has one list in a chunk.
inline std::vector<device_chunk> cut_into_chunks(const device_call& call,
                                                 std::span<const std::size_t> sorted, int devices) {
    const auto size_of = [&](std::size_t k) { return call.samples_of(sorted[k]).size(); };
    std::size_t total = 0;
    for (std::size_t k = 0; k < sorted.size(); ++k) total += size_of(k);
    std::size_t most = std::size_t{1} << 20;
    if (devices > 1)
        most = std::min(most,
                        std::max<std::size_t>(total / static_cast<std::size_t>(devices * 4), 4096));
    const std::size_t at_once = call.options.batch_size;
    std::vector<device_chunk> chunks;
    struct use {
        std::size_t chunk = 0; ///< its number from 1
        std::uint32_t list = 0;
    };
    std::vector<use> last(static_cast<std::size_t>(call.of.spaces()));
    for (std::size_t k = 0; k < sorted.size();) {
        const std::size_t from = k, n = size_of(k);
        const std::uint32_t list = call.list_of[sorted[k]];
        if (n > most || (at_once > 0 && n > at_once)) {
            // The outputs of a long list run on a part of it at a time.
            while (k < sorted.size() && call.list_of[sorted[k]] == list) ++k;
            const std::size_t step =
                at_once > 0 ? at_once : std::max<std::size_t>(most / (k - from), 1024);
            for (std::size_t s = 0; s < n; s += step)
                chunks.push_back({from, k, s, std::min(s + step, n)});
            continue;
        }
        for (std::size_t sum = 0; k < sorted.size(); ++k) {
            use& u = last[static_cast<std::size_t>(call.outputs[sorted[k]].samples)];
            const std::uint32_t own = call.list_of[sorted[k]];
            sum += size_of(k);
            if (k > from && (sum > most || (at_once > 0 && size_of(k) > at_once) ||
                             (u.chunk == chunks.size() + 1 && u.list != own)))
                break;
            u = {chunks.size() + 1, own};
        }
        chunks.push_back({from, k, 0, 0});
    }
    return chunks;
}

} // namespace batt::columns
BATT_HOST_CALLS_END
