// One value, two views: a value of one static type as a value of another.
#pragma once

#include <batt/value/iterate.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

template <class To, class M, class V>
BATT_FN of<M, To> convert(M& m, const V& v);

namespace detail {

template <class M, class V>
BATT_FN grid<M> grid_of_rows(M& m, const V& rows) {
    const int h = rows.count;
    grid<M> out = empty_grid<M>(h);
    if (h == 0) return out;
    if (h > M::grid_extent) {
        m.fail(status::capacity);
        return empty_grid<M>(0);
    }
    if constexpr (std::is_same_v<typename V::element, type::ivec>) {
        // *no location* has no coordinates that could be colours; that failure comes first
        for (int i = 0; i < h; ++i)
            if (get(m, rows, i).is_none()) m.fail(status::empty);
        if (!m.ok()) return out;
    }
    for (int i = 0; i < h; ++i) {
        const int mark = m.top();
        const auto row = convert<type::tuple<type::integer>>(m, get(m, rows, i));
        if (i == 0) {
            out.w = row.count;
            if (row.count > M::grid_extent) {
                m.fail(status::capacity);
                return empty_grid<M>(0);
            }
        }
        if (row.count != out.w) {
            m.fail(status::domain);
            return out;
        }
        put_row(m, out, i, row);
        m.release(mark);
    }
    return out;
}

template <class To>
struct list_target;
template <class T>
struct list_target<type::set<T>> {
    using element = T;
    static constexpr bool is_set = true;
};
template <class T>
struct list_target<type::tuple<T>> {
    using element = T;
    static constexpr bool is_set = false;
};

/// Any container as a set or tuple of T.
template <class To, class M, class C>
BATT_FN of<M, To> listed(M& m, const C& c) {
    using T = typename list_target<To>::element;
    if constexpr (list_target<To>::is_set) {
        set_builder<M, T> out(m, count(m, c));
        for_each(m, c, [&](const auto& v) {
            out.push(convert<T>(m, v));
            return true;
        });
        return out.close();
    } else {
        builder<M, T> out(m, count(m, c));
        for_each(m, c, [&](const auto& v) {
            out.push(convert<T>(m, v));
            return true;
        });
        return out.close();
    }
}

template <class To>
struct pair_target;
template <>
struct pair_target<type::ivec> {
    using first = type::integer;
    using second = type::integer;
};
template <class A, class B>
struct pair_target<type::pair<A, B>> {
    using first = A;
    using second = B;
};

} // namespace detail

/// v as a value of static type To, which must be able to hold it. A sequence becomes a patch as the
/// set of its elements; rows become a grid, with `domain` if they differ in length or if one of
/// their integers is no colour.
/// Cost: none between equal types; a line for one layer; element by element for containers.
template <class To, class M, class V>
BATT_FN of<M, To> convert(M& m, const V& v) {
    using From = tag<V>;
    if constexpr (std::is_same_v<From, To>) {
        return v;
    } else if constexpr (type::integral<From> && std::is_same_v<To, type::integer>) {
        return static_cast<integer>(v);
    } else if constexpr (type::integral<From> && std::is_same_v<To, type::boolean>) {
        return static_cast<boolean>(v);
    } else if constexpr (std::is_same_v<From, type::univalued> &&
                         std::is_same_v<To, type::object>) {
        layer_builder<M> out(m);
        out.push(v.color, v.mask);
        return out.close(v.i, v.j);
    } else if constexpr (type::patch_choice<To>) {
        using P = type::chosen<type::cells<From>, type::object, type::indices>;
        return of<M, To>(convert<P>(m, v));
    } else if constexpr (std::is_same_v<To, type::indices>) {
        if constexpr (type::object_like<From>) {
            return locations(m, v);
        } else {
            set_builder<M, type::ivec> out(m, 0);
            for_each(m, v, [&](const auto& x) {
                out.push(convert<type::ivec>(m, x));
                return true;
            });
            return out.close();
        }
    } else if constexpr (std::is_same_v<To, type::object>) {
        set_builder<M, type::cell> out(m, count(m, v));
        for_each(m, v, [&](const auto& x) {
            out.push(convert<type::cell>(m, x));
            return true;
        });
        return out.close();
    } else if constexpr (std::is_same_v<To, type::grid>) {
        if constexpr (type::pair_like<From>)
            return detail::grid_of_rows(m, convert<type::tuple<type::element<From>>>(m, v));
        else
            return detail::grid_of_rows(m, v);
    } else if constexpr (requires { typename detail::pair_target<To>::first; }) {
        using P = detail::pair_target<To>;
        const auto& [a, b] = v;
        const auto first = convert<typename P::first>(m, a);
        return {first, convert<typename P::second>(m, b)};
    } else if constexpr (requires { typename detail::list_target<To>::element; }) {
        return detail::listed<To>(m, v);
    } else {
        return of<M, To>(v); // one of two functions
    }
}

} // namespace batt::value
BATT_HOST_CALLS_END
