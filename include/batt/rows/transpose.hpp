// The transposition of 32 x 32 bits on the host, with the vectors of the
// processor, and that of 16 x 16.
#pragma once

#include <batt/rows/simd.hpp>
#if defined(__SSE2__) && !defined(__CUDACC__)
#include <immintrin.h>
#define BATT_HAS_TRANSPOSE 1
#else
#define BATT_HAS_TRANSPOSE 0
#endif

#if BATT_HAS_TRANSPOSE
namespace batt::detail {
inline namespace BATT_SERIAL_ISA {

// All three versions do the same: they put rows whose numbers differ in their
// lowest three bits into different vectors, or different parts of one; exchange
// blocks of 1, 2 and 4 bits there; then move bytes and rows where they belong.

typedef std::uint32_t bit_rows __attribute__((vector_size(BATT_VECTOR_BYTES)));

BATT_FN bit_rows load_rows(const std::uint32_t* from) {
    bit_rows x;
    std::memcpy(&x, from, sizeof x);
    return x;
}
BATT_FN void store_rows(std::uint32_t* to, const bit_rows& x) { std::memcpy(to, &x, sizeof x); }

/// Exchanges the bits of b under the mask with the bits of a that are n places
/// higher.
BATT_FN void exchange(bit_rows& a, bit_rows& b, int n, std::uint32_t mask) {
    const bit_rows differ = ((a >> n) ^ b) & mask;
    b ^= differ;
    a ^= differ << n;
}
/// x with the bits under the mask taken from `other`, which is moved to the left
/// in some rows and to the right in others.
BATT_FN bit_rows with_moved(const bit_rows& x, const bit_rows& other, const bit_rows& left,
                            const bit_rows& right, const bit_rows& mask) {
    return x ^ ((x ^ ((other << left) >> right)) & mask);
}

#if BATT_VECTOR_BYTES == 64

BATT_CONSTANT bit_rows first_numbers{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
/// A vector with one of two numbers in each of its quarters.
template <int Q0, int Q1, int Q2, int Q3>
BATT_FN bit_rows in_quarters(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t q[] = {Q0 ? a : b, Q1 ? a : b, Q2 ? a : b, Q3 ? a : b};
    return bit_rows{q[0], q[0], q[0], q[0], q[1], q[1], q[1], q[1],
                    q[2], q[2], q[2], q[2], q[3], q[3], q[3], q[3]};
}
/// The rows of a, followed by b, that have the numbers in `which` modulo 32.
BATT_FN bit_rows picked(const bit_rows& a, const bit_rows& which, const bit_rows& b) {
    return reinterpret_cast<bit_rows>(_mm512_permutex2var_epi32(reinterpret_cast<__m512i>(a),
                                                                reinterpret_cast<__m512i>(which),
                                                                reinterpret_cast<__m512i>(b)));
}
/// Exchanges blocks of 2 and 4 bits and orders the bytes. Quarter q of x has rows
/// 2 q + (0, 8, 16, 24), or the rows after these.
BATT_FN bit_rows exchanged(bit_rows x) {
    const bit_rows by_1{4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11};
    const bit_rows by_2{8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7};
    x = with_moved(x, picked(x, by_1, x), in_quarters<1, 0, 1, 0>(2, 0),
                   in_quarters<0, 1, 0, 1>(2, 0), in_quarters<1, 0, 1, 0>(0xCCCCCCCC, 0x33333333));
    x = with_moved(x, picked(x, by_2, x), in_quarters<1, 1, 0, 0>(4, 0),
                   in_quarters<0, 0, 1, 1>(4, 0), in_quarters<1, 1, 0, 0>(0xF0F0F0F0, 0x0F0F0F0F));
    const bit_rows bytes{0x0C080400, 0x0D090501, 0x0E0A0602, 0x0F0B0703, 0x0C080400, 0x0D090501,
                         0x0E0A0602, 0x0F0B0703, 0x0C080400, 0x0D090501, 0x0E0A0602, 0x0F0B0703,
                         0x0C080400, 0x0D090501, 0x0E0A0602, 0x0F0B0703};
    return reinterpret_cast<bit_rows>(
        _mm512_shuffle_epi8(reinterpret_cast<__m512i>(x), reinterpret_cast<__m512i>(bytes)));
}

/// Bit j of word i of 32 goes to bit i of word j.
BATT_CALLED_FN inline void transpose_words(const std::uint32_t* from, std::uint32_t* to) {
    const bit_rows upper = load_rows(from), lower = load_rows(from + 16);
    const bit_rows even{0, 8, 16, 24, 2, 10, 18, 26, 4, 12, 20, 28, 6, 14, 22, 30};
    bit_rows x = picked(upper, even, lower), y = picked(upper, even + 1, lower);
    exchange(x, y, 1, 0x55555555);
    x = exchanged(x);
    y = exchanged(y);
    const bit_rows first{0, 16, 4, 20, 8, 24, 12, 28, 1, 17, 5, 21, 9, 25, 13, 29};
    store_rows(to, picked(x, first, y));
    store_rows(to + 16, picked(x, first + 2, y));
}

#else

#if BATT_VECTOR_BYTES == 32
#define BATT_UNPACKED(which_, a_, b_)                                                              \
    reinterpret_cast<bit_rows>(                                                                    \
        _mm256_unpack##which_(reinterpret_cast<__m256i>(a_), reinterpret_cast<__m256i>(b_)))
#else
#define BATT_UNPACKED(which_, a_, b_)                                                              \
    reinterpret_cast<bit_rows>(                                                                    \
        _mm_unpack##which_(reinterpret_cast<__m128i>(a_), reinterpret_cast<__m128i>(b_)))
#endif

/// Word k of vector n goes to word n of vector k, separately in each 128 bits of
/// a vector.
BATT_FN void turn_words(bit_rows* v) {
    const bit_rows a = BATT_UNPACKED(lo_epi32, v[0], v[1]), b = BATT_UNPACKED(hi_epi32, v[0], v[1]);
    const bit_rows c = BATT_UNPACKED(lo_epi32, v[2], v[3]), d = BATT_UNPACKED(hi_epi32, v[2], v[3]);
    v[0] = BATT_UNPACKED(lo_epi64, a, c);
    v[1] = BATT_UNPACKED(hi_epi64, a, c);
    v[2] = BATT_UNPACKED(lo_epi64, b, d);
    v[3] = BATT_UNPACKED(hi_epi64, b, d);
}
/// Exchanges blocks of 1 and 2 bits; vector k has rows k, k + 8 ...
BATT_FN void exchange_in_four(bit_rows* v) {
    exchange(v[0], v[1], 1, 0x55555555);
    exchange(v[2], v[3], 1, 0x55555555);
    exchange(v[0], v[2], 2, 0x33333333);
    exchange(v[1], v[3], 2, 0x33333333);
}

#if BATT_VECTOR_BYTES == 32

/// Bit j of word i of 32 goes to bit i of word j.
BATT_CALLED_FN inline void transpose_words(const std::uint32_t* from, std::uint32_t* to) {
    bit_rows v[4];
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) v[k] = load_rows(from + 8 * k);
    turn_words(v); // vector k has rows k + (0, 8, 16, 24), then the rows 4 after these
    exchange_in_four(v);
    const bit_rows left{4, 4, 4, 4, 0, 0, 0, 0}, right{0, 0, 0, 0, 4, 4, 4, 4};
    constexpr std::uint32_t high = 0xF0F0F0F0, low = 0x0F0F0F0F;
    const bit_rows mask{high, high, high, high, low, low, low, low};
    const bit_rows bytes{0x0C080400, 0x0D090501, 0x0E0A0602, 0x0F0B0703,
                         0x0C080400, 0x0D090501, 0x0E0A0602, 0x0F0B0703};
    BATT_UNROLL
    for (bit_rows& x : v) {
        const __m256i other =
            _mm256_permute4x64_epi64(reinterpret_cast<__m256i>(x), _MM_SHUFFLE(1, 0, 3, 2));
        x = with_moved(x, reinterpret_cast<bit_rows>(other), left, right, mask);
        x = reinterpret_cast<bit_rows>(
            _mm256_shuffle_epi8(reinterpret_cast<__m256i>(x), reinterpret_cast<__m256i>(bytes)));
    }
    turn_words(v);
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) store_rows(to + 8 * k, v[k]);
}

#else

/// Interleaves the bytes of the first and the third vector, then those of the
/// second and the fourth. Four times this does what `turn_words` does, and the
/// same for the bytes of all words.
BATT_FN void spread_bytes(bit_rows* v) {
    const bit_rows a = BATT_UNPACKED(lo_epi8, v[0], v[2]), b = BATT_UNPACKED(hi_epi8, v[0], v[2]);
    const bit_rows c = BATT_UNPACKED(lo_epi8, v[1], v[3]), d = BATT_UNPACKED(hi_epi8, v[1], v[3]);
    v[0] = a;
    v[1] = b;
    v[2] = c;
    v[3] = d;
}

/// Bit j of word i of 32 goes to bit i of word j.
BATT_CALLED_FN inline void transpose_words(const std::uint32_t* from, std::uint32_t* to) {
    bit_rows v[8];
    BATT_UNROLL
    for (int h = 0; h < 8; h += 4) {
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) v[h + k] = load_rows(from + 8 * k + h);
        turn_words(v + h); // vector k has rows k, k + 8, k + 16, k + 24
        exchange_in_four(v + h);
    }
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) exchange(v[k], v[k + 4], 4, 0x0F0F0F0F);
    BATT_UNROLL
    for (int h = 0; h < 8; h += 4) {
        BATT_UNROLL
        for (int n = 0; n < 4; ++n) spread_bytes(v + h);
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) store_rows(to + 8 * k + h, v[h + k]);
    }
}

