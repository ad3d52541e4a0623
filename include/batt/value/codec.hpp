// How a value lies in the arena: some scalar words, then some windows of whole lines.
#pragma once

#include <batt/value/value.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// Layout of V as an element of a container.
///
/// words: scalar words; lines: arena lines of windows; deep: holds handles into the arena.
/// save writes the scalar words to w and the windows from line `at` on; load reads them back.
/// moved copies what a deep value refers to beyond line `mark` to the top of the arena; the handle
/// it returns is right once those lines have been moved `shift` lines down.
template <class M, class V>
struct codec;

namespace detail {

/// Words and lines of a value that is one 32-bit number.
template <class M, class V>
struct scalar_codec {
    static constexpr int words = 1, lines = 0;
    static constexpr bool deep = false;
    static BATT_FN void save(M&, const V& v, std::uint32_t* w, int) {
        w[0] = static_cast<std::uint32_t>(v);
    }
    static BATT_FN V load(M&, const std::uint32_t* w, int) { return static_cast<V>(w[0]); }
    static BATT_FN V moved(M&, const V& v, int, int) { return v; }
};

/// A value without state.
template <class M, class V>
struct empty_codec {
    static constexpr int words = 0, lines = 0;
    static constexpr bool deep = false;
    static BATT_FN void save(M&, const V&, std::uint32_t*, int) {}
    static BATT_FN V load(M&, const std::uint32_t*, int) { return {}; }
    static BATT_FN V moved(M&, const V& v, int, int) { return v; }
};

/// An aggregate of parts, one after the other.
template <class M, class V, class A, class B>
struct two_codec {
    using first = codec<M, A>;
    using second = codec<M, B>;
    static constexpr int words = first::words + second::words;
    static constexpr int lines = first::lines + second::lines;
    static constexpr bool deep = first::deep || second::deep;
    static BATT_FN void save(M& m, const V& v, std::uint32_t* w, int at) {
        const auto& [a, b] = v;
        first::save(m, a, w, at);
        second::save(m, b, w + first::words, at + first::lines);
    }
    static BATT_FN V load(M& m, const std::uint32_t* w, int at) {
        return V{first::load(m, w, at), second::load(m, w + first::words, at + first::lines)};
    }
    static BATT_FN V moved(M& m, const V& v, int mark, int shift) {
        const auto& [a, b] = v;
        A x = first::moved(m, a, mark, shift);
        return V{x, second::moved(m, b, mark, shift)};
    }
};
template <class M, class V, class A, class B, class C>
struct three_codec {
    using first = codec<M, A>;
    using second = codec<M, B>;
    using third = codec<M, C>;
    static constexpr int words = first::words + second::words + third::words;
    static constexpr int lines = first::lines + second::lines + third::lines;
    static constexpr bool deep = first::deep || second::deep || third::deep;
    static BATT_FN void save(M& m, const V& v, std::uint32_t* w, int at) {
        const auto& [a, b, c] = v;
        first::save(m, a, w, at);
        second::save(m, b, w + first::words, at + first::lines);
        third::save(m, c, w + first::words + second::words, at + first::lines + second::lines);
    }
    static BATT_FN V load(M& m, const std::uint32_t* w, int at) {
        return V{
            first::load(m, w, at), second::load(m, w + first::words, at + first::lines),
            third::load(m, w + first::words + second::words, at + first::lines + second::lines)};
    }
    static BATT_FN V moved(M& m, const V& v, int mark, int shift) {
        const auto& [a, b, c] = v;
        A x = first::moved(m, a, mark, shift);
        B y = second::moved(m, b, mark, shift);
        return V{x, y, third::moved(m, c, mark, shift)};
    }
};

/// Two coordinates in a word, 16 bits each; `capacity` if they need more.
template <class M>
BATT_FN std::uint32_t packed_origin(M& m, int i, int j) {
    if (!is_place({i, j})) m.fail(status::capacity);
    return (static_cast<std::uint32_t>(i) & 0xFFFFU) | (static_cast<std::uint32_t>(j) << 16);
}
BATT_FN int origin_i(std::uint32_t w) { return static_cast<std::int16_t>(w & 0xFFFFU); }
BATT_FN int origin_j(std::uint32_t w) { return static_cast<std::int16_t>(w >> 16); }

} // namespace detail

