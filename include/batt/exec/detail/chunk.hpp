// How many samples a chunk has on a device where the user does not say.
#pragma once

#include <algorithm>
#include <batt/exec/batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Fewer samples than this are not worth a launch.
inline constexpr std::size_t smallest_chunk = 1024;

/// Bytes of device memory that a sample takes in a slot, results and lists of overflows included.
inline std::size_t device_bytes(const sample_view& v, int programs, bool outputs) {
    constexpr std::size_t packed = packed_side * sizeof(packed_row) + sizeof(packed_size);
    std::size_t bytes = sizeof(std::uint32_t) + sizeof(std::uint64_t);
    if (!v.in.on_device) bytes += packed;
    if (v.expected.count != 0 && !v.expected.on_device) bytes += packed;
    if (v.active != nullptr) bytes += sizeof(std::uint64_t);
    if (v.task != nullptr) bytes += sizeof(std::uint32_t);
    return bytes + static_cast<std::size_t>(programs) * (sizeof(verdict) + (outputs ? packed : 0));
}

/// Samples a chunk with `free` bytes on the device: two slots share half of them, the rest is for what
/// kernels need. Capped, so that the copies of one chunk run beside the kernel of another; higher where the
/// inputs are there already.
inline std::size_t chunk_for(std::size_t free, const sample_view& v, int programs, bool outputs) {
    const std::size_t cap = v.in.on_device ? std::size_t{1} << 26 : std::size_t{1} << 18;
    const std::size_t fits = free / 4 / device_bytes(v, programs, outputs);
    return std::max(smallest_chunk, std::min(cap / static_cast<std::size_t>(programs), fits));
}

} // namespace batt::detail
BATT_HOST_CALLS_END
