// What a row of four words gives to the hash of a grid (value/hash.hpp): on its own, and many rows at
// once by the vectors of a host.
#pragma once

#include <batt/rows/simd.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

inline constexpr std::uint64_t low_pair_factor = 0x9E3779B97F4A7C15U,
                               high_pair_factor = 0xC2B2AE3D27D4EB4FU;

/// An odd number for row i of block b. They follow no rule under sums, so that rows which change
/// places change the hash.
BATT_FN constexpr std::uint32_t row_factor(int i, int b) {
    const std::uint32_t x = (static_cast<std::uint32_t>(i) + 1) * 0x9E3779B1U +
                            static_cast<std::uint32_t>(b) * 0x85EBCA77U;
    return (x ^ (x >> 15)) | 1U;
}

/// What the words of a row give: 0 if all of them are 0. Cost on the device: 7 multiplications,
/// which run beside the logic that kernels are limited by.
BATT_FN constexpr std::uint64_t row_hash(std::uint32_t factor, std::uint32_t word0,
                                         std::uint32_t word1, std::uint32_t word2,
                                         std::uint32_t word3) {
    const std::uint64_t x = (word0 | std::uint64_t{word1} << 32) * low_pair_factor +
                            (word2 | std::uint64_t{word3} << 32) * high_pair_factor;
    return x + std::uint64_t{static_cast<std::uint32_t>(x ^ (x >> 32))} * factor;
}

#if !defined(__CUDACC__)

/// The factors of the first rows of block 0.
template <int Rows>
struct row_factors {
    std::uint32_t of_row[Rows];
    constexpr row_factors() : of_row{} {
        for (int r = 0; r < Rows; ++r) of_row[r] = row_factor(r, 0);
    }
};

/// The row hashes of as many rows as a vector has words, by exclusive or. Half of the words lie
/// where the processor multiplies, the others behind them.
class row_hasher {
public:
    using simd32 = simd<std::uint32_t>;
    using simd64 = simd<std::uint64_t>;
    static constexpr int rows = simd32::lanes;

    BATT_FN void add(const simd32::type& factor, const simd32::type (&word)[4]) {
        const pairs f = reinterpret_cast<pairs>(factor), w0 = reinterpret_cast<pairs>(word[0]),
                    w1 = reinterpret_cast<pairs>(word[1]), w2 = reinterpret_cast<pairs>(word[2]),
                    w3 = reinterpret_cast<pairs>(word[3]);
        all_ ^= of(f, w0, w1, w2, w3) ^ of(f >> 32, w0 >> 32, w1 >> 32, w2 >> 32, w3 >> 32);
    }
    BATT_FN std::uint64_t sum() const {
        std::uint64_t out = 0;
        for (int k = 0; k < simd64::lanes; ++k) out ^= all_[k];
        return out;
    }

private:
    using pairs = simd64::type;

    /// row_hash of the lower words.
    static BATT_FN pairs of(const pairs& factor, const pairs& w0, const pairs& w1, const pairs& w2,
                            const pairs& w3) {
        const pairs zero{}, a = zero + low_pair_factor, b = zero + high_pair_factor;
        const pairs high = simd64::low_product(w0, a >> 32) + simd64::low_product(w1, a) +
                           simd64::low_product(w2, b >> 32) + simd64::low_product(w3, b);
        const pairs x = simd64::low_product(w0, a) + simd64::low_product(w2, b) + (high << 32);
        return x + simd64::low_product(x ^ (x >> 32), factor);
    }

    pairs all_{};
};

#endif

} // namespace batt::detail
BATT_HOST_CALLS_END