template <class M>
struct codec<M, integer> : detail::scalar_codec<M, integer> {};
template <class M>
struct codec<M, boolean> : detail::scalar_codec<M, boolean> {};
template <class M, integer N>
struct codec<M, constant<N>> : detail::empty_codec<M, constant<N>> {};
template <class M, bool B>
struct codec<M, flag<B>> : detail::empty_codec<M, flag<B>> {};
template <class M>
struct codec<M, ill> : detail::empty_codec<M, ill> {};
template <class M, class Op>
struct codec<M, named<Op>> : detail::empty_codec<M, named<Op>> {};
template <class M>
struct codec<M, ivec> : detail::two_codec<M, ivec, integer, integer> {};
template <class M, class A, class B>
struct codec<M, batt::pair_of<A, B>> : detail::two_codec<M, batt::pair_of<A, B>, A, B> {};
template <class M, class F, class V>
struct codec<M, lbind<F, V>> : detail::two_codec<M, lbind<F, V>, F, V> {};
template <class M, class F, class V>
struct codec<M, rbind<F, V>> : detail::two_codec<M, rbind<F, V>, F, V> {};
template <class M, class F, class G>
struct codec<M, compose<F, G>> : detail::two_codec<M, compose<F, G>, F, G> {};
template <class M, class F, class V>
struct codec<M, matcher<F, V>> : detail::two_codec<M, matcher<F, V>, F, V> {};
template <class M, class F>
struct codec<M, repeated<F>> : detail::two_codec<M, repeated<F>, F, integer> {};
template <class M, class O, class A, class B>
struct codec<M, fork<O, A, B>> : detail::three_codec<M, fork<O, A, B>, O, A, B> {};
template <class M, class F, class G>
struct codec<M, choice<F, G>> : detail::three_codec<M, choice<F, G>, bool, F, G> {};
template <class M, class F, int N>
struct codec<M, power<F, N>> {
    using inner = codec<M, F>;
    using V = power<F, N>;
    static constexpr int words = inner::words, lines = inner::lines;
    static constexpr bool deep = inner::deep;
    static BATT_FN void save(M& m, const V& v, std::uint32_t* w, int at) {
        inner::save(m, v.f, w, at);
    }
    static BATT_FN V load(M& m, const std::uint32_t* w, int at) { return {inner::load(m, w, at)}; }
    static BATT_FN V moved(M& m, const V& v, int mark, int shift) {
        return {inner::moved(m, v.f, mark, shift)};
    }
};

template <class M>
struct codec<M, grid<M>> {
    using R = typename M::grid_rows;
    static constexpr int each = M::template lines_of<R>;
    static constexpr int words = 1, lines = 4 * each;
    static constexpr bool deep = false;
    static BATT_FN void save(M& m, const grid<M>& g, std::uint32_t* w, int at) {
        w[0] = static_cast<std::uint32_t>(g.h) | (static_cast<std::uint32_t>(g.w) << 16);
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) m.store_rows(at + k * each, g.plane[k]);
    }
    static BATT_FN grid<M> load(M& m, const std::uint32_t* w, int at) {
        grid<M> g;
        g.h = static_cast<int>(w[0] & 0xFFFFU);
        g.w = static_cast<int>(w[0] >> 16);
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) g.plane[k] = m.template load_rows<R>(at + k * each);
        return g;
    }
    static BATT_FN grid<M> moved(M&, const grid<M>& g, int, int) { return g; }
};

template <class M>
struct codec<M, indices<M>> {
    using R = typename M::patch_rows;
    static constexpr int words = 1, lines = M::template lines_of<R>;
    static constexpr bool deep = false;
    static BATT_FN void save(M& m, const indices<M>& p, std::uint32_t* w, int at) {
        w[0] = detail::packed_origin(m, p.i, p.j);
        m.store_rows(at, p.mask);
    }
    static BATT_FN indices<M> load(M& m, const std::uint32_t* w, int at) {
        return {detail::origin_i(w[0]), detail::origin_j(w[0]), m.template load_rows<R>(at)};
    }
    static BATT_FN indices<M> moved(M&, const indices<M>& p, int, int) { return p; }
};

template <class M>
struct codec<M, univalued<M>> {
    using R = typename M::patch_rows;
    static constexpr int words = 2, lines = M::template lines_of<R>;
    static constexpr bool deep = false;
    static BATT_FN void save(M& m, const univalued<M>& p, std::uint32_t* w, int at) {
        w[0] = detail::packed_origin(m, p.i, p.j);
        w[1] = static_cast<std::uint32_t>(p.color);
        m.store_rows(at, p.mask);
    }
    static BATT_FN univalued<M> load(M& m, const std::uint32_t* w, int at) {
        return {detail::origin_i(w[0]), detail::origin_j(w[0]), static_cast<integer>(w[1]),
                m.template load_rows<R>(at)};
    }
    static BATT_FN univalued<M> moved(M&, const univalued<M>& p, int, int) { return p; }
};

