// Rows of cells as the bits of four planes, sixteen cells at a time where the processor can.
#pragma once

#include <batt/config.hpp>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace batt::detail {

/// Bit j of plane[k] is bit k of cell j of a row of n <= 32 cells, bytes of 0..14 or -1. False if a
/// cell is another one. Cost: some 30 instructions a row.
inline bool pack_row(const unsigned char* cells, int n, std::uint32_t (&plane)[4]) {
#if defined(__SSE2__)
    unsigned char padded[32];
    if (n < 32) {
        std::memset(padded, 0, sizeof padded);
        std::memcpy(padded, cells, static_cast<std::size_t>(n));
        cells = padded;
    }
    const __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cells));
    const __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cells + 16));
    // -1 becomes 0, and 0..14 become 1..15
    const __m128i one = _mm_set1_epi8(1), most = _mm_set1_epi8(15);
    const __m128i both = _mm_max_epu8(_mm_add_epi8(low, one), _mm_add_epi8(high, one));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(both, most), most)) != 0xFFFF) return false;
    const auto bits = [](__m128i x) { return static_cast<std::uint32_t>(_mm_movemask_epi8(x)); };
    plane[0] = bits(_mm_slli_epi16(low, 7)) | bits(_mm_slli_epi16(high, 7)) << 16;
    plane[1] = bits(_mm_slli_epi16(low, 6)) | bits(_mm_slli_epi16(high, 6)) << 16;
    plane[2] = bits(_mm_slli_epi16(low, 5)) | bits(_mm_slli_epi16(high, 5)) << 16;
    plane[3] = bits(_mm_slli_epi16(low, 4)) | bits(_mm_slli_epi16(high, 4)) << 16;
    return true;
#else
    plane[0] = plane[1] = plane[2] = plane[3] = 0;
    for (int j = 0; j < n; ++j) {
        if (static_cast<unsigned char>(cells[j] + 1) > 15) return false;
        for (int k = 0; k < 4; ++k) plane[k] |= (std::uint32_t{cells[j]} >> k & 1U) << j;
    }
    return true;
#endif
}

} // namespace batt::detail
