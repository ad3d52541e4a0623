// The device machine: a warp holds a window, row r in lane r % 32, slot r / 32.
#pragma once

#include <batt/rows/lanes.hpp>
#include <batt/rows/row_hash.hpp>
#include <batt/rows/word.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The primitives are those of `row_value` in rows.hpp, which says what each of them does.
template <int Extent>
struct rows<warp, Extent> {
    using lanes_type = warp;
    using word_type = word<Extent>;
    static constexpr int extent = Extent;
    static constexpr int slots = Extent / 32;

    word_type w[slots];

    template <class F, class... R>
    static BATT_FN rows map(const F& f, const R&... a) {
        rows out;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) out.w[s] = f(a.w[s]...);
        return out;
    }

    template <class F>
    static BATT_FN rows generate(const F& f) {
        rows out;
        const int lane = warp::lane();
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) out.w[s] = f(lane + 32 * s);
        return out;
    }

    template <class F>
    BATT_FN rows map_rows(const F& f) const {
        rows out;
        const int lane = warp::lane();
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) out.w[s] = f(lane + 32 * s, w[s]);
        return out;
    }

    static BATT_FN rows fill(word_type x) {
        rows out;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) out.w[s] = x;
        return out;
    }

    static BATT_FN rows band(int top, int bottom, word_type x) {
        return generate([=](int r) { return r >= top && r < bottom ? x : word_type{0}; });
    }

    BATT_FN word_type row(int r) const { return warp::shuffle(own_word(r >> 5), r & 31); }
    BATT_FN void set_row(int r, word_type x) {
        const int lane = warp::lane();
        BATT_UNROLL
        for (int s = 0; s < slots; ++s)
            if (r == lane + 32 * s) w[s] = x;
    }

    BATT_FN rows down(int n) const {
        rows out;
        const int lane = warp::lane();
        if constexpr (slots == 1) {
            const int from = lane - n;
            const word_type x = warp::shuffle(w[0], from & 31);
            out.w[0] = from >= 0 && from < 32 ? x : word_type{0};
        } else {
            word_type x[slots];
            BATT_UNROLL
            for (int s = 0; s < slots; ++s) x[s] = warp::shuffle(w[s], (lane - n) & 31);
            BATT_UNROLL
            for (int s = 0; s < slots; ++s) {
                const int from = lane + 32 * s - n;
                word_type y = 0;
                BATT_UNROLL
                for (int k = 0; k < slots; ++k) y = (from >> 5) == k ? x[k] : y;
                out.w[s] = y;
            }
        }
        return out;
    }
    BATT_FN rows next_rows() const {
        rows out;
        word_type x[slots];
        const int next = (warp::lane() + 1) & 31;
        const bool last = slots > 1 && next == 0;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) x[s] = warp::shuffle(w[s], next);
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) out.w[s] = last && s + 1 < slots ? x[s + 1] : x[s];
        return out;
    }
    BATT_FN bool next_to_rows(const rows& x, rows& out) const {
#if BATT_ON_DEVICE
        // the outermost lanes get their own word of x, which has none of these bits
        if constexpr (slots == 1)
            return warp::any(warp::logic<0xF0 & (0xCC | 0xAA)>(
                w[0], warp::shuffle_up(x.w[0]), warp::shuffle_down(x.w[0]), out.w[0]));
#endif
        const rows above = x.down(1), below = x.down(-1);
        out = map([](const auto& y, const auto& a, const auto& b) { return y & (a | b); }, *this,
                  above, below);
        return out.any();
    }
    BATT_FN bool without(const rows& x, rows& out) const {
#if BATT_ON_DEVICE
        if constexpr (slots == 1)
            return warp::any(warp::logic<0xF0 & ~0xCC>(w[0], x.w[0], 0, out.w[0]));
#endif
        out = map([](const auto& y, const auto& z) { return y & ~z; }, *this, x);
        return out.any();
    }
    BATT_FN word_type used_rows() const {
        return ballot([](int, word_type x) { return x != 0; });
    }
    BATT_FN bool first_bit(rows& out) const {
        const word_type used = ballot([](int, word_type x) { return x != 0; });
        const int first = bits::lowest(used);
        out = map_rows([first](int r, word_type x) {
            return r == first ? static_cast<word_type>(x & (~x + 1)) : word_type{0};
        });
        return used != 0;
    }

    BATT_FN rows right(int n) const {
        return map([n](const auto& x) { return bits::shift_up(x, n); }, *this);
    }

    BATT_FN rows left(int n) const {
        return map([n](const auto& x) { return bits::shift_down(x, n); }, *this);
    }

    BATT_FN bool any() const {
        word_type x = w[0];
        BATT_UNROLL
        for (int s = 1; s < slots; ++s) x |= w[s];
        return warp::any(x != 0);
    }

    BATT_FN int count() const {
        return total([](const word_type& x) { return bits::popcount(x); }, *this);
    }

    static BATT_FN std::uint32_t count_both(const rows& a, const rows& b) {
        return static_cast<std::uint32_t>(
            total([](const word_type& x,
                     const word_type& y) { return bits::popcount(x) | (bits::popcount(y) << 16); },
                  a, b));
    }

    BATT_FN word_type or_rows() const {
        word_type x = w[0];
        BATT_UNROLL
        for (int s = 1; s < slots; ++s) x |= w[s];
        word_type out = 0;
        BATT_UNROLL
        for (int k = 0; k < slots; ++k)
            out |= static_cast<word_type>(
                static_cast<word_type>(warp::or_all(static_cast<std::uint32_t>(x >> (32 * k))))
                << (32 * k));
        return out;
    }

    template <class F>
    BATT_FN word_type ballot(const F& f) const {
        word_type out = 0;
        const int lane = warp::lane();
        BATT_UNROLL
        for (int s = 0; s < slots; ++s)
            out |= static_cast<word_type>(
                static_cast<word_type>(warp::ballot(f(lane + 32 * s, w[s]))) << (32 * s));
        return out;
    }

    template <class F, class... R>
    static BATT_FN int total(const F& f, const R&... a) {
        int n = 0;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) n += f(a.w[s]...);
        return warp::sum(n);
    }

    static BATT_FN std::uint64_t hash_rows(int, const rows& a, const rows& b, const rows& c,
                                           const rows& d) {
        const int lane = warp::lane();
        std::uint64_t x = 0;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) {
            BATT_UNROLL
            for (int k = 0; k < slots; ++k) {
                const std::uint64_t row = detail::row_hash(
                    lane + 32 * s, k, bits::block(a.w[s], k), bits::block(b.w[s], k),
                    bits::block(c.w[s], k), bits::block(d.w[s], k));
                const auto used = static_cast<word_type>(a.w[s] | b.w[s] | c.w[s] | d.w[s]);
                x ^= detail::counts_empty(32 * s, k) || bits::block(used, k) != 0 ? row : 0;
            }
        }
        return warp::xor_all(static_cast<std::uint32_t>(x)) |
               std::uint64_t{warp::xor_all(static_cast<std::uint32_t>(x >> 32))} << 32;
    }

    template <class F>
    BATT_FN int sum(const F& f) const {
        const int lane = warp::lane();
        int n = 0;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) n += f(lane + 32 * s, w[s]);
        return warp::sum(n);
    }
    template <class F>
    BATT_FN int smallest(const F& f) const {
        const int lane = warp::lane();
        int n = f(lane, w[0]);
        BATT_UNROLL
        for (int s = 1; s < slots; ++s) {
            const int x = f(lane + 32 * s, w[s]);
            n = x < n ? x : n;
        }
        return warp::smallest(n);
    }

    template <class F>
    BATT_FN rows gathered(const F& from) const {
        rows out;
        const int lane = warp::lane();
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) {
            const int r = from(lane + 32 * s);
            const word_type x = any_row(r);
            out.w[s] = r >= 0 && r < extent ? x : word_type{0};
        }
        return out;
    }

    BATT_FN rows reversed_rows() const {
        rows out;
        const int lane = warp::lane();
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) out.w[slots - 1 - s] = warp::shuffle(w[s], 31 - lane);
        return out;
    }
    BATT_FN rows reversed_columns() const {
        return map([](const auto& x) { return bits::reverse(x); }, *this);
    }

    /// Lane j follows column j upwards and marks the places that it reaches.
    struct packing {
        int from[slots], down[slots];
        word_type target[bits::packing_steps<word_type>];

        BATT_FN packing(word_type kept_rows, word_type kept_columns) {
            const int lane = warp::lane(), height = bits::popcount(kept_rows),
                      unused = extent - bits::popcount(kept_columns);
            rows place = generate(
                [=](int j) { return static_cast<word_type>(kept_columns & (word_type{1} << j)); });
            int gaps[slots];
            BATT_UNROLL
            for (int s = 0; s < slots; ++s) {
                const int r = lane + 32 * s;
                from[s] = bits::select(kept_rows, r);
                down[s] = r < height ? unused : extent;
                gaps[s] = bits::popcount(static_cast<word_type>(~kept_columns >> r));
            }
            BATT_UNROLL
            for (int k = 0; k < bits::packing_steps<word_type>; ++k) {
                rows reached;
                BATT_UNROLL
                for (int s = 0; s < slots; ++s) {
                    const bool moves = (gaps[s] & 1 << k) != 0;
                    const word_type moved = static_cast<word_type>(place.w[s] << (1 << k));
                    reached.w[s] = moves ? moved : word_type{0};
                    place.w[s] = moves ? moved : place.w[s];
                }
                target[k] = reached.or_rows();
            }
        }
    };
    BATT_FN rows packed(const packing& how) const {
        rows out;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s)
            out.w[s] =
                bits::shift_down(bits::packed_up(any_row(how.from[s]), how.target), how.down[s]);
        return out;
    }

    template <int Other>
    BATT_FN rows<warp, Other> resized() const {
        rows<warp, Other> out;
        BATT_UNROLL
        for (int s = 0; s < Other / 32; ++s)
            out.w[s] = s < slots ? static_cast<word<Other>>(w[s < slots ? s : 0]) : word<Other>{0};
        return out;
    }

    /// Transposes the 32 x 32 blocks in five shuffle steps each, and the blocks among themselves.
    BATT_FN rows transposed() const {
        rows out;
        BATT_UNROLL
        for (int s = 0; s < slots; ++s) {
            word_type x = 0;
            BATT_UNROLL
            for (int k = 0; k < slots; ++k)
                x |= static_cast<word_type>(static_cast<word_type>(transposed_block(
                                                static_cast<std::uint32_t>(w[k] >> (32 * s))))
                                            << (32 * k));
            out.w[s] = x;
        }
        return out;
    }