#endif
#undef BATT_UNPACKED
#endif

/// The bits j of 16 bytes as word j.
BATT_FN __m128i words_of_bits(const __m128i& bytes) {
    short word[8];
    __m128i x = bytes;
    BATT_UNROLL
    for (int j = 7; j >= 0; --j) {
        word[j] = static_cast<short>(_mm_movemask_epi8(x));
        x = _mm_add_epi8(x, x);
    }
    return _mm_setr_epi16(word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]);
}
/// Bit j of word i of 16 goes to bit i of word j: the bytes of all words side by side, of which the
/// processor collects the uppermost bits.
BATT_CALLED_FN inline void transpose_words(const std::uint16_t* from, std::uint16_t* to) {
    __m128i upper, lower;
    std::memcpy(&upper, from, sizeof upper);
    std::memcpy(&lower, from + 8, sizeof lower);
    const __m128i byte = _mm_set1_epi16(0xFF);
    const __m128i left = _mm_packus_epi16(_mm_and_si128(upper, byte), _mm_and_si128(lower, byte));
    const __m128i right = _mm_packus_epi16(_mm_srli_epi16(upper, 8), _mm_srli_epi16(lower, 8));
    // put together in registers: vectors that are loaded from single words wait for them
    const __m128i first = words_of_bits(left), second = words_of_bits(right);
    std::memcpy(to, &first, sizeof first);
    std::memcpy(to + 8, &second, sizeof second);
}

} // namespace BATT_SERIAL_ISA
} // namespace batt::detail
#endif
