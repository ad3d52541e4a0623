// The host machine: all rows of a window in one array, worked on by SIMD vectors.
#pragma once

#include <batt/rows/word.hpp>
#include <cstring>
#include <type_traits>

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

namespace batt {
inline namespace BATT_SERIAL_ISA {

/// The lanes of the host machine: one thread that holds every row.
struct serial {
    static constexpr bool on_device = false;
};

} // namespace BATT_SERIAL_ISA

namespace detail {

/// The vector that works on several rows at once; a 128-bit row is its own vector. Functions that
/// also compile for a GPU may not name vectors (nvcc), so there it is a word, and the loops over
/// rows are left to the host compiler.
template <class Word>
struct row_vector {
#if defined(__CUDACC__)
    using type = Word;
    static constexpr int rows = 1;
#else
    typedef Word type __attribute__((vector_size(BATT_VECTOR_BYTES), aligned(16)));
    static constexpr int rows = BATT_VECTOR_BYTES / static_cast<int>(sizeof(Word));
#endif
};
#if !defined(__CUDACC__)
template <>
struct row_vector<uint128> {
    using type = uint128;
    static constexpr int rows = 1;
};
#endif

#if !defined(__CUDACC__)
/// Every word's bits in reverse order: in bytes by swaps, then the bytes of a word.
template <class Vector>
    requires requires(Vector v) { v[0]; }
inline void reverse_vector(Vector& out, const Vector& v) {
    using Word = std::remove_cvref_t<decltype(v[0])>;
    typedef unsigned char bytes __attribute__((vector_size(BATT_VECTOR_BYTES), aligned(16)));
    constexpr Word ones = static_cast<Word>(~Word{0});
    Vector x = v;
    x = ((x >> 1) & (ones / 3)) | ((x & (ones / 3)) << 1);
    x = ((x >> 2) & (ones / 5)) | ((x & (ones / 5)) << 2);
    x = ((x >> 4) & (ones / 17)) | ((x & (ones / 17)) << 4);
    bytes b, order;
    std::memcpy(&b, &x, sizeof b);
    for (int k = 0; k < BATT_VECTOR_BYTES; ++k)
        order[k] = static_cast<unsigned char>(k ^ (static_cast<int>(sizeof(Word)) - 1));
#if defined(__clang__)
    bytes r;
    for (int k = 0; k < BATT_VECTOR_BYTES; ++k) r[k] = b[order[k]];
#else
    const bytes r = __builtin_shuffle(b, order);
#endif
    std::memcpy(&out, &r, sizeof r);
}
#endif
template <class Word>
    requires(std::is_same_v<Word, uint128> || std::is_integral_v<Word>)
BATT_FN void reverse_vector(Word& out, const Word& x) {
    out = bits::reverse(x);
}

} // namespace detail

template <int Extent>
struct rows<serial, Extent> {
    using lanes_type = serial;
    using word_type = word<Extent>;
    static constexpr int extent = Extent;
    using vector = typename detail::row_vector<word_type>::type;
    static constexpr int step = detail::row_vector<word_type>::rows;

    alignas(64) word_type w[Extent];

    /// A vector of `step` rows from row k on.
    BATT_FN vector chunk(int k) const {
        vector v;
        std::memcpy(&v, w + k, sizeof v);
        return v;
    }
    BATT_FN void put_chunk(int k, const vector& v) { std::memcpy(w + k, &v, sizeof v); }

    /// f of the words of every row; f is called with vectors of words.
    template <class F, class... R>
    static BATT_FN rows map(const F& f, const R&... a) {
        rows out;
        BATT_UNROLL
        for (int k = 0; k < Extent; k += step) out.put_chunk(k, f(a.chunk(k)...));
        return out;
    }

    /// f(r) in row r.
    template <class F>
    static BATT_FN rows generate(const F& f) {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = f(r);
        return out;
    }

    /// f(r, word) in row r.
    template <class F>
    BATT_FN rows map_rows(const F& f) const {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = f(r, w[r]);
        return out;
    }

    static BATT_FN rows fill(word_type x) {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = x;
        return out;
    }

    /// The word of row r, 0 <= r < extent.
    BATT_FN word_type row(int r) const { return w[r]; }
    BATT_FN void set_row(int r, word_type x) { w[r] = x; }