private:
    /// The word of row r of the window; r may differ from lane to lane.
    BATT_FN word_type any_row(int r) const {
        word_type y = warp::shuffle(w[0], r);
        BATT_UNROLL
        for (int k = 1; k < slots; ++k) {
            const word_type x = warp::shuffle(w[k], r);
            y = (r >> 5) == k ? x : y;
        }
        return y;
    }
    BATT_FN word_type own_word(int k) const {
        word_type x = w[0];
        BATT_UNROLL
        for (int s = 1; s < slots; ++s) x = k == s ? w[s] : x;
        return x;
    }

    /// Five exchanges of halves with the lane that is j away, j = 16, 8, 4, 2, 1: whole bytes by
    /// one permutation, smaller fields by a rotation and a selection.
    static BATT_FN std::uint32_t transposed_block(std::uint32_t x) {
#if BATT_ON_DEVICE
        const int lane = warp::lane();
        const std::uint32_t halves = (lane & 16) == 0 ? 0x5410U : 0x3276U,
                            bytes = (lane & 8) == 0 ? 0x6240U : 0x3715U;
        x = __byte_perm(x, __shfl_xor_sync(warp::all, x, 16), halves);
        x = __byte_perm(x, __shfl_xor_sync(warp::all, x, 8), bytes);
        std::uint32_t low = 0x0F0F0F0FU;
        BATT_UNROLL
        for (int j = 4; j != 0; j >>= 1) {
            const int at = lane & j;
            const std::uint32_t mine = low << at;
            const std::uint32_t other = __shfl_xor_sync(warp::all, x, j);
            x = (x & mine) | (__funnelshift_l(other, other, j - 2 * at) & ~mine);
            low ^= low << (j >> 1);
        }
#endif
        return x;
    }
};

} // namespace batt
BATT_HOST_CALLS_END