template <class M>
struct codec<M, object<M>> {
    using R = typename M::patch_rows;
    static constexpr int each = M::template lines_of<R>;
    static constexpr int words = 3, lines = 0;
    static constexpr bool deep = true;
    static BATT_FN void save(M& m, const object<M>& p, std::uint32_t* w, int) {
        w[0] = detail::packed_origin(m, p.i, p.j);
        w[1] = p.palette;
        w[2] = static_cast<std::uint32_t>(p.layers);
    }
    static BATT_FN object<M> load(M&, const std::uint32_t* w, int) {
        return {detail::origin_i(w[0]), detail::origin_j(w[0]), w[1], static_cast<int>(w[2])};
    }
    static constexpr bool flat = true;
    static BATT_FN int offset(const object<M>& p) { return p.layers; }
    static BATT_FN int payload(const object<M>& p) { return bits::popcount(p.palette) * each; }
    static BATT_FN object<M> at_offset(const object<M>& p, int at) {
        return {p.i, p.j, p.palette, at};
    }
    static BATT_FN object<M> moved(M& m, const object<M>& p, int mark, int shift) {
        if (p.layers < mark) return p;
        const int n = payload(p);
        const int at = m.allocate(n);
        if (at < 0) return {0, 0, 0, 0};
        m.copy_lines(at, p.layers, n);
        return {p.i, p.j, p.palette, at - shift};
    }
};

/// Sets and tuples. Elements of type T without windows are packed: each word of 32 elements takes a
/// line. Otherwise each element is a line with its words, followed by its windows.
template <class M, class T, class List>
struct list_codec {
    using V = of<M, T>;
    using inner = codec<M, V>;
    static constexpr bool packed = inner::lines == 0;
    static constexpr int stride = (inner::words > 0 ? 1 : 0) + inner::lines;

    static constexpr int words = 2, lines = 0;
    static constexpr bool deep = true;

    /// Lines that n elements take.
    static BATT_FN constexpr int size(int n) {
        return packed ? ((n + 31) / 32) * inner::words : n * stride;
    }
    static BATT_FN V get(M& m, int offset, int k) {
        std::uint32_t w[inner::words > 0 ? inner::words : 1];
        if constexpr (packed) {
            BATT_UNROLL
            for (int x = 0; x < inner::words; ++x)
                w[x] = m.load_word(offset + (k >> 5) * inner::words + x, k & 31);
            return inner::load(m, w, 0);
        } else {
            const int at = offset + k * stride;
            if constexpr (inner::words > 0) m.load_words(at, w);
            return inner::load(m, w, at + (inner::words > 0 ? 1 : 0));
        }
    }
    static BATT_FN void put(M& m, int offset, int k, const V& v) {
        std::uint32_t w[inner::words > 0 ? inner::words : 1];
        if constexpr (packed) {
            inner::save(m, v, w, 0);
            BATT_UNROLL
            for (int x = 0; x < inner::words; ++x)
                m.store_word(offset + (k >> 5) * inner::words + x, k & 31, w[x]);
        } else {
            const int at = offset + k * stride;
            inner::save(m, v, w, at + (inner::words > 0 ? 1 : 0));
            if constexpr (inner::words > 0) m.store_words(at, w);
        }
    }

    static BATT_FN void save(M&, const List& v, std::uint32_t* w, int) {
        w[0] = static_cast<std::uint32_t>(v.offset);
        w[1] = static_cast<std::uint32_t>(v.count);
    }
    static BATT_FN List load(M&, const std::uint32_t* w, int) {
        return {static_cast<int>(w[0]), static_cast<int>(w[1])};
    }
    static constexpr bool flat = !inner::deep;
    static BATT_FN int offset(const List& v) { return v.offset; }
    static BATT_FN int payload(const List& v) { return size(v.count); }
    static BATT_FN List at_offset(const List& v, int at) { return {at, v.count}; }
    static BATT_FN List moved(M& m, const List& v, int mark, int shift) {
        if (v.offset < mark) return v;
        const int at = m.allocate(size(v.count));
        if (at < 0) return {0, 0};
        m.copy_lines(at, v.offset, size(v.count));
        if constexpr (inner::deep) {
            for (int k = 0; k < v.count; ++k)
                put(m, at, k, inner::moved(m, get(m, at, k), mark, shift));
        }
        return {at - shift, v.count};
    }
};
template <class M, class T>
struct codec<M, set<M, T>> : list_codec<M, T, set<M, T>> {};
template <class M, class T>
struct codec<M, tuple<M, T>> : list_codec<M, T, tuple<M, T>> {};

/// Keeps v and gives back everything else that was put into the arena since `mark`.
template <class M, class V>
BATT_FN V compact(M& m, const V& v, int mark) {
    if constexpr (!codec<M, V>::deep) {
        m.release(mark);
        return v;
    } else if constexpr (requires { requires codec<M, V>::flat; }) {
        using layout = codec<M, V>;
        const int n = layout::offset(v) < mark ? 0 : layout::payload(v);
        m.copy_lines(mark, layout::offset(v), n);
        m.release(mark + n);
        return layout::offset(v) < mark ? v : layout::at_offset(v, mark);
    } else {
        const int begin = m.top();
        const V out = codec<M, V>::moved(m, v, mark, begin - mark);
        const int n = m.top() - begin;
        m.copy_lines(mark, begin, n);
        m.release(mark + n);
        return out;
    }
}

} // namespace batt::value
BATT_HOST_CALLS_END
