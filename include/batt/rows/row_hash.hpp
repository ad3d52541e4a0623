// What a row of four words contributes to the hash of a grid (value/hash.hpp): for one row, and for
// many rows at once with the vectors of a host.
#pragma once

#include <batt/rows/simd.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// What is added to words 1, 2 and 3 of a row; to word 0 the number of the row is added.
inline constexpr std::uint32_t word_key[4] = {0, 0x9E3779B1U, 0xC2B2AE3DU, 0x85EBCA77U};

/// The number of row i of block b.
BATT_FN constexpr std::uint32_t row_number(int i, int b) {
    return 0x27D4EB2FU + static_cast<std::uint32_t>(i) * 0xE6546B65U +
           static_cast<std::uint32_t>(b) * 0xB5297A4DU;
}

/// The product of the two halves of x.
BATT_FN constexpr std::uint64_t product_of_halves(std::uint64_t x) {
#if BATT_ON_DEVICE
    // one instruction; compilers make three of the expression below
    asm("{.reg .b32 low, high;\n"
        "mov.b64 {low, high}, %0;\n"
        "mul.wide.u32 %0, low, high;}"
        : "+l"(x));
    return x;
#else
    return (x & 0xFFFFFFFFU) * (x >> 32);
#endif
}

/// What the words of row i of block b contribute, even if they are empty. With two multiplications
/// alone, the words that enter the last one would change at most 32 bits: a column of one colour
/// would have a hash of 32 bits. Cost on the device: 8 instructions.
BATT_FN constexpr std::uint64_t row_hash(int i, int b, std::uint32_t word0, std::uint32_t word1,
                                         std::uint32_t word2, std::uint32_t word3) {
    constexpr std::uint32_t k1 = word_key[1], k2 = word_key[2], k3 = word_key[3];
    const std::uint64_t z = std::uint64_t{word0 + row_number(i, b)} * (word1 + k1) +
                            std::uint64_t{word2 + k2} * (word3 + k3);
    return z + product_of_halves(z);
}

/// Whether row i of block b counts even if it is empty: it does if every window has that row. Other
/// empty rows do not count, so that windows of all extents give the same hash.
BATT_FN constexpr bool counts_empty(int i, int b) { return i < 32 && b == 0; }

#if !defined(__CUDACC__)

/// What is known in advance about a window of 32 rows: the numbers of the rows, and what the empty
/// rows n..31 contribute together.
struct known_rows {
    std::uint32_t number[32];
    std::uint64_t empty_from[33];
    constexpr known_rows() : number{}, empty_from{} {
        for (int i = 31; i >= 0; --i) {
            number[i] = row_number(i, 0);
            empty_from[i] = empty_from[i + 1] ^ row_hash(i, 0, 0, 0, 0, 0);
        }
    }
};

/// The exclusive or of row hashes, for as many rows at once as a vector has words. Half of the
/// words lie where the processor multiplies them, the others are shifted there.
class row_hasher {
public:
    using simd32 = simd<std::uint32_t>;
    using simd64 = simd<std::uint64_t>;
    static constexpr int rows = simd32::lanes;

    /// The words at p, also of 16 bits, as a vector.
    template <class Word>
    static BATT_FN simd32::type numbers(const Word* p) {
        typedef Word some __attribute__((vector_size(sizeof(Word) * rows)));
        some x;
        std::memcpy(&x, p, sizeof x);
        return __builtin_convertvector(x, simd32::type);
    }
    BATT_FN void add(const simd32::type& number, const simd32::type (&word)[4]) {
        const pairs a = reinterpret_cast<pairs>(word[0] + number),
                    b = reinterpret_cast<pairs>(word[1] + word_key[1]),
                    c = reinterpret_cast<pairs>(word[2] + word_key[2]),
                    d = reinterpret_cast<pairs>(word[3] + word_key[3]);
        all_ ^= of(a, b, c, d) ^ of(a >> 32, b >> 32, c >> 32, d >> 32);
    }
    BATT_FN std::uint64_t sum() const {
        std::uint64_t out = 0;
        for (int k = 0; k < simd64::lanes; ++k) out ^= all_[k];
        return out;
    }

private:
    using pairs = simd64::type;

    /// row_hash of the lower words, to which their keys have been added.
    static BATT_FN pairs of(const pairs& a, const pairs& b, const pairs& c, const pairs& d) {
        const pairs z = simd64::low_product(a, b) + simd64::low_product(c, d);
        return z + simd64::low_product(z, z >> 32);
    }

    pairs all_{};
};

#endif

} // namespace batt::detail
BATT_HOST_CALLS_END
