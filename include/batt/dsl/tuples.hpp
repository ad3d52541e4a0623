// Tuples and pairs: astuple, repeat, interval, pair, dedupe, mostcommon, leastcommon.
#pragma once

#include <batt/dsl/container_types.hpp>
#include <batt/dsl/operation.hpp>
#include <batt/value/search.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// astuple(a, b) -> pair: (a, b); two integers give an ivec, an integer and an ivec a cell.
/// Cost: none.
struct astuple : parameters<kind::any, kind::any> {
    template <class A, class B>
    static type::pair_of<A, B> rule(A, B);

    template <class M, class A, class B>
    static BATT_FN auto eval(M&, const A& a, const B& b) {
        return value::of<M, type::pair_of<value::tag<A>, value::tag<B>>>{a, b};
    }
};

/// repeat(v, n) -> tuple: n copies of v; none if n is not positive.
/// Cost: the lines of the copies, 32 integers to a line.
struct repeat : parameters<kind::any, kind::integer> {
    template <class V>
    static type::tuple_of<V> rule(V, type::integer);

    template <class M, class V>
    static BATT_FN auto eval(M& m, const V& v, integer n) {
        using List = value::tuple<M, value::tag<V>>;
        using layout = value::codec<M, List>;
        if (n <= 0 || !value::countable(m, n)) return List{0, 0};
        const int at = m.allocate(layout::size(n));
        if (at < 0) return List{0, 0};
        if constexpr (layout::packed) {
            constexpr int words = layout::inner::words;
            std::uint32_t w[std::size_t{words > 0 ? words : 1}];
            layout::inner::save(m, v, w, 0);
            for (int b = 0; 32 * b < n; ++b) {
                BATT_UNROLL
                for (int x = 0; x < words; ++x)
                    m.store_line(at + b * words + x, M::line::fill(w[x]));
            }
        } else {
            for (int k = 0; k < n; ++k) layout::put(m, at, k, v);
        }
        return List{at, n};
    }
};

/// interval(start, stop, step) -> tuple<integer>: start, start + step, ... before stop.
/// [domain: step is 0] Cost: one step for 32 integers.
struct interval : parameters<kind::integer, kind::integer, kind::integer> {
    using result = type::tuple<type::integer>;

    template <class M>
    static BATT_FN value::tuple<M, type::integer> eval(M& m, integer start, integer stop,
                                                       integer step) {
        const std::int64_t span =
            step > 0 ? std::int64_t{stop} - start : std::int64_t{start} - stop;
        const std::int64_t stride = step > 0 ? std::int64_t{step} : -std::int64_t{step};
        if (step == 0) m.fail(status::domain);
        if (span <= 0 || step == 0) return {0, 0};
        const std::int64_t n = (span + stride - 1) / stride;
        if (!value::countable(m, n)) return {0, 0};
        const int count = static_cast<int>(n), lines = (count + 31) / 32;
        const int at = m.allocate(lines);
        if (at < 0) return {0, 0};
        for (int b = 0; b < lines; ++b)
            m.store_line(at + b, M::line::generate([=](int r) {
                             return bits_of(start) +
                                    bits_of(step) * static_cast<std::uint32_t>(32 * b + r);
                         }));
        return {at, count};
    }
};

/// pair(a, b) -> tuple<pair>: the elements at the same places, to the end of the shorter one.
/// Cost: a copy of the lines of scalars; element by element for others.
struct pair : parameters<kind::container, kind::container> {
    template <class A, class B>
        requires(type::container<A> && type::container<B>)
    static type::tuple<type::pair_of<type::element<A>, type::element<B>>> rule(A, B);

    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        using EA = type::element<value::tag<A>>;
        using EB = type::element<value::tag<B>>;
        using T = type::pair_of<EA, EB>;
        using layout_a = value::codec<M, value::tuple<M, EA>>;
        using layout_b = value::codec<M, value::tuple<M, EB>>;
        using layout = value::codec<M, value::tuple<M, T>>;
        const auto x = value::as_tuple(m, a);
        const auto y = value::as_tuple(m, b);
        const int n = x.count < y.count ? x.count : y.count;
        const int at = m.allocate(layout::size(n));
        if (at < 0) return value::tuple<M, T>{0, 0};
        if constexpr (layout_a::packed && layout_b::packed) {
            // scalars lie in lines by word: those of the first, then those of the second
            constexpr int p = layout_a::inner::words, q = layout_b::inner::words;
            for (int k = 0; 32 * k < n; ++k) {
                m.copy_lines(at + k * (p + q), x.offset + k * p, p);
                m.copy_lines(at + k * (p + q) + p, y.offset + k * q, q);
            }
        } else {
            for (int k = 0; k < n; ++k)
                layout::put(m, at, k, {value::get(m, x, k), value::get(m, y, k)});
        }
        return value::tuple<M, T>{at, n};
    }
};

