// The lanes of a warp, and how they exchange values.
#pragma once

#include <batt/rows/word.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The lanes of the device machine: the 32 lanes of one warp, all of them converged.
struct warp {
    static constexpr bool on_device = true;
    static constexpr unsigned all = 0xFFFFFFFFU;

    static BATT_FN int lane() {
#if BATT_ON_DEVICE
        int id;
        asm("mov.u32 %0, %%laneid;" : "=r"(id));
        return id;
#else
        return 0;
#endif
    }
    /// What any lane wrote to memory before this, all lanes may read after it.
    static BATT_FN void meet() {
#if BATT_ON_DEVICE
        __syncwarp();
#endif
    }
    /// x of lane `from & 31`.
    template <class T>
    static BATT_FN T shuffle(T x, int from) {
#if BATT_ON_DEVICE
        if constexpr (sizeof(T) == 16) {
            const auto low = __shfl_sync(all, static_cast<unsigned long long>(x), from);
            const auto high = __shfl_sync(all, static_cast<unsigned long long>(x >> 64), from);
            return (static_cast<T>(high) << 64) | low;
        } else if constexpr (sizeof(T) == 8) {
            return static_cast<T>(__shfl_sync(all, static_cast<unsigned long long>(x), from));
        } else {
            return static_cast<T>(__shfl_sync(all, static_cast<unsigned>(x), from));
        }
#else
        (void)from;
        return x;
#endif
    }
    /// x of the lane before and of the lane after; the outermost lanes get their own.
    static BATT_FN std::uint32_t shuffle_up(std::uint32_t x) {
#if BATT_ON_DEVICE
        return __shfl_up_sync(all, x, 1);
#else
        return x;
#endif
    }
    static BATT_FN std::uint32_t shuffle_down(std::uint32_t x) {
#if BATT_ON_DEVICE
        return __shfl_down_sync(all, x, 1);
#else
        return x;
#endif
    }
    static BATT_FN std::uint32_t ballot(bool p) {
#if BATT_ON_DEVICE
        return __ballot_sync(all, p);
#else
        return p ? 1U : 0U;
#endif
    }
    static BATT_FN bool any(bool p) {
#if BATT_ON_DEVICE
        return __any_sync(all, p) != 0;
#else
        return p;
#endif
    }
#if BATT_ON_DEVICE
    /// Sets out to f(a, b, c) bit by bit, where Table is f(0xF0, 0xCC, 0xAA), and returns whether
    /// out is not 0: in one instruction, where compilers use two.
    template <int Table>
    static BATT_FN bool logic(std::uint32_t a, std::uint32_t b, std::uint32_t c,
                              std::uint32_t& out) {
        std::uint32_t any;
        asm("{.reg .pred p, none;\n"
            "setp.ne.u32 none, 0, 0;\n"
            "lop3.or.b32 %0|p, %2, %3, %4, %5, none;\n"
            "selp.u32 %1, 1, 0, p;}"
            : "=r"(out), "=r"(any)
            : "r"(a), "r"(b), "r"(c), "n"(Table));
        return any != 0;
    }
#endif
    static BATT_FN std::uint32_t or_all(std::uint32_t x) {
#if BATT_ON_DEVICE
#if __CUDA_ARCH__ >= 800
        return __reduce_or_sync(all, x);
#else
        for (int k = 16; k != 0; k >>= 1) x |= __shfl_xor_sync(all, x, k);
        return x;
#endif
#else
        return x;
#endif
    }
    static BATT_FN std::uint32_t xor_all(std::uint32_t x) {
#if BATT_ON_DEVICE
#if __CUDA_ARCH__ >= 800
        return __reduce_xor_sync(all, x);
#else
        for (int k = 16; k != 0; k >>= 1) x ^= __shfl_xor_sync(all, x, k);
        return x;
#endif
#else
        return x;
#endif
    }
    static BATT_FN int sum(int x) {
#if BATT_ON_DEVICE
#if __CUDA_ARCH__ >= 800
        return __reduce_add_sync(all, x);
#else
        for (int k = 16; k != 0; k >>= 1) x += __shfl_xor_sync(all, x, k);
        return x;
#endif
#else
        return x;
#endif
    }
    static BATT_FN int smallest(int x) {
#if BATT_ON_DEVICE
#if __CUDA_ARCH__ >= 800
        return __reduce_min_sync(all, x);
#else
        for (int k = 16; k != 0; k >>= 1) x = min(x, __shfl_xor_sync(all, x, k));
        return x;
#endif
#else
        return x;
#endif
    }
};

} // namespace batt
BATT_HOST_CALLS_END
