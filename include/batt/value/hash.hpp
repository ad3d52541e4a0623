// The hash of a grid: 64 bits that every machine, window and tier agrees on.
//
// It depends on height, width and colours alone. A grid is cut into blocks of 32 columns; bit j of
// word k of row i in block b is bit k of the colour at (i, 32 b + j), -1 being 15; columns beyond
// the grid give 0. Modulo 2^64, where x' is x ^ x >> 32:
//
//     x(i, b)   = word0 F0 + word2 F2 + 2^32 (word1 F1 + word3 F3) = 2^32 high + low
//     row(i, b) = x + (low ^ high) (number(i, b) + high mod 2^32)
//     digest    = S ^ h 2^32 + w ^ row(0, 0) ^ row(0, 1) ^ ... ^ row(h - 1, blocks - 1)
//     hash      = (digest' R)'
//
// with the constants of rows/row_hash.hpp and those below. Empty rows give 0, so that a window of
// any extent gives the same. The grid 0x0 does not have the hash 0, which failed samples have. It is no
// defence against people who look for collisions.
#pragma once

#include <batt/value/grid.hpp>
#include <batt/value/value.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// A hash before its last step, which whoever wants the hash takes: kernels that score do not.
struct digest {
    std::uint32_t low = 0, high = 0;

    digest() = default;
    /// Of an h x w grid whose rows give `rows`.
    BATT_FN constexpr digest(std::uint64_t rows, int h, int w)
        : low(static_cast<std::uint32_t>(rows) ^ static_cast<std::uint32_t>(w) ^ 0x8659FD93U),
          high(static_cast<std::uint32_t>(rows >> 32) ^ static_cast<std::uint32_t>(h) ^
               0xD6E8FEB8U) {}

    /// 0 only where the digest is 0.
    BATT_FN constexpr std::uint64_t hash() const {
        const std::uint64_t x =
            (std::uint64_t{high} << 32 | (low ^ high)) * 0xE7037ED1A0B428DBU;
        return x ^ x >> 32;
    }

    friend constexpr bool operator==(const digest&, const digest&) = default;
};

/// The digest of a grid on a machine. Cost on the device: about 15 instructions, two of them
/// reductions.
template <class M>
BATT_FN digest digest_of(M&, const grid<M>& g) {
    return {M::grid_rows::hash_rows(g.h, g.plane[0], g.plane[1], g.plane[2], g.plane[3]), g.h, g.w};
}

/// The same of a grid of any size on the host, with colours -1..14.
inline digest digest_of(const batt::grid& g) {
    std::uint64_t rows = 0;
    for (int i = 0; i < g.height(); ++i)
        for (int b = 0; 32 * b < g.width(); ++b) {
            std::uint32_t word[4] = {};
            for (int j = 32 * b; j < g.width() && j < 32 * b + 32; ++j)
                for (int k = 0; k < 4; ++k)
                    word[k] |= static_cast<std::uint32_t>(g(i, j) >> k & 1) << (j - 32 * b);
            rows ^= batt::detail::row_hash(batt::detail::row_number(i, b), word[0], word[1],
                                           word[2], word[3]);
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
