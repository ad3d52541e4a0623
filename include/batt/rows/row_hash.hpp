// What a row of four words gives to the hash of a grid (value/hash.hpp): on its own, and many rows
// at once by the vectors of a host.
#pragma once

#include <batt/rows/simd.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The factors of the four words of a row.
inline constexpr std::uint32_t word_factor[4] = {0x9E3779B1U, 0xC2B2AE3DU, 0x85EBCA77U,
                                                 0x27D4EB2FU};

/// The number of row i of block b.
BATT_FN constexpr std::uint32_t row_number(int i, int b) {
    return static_cast<std::uint32_t>(i) * 0xE6546B65U +
           static_cast<std::uint32_t>(b) * 0xB5297A4DU;
}

/// What the words of a row give: 0 if all of them are 0. Cost on the device: 6 multiplications,
/// which run beside the logic that kernels are limited by, and an exclusive or.
BATT_FN constexpr std::uint64_t row_hash(std::uint32_t number, std::uint32_t word0,
                                         std::uint32_t word1, std::uint32_t word2,
                                         std::uint32_t word3) {
    constexpr std::uint32_t f0 = word_factor[0], f1 = word_factor[1], f2 = word_factor[2],
                            f3 = word_factor[3];
    const std::uint64_t x = std::uint64_t{word0} * f0 + std::uint64_t{word2} * f2 +
                            (std::uint64_t{word1 * f1 + word3 * f3} << 32);
    const auto low = static_cast<std::uint32_t>(x), high = static_cast<std::uint32_t>(x >> 32);
    return x + std::uint64_t{low ^ high} * (number + high);
}

#if !defined(__CUDACC__)

/// The numbers of the first rows of block 0.
template <int Rows>
struct row_numbers {
    std::uint32_t of_row[Rows];
    constexpr row_numbers() : of_row{} {
        for (int r = 0; r < Rows; ++r) of_row[r] = row_number(r, 0);
    }
};

/// The row hashes of as many rows as a vector has words, by exclusive or. Half of the words lie
/// where the processor multiplies, the others behind them.
class row_hasher {
public:
    using simd32 = simd<std::uint32_t>;
    using simd64 = simd<std::uint64_t>;
    static constexpr int rows = simd32::lanes;

    BATT_FN void add(const simd32::type& number, const simd32::type (&word)[4]) {
        const pairs n = reinterpret_cast<pairs>(number), w0 = reinterpret_cast<pairs>(word[0]),
                    w1 = reinterpret_cast<pairs>(word[1]), w2 = reinterpret_cast<pairs>(word[2]),
                    w3 = reinterpret_cast<pairs>(word[3]);
        all_ ^= of(n, w0, w1, w2, w3) ^ of(n >> 32, w0 >> 32, w1 >> 32, w2 >> 32, w3 >> 32);
    }
    BATT_FN std::uint64_t sum() const {
        std::uint64_t out = 0;
        for (int k = 0; k < simd64::lanes; ++k) out ^= all_[k];
        return out;
    }

private:
    using pairs = simd64::type;

    /// row_hash of the lower words.
    static BATT_FN pairs of(const pairs& number, const pairs& w0, const pairs& w1, const pairs& w2,
                            const pairs& w3) {
        const auto product = [](const pairs& w, std::uint32_t factor) BATT_INLINED {
            return simd64::low_product(w, pairs{} + factor);
        };
        const pairs x = product(w0, word_factor[0]) + product(w2, word_factor[2]) +
                        ((product(w1, word_factor[1]) + product(w3, word_factor[3])) << 32);
        const pairs high = x >> 32;
        return x + simd64::low_product(x ^ high, number + high);
    }

    pairs all_{};
};

#endif

} // namespace batt::detail
BATT_HOST_CALLS_END
