// SIMD vectors of words for the host machine, through the compilers' vector extension.
#pragma once

#include <batt/rows/word.hpp>
#include <cstddef>
#include <cstring>
#include <utility>

// Code for several instruction sets may be linked into one program: the names differ.
#if defined(__AVX512BW__) && defined(__AVX512VL__)
#define BATT_SERIAL_ISA isa_v4
#define BATT_VECTOR_BYTES 64
#elif defined(__AVX2__)
#define BATT_SERIAL_ISA isa_v3
#define BATT_VECTOR_BYTES 32
#else
#define BATT_SERIAL_ISA isa_baseline
#define BATT_VECTOR_BYTES 16
#endif

BATT_HOST_CALLS_BEGIN
// A loop that is better left a loop: written out, it costs more in code than it gains.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__CUDACC__)
#define BATT_ROLLED _Pragma("GCC unroll 1")
#elif defined(__clang__)
#define BATT_ROLLED _Pragma("clang loop unroll(disable)")
#else
#define BATT_ROLLED
#endif

namespace batt::detail {

#if defined(__CUDACC__)
#define BATT_OUTLINED BATT_FN
#else
#define BATT_OUTLINED __attribute__((noinline)) inline
#endif
/// Set bits of N words where no instruction counts them: the counts of bytes are added up, of which
/// none overflows.
template <std::size_t N>
    requires(N <= 16)
BATT_FN int count_few_words(const std::uint64_t* x) {
    std::uint64_t bytes = 0;
    for (std::size_t j = 0; j < N; ++j) bytes += bits::byte_counts(x[j]);
    const std::uint64_t low = 0x00FF00FF00FF00FFU;
    const std::uint64_t sums = (bytes & low) + ((bytes >> 8) & low);
    return static_cast<int>((sums * 0x0001000100010001U) >> 48);
}
/// The same of n words, n a multiple of 16.
BATT_OUTLINED int count_words(const std::uint64_t* x, std::size_t n) {
    int out = 0;
    BATT_ROLLED
    for (std::size_t k = 0; k < n; k += 16) out += count_few_words<16>(x + k);
    return out;
}
#undef BATT_OUTLINED

/// Words that are worked on at once: here one alone. A 128-bit row is its own vector; and functions
/// that also compile for a GPU may not name vectors (nvcc), so there the loops over rows are left
/// to the host compiler.
template <class Word>
struct simd {
    using type = Word;
    static constexpr int lanes = 1;

    /// Bit k: whether lane k is not 0.
    static BATT_FN Word used(const type& v) { return v != 0 ? Word{1} : Word{0}; }
    /// All lanes or-ed.
    static BATT_FN Word or_lanes(const type& v) { return v; }
    /// The bits of each lane in reverse order.
    static BATT_FN type reversed(const type& v) { return bits::reverse(v); }
};

#if !defined(__CUDACC__)
template <class Word>
    requires(sizeof(Word) <= 8)
struct simd<Word> {
    /// A window of 16 rows has no more than 32 bytes.
    static constexpr int bytes =
        sizeof(Word) == 2 && BATT_VECTOR_BYTES > 32 ? 32 : BATT_VECTOR_BYTES;
    typedef Word type __attribute__((vector_size(bytes)));
    static constexpr int lanes = bytes / static_cast<int>(sizeof(Word));

    static BATT_FN Word used(const type& v) {
        type bit;
        for (int k = 0; k < lanes; ++k) bit[k] = static_cast<Word>(Word{1} << k);
        return or_lanes(reinterpret_cast<type>(v != 0) & bit);
    }
    static BATT_FN Word or_lanes(const type& v) {
        std::uint64_t part[std::size_t{bytes} / 8];
        std::memcpy(part, &v, sizeof part);
        std::uint64_t all = part[0];
        for (int k = 1; k < bytes / 8; ++k) all |= part[k];
        if constexpr (sizeof(Word) <= 4) all |= all >> 32;
        if constexpr (sizeof(Word) == 2) all |= all >> 16;
        return static_cast<Word>(all);
    }
    static BATT_FN type reversed(const type& v) {
        type x = v;
        swap_groups(x, 1);
        swap_groups(x, 2);
        swap_groups(x, 4);
#if defined(__x86_64__) && !defined(__SSSE3__)
        // no instruction that moves single bytes
        for (int n = 8; n < static_cast<int>(sizeof(Word)) * 8; n *= 2) swap_groups(x, n);
#else
        swap_bytes(x, std::make_integer_sequence<int, bytes>{});
#endif
        return x;
    }
    /// The products of the lower halves of 64-bit lanes.
    static BATT_FN type low_product(const type& a, const type& b)
        requires(sizeof(Word) == 8)
    {
#if defined(__x86_64__) && !defined(__clang__)
        // g++ does not see that one instruction does it
        typedef int halves __attribute__((vector_size(BATT_VECTOR_BYTES)));
        const auto x = reinterpret_cast<halves>(a), y = reinterpret_cast<halves>(b);
#if BATT_VECTOR_BYTES == 64
        typedef long long result __attribute__((vector_size(BATT_VECTOR_BYTES)));
        return reinterpret_cast<type>(__builtin_ia32_pmuludq512_mask(x, y, result{}, 0xFF));
#elif BATT_VECTOR_BYTES == 32
        return reinterpret_cast<type>(__builtin_ia32_pmuludq256(x, y));
#else
        return reinterpret_cast<type>(__builtin_ia32_pmuludq128(x, y));
#endif
#else
        constexpr Word low = 0xFFFFFFFFU;
        return (a & low) * (b & low);
#endif
    }

private:
    /// Exchanges neighbouring groups of n bits.
    static BATT_FN void swap_groups(type& v, int n) {
        const Word low = static_cast<Word>(static_cast<Word>(~Word{0}) / ((Word{1} << n) + 1));
        v = ((v >> n) & low) | ((v & low) << n);
    }
    /// The bytes of each lane in reverse order.
    template <int... K>
    static BATT_FN void swap_bytes(type& v, std::integer_sequence<int, K...>) {
        typedef unsigned char single_bytes __attribute__((vector_size(bytes)));
        single_bytes b;
        std::memcpy(&b, &v, sizeof b);
        b = __builtin_shufflevector(b, b, (K ^ (static_cast<int>(sizeof(Word)) - 1))...);
        std::memcpy(&v, &b, sizeof b);
    }
};
#endif

} // namespace batt::detail
BATT_HOST_CALLS_END