    /// Row r moves to row r + n (n of any sign and size), empty rows enter.
    BATT_FN rows down(int n) const {
        if (n >= Extent || n <= -Extent) return fill(0);
        word_type padded[2 * Extent];
        std::memset(padded + (n < 0 ? Extent : 0), 0, sizeof w);
        std::memcpy(padded + (n < 0 ? 0 : Extent), w, sizeof w);
        rows out;
        std::memcpy(out.w, padded + (n < 0 ? -n : Extent - n), sizeof w);
        return out;
    }
    /// Every row or-ed with the one above and the one below.
    BATT_FN rows spread_rows() const {
        const rows above = down(1), below = down(-1);
        return map([](const auto& x, const auto& y, const auto& z) { return x | y | z; }, *this,
                   above, below);
    }
    /// Whether any bit is set; out gets the first in row-major order alone.
    BATT_FN bool first_bit(rows& out) const {
        out = fill(0);
        for (int r = 0; r < Extent; ++r)
            if (w[r] != 0) {
                out.w[r] = static_cast<word_type>(w[r] & (~w[r] + 1));
                return true;
            }
        return false;
    }

    /// Column j moves to column j + n.
    BATT_FN rows right(int n) const {
        if (n >= Extent || n <= -Extent) return fill(0);
        if (n >= 0) return map([n](const auto& x) { return x << n; }, *this);
        return map([n](const auto& x) { return x >> -n; }, *this);
    }

    BATT_FN bool any() const { return or_rows() != 0; }

    BATT_FN int count() const {
        return total([](const word_type& x) { return bits::popcount(x); }, *this);
    }

    /// All rows or-ed: the columns in use.
    BATT_FN word_type or_rows() const {
        vector v = chunk(0);
        BATT_UNROLL
        for (int k = step; k < Extent; k += step) v |= chunk(k);
        word_type parts[step];
        std::memcpy(parts, &v, sizeof parts);
        word_type out = parts[0];
        for (int k = 1; k < step; ++k) out |= parts[k];
        return out;
    }

    /// Bit r: whether f(r, word of row r) holds.
    template <class F>
    BATT_FN word_type ballot(const F& f) const {
        word_type out = 0;
        for (int r = 0; r < Extent; ++r)
            out |= static_cast<word_type>(static_cast<word_type>(f(r, w[r]) ? 1 : 0) << r);
        return out;
    }

    /// Sum over all rows of f(a's word, ...).
    template <class F, class... R>
    static BATT_FN int total(const F& f, const R&... a) {
        int n = 0;
        for (int r = 0; r < Extent; ++r) n += f(a.w[r]...);
        return n;
    }

    /// Sum and smallest of f(r, word of row r) over all rows.
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

    /// Row from(r) in row r; an empty row where from(r) is outside the window.
    template <class F>
    BATT_FN rows gathered(const F& from) const {
        rows out;
        for (int r = 0; r < Extent; ++r) {
            const int k = from(r);
            out.w[r] = k >= 0 && k < Extent ? w[k] : word_type{0};
        }
        return out;
    }

    /// Row r moves to row extent - 1 - r.
    BATT_FN rows reversed_rows() const {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = w[Extent - 1 - r];
        return out;
    }
    /// Column j moves to column extent - 1 - j.
    BATT_FN rows reversed_columns() const {
        rows out;
        for (int r = 0; r < Extent; ++r) out.w[r] = bits::reverse(w[r]);
        return out;
    }

    /// The rows whose bit of keep is set, moved together from row 0 on; empty rows follow.
    BATT_FN rows packed_rows(word_type keep) const {
        rows out = fill(0);
        for (int r = 0; keep != 0; ++r, keep &= keep - 1) out.w[r] = w[bits::lowest(keep)];
        return out;
    }

    /// The top left corner as a window of another extent.
    template <int Other>
    BATT_FN rows<serial, Other> resized() const {
        rows<serial, Other> out;
        for (int r = 0; r < Other; ++r)
            out.w[r] = r < Extent ? static_cast<word<Other>>(w[r]) : word<Other>{0};
        return out;
    }

    /// Bit (i, j) moves to (j, i): swaps of ever smaller blocks.
    BATT_FN rows transposed() const {
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
    }
};

} // namespace batt
