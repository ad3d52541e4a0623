// The host machine: all rows of a window in one array, worked on by SIMD vectors.
#pragma once

#include <batt/rows/row_hash.hpp>
#include <batt/rows/transpose.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
inline namespace BATT_SERIAL_ISA {

/// The lanes of the host machine: one thread that holds every row.
struct serial {
    static constexpr bool on_device = false;
};

} // namespace BATT_SERIAL_ISA

namespace detail {

/// As many empty rows as a window has, then as many full ones: a window that starts at row
/// extent - n is full from row n on.
template <int Extent>
struct row_ramp {
    alignas(64) word<Extent> w[std::size_t{2} * Extent];
    constexpr row_ramp() : w{} {
        for (int k = Extent; k < 2 * Extent; ++k)
            w[k] = static_cast<word<Extent>>(~word<Extent>{0});
    }
};
template <int Extent>
BATT_CONSTANT row_ramp<Extent> ramp{};

} // namespace detail

/// The primitives are those of `row_value` in rows.hpp, which says what each of them does.
template <int Extent>
struct rows<serial, Extent> {
    using lanes_type = serial;
    using word_type = word<Extent>;
    static constexpr int extent = Extent;
    using simd = detail::simd<word_type>;
    using vector = typename simd::type;

    alignas(Extent == 16 ? 32 : 64) word_type w[std::size_t{Extent}];

    // A compiler's own copy goes in smaller pieces than the vectors that are loaded next, and such
    // a load waits until all of them are in the cache.
    rows() = default;
    BATT_FN rows(const rows& o) {
        each([&](int k) BATT_INLINED { put(w + k, get(o.w + k)); });
    }
    BATT_FN rows& operator=(const rows& o) {
        each([&](int k) BATT_INLINED { put(w + k, get(o.w + k)); });
        return *this;
    }

    /// The words that lie in memory at p, and to there.
    static BATT_FN rows load(const std::uint32_t* p) {
        rows out;
        const auto* const bytes = reinterpret_cast<const unsigned char*>(p);
        each([&](int k) BATT_INLINED { put(out.w + k, get(bytes + k * word_bytes)); });
        return out;
    }
    BATT_FN void store(std::uint32_t* p) const {
        auto* const bytes = reinterpret_cast<unsigned char*>(p);
        each([&](int k) BATT_INLINED { put(bytes + k * word_bytes, get(w + k)); });
    }

    template <class F, class... R>
    static BATT_FN rows map(const F& f, const R&... a) {
        rows out;
        each([&](int k) BATT_INLINED { put(out.w + k, f(get(a.w + k)...)); });
        return out;
    }

    template <class F>
    static BATT_FN rows generate(const F& f) {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = f(r);
        return out;
    }

    template <class F>
    BATT_FN rows map_rows(const F& f) const {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = f(r, w[r]);
        return out;
    }

    static BATT_FN rows fill(word_type x) {
        rows out;
        each([&](int k) BATT_INLINED { put(out.w + k, vector{} + x); });
        return out;
    }

    static BATT_FN rows band(int top, int bottom, word_type x) {
        const int a = clamped(top), b = clamped(bottom);
        rows out;
        each([&](int k) BATT_INLINED { put(out.w + k, full_from(a, k) & ~full_from(b, k) & x); });
        return out;
    }

    BATT_FN word_type row(int r) const { return w[r]; }
    BATT_FN void set_row(int r, word_type x) { w[r] = x; }

    BATT_FN rows down(int n) const {
        if (n >= Extent || n <= -Extent) return fill(0);
#if BATT_HAS_TRANSPOSE && BATT_VECTOR_BYTES == 64
        if constexpr (Extent == 32) {
            // in registers: what lies across two vectors in memory would have to wait for both
            rows out;
            vector from = detail::first_numbers - static_cast<word_type>(n);
            each([&](int k) BATT_INLINED {
                const vector moved = detail::picked(get(w), from, get(w + lanes));
                put(out.w + k, from < 32 ? moved : vector{});
                from += lanes;
            });
            return out;
        }
#endif
        alignas(64) word_type padded[std::size_t{2} * Extent];
        word_type* const mine = padded + (n < 0 ? 0 : Extent);
        word_type* const empty = padded + (n < 0 ? Extent : 0);
        const word_type* const from = mine - n;
        each([&](int k) BATT_INLINED {
            put(mine + k, get(w + k));
            put(empty + k, vector{});
        });
        rows out;
        each([&](int k) BATT_INLINED { put(out.w + k, get(from + k)); });
        return out;
    }
    BATT_FN rows next_rows() const { return down(-1); }
    BATT_FN bool next_to_rows(const rows& x, rows& out) const {
        const rows above = x.down(1), below = x.down(-1);
        out = map([](const auto& y, const auto& a, const auto& b) { return y & (a | b); }, *this,
                  above, below);
        return out.any();
    }
    BATT_FN bool without(const rows& x, rows& out) const {
        out = map([](const auto& y, const auto& z) { return y & ~z; }, *this, x);
        return out.any();
    }
    BATT_FN word_type used_rows() const {
        word_type out = 0;
        each([&](int k)
                 BATT_INLINED { out |= static_cast<word_type>(simd::used(get(w + k)) << k); });
        return out;
    }
    BATT_FN bool first_bit(rows& out) const {
        const word_type used = used_rows();
        const int r = used == 0 ? Extent : bits::lowest(used);
        const int next = used == 0 ? Extent : r + 1;
        each([&](int k) BATT_INLINED {
            const vector v = get(w + k);
            put(out.w + k, full_from(r, k) & ~full_from(next, k) & v & (~v + 1));
        });
        return used != 0;
    }

