// Cells as the bits of four planes and back, sixteen at a time where the processor can.
#pragma once

#include <batt/config.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace batt {

/// Row r of a packed grid: bit j of plane k is bit k of the colour at (r, j).
struct alignas(16) packed_row {
    std::uint32_t plane[4];
};

namespace detail {

/// The bits of n columns.
inline std::uint32_t columns_mask(int n) {
    return n >= 32 ? ~std::uint32_t{0} : (std::uint32_t{1} << n) - 1;
}

#if defined(__SSE2__)

/// Packs the cells at `columns`; all 32 must be readable. False if one of those is not in -1..14.
inline bool pack_cells(const unsigned char* cells, std::uint32_t columns, packed_row& row) {
    const __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cells));
    const __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cells + 16));
    const auto bits = [&](auto of) {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(of(low))) |
               static_cast<std::uint32_t>(_mm_movemask_epi8(of(high))) << 16;
    };
    // -1 becomes 0, and 0..14 become 1..15
    const __m128i one = _mm_set1_epi8(1), most = _mm_set1_epi8(15);
    const std::uint32_t good = bits(
        [&](__m128i x) { return _mm_cmpeq_epi8(_mm_max_epu8(_mm_add_epi8(x, one), most), most); });
    row.plane[0] = bits([](__m128i x) { return _mm_slli_epi16(x, 7); }) & columns;
    row.plane[1] = bits([](__m128i x) { return _mm_slli_epi16(x, 6); }) & columns;
    row.plane[2] = bits([](__m128i x) { return _mm_slli_epi16(x, 5); }) & columns;
    row.plane[3] = bits([](__m128i x) { return _mm_slli_epi16(x, 4); }) & columns;
    return (~good & columns) == 0;
}

/// Writes the 32 cells of a row.
inline void unpack_cells(const packed_row& row, unsigned char* cells) {
    // of each 8 columns, the bytes of the four planes one after the other
    __m128i x = _mm_load_si128(reinterpret_cast<const __m128i*>(row.plane));
    for (int k = 0; k < 2; ++k) x = _mm_unpacklo_epi8(x, _mm_srli_si128(x, 8));
    // these 4 x 8 bits transposed as two squares: byte k has columns k and k + 4
    const auto exchange = [&x](int mask, int distance) {
        const __m128i odd =
            _mm_and_si128(_mm_xor_si128(x, _mm_srli_epi32(x, distance)), _mm_set1_epi32(mask));
        x = _mm_xor_si128(x, _mm_xor_si128(odd, _mm_slli_epi32(odd, distance)));
    };
    exchange(0xCCCC, 14);
    exchange(0xAA00AA, 7);
    const __m128i marker = _mm_set1_epi8(15);
    const auto colors = [marker](__m128i codes) {
        codes = _mm_and_si128(codes, marker);
        return _mm_or_si128(codes, _mm_cmpeq_epi8(codes, marker)); // 15 is -1
    };
    const __m128i low = colors(x), high = colors(_mm_srli_epi32(x, 4));
    __m128i* const to = reinterpret_cast<__m128i*>(cells);
    _mm_storeu_si128(to, _mm_unpacklo_epi32(low, high));
    _mm_storeu_si128(to + 1, _mm_unpackhi_epi32(low, high));
}

#else

inline bool pack_cells(const unsigned char* cells, std::uint32_t columns, packed_row& row) {
    row = {};
    for (int j = 0; (columns >> j & 1U) != 0; ++j) {
        if (static_cast<unsigned char>(cells[j] + 1) > 15) return false;
        for (int k = 0; k < 4; ++k) row.plane[k] |= (std::uint32_t{cells[j]} >> k & 1U) << j;
        if (j == 31) break;
    }
    return true;
}

inline void unpack_cells(const packed_row& row, unsigned char* cells) {
    for (int j = 0; j < 32; ++j) {
        unsigned code = 0;
        for (int k = 0; k < 4; ++k) code |= (row.plane[k] >> j & 1U) << k;
        cells[j] = static_cast<unsigned char>(code == 15 ? 255 : code);
    }
}

#endif

/// Packs h rows of w cells, both at most 32, rows `apart` bytes from each other; the other rows of
/// the 32 become empty. False if a cell is not in -1..14; the rows are then unspecified. Cost: some
/// 35 instructions per row.
inline bool pack_rows(const unsigned char* cells, int h, int w, std::ptrdiff_t apart,
                      packed_row* rows) {
    const std::uint32_t columns = columns_mask(w);
    // nothing may be read beyond the last cell
    const std::ptrdiff_t end = h > 0 ? (h - 1) * apart + w : 0;
    for (int i = 0; i < h; ++i) {
        const std::ptrdiff_t from = i * apart;
        bool good = false;
        if (from >= 0 && from + 32 <= end) {
            good = pack_cells(cells + from, columns, rows[i]);
        } else {
            unsigned char padded[32] = {};
            if (w > 0) std::memcpy(padded, cells + from, static_cast<std::size_t>(w));
            good = pack_cells(padded, columns, rows[i]);
        }
        if (!good) return false;
    }
    std::memset(static_cast<void*>(rows + h), 0,
                static_cast<std::size_t>(32 - h) * sizeof(packed_row));
    return true;
}

/// Writes the cells of h packed rows of w columns, rows `apart` bytes from each other. Cost: some
/// 40 instructions per row.
inline void unpack_rows(const packed_row* rows, int h, int w, unsigned char* cells,
                        std::ptrdiff_t apart) {
    int i = 0;
    // what is written beyond the end of a row is overwritten by the next row
    if (apart == w)
        for (; i < h && (h - i) * w >= 32; ++i) unpack_cells(rows[i], cells + i * apart);
    for (; i < h; ++i) {
        unsigned char row[32];
        unpack_cells(rows[i], row);
        if (w > 0) std::memcpy(cells + i * apart, row, static_cast<std::size_t>(w));
    }
}

} // namespace detail
} // namespace batt
