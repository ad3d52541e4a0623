// Parts of containers: elements found, counted and kept.
#pragma once

#include <batt/value/convert.hpp>
#include <batt/value/wrap.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// The elements of any container as a tuple: lists as they are, others element by element.
template <class M, class C>
BATT_FN auto as_tuple(M& m, const C& c) {
    using T = type::element<tag<C>>;
    if constexpr (detail::is_list<C>)
        return tuple<M, T>{c.offset, c.count};
    else
        return convert<type::tuple<T>>(m, c);
}

/// Where v belongs in an ascending list, and whether it is there.
struct place {
    int at;
    bool found;
};
template <class M, class L, class V>
BATT_FN place find(M& m, const L& list, const V& v) {
    const int at =
        partition_point(list.count, [&](int k) { return compare(m, get(m, list, k), v) < 0; });
    return {at, at < list.count && same(m, get(m, list, at), v)};
}

/// How often the word w occurs in a packed list of n numbers. Cost: a ballot for 32 numbers.
template <class M>
BATT_FN int count_word(M& m, int offset, int n, std::uint32_t w) {
    int found = 0;
    for (int b = 0; 32 * b < n; ++b) {
        const int left = n - 32 * b;
        found += bits::popcount(m.load_line(offset + b).ballot([left, w](int r, std::uint32_t x) {
            return r < left && x == w;
        }));
    }
    return found;
}

/// The smallest of f(number) over a packed list of n > 0 numbers.
template <class M, class F>
BATT_FN integer smallest_word(M& m, int offset, int n, const F& f) {
    integer out = 2147483647;
    for (int b = 0; 32 * b < n; ++b) {
        const int left = n - 32 * b;
        const integer x = m.load_line(offset + b).smallest([&](int r, std::uint32_t w) {
            return r < left ? f(static_cast<integer>(w)) : 2147483647;
        });
        out = x < out ? x : out;
    }
    return out;
}

/// Whether a set of locations has v.
template <class M>
BATT_FN bool has_location(M&, int i, int j, const typename M::patch_rows& mask, ivec v) {
    return test(mask, wrap_sub(v.i, i), wrap_sub(v.j, j));
}

/// Whether some element of c equals v.
template <class M, class C, class V>
BATT_FN bool contains(M& m, const C& c, const V& v) {
    using T = tag<C>;
    if constexpr (std::is_same_v<T, type::indices>) {
        return has_location(m, c.i, c.j, c.mask, convert<type::ivec>(m, v));
    } else if constexpr (type::object_like<T>) {
        const cell x = convert<type::cell>(m, v);
        return representable(m, x.first) &&
               has_location(m, c.i, c.j, layer_of(m, c, x.first), x.second);
    } else if constexpr (detail::is_list<C>) {
        if constexpr (type::integral<type::element<T>>) {
            return count_word(m, c.offset, c.count, static_cast<std::uint32_t>(v)) != 0;
        } else if constexpr (type::set_like<T> && type::ordered<type::element<T>>) {
            return find(m, c, v).found;
        } else {
            for (int k = 0; k < c.count; ++k)
                if (same(m, get(m, c, k), v)) return true;
            return false;
        }
    } else {
        const int mark = m.top();
        bool found = false;
        for_each(m, c, [&](const auto& x) {
            found = same(m, x, v);
            m.release(mark);
            return !found;
        });
        return found;
    }
}

/// The rows of g whose bits are set, moved together.
template <class M>
BATT_FN grid<M> keep_rows(M&, const grid<M>& g, typename M::grid_rows::word_type rows) {
    grid<M> out = empty_grid<M>(bits::popcount(rows));
    out.w = rows != 0 ? g.w : 0;
    for (int to = 0; rows != 0; ++to, rows &= rows - 1) {
        const int from = bits::lowest(rows);
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) out.plane[k].set_row(to, g.plane[k].row(from));
    }
    return out;
}

/// The elements for which keep holds, in a container of the same kind (for a pair, a tuple).
/// What keep leaves in the arena is given back element by element; stops on failure.
template <class M, class C, class F>
BATT_FN auto select(M& m, const C& c, const F& keep) {
    using T = tag<C>;
    if constexpr (type::plain_patch<T>) {
        const auto kept = [&](integer color, const typename M::patch_rows& mask) {
            auto out = none<typename M::patch_rows>();
            const int mark = m.top();
            for_locations(m, c.i, c.j, mask, [&](ivec at) {
                bool in;
                if constexpr (std::is_same_v<T, type::indices>)
                    in = keep(at);
                else
                    in = keep(cell{color, at});
                m.release(mark);
                if (in) out = out | single<typename M::patch_rows>(at.i - c.i, at.j - c.j);
                return m.ok();
            });
            return out;
        };
        if constexpr (std::is_same_v<T, type::object>) {
            layer_builder<M> out(m);
            for_layers(m, c, [&](integer color, const auto& mask) {
                if (m.ok()) out.push(color, kept(color, mask));
            });
            return out.close(c.i, c.j);
        } else if constexpr (std::is_same_v<T, type::univalued>) {
            return univalued<M>{c.i, c.j, c.color, kept(c.color, c.mask)};
        } else {
            return indices<M>{c.i, c.j, kept(0, c.mask)};
        }
    } else if constexpr (std::is_same_v<T, type::grid>) {
        using W = typename M::grid_rows::word_type;
        W rows = 0;
        const int mark = m.top();
        for (int i = 0; i < c.h && m.ok(); ++i) {
            if (keep(row_of(m, c, i))) rows |= static_cast<W>(W{1} << i);
            m.release(mark);
        }
        return keep_rows(m, c, rows);
    } else {
        using E = type::element<T>;
        const auto all = as_tuple(m, c);
        builder<M, E> out(m, all.count);
        for (int k = 0; k < all.count && m.ok(); ++k) {
            const auto x = get(m, all, k);
            const bool in = keep(x);
            m.release(out.mark());
            if (in) out.push(x);
        }
        const auto kept = out.close();
        return of<M, type::chosen<detail::is_list<C>, T, type::tuple<E>>>{kept.offset, kept.count};
    }
}

} // namespace batt::value
BATT_HOST_CALLS_END