    BATT_FN rows right(int n) const {
        if (n >= Extent || n <= -Extent) return fill(0);
        if (n >= 0) return map([n](const auto& x) { return x << n; }, *this);
        return map([n](const auto& x) { return x >> -n; }, *this);
    }

    BATT_FN rows left(int n) const { return right(-n); }

    BATT_FN bool any() const { return or_rows() != 0; }

    BATT_FN int count() const {
        std::uint64_t part[sizeof w / 8];
        std::memcpy(part, w, sizeof w);
        if constexpr (!bits::counts_by_instruction) {
            if constexpr (sizeof w < 128) return detail::count_few_words<sizeof w / 8>(part);
            return detail::count_words(part, sizeof w / 8);
        }
        int n = 0;
        for (const std::uint64_t x : part) n += bits::popcount(x);
        return n;
    }
    static BATT_FN std::uint32_t count_both(const rows& a, const rows& b) {
        return static_cast<std::uint32_t>(a.count()) | static_cast<std::uint32_t>(b.count()) << 16;
    }

    BATT_FN word_type or_rows() const {
        vector v{};
        each([&](int k) BATT_INLINED { v |= get(w + k); });
        return simd::or_lanes(v);
    }

    template <class F>
    BATT_FN word_type ballot(const F& f) const {
        word_type out = 0;
        for (int r = 0; r < Extent; ++r)
            out |= static_cast<word_type>(static_cast<word_type>(f(r, w[r]) ? 1 : 0) << r);
        return out;
    }

    template <class F, class... R>
    static BATT_FN int total(const F& f, const R&... a) {
        int n = 0;
        for (int r = 0; r < Extent; ++r) n += f(a.w[r]...);
        return n;
    }

    static BATT_FN std::uint64_t hash_rows(int n, const rows& a, const rows& b, const rows& c,
                                           const rows& d) {
#if !defined(__CUDACC__)
        if constexpr (Extent <= 32) {
            using hasher = detail::row_hasher;
            static constexpr detail::known_rows known;
            hasher all;
            int k = 0;
            for (; k < n; k += hasher::rows)
                all.add(hasher::numbers(known.number + k),
                        {hasher::numbers(a.w + k), hasher::numbers(b.w + k),
                         hasher::numbers(c.w + k), hasher::numbers(d.w + k)});
            return all.sum() ^ known.empty_from[k];
        }
#endif
        if constexpr (Extent < 32)
            return rows<serial, 32>::hash_rows(n, a.template resized<32>(),
                                               b.template resized<32>(), c.template resized<32>(),
                                               d.template resized<32>());
        const int counted = Extent == 32 || n < 32 ? 32 : n;
        std::uint64_t out = 0;
        for (int r = 0; r < counted; ++r)
            for (int k = 0; k < Extent / 32; ++k)
                if (detail::counts_empty(r, k) ||
                    bits::block(static_cast<word_type>(a.w[r] | b.w[r] | c.w[r] | d.w[r]), k) != 0)
                    out ^= detail::row_hash(r, k, bits::block(a.w[r], k), bits::block(b.w[r], k),
                                            bits::block(c.w[r], k), bits::block(d.w[r], k));
        return out;
    }

    template <class F>
    BATT_FN int sum(const F& f) const {
        int n = 0;
        for (int r = 0; r < Extent; ++r) n += f(r, w[r]);
        return n;
    }
    template <class F>
    BATT_FN int smallest(const F& f) const {
        int n = f(0, w[0]);
        for (int r = 1; r < Extent; ++r) {
            const int x = f(r, w[r]);
            n = x < n ? x : n;
        }
        return n;
    }

