// The word that holds one row, and its bit tricks, for every extent and on host and device.
#pragma once

#include <batt/config.hpp>
#include <bit>
#include <cstdint>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The word of a row of 128 cells.
__extension__ typedef unsigned __int128 uint128;

/// A row of Extent cells as one word: bit j is column j.
template <int Extent>
struct row_word;
template <>
struct row_word<16> {
    using type = std::uint16_t;
};
template <>
struct row_word<32> {
    using type = std::uint32_t;
};
template <>
struct row_word<64> {
    using type = std::uint64_t;
};
template <>
struct row_word<128> {
    using type = uint128;
};
template <int Extent>
using word = typename row_word<Extent>::type;

/// A square window of bits, one word a row. Specialised by the machines.
template <class Lanes, int Extent>
struct rows;

namespace bits {

/// Whether the host counts bits by one instruction; else its builtin is a call.
#if defined(__x86_64__) && !defined(__POPCNT__)
inline constexpr bool counts_by_instruction = false;
#else
inline constexpr bool counts_by_instruction = true;
#endif

/// The number of set bits of every byte, in that byte; and the sum of all bytes, up to 255.
BATT_FN std::uint64_t byte_counts(std::uint64_t x) {
    x -= (x >> 1) & 0x5555555555555555U;
    x = (x & 0x3333333333333333U) + ((x >> 2) & 0x3333333333333333U);
    return (x + (x >> 4)) & 0x0F0F0F0F0F0F0F0FU;
}
BATT_FN int sum_of_bytes(std::uint64_t x) {
    return static_cast<int>((x * 0x0101010101010101U) >> 56);
}

/// Number of set bits.
BATT_FN int popcount(std::uint64_t x) {
#if BATT_ON_DEVICE
    return __popcll(x);
#else
    return counts_by_instruction ? __builtin_popcountll(x) : sum_of_bytes(byte_counts(x));
#endif
}
BATT_FN int popcount(std::uint32_t x) {
#if BATT_ON_DEVICE
    return __popc(x);
#else
    return counts_by_instruction ? __builtin_popcount(x) : popcount(std::uint64_t{x});
#endif
}
BATT_FN int popcount(std::uint16_t x) { return popcount(std::uint32_t{x}); }
BATT_FN int popcount(uint128 x) {
    return popcount(static_cast<std::uint64_t>(x)) + popcount(static_cast<std::uint64_t>(x >> 64));
}

/// Index of the lowest set bit of x != 0.
BATT_FN int lowest(std::uint32_t x) {
#if BATT_ON_DEVICE
    return __ffs(static_cast<int>(x)) - 1;
#else
    return __builtin_ctz(x);
#endif
}
BATT_FN int lowest(std::uint64_t x) {
#if BATT_ON_DEVICE
    return __ffsll(static_cast<long long>(x)) - 1;
#else
    return __builtin_ctzll(x);
#endif
}
BATT_FN int lowest(std::uint16_t x) { return lowest(std::uint32_t{x}); }
BATT_FN int lowest(uint128 x) {
    const auto low = static_cast<std::uint64_t>(x);
    return low != 0 ? lowest(low) : 64 + lowest(static_cast<std::uint64_t>(x >> 64));
}

/// Index of the highest set bit of x != 0.
BATT_FN int highest(std::uint32_t x) {
#if BATT_ON_DEVICE
    return 31 - __clz(static_cast<int>(x));
#else
    return 31 - __builtin_clz(x);
#endif
}
BATT_FN int highest(std::uint64_t x) {
#if BATT_ON_DEVICE
    return 63 - __clzll(static_cast<long long>(x));
#else
    return 63 - __builtin_clzll(x);
#endif
}
BATT_FN int highest(std::uint16_t x) { return highest(std::uint32_t{x}); }
BATT_FN int highest(uint128 x) {
    const auto high = static_cast<std::uint64_t>(x >> 64);
    return high != 0 ? 64 + highest(high) : highest(static_cast<std::uint64_t>(x));
}

/// Bit k of the result is bit (width - 1 - k) of x.
BATT_FN std::uint32_t reverse(std::uint32_t x) {
#if BATT_ON_DEVICE
    return __brev(x);
#else
    x = ((x >> 1) & 0x55555555U) | ((x & 0x55555555U) << 1);
    x = ((x >> 2) & 0x33333333U) | ((x & 0x33333333U) << 2);
    x = ((x >> 4) & 0x0F0F0F0FU) | ((x & 0x0F0F0F0FU) << 4);
    return __builtin_bswap32(x);
#endif
}
BATT_FN std::uint16_t reverse(std::uint16_t x) {
    return static_cast<std::uint16_t>(reverse(std::uint32_t{x}) >> 16);
}
BATT_FN std::uint64_t reverse(std::uint64_t x) {
#if BATT_ON_DEVICE
    return __brevll(x);
#else
    return (static_cast<std::uint64_t>(reverse(static_cast<std::uint32_t>(x))) << 32) |
           reverse(static_cast<std::uint32_t>(x >> 32));
#endif
}
BATT_FN uint128 reverse(uint128 x) {
    return (static_cast<uint128>(reverse(static_cast<std::uint64_t>(x))) << 64) |
           reverse(static_cast<std::uint64_t>(x >> 64));
}

/// Shifts that give 0 (or all of x) outside 0..width-1; a negative n shifts the other way.
template <class Word>
BATT_FN Word shift_up(Word x, int n) {
#if BATT_ON_DEVICE
    // amounts are unsigned here and clamped: one of the two shifts leaves nothing, or both all
    if constexpr (sizeof(Word) == 4)
        return __funnelshift_lc(0, x, static_cast<unsigned>(n)) |
               __funnelshift_rc(x, 0, static_cast<unsigned>(-n));
#endif
    constexpr int width = static_cast<int>(sizeof(Word)) * 8;
    if (n >= width || n <= -width) return 0;
    return n >= 0 ? static_cast<Word>(x << n) : static_cast<Word>(x >> -n);
}

/// x >> n for 0 <= n <= width.
template <class Word>
BATT_FN Word shift_down(Word x, int n) {
#if BATT_ON_DEVICE
    if constexpr (sizeof(Word) == 4) return __funnelshift_rc(x, 0, static_cast<unsigned>(n));
#endif
    return n < static_cast<int>(sizeof(Word)) * 8 ? static_cast<Word>(x >> n) : Word{0};
}

/// The n lowest bits set; n is clamped to 0..width.
template <class Word>
BATT_FN Word low_mask(int n) {
#if BATT_ON_DEVICE
    if constexpr (sizeof(Word) == 4)
        return ~__funnelshift_lc(0, ~0U, static_cast<unsigned>(n < 0 ? 0 : n));
#endif
    constexpr int width = static_cast<int>(sizeof(Word)) * 8;
    if (n <= 0) return 0;
    return n >= width ? static_cast<Word>(~Word{0})
                      : static_cast<Word>((static_cast<Word>(1) << n) - 1);
}

/// Bits 32 k .. 32 k + 31.
template <class Word>
BATT_FN std::uint32_t block(Word x, int k) {
    return static_cast<std::uint32_t>(x >> (32 * k));
}

/// Bits from..to-1 set.
template <class Word>
BATT_FN Word range_mask(int from, int to) {
    return static_cast<Word>(low_mask<Word>(to) & ~low_mask<Word>(from));
}

/// Index of set bit k of x, counted from 0 from the lowest on, if there is one; else any.
template <class Word>
BATT_FN int select(Word x, int k) {
    constexpr int width = static_cast<int>(sizeof(Word)) * 8;
    // bits above it leave the word as long as more than k stay
    int at = width - 1;
    BATT_UNROLL
    for (int half = width / 2; half != 0; half /= 2) {
        const Word low = static_cast<Word>(x << half);
        const bool among = popcount(low) > k;
        x = among ? low : x;
        at -= among ? half : 0;
    }
    return at;
}

/// The runs of m that contain a bit of s, a subset of m: upwards by a carry, downwards run by run.
template <class Word>
BATT_FN Word touched_runs(Word m, Word s) {
    Word out = static_cast<Word>((m & ~static_cast<Word>(m + s)) | s);
    Word below = static_cast<Word>((out >> 1) & m & ~out);
    for (; below != 0; below &= static_cast<Word>(below - 1)) {
        const Word bit = static_cast<Word>(below & (~below + 1));
        const Word gaps = static_cast<Word>(~m & (bit - 1));
        const int from = gaps == 0 ? 0 : highest(gaps) + 1;
        out |= static_cast<Word>((bit << 1) - static_cast<Word>(Word{1} << from));
    }
    return out;
}

/// The steps in which bits that lie apart move together, at the upper end of their word: step k is
/// one of 2^k places.
template <class Word>
inline constexpr int packing_steps = static_cast<int>(std::bit_width(8 * sizeof(Word))) - 1;

/// x (a word, or a vector of words) with bits moved together: in step k the places of target[k]
/// take the bit 2^k below. The places below the last of them are left with bits of no use.
template <class Word, class V>
BATT_FN V packed_up(V x, const Word* target) {
    BATT_UNROLL
    for (int k = 0; k < packing_steps<Word>; ++k)
        x = (target[k] & (x << (1 << k))) | (static_cast<Word>(~target[k]) & x);
    return x;
}

/// The targets of the bits of `keep`, by parallel suffixes (Hacker's Delight, 7-4).
template <class Word>
BATT_FN void packing_targets(Word keep, Word* target) {
    Word gaps = static_cast<Word>(static_cast<Word>(~keep) >> 1);
    BATT_UNROLL
    for (int k = 0; k < packing_steps<Word>; ++k) {
        // bit j: whether an odd number of the gaps lie at or above j
        Word odd = gaps;
        BATT_UNROLL
        for (int n = 0; n < packing_steps<Word>; ++n) odd ^= static_cast<Word>(odd >> (1 << n));
        const Word moving = static_cast<Word>(odd & keep);
        target[k] = static_cast<Word>(moving << (1 << k));
        keep = static_cast<Word>((keep ^ moving) | target[k]);
        gaps &= static_cast<Word>(~odd);
    }
}

/// Bits j whose number j has bit b set.
template <class Word>
BATT_FN constexpr Word numbered(int b) {
    const int n = 1 << b;
    return static_cast<Word>((static_cast<Word>(~Word{0}) / ((Word{1} << n) + 1)) << n);
}

/// Sum of the numbers of the set bits.
template <class Word>
BATT_FN int sum_of_places(Word x) {
    int out = 0;
    BATT_UNROLL
    for (int b = 0; 1 << b < static_cast<int>(sizeof(Word)) * 8; ++b)
        out += popcount(static_cast<Word>(x & numbered<Word>(b))) << b;
    return out;
}

/// The larger of each pair of 16-bit halves.
BATT_FN std::uint32_t max_halves(std::uint32_t a, std::uint32_t b) {
#if BATT_ON_DEVICE
    return __vmaxu2(a, b);
#else
    const std::uint32_t low = (a & 0xFFFFU) > (b & 0xFFFFU) ? a & 0xFFFFU : b & 0xFFFFU;
    const std::uint32_t high = a >> 16 > b >> 16 ? a >> 16 : b >> 16;
    return high << 16 | low;
#endif
}

} // namespace bits
} // namespace batt
BATT_HOST_CALLS_END
