// How many turns a chunk has on a device where the user does not say so.
#pragma once

#include <algorithm>
#include <batt/exec/batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Fewer samples than this are not worth a launch.
inline constexpr std::size_t smallest_chunk = 1024;

/// Bytes of device memory that a turn takes in a slot, including results and lists of overflows.
/// is_kept: the grids are on the device already.
inline std::size_t device_bytes(const sample_view& v, bool is_kept, int programs, bool outputs) {
    constexpr std::size_t rows = packed_side * sizeof(packed_row);
    constexpr std::size_t packed = rows + sizeof(packed_size);
    // what is sent is there twice: with the rows that grids have, and with all 32
    constexpr std::size_t sent = packed + rows + sizeof(std::uint32_t);
    std::size_t bytes = sizeof(std::uint32_t) + sizeof(std::uint64_t);
    if (!v.in.on_device && !is_kept) bytes += sent;
    if (v.expected.count != 0 && !v.expected.on_device && !is_kept) bytes += sent;
    if (v.task != nullptr) bytes += sizeof(std::uint32_t);
    if (has_columns(v.parameters)) bytes += words_of(v.parameters) * sizeof(integer);
    return bytes + static_cast<std::size_t>(programs) * (sizeof(verdict) + (outputs ? packed : 0));
}

/// Turns per chunk with `free` bytes on the device: the slots share half of them, the rest is for
/// what kernels need. Capped, so that the copies of one chunk run beside the kernel of another;
/// the cap is higher where the inputs are there already.
inline std::size_t chunk_for(std::size_t free, std::size_t slots, const sample_view& v,
                             bool is_kept, int programs, bool outputs) {
    const std::size_t cap = std::size_t{1} << (v.in.on_device || is_kept ? 26 : 18);
    const std::size_t fits = free / 2 / slots / device_bytes(v, is_kept, programs, outputs);
    return std::max(smallest_chunk,
                    std::min(cap / static_cast<std::size_t>(std::max(programs, 1)), fits));
}

} // namespace batt::detail
BATT_HOST_CALLS_END
