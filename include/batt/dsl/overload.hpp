// What operations that are defined in text consist of when they are compiled: the guards of their
// overloads on static types, and a choice of which only one alternative is evaluated.
#pragma once

#include <batt/dsl/function_call.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// What overloads ask about static types (`text::guard`).
namespace guard {

/// Any value.
template <class T>
inline constexpr bool any = true;
/// An integer or a boolean.
template <class T>
inline constexpr bool integer = type::integral<T>;
/// A colour and a location.
template <class T>
inline constexpr bool cell = false;
template <class A, class B>
inline constexpr bool cell<type::pair<A, B>> = type::integral<A> && type::vector<B>;
/// A pair, or a location.
template <class T>
inline constexpr bool pair = type::pair_like<T>;
/// A tuple, a pair, a location or a grid.
template <class T>
inline constexpr bool tuple = type::pair_like<T> || type::run_tuple<T>;
template <>
inline constexpr bool tuple<type::grid> = true;
/// A set: also an object or indices.
template <class T>
inline constexpr bool set = type::set_like<T>;
/// A function.
template <class T>
inline constexpr bool function = type::function<T>;

namespace detail {
template <class T, int Depth>
inline constexpr bool nests = Depth == 0;
template <int Depth>
inline constexpr bool nests<type::ivec, Depth> = Depth <= 1;
template <int Depth>
inline constexpr bool nests<type::grid, Depth> = Depth <= 2;
template <class T, int Depth>
inline constexpr bool nests<type::tuple<T>, Depth> = nests<T, (Depth > 0 ? Depth - 1 : 0)>;
template <class A, class B, int Depth>
inline constexpr bool nests<type::pair<A, B>, Depth> =
    nests<A, (Depth > 0 ? Depth - 1 : 0)> && nests<B, (Depth > 0 ? Depth - 1 : 0)>;
} // namespace detail
/// A tuple of grids, or of values with the form of a grid.
template <class T>
inline constexpr bool grids = detail::nests<T, 3>;

} // namespace guard

namespace detail {

/// What one of two functions gives, as a value of type R; the other is not called.
template <class R, class B, class F, class G>
BATT_FN value::of<B, R> evaluate_one(B& b, bool first, const F& f, const G& g) {
    if (first) return converted<R>(b, f());
    return converted<R>(b, g());
}

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END
