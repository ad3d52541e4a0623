// One value can be seen as several static types: what two types have in common, and conversions
// between these views.
#pragma once

#include <batt/reference/values.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// A pair of values as the DSL keeps it: two integers are an ivec, anything else a pair.
template <class A, class B>
struct pair_type {
    using type = pair<A, B>;
};
template <>
struct pair_type<integer, integer> {
    using type = ivec;
};
/// The type of a pair of an A and a B.
template <class A, class B>
using pair_t = decltype(type::made<typename pair_type<A, B>::type>());

/// The pair (a, b).
template <class A, class B>
pair_t<A, B> make_pair_of(const A& a, const B& b) {
    return {a, b};
}

/// The type that can hold values of both A and B; no member `type` if there is none. A layer with
/// function values specialises it for two function types if a third is constructible from both.
template <class A, class B>
struct common {};
template <class A, class B>
using common_t = decltype(type::made<typename common<A, B>::type>());
/// Whether values of A and of B can be held by one type.
template <class A, class B>
concept have_common = requires { typename common_t<A, B>; };
template <class A, class B>
concept differ = !std::is_same_v<A, B>;

template <class T>
struct common<T, T> {
    using type = T;
};
template <>
struct common<integer, boolean> {
    using type = integer;
};
template <>
struct common<boolean, integer> {
    using type = integer;
};
template <class A, class B, class C, class D>
    requires differ<pair<A, B>, pair<C, D>> && have_common<A, C> && have_common<B, D>
struct common<pair<A, B>, pair<C, D>> {
    using type = pair_t<common_t<A, C>, common_t<B, D>>;
};
template <integral_value A, integral_value B>
struct common<pair<A, B>, ivec> {
    using type = ivec;
};
template <integral_value A, integral_value B>
struct common<ivec, pair<A, B>> {
    using type = ivec;
};

// Sets and sequences: a set if one of them is a set, so that a sequence can stand in for a patch.
template <class A, class B>
    requires differ<A, B> && have_common<A, B>
struct common<set<A>, set<B>> {
    using type = set<common_t<A, B>>;
};
template <class A, class B>
    requires differ<A, B> && have_common<A, B>
struct common<tuple<A>, tuple<B>> {
    using type = tuple<common_t<A, B>>;
};
template <class A, class B>
struct common<set<A>, tuple<B>> : common<set<A>, set<B>> {};
template <class A, class B>
struct common<tuple<A>, set<B>> : common<set<A>, set<B>> {};
template <class A, class B, class C>
    requires have_common<A, B>
struct common<pair<A, B>, set<C>> : common<set<common_t<A, B>>, set<C>> {};
template <class A, class B, class C>
    requires have_common<A, B>
struct common<set<C>, pair<A, B>> : common<set<C>, set<common_t<A, B>>> {};
template <class A, class B, class C>
    requires have_common<A, B>
struct common<pair<A, B>, tuple<C>> : common<tuple<common_t<A, B>>, tuple<C>> {};
template <class A, class B, class C>
    requires have_common<A, B>
struct common<tuple<C>, pair<A, B>> : common<tuple<C>, tuple<common_t<A, B>>> {};
template <integral_value T>
struct common<ivec, tuple<T>> {
    using type = tuple<integer>;
};
template <integral_value T>
struct common<tuple<T>, ivec> {
    using type = tuple<integer>;
};
template <integral_value T>
struct common<grid, tuple<tuple<T>>> {
    using type = grid;
};
template <integral_value T>
struct common<tuple<tuple<T>>, grid> {
    using type = grid;
};
template <integral_value A, integral_value B>
struct common<grid, pair<tuple<A>, tuple<B>>> {
    using type = grid;
};
template <integral_value A, integral_value B>
struct common<pair<tuple<A>, tuple<B>>, grid> {
    using type = grid;
};

/// The rows of g as tuples.
inline tuple<tuple<integer>> rows_of(const grid& g) {
    std::vector<tuple<integer>> rows;
    for (integer i = 0; i < g.height(); ++i) rows.push_back(g.row(i));
    return tuple<tuple<integer>>(std::move(rows));
}

/// The grid of these rows; `domain` if their widths differ or a value is no colour.
template <integral_value T>
grid to_grid(const tuple<tuple<T>>& rows) {
    if (rows.empty()) return {};
    for (const auto& row : rows) {
        if (row.size() != rows[0].size()) fail(status::domain);
        for (const integer c : row) check_color(c);
    }
    if (rows.size() > max_side || rows[0].size() > max_side) fail(status::capacity);
    grid result(static_cast<integer>(rows.size()), static_cast<integer>(rows[0].size()));
    for (integer i = 0; i < result.height(); ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        for (integer j = 0; j < result.width(); ++j)
            result.at(i, j) = row[static_cast<std::size_t>(j)];
    }
    return result;
}

/// The type of the elements of a container; of a pair, what its parts have in common.
template <class C>
struct element_of {};
template <class T>
struct element_of<set<T>> {
    using type = T;
};
template <class T>
struct element_of<tuple<T>> {
    using type = T;
};
template <>
struct element_of<grid> {
    using type = tuple<integer>;
};
template <>
struct element_of<ivec> {
    using type = integer;
};
template <class A, class B>
    requires have_common<A, B>
struct element_of<pair<A, B>> {
    using type = common_t<A, B>;
};
template <class C>
using element_t = decltype(type::made<typename element_of<C>::type>());

/// A set, a tuple, or what can be seen as a tuple: a grid, an ivec, a pair of parts of like types.
template <class C>
concept container = requires { typename element_t<C>; };

template <class To, class From>
decltype(auto) convert(const From& x);

/// The elements of c in iteration order: c itself if it is a set or a tuple, otherwise a tuple.
template <container C>
decltype(auto) elements(const C& c) {
    if constexpr (is_set_v<C> || is_tuple_v<C>) {
        return (c);
    } else if constexpr (std::is_same_v<C, grid>) {
        return rows_of(c);
    } else if constexpr (std::is_same_v<C, ivec>) {
        check_located(c);
        return tuple<integer>{c.i, c.j};
    } else {
        using T = element_t<C>;
        return tuple<T>{convert<T>(c.first), convert<T>(c.second)};
    }
}

/// x as a To, which is one of the types that the type of x has in common with others.
template <class To, class From>
decltype(auto) convert(const From& x) {
    if constexpr (std::is_same_v<To, From>) {
        return (x);
    } else if constexpr (integral_value<To>) {
        return static_cast<To>(x);
    } else if constexpr (function_value<To>) {
        return To(x);
    } else if constexpr (std::is_same_v<To, ivec>) {
        return ivec{static_cast<integer>(x.first), static_cast<integer>(x.second)};
    } else if constexpr (is_pair_v<To>) {
        using A = decltype(To::first);
        using B = decltype(To::second);
        if constexpr (std::is_same_v<From, ivec>) {
            check_located(x);
            return To{convert<A>(x.i), convert<B>(x.j)};
        } else {
            return To{convert<A>(x.first), convert<B>(x.second)};
        }
    } else if constexpr (std::is_same_v<To, grid>) {
        return to_grid(elements(x));
    } else {
        using T = typename To::value_type;
        const auto& from = elements(x);
        storage<T> items;
        for (const auto& v : from) items.push_back(convert<T>(v));
        return To(std::move(items));
    }
}

} // namespace batt::reference
BATT_HOST_CALLS_END
