// Elements chosen or sorted by a key: argmax, argmin, valmax, valmin, order.
#pragma once

#include <batt/dsl/operation.hpp>
#include <batt/value/search.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Compares keys by value, but sets by the number of their elements.
template <class M, class K>
BATT_FN int compare_keys(M& m, const K& a, const K& b) {
    if constexpr (type::set_like<value::tag<K>>)
        return value::compare(m, value::count(m, a), value::count(m, b));
    else
        return value::compare(m, a, b);
}

/// The first element with the largest key (sign 1) or the smallest (sign -1), and that key.
template <int Sign, class M, class C, class F>
BATT_FN auto extreme(M& m, const C& c, const F& key) {
    using T = type::element<value::tag<C>>;
    using K = call_t<value::tag<F>, T>;
    batt::pair_of<value::of<M, T>, value::of<M, K>> best{};
    constexpr bool by_position = value::detail::is_list<C>;
    int at = 0, best_at = 0;
    value::for_each(m, c, [&](const auto& x) {
        const auto e = batt::detail::converted<T>(m, x);
        const int mark = m.top();
        const auto k = batt::call(m, key, e);
        if (at == 0 || Sign * compare_keys(m, k, best.second) > 0) {
            // an element that can be read again need not be carried along
            if constexpr (by_position)
                best_at = at;
            else
                best.first = e;
            best.second = k;
            if constexpr (!value::codec<M, value::of<M, K>>::deep) m.release(mark);
        } else {
            m.release(mark);
        }
        ++at;
        return m.ok();
    });
    if (at == 0) m.fail(status::empty);
    if constexpr (by_position)
        if (at != 0) best.first = batt::detail::converted<T>(m, value::get(m, c, best_at));
    return best;
}

template <class C, class F>
concept keyed = type::container<C> && callable<F, type::element<C>> &&
                type::ordered<call_t<F, type::element<C>>>;

} // namespace detail

/// argmax(c, key) -> element: the first element with the largest key. [empty]
/// Cost: one call of key per element.
struct argmax : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::keyed<C, F>
    static type::element<C> rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& key) {
        return detail::extreme<1>(m, c, key).first;
    }
};

/// argmin(c, key) -> element: the first element with the smallest key. [empty]
/// Cost: one call of key per element.
struct argmin : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::keyed<C, F>
    static type::element<C> rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& key) {
        return detail::extreme<-1>(m, c, key).first;
    }
};

/// valmax(c, key) -> key type: the largest key. [empty]
/// Cost: one call of key per element.
struct valmax : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::keyed<C, F>
    static call_t<F, type::element<C>> rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& key) {
        return detail::extreme<1>(m, c, key).second;
    }
};

/// valmin(c, key) -> key type: the smallest key. [empty]
/// Cost: one call of key per element.
struct valmin : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::keyed<C, F>
    static call_t<F, type::element<C>> rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& key) {
        return detail::extreme<-1>(m, c, key).second;
    }
};

/// order(c, key) -> tuple: the elements sorted by key, stable; rows of a grid give a grid.
/// [empty: no location]
/// Cost: for each element one call of key, a binary search among the keys and an insertion into
/// lines of 32: n^2 / 64 words move.
struct order : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::keyed<C, F>
    static type::chosen<std::is_same_v<C, type::grid>, type::grid, type::tuple<type::element<C>>>
        rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& key) {
        using T = value::tag<C>;
        if constexpr (std::is_same_v<T, type::grid>) {
            const int mark = m.top();
            const auto rows = value::as_tuple(m, c);
            const auto places = sorted(m, rows, key);
            value::grid<M> out = c;
            for (int i = 0; i < places.count(); ++i) {
                const int from = places[i];
                BATT_UNROLL
                for (int k = 0; k < 4; ++k) out.plane[k].set_row(i, c.plane[k].row(from));
            }
            m.release(mark);
            return out;
        } else {
            using E = type::element<T>;
            using layout = value::codec<M, value::tuple<M, E>>;
            const auto items = value::as_tuple(m, c);
            const int at = m.allocate(layout::size(items.count));
            if (at < 0) return value::tuple<M, E>{0, 0};
            const int mark = m.top();
            const auto places = sorted(m, items, key);
            for (int k = 0; k < places.count(); ++k)
                layout::put(m, at, k, layout::get(m, items.offset, places[k]));
            m.release(mark);
            return value::tuple<M, E>{at, places.count()};
        }
    }

private:
    /// The places of the elements in ascending order of their keys.
    template <class M, class E, class F>
    static BATT_FN value::permutation<M> sorted(M& m, const value::tuple<M, E>& items,
                                                const F& key) {
        using K = call_t<value::tag<F>, E>;
        using S = type::chosen<type::set_like<K>, type::integer, K>;
        value::builder<M, S> keys(m, items.count);
        for (int k = 0; k < items.count && m.ok(); ++k) {
            const auto x = batt::call(m, key, value::get(m, items, k));
            if constexpr (type::set_like<K>)
                keys.push(value::count(m, x));
            else
                keys.push(x);
        }
        return value::sorted_places(m, keys.close());
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