    template <class F>
    BATT_FN rows gathered(const F& from) const {
        rows out;
        for (int r = 0; r < Extent; ++r) {
            const int k = from(r);
            out.w[r] = k >= 0 && k < Extent ? w[k] : word_type{0};
        }
        return out;
    }

    BATT_FN rows reversed_rows() const {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = w[Extent - 1 - r];
        return out;
    }
    BATT_FN rows reversed_columns() const {
        rows out;
        each([&](int k) BATT_INLINED { put(out.w + k, simd::reversed(get(w + k))); });
        return out;
    }

    struct packing {
        word_type kept_rows, target[bits::packing_steps<word_type>];
        int width;
        BATT_FN packing(word_type rows_wanted, word_type columns_wanted)
            : kept_rows(rows_wanted), width(bits::popcount(columns_wanted)) {
            bits::packing_targets(columns_wanted, target);
        }
    };
    BATT_FN rows packed(const packing& how) const {
        rows out = fill(0);
        word_type keep = how.kept_rows;
        for (int r = 0; keep != 0; ++r, keep &= keep - 1) out.w[r] = w[bits::lowest(keep)];
        return map([&how](const auto& x) { return bits::packed_up(x, how.target); }, out)
            .left(Extent - how.width);
    }

    template <int Other>
    BATT_FN rows<serial, Other> resized() const {
        rows<serial, Other> out;
        for (int r = 0; r < Other; ++r)
            out.w[r] = r < Extent ? static_cast<word<Other>>(w[r]) : word<Other>{0};
        return out;
    }

    BATT_FN rows transposed() const {
#if BATT_HAS_TRANSPOSE
        rows out;
        if constexpr (Extent <= 32) {
            detail::transpose_words(w, out.w);
        } else {
            // square by square; words of 32 bits lie in memory from the lowest on
            constexpr int n = Extent / 32;
            std::uint32_t from[std::size_t{Extent}][std::size_t{n}];
            std::uint32_t to[std::size_t{Extent}][std::size_t{n}];
            std::memcpy(from, w, sizeof w);
            for (int i = 0; i < n; ++i)
                for (int j = 0; j < n; ++j) {
                    alignas(64) std::uint32_t square[32];
                    for (int r = 0; r < 32; ++r) square[r] = from[32 * i + r][j];
                    detail::transpose_words(square, square);
                    for (int r = 0; r < 32; ++r) to[32 * j + r][i] = square[r];
                }
            std::memcpy(out.w, to, sizeof to);
        }
        return out;
#else
        // swaps of ever smaller blocks
        rows out = *this;
        word_type mask = bits::low_mask<word_type>(Extent / 2);
        for (int j = Extent / 2; j != 0; j >>= 1, mask ^= static_cast<word_type>(mask << j)) {
            for (int base = 0; base < Extent; base += 2 * j) {
                for (int k = base; k < base + j; ++k) {
                    const word_type t =
                        static_cast<word_type>(((out.w[k] >> j) ^ out.w[k + j]) & mask);
                    out.w[k] ^= static_cast<word_type>(t << j);
                    out.w[k + j] ^= t;
                }
            }
        }
        return out;
#endif
    }

private:
    static constexpr int lanes = simd::lanes, chunks = Extent / lanes;
    static constexpr int word_bytes = static_cast<int>(sizeof(word_type));

    /// The vector that lies in memory at p, and to there.
    template <class Word>
    static BATT_FN vector get(const Word* p) {
        vector v;
        std::memcpy(&v, p, sizeof v);
        return v;
    }
    template <class Word, class V>
    static BATT_FN void put(Word* p, const V& x) {
        const auto v = static_cast<vector>(x); // a word of 16 bits has become an int
        std::memcpy(p, &v, sizeof v);
    }
    /// Calls f(k) for the first row k of every vector. A few calls are written out: of a loop,
    /// compilers keep the vectors in memory.
    template <class F>
    static BATT_FN void each(const F& f) {
        if constexpr (chunks <= 8) {
            each_of(f, std::make_integer_sequence<int, chunks>{});
        } else {
            BATT_ROLLED
            for (int k = 0; k < Extent; k += lanes) f(k);
        }
    }
    template <class F, int... K>
    static BATT_FN void each_of(const F& f, std::integer_sequence<int, K...>) {
        (f(K * lanes), ...);
    }

    static BATT_FN int clamped(int r) { return r < 0 ? 0 : (r > Extent ? Extent : r); }
    /// The vector at row k of a window that is full from row n on, 0 <= n <= extent.
    static BATT_FN vector full_from(int n, int k) {
        return get(detail::ramp<Extent>.w + Extent - n + k);
    }
};

} // namespace batt
BATT_HOST_CALLS_END
