// Tuples and pairs: astuple, repeat, interval, pair, dedupe, mostcommon, leastcommon.
#pragma once

#include <batt/dsl/operation.hpp>
#include <batt/dsl/shape.hpp>
#include <batt/value/search.hpp>

namespace batt {
namespace op {

/// astuple(a, b) -> pair: (a, b); of integers an ivec, of an integer and an ivec a cell.
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
/// Cost: the lines of the copies, 32 integers a line.
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
            std::uint32_t w[words > 0 ? words : 1];
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
        const std::int64_t span = step > 0 ? std::int64_t{stop} - start : std::int64_t{start} - stop;
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

/// pair(a, b) -> tuple<pair>: the elements at the same place, as far as the shorter goes.
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
        using first = value::codec<M, value::tuple<M, EA>>;
        using second = value::codec<M, value::tuple<M, EB>>;
        using layout = value::codec<M, value::tuple<M, T>>;
        const auto x = value::as_tuple(m, a);
        const auto y = value::as_tuple(m, b);
        const int n = x.count < y.count ? x.count : y.count;
        const int at = m.allocate(layout::size(n));
        if (at < 0) return value::tuple<M, T>{0, 0};
        if constexpr (first::packed && second::packed) {
            // scalars lie in lines by word: those of the first, then those of the second
            constexpr int p = first::inner::words, q = second::inner::words;
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

/// dedupe(t) -> tuple: keeps the first of equal elements, order kept; of rows a grid.
/// Cost: a ballot for 32 earlier integers, a binary search for others, an element.
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
            const auto all = value::as_tuple(m, c);
            value::builder<M, E> out(m, all.count);
            if constexpr (type::integral<E>) {
                const int begin = out.mark() - value::codec<M, value::tuple<M, E>>::size(all.count);
                for (int k = 0; k < all.count && m.ok(); ++k) {
                    const auto x = value::get(m, all, k);
                    if (value::count_word(m, begin, out.count(), static_cast<std::uint32_t>(x)) == 0)
                        out.push(x);
                }
                return out.close();
            } else {
                const auto places = first_places(m, all);
                (void)places;
                return out.close();
            }
        }
    }
};

} // namespace op
} // namespace batt
