// Conversions between values of static types, as the reference holds them, and values whose form
// is known only at run time.
#pragma once

#include <batt/reference/dynamic/readings.hpp>
#include <batt/reference/machine/definition_machine.hpp>
#include <optional>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// A value of the reference as a `dynamic::value`: truth values become 1 and 0, pairs become tuples
/// of two, grids tuples of rows. Functions have no such form.
template <class V>
value from_typed(const V& v) {
    if constexpr (std::is_same_v<V, boolean>) {
        return value::truth(v);
    } else if constexpr (std::is_same_v<V, integer>) {
        return value(v);
    } else if constexpr (std::is_same_v<V, ivec>) {
        return v.is_none() ? value::no_location() : value(v);
    } else if constexpr (is_pair_v<V>) {
        return make_pair(from_typed(v.first), from_typed(v.second));
    } else if constexpr (std::is_same_v<V, reference::grid>) {
        return make_grid(static_cast<std::uint64_t>(v.height()),
                         static_cast<std::uint64_t>(v.width()), [&](std::size_t i, std::size_t j) {
                             return value(v.at(static_cast<integer>(i), static_cast<integer>(j)));
                         });
    } else {
        static_assert(is_set_v<V> || is_tuple_v<V>, "functions have no form at run time");
        auto items = vector_for<value>(v.size());
        for (const auto& x : v) items.push_back(from_typed(x));
        if constexpr (is_set_v<V>)
            return make_set(std::move(items));
        else
            return make_tuple(std::move(items));
    }
}

namespace detail {

/// A value that is a grid of colours as that grid; `domain` if it has other integers or its rows
/// differ in length, nothing if it is no grid.
inline std::optional<reference::grid> typed_grid(const value& v) {
    if (!v.is_tuple()) return std::nullopt;
    storage<tuple<integer>> rows;
    for (const value& row : elements(v)) {
        if (!row.is_tuple()) return std::nullopt;
        storage<integer> places;
        for (const value& x : elements(row)) {
            if (!x.is_integer()) return std::nullopt;
            places.push_back(x.number());
        }
        rows.emplace_back(std::move(places));
    }
    return reference::to_grid(tuple<tuple<integer>>(std::move(rows)));
}

} // namespace detail

/// A `dynamic::value` as one of the static type V of the reference; nothing if it has another form.
/// [domain: a grid whose rows differ in length, or with an integer that is no colour]
template <class V>
std::optional<V> to_typed(const value& v) {
    if constexpr (std::is_same_v<V, boolean>) {
        if (!v.is_integer() || (v.number() != 0 && v.number() != 1)) return std::nullopt;
        return v.number() != 0;
    } else if constexpr (std::is_same_v<V, integer>) {
        if (!v.is_integer()) return std::nullopt;
        return v.number();
    } else if constexpr (std::is_same_v<V, ivec>) {
        if (v.is(kind::no_location)) return ivec::no_location();
        if (!v.is_location()) return std::nullopt;
        return v.location();
    } else if constexpr (is_pair_v<V>) {
        if (!v.is_tuple() || read_size(v) != 2) return std::nullopt;
        const elements parts(v);
        auto first = to_typed<decltype(V::first)>(parts[0]);
        auto second = to_typed<decltype(V::second)>(parts[1]);
        if (!first || !second) return std::nullopt;
        return V{std::move(*first), std::move(*second)};
    } else if constexpr (std::is_same_v<V, reference::grid>) {
        return detail::typed_grid(v);
    } else {
        static_assert(is_set_v<V> || is_tuple_v<V>, "functions have no form at run time");
        if (!(is_set_v<V> ? v.is_set() : v.is_tuple())) return std::nullopt;
        storage<typename V::value_type> items;
        for (const value& x : elements(v)) {
            auto item = to_typed<typename V::value_type>(x);
            if (!item) return std::nullopt;
            items.push_back(std::move(*item));
        }
        return V(std::move(items));
    }
}

/// The result of f; a failure that the statically typed reference throws becomes one of this layer.
template <class F>
auto with_typed(F f) {
    try {
        return f();
    } catch (const error& e) {
        fail(e.why);
    }
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
