// The hash of a grid: 64 bits that every machine, window and tier agrees on.
//
// It depends on height, width and colours alone. A grid is cut into blocks of 32 columns; bit j of
// word k of row i in block b is bit k of the colour at (i, 32 b + j), -1 being 15; cells beyond the
// grid give 0. Words have 32 bits; products, and what is computed from them, are taken modulo 2^64;
// x' is x ^ x >> 32:
//
//     z(i, b)   = (word0 + number(i, b)) (word1 + K1) + (word2 + K2) (word3 + K3) = 2^32 high + low
//     row(i, b) = z + low high
//     digest    = h 2^32 + w ^ row(0, 0) ^ row(1, 0) ^ ... ^ row(31, 0)
//                            ^ the other rows (i, b) that are not empty
//     hash      = (digest' R)'
//
// with the constants of rows/row_hash.hpp and R of digest::hash. 32 rows count whatever the height,
// others only if they are not empty, so that a window of any extent gives the same hash. The hash
// of the grid 0x0 is not 0, which is the hash of failed samples. The hash is no defence against
// people who look for collisions.
#pragma once

#include <algorithm>
#include <batt/value/grid.hpp>
#include <batt/value/limits.hpp>
#include <batt/value/value.hpp>
#include <bit>
#include <cstddef>
#include <cstring>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// A hash before its last step. Whoever needs the hash takes that step; kernels that score do not.
struct digest {
    std::uint32_t low = 0, high = 0;

    digest() = default;
    /// The digest of an h x w grid whose rows contribute `rows`.
    BATT_FN constexpr digest(std::uint64_t rows, int h, int w)
        : low(static_cast<std::uint32_t>(rows) ^ static_cast<std::uint32_t>(w)),
          high(static_cast<std::uint32_t>(rows >> 32) ^ static_cast<std::uint32_t>(h)) {}

    /// 0 only where the digest is 0.
    BATT_FN constexpr std::uint64_t hash() const {
        const std::uint64_t x = (std::uint64_t{high} << 32 | (low ^ high)) * 0xE7037ED1A0B428DBU;
        return x ^ x >> 32;
    }

    friend constexpr bool operator==(const digest&, const digest&) = default;
};

/// What the cells of colour 15 add to the digest of a grid, so that they differ from cells of -1.
template <class M>
BATT_FN std::uint64_t rows_of_fifteen(const grid<M>& g) {
    const auto where = g.plane[0] & g.plane[1] & g.plane[2] & g.plane[3];
    std::uint64_t rows = 0;
    if (!where.any()) return rows;
    for (int i = 0; i < g.h; ++i) {
        const auto word = where.row(i);
        for (int b = 0; 32 * b < g.w; ++b) {
            const auto some = static_cast<std::uint32_t>(word >> (32 * b));
            if (some != 0) rows ^= batt::detail::row_hash(~i, b, some, 0, 0, 0);
        }
    }
    return rows;
}

/// The digest of a grid on a machine. Cost on the device: 14 instructions, two of them reductions.
template <class M>
BATT_FN digest digest_of(M& m, const grid<M>& g) {
    std::uint64_t rows =
        M::grid_rows::hash_rows(g.h, g.plane[0], g.plane[1], g.plane[2], g.plane[3]);
    if (m.holds_fifteen()) rows ^= rows_of_fifteen(g);
    return {rows, g.h, g.w};
}

/// Bits 0 to 3 of up to 32 cells as the words of four planes, and which cells have other bits, too.
struct cell_bits {
    std::uint32_t word[4] = {}, others = 0;

    cell_bits(const signed char* cells, int count) {
        for (int j = 0; j < count; j += 8) {
            std::uint64_t eight = 0; // a cell per byte, the first one lowest
            if (std::endian::native == std::endian::little && count - j >= 8)
                std::memcpy(&eight, cells + j, sizeof eight);
            else
                for (int k = 0; k < 8 && j + k < count; ++k)
                    eight |= std::uint64_t{static_cast<unsigned char>(cells[j + k])} << 8 * k;
            const auto lowest = [&](std::uint64_t x) { // the product puts them beside each other
                x = (x & 0x0101010101010101U) * 0x0102040810204080U;
                return static_cast<std::uint32_t>(x >> 56) << j;
            };
            for (int k = 0; k < 4; ++k) word[k] |= lowest(eight >> k);
            others |= lowest(eight >> 4 | eight >> 5 | eight >> 6 | eight >> 7);
        }
    }
};

/// The same for a grid of any size and colours on the host; 15 and -1 are different colours.
inline digest digest_of(const batt::grid& g) {
    std::uint64_t rows = 0;
    for (int i = 0; i < g.height() || i < 32; ++i)
        for (int b = 0; b == 0 || 32 * b < g.width(); ++b) {
            const int count = i < g.height() ? std::min(g.width() - 32 * b, 32) : 0;
            const signed char* const cells =
                g.data() + static_cast<std::ptrdiff_t>(count > 0 ? i : 0) * g.width() + 32 * b;
            const cell_bits bits(cells, count);
            const std::uint32_t(&word)[4] = bits.word;
            const std::uint32_t largest = word[0] & word[1] & word[2] & word[3] & ~bits.others;
            if (largest != 0) rows ^= batt::detail::row_hash(~i, b, largest, 0, 0, 0); // 15
            if (batt::detail::counts_empty(i, b) || (word[0] | word[1] | word[2] | word[3]) != 0)
                rows ^= batt::detail::row_hash(i, b, word[0], word[1], word[2], word[3]);
        }
    return {rows, g.height(), g.width()};
}

/// The hash of a grid on a machine, and of one on the host.
template <class M>
BATT_FN std::uint64_t hash(M& m, const grid<M>& g) {
    return digest_of(m, g).hash();
}
inline std::uint64_t hash(const batt::grid& g) { return digest_of(g).hash(); }

} // namespace batt::value
BATT_HOST_CALLS_END