/// dedupe(t) -> tuple: t without elements that equal an earlier one; rows of a grid give a grid.
/// [empty: no location]
/// Cost: a ballot for 32 earlier integers per element; for others a binary search and an insertion
/// into lines of 32: n^2 / 64 words move.
struct dedupe : parameters<kind::container> {
    template <class C>
        requires type::container<C>
    static type::selected<C> rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        using T = value::tag<C>;
        if constexpr (type::set_like<T>) {
            return c;
        } else if constexpr (std::is_same_v<T, type::grid>) {
            return value::keep_rows(m, c, distinct_rows(m, c));
        } else {
            using E = type::element<T>;
            using layout = value::codec<M, value::tuple<M, E>>;
            const auto all = value::as_tuple(m, c);
            const int at = m.allocate(layout::size(all.count));
            if (at < 0) return value::tuple<M, E>{0, 0};
            const int mark = m.top();
            value::tuple<M, E> out{at, 0};
            value::permutation<M> seen(m, type::integral<E> ? 0 : all.count);
            for (int k = 0; k < all.count && m.ok(); ++k) {
                const auto x = value::get(m, all, k);
                if (is_new(m, all, seen, out, k, x)) layout::put(m, at, out.count++, x);
            }
            m.release(mark);
            return out;
        }
    }

private:
    /// Whether x, element k of all, equals no element of out; the places of these are in `seen`.
    template <class M, class E, class V>
    static BATT_FN bool is_new(M& m, const value::tuple<M, E>& all, value::permutation<M>& seen,
                               const value::tuple<M, E>& out, int k, const V& x) {
        if constexpr (type::integral<E>) {
            return value::count_word(m, out.offset, out.count, static_cast<std::uint32_t>(x)) == 0;
        } else if constexpr (type::ordered<E>) {
            return value::insert_if_new(m, all, seen, k, x);
        } else {
            return !value::contains(m, out, x);
        }
    }

    /// The rows of g that equal no earlier one, as bits.
    template <class M>
    static BATT_FN auto distinct_rows(M&, const value::grid<M>& g) {
        using R = typename M::grid_rows;
        using W = typename R::word_type;
        W out = 0;
        for (int i = 0; i < g.h; ++i) {
            R differ = g.plane[0] ^ R::fill(g.plane[0].row(i));
            BATT_UNROLL
            for (int k = 1; k < 4; ++k) differ = differ | (g.plane[k] ^ R::fill(g.plane[k].row(i)));
            const W alike = differ.ballot([](int, W x) { return x == 0; });
            if (bits::lowest(alike) == i) out |= static_cast<W>(W{1} << i);
        }
        return out;
    }
};

namespace detail {

/// The element with the most occurrences (sign 1) or the fewest (sign -1); of several, the
/// smallest, or the first if they are functions, which have no order.
template <int Sign, class M, class C>
BATT_FN auto common(M& m, const C& c) {
    using E = type::element<value::tag<C>>;
    const auto all = value::as_tuple(m, c);
    if (all.count == 0) {
        m.fail(status::empty);
        return value::of<M, E>{};
    }
    int best = 0, most = 0;
    const auto offer = [&](int k, int n, bool smaller) {
        if (most == 0 || Sign * (n - most) > 0 || (n == most && smaller)) {
            best = k;
            most = n;
        }
    };
    if constexpr (type::integral<E>) {
        integer least = 0;
        for (int k = 0; k < all.count; ++k) {
            const auto x = static_cast<integer>(value::get(m, all, k));
            offer(k, value::count_word(m, all.offset, all.count, bits_of(x)), x < least);
            if (best == k) least = x;
        }
    } else if constexpr (type::ordered<E>) {
        const int mark = m.top();
        const value::permutation<M> sorted = value::sorted_places(m, all);
        for (int k = 0, run = 0; k < sorted.count(); ++k) {
            ++run;
            const bool ends =
                k + 1 == sorted.count() ||
                !value::same(m, value::get(m, all, sorted[k]), value::get(m, all, sorted[k + 1]));
            if (ends) {
                offer(sorted[k], run, false);
                run = 0;
            }
        }
        m.release(mark);
    } else {
        for (int k = 0; k < all.count; ++k) {
            int n = 0;
            for (int p = 0; p < all.count; ++p)
                n += value::same(m, value::get(m, all, p), value::get(m, all, k)) ? 1 : 0;
            offer(k, n, false);
        }
    }
    return value::get(m, all, best);
}

} // namespace detail

/// mostcommon(t) -> element: the most frequent element; of several, the smallest. [empty]
/// Cost: a ballot for 32 integers per element; others are sorted, n^2 / 64 words move.
struct mostcommon : parameters<kind::container> {
    template <class C>
        requires type::container<C>
    static type::element<C> rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        return detail::common<1>(m, c);
    }
};

/// leastcommon(t) -> element: the least frequent of those that occur; of several, the smallest.
/// [empty] Cost: that of mostcommon.
struct leastcommon : parameters<kind::container> {
    template <class C>
        requires type::container<C>
    static type::element<C> rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        return detail::common<-1>(m, c);
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
