// How static types combine: the elements of a container, and the common type of two alternatives.
#pragma once

#include <batt/value/type.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::type {

/// The type that both A and B can be turned into without loss, `ill` if there is none.
template <class A, class B>
struct unify_of {
    using type = ill;
};
template <class A, class B>
using unify = decltype(made<typename unify_of<decay<A>, decay<B>>::type>());

template <class A, class B>
    requires(std::is_same_v<A, B>)
struct unify_of<A, B> {
    using type = A;
};
template <>
struct unify_of<integer, boolean> {
    using type = integer;
};
template <>
struct unify_of<boolean, integer> {
    using type = integer;
};
template <>
struct unify_of<object, univalued> {
    using type = object;
};
template <>
struct unify_of<univalued, object> {
    using type = object;
};
namespace detail {
template <class T>
inline constexpr bool is_integral = std::is_same_v<T, integer> || std::is_same_v<T, boolean>;
} // namespace detail
template <class A, class B>
    requires(detail::is_integral<A> && detail::is_integral<B>)
struct unify_of<ivec, pair<A, B>> {
    using type = ivec;
};
template <class A, class B>
    requires(detail::is_integral<A> && detail::is_integral<B>)
struct unify_of<pair<A, B>, ivec> {
    using type = ivec;
};
namespace detail {
template <template <class...> class C, class... T>
struct built {
    using type = C<T...>;
};
template <template <class...> class C, class... T>
    requires((std::is_same_v<T, ill> || ...))
struct built<C, T...> {
    using type = ill;
};
} // namespace detail
template <class A, class B, class C, class D>
    requires(!std::is_same_v<pair<A, B>, pair<C, D>>)
struct unify_of<pair<A, B>, pair<C, D>> : detail::built<pair_of, unify<A, C>, unify<B, D>> {};
template <class A, class B>
    requires(!std::is_same_v<A, B>)
struct unify_of<set<A>, set<B>> : detail::built<set_of, unify<A, B>> {};
template <class A, class B>
    requires(!std::is_same_v<A, B>)
struct unify_of<tuple<A>, tuple<B>> : detail::built<tuple_of, unify<A, B>> {};
/// An object, of any colours or of one.
template <class T>
concept object_like = std::is_same_v<T, object> || std::is_same_v<T, univalued>;
/// Whether T is a location, that is an ivec or a pair that can be one, and whether it is a cell.
template <class T>
inline constexpr bool is_location = std::is_same_v<T, ivec>;
template <class A, class B>
inline constexpr bool is_location<pair<A, B>> = detail::is_integral<A> && detail::is_integral<B>;
template <class T>
inline constexpr bool is_cell = false;
template <class A, class B>
inline constexpr bool is_cell<pair<A, B>> = detail::is_integral<A> && is_location<B>;
namespace detail {
template <class T>
inline constexpr bool holds_locations = false;
template <class T>
inline constexpr bool holds_locations<tuple<T>> = is_location<T>;
template <class A, class B>
inline constexpr bool holds_locations<pair<A, B>> = is_location<A> && is_location<B>;
template <class T>
inline constexpr bool holds_cells = false;
template <class T>
inline constexpr bool holds_cells<tuple<T>> = is_cell<T>;
template <class A, class B>
inline constexpr bool holds_cells<pair<A, B>> = is_cell<A> && is_cell<B>;
template <class T>
inline constexpr bool is_location_set = std::is_same_v<T, indices>;
template <class T>
inline constexpr bool is_location_set<set<T>> = is_location<T>;
template <class T>
inline constexpr bool is_cell_set = object_like<T>;
template <class T>
inline constexpr bool is_cell_set<set<T>> = is_cell<T>;
} // namespace detail
/// A patch sequence: locations or cells in an order, repeats possible.
template <class T>
concept location_sequence = detail::holds_locations<T>;
/// The same for cells.
template <class T>
concept cell_sequence = detail::holds_cells<T>;
/// A set of locations, and one of cells, even with booleans among their numbers.
template <class T>
concept location_set = detail::is_location_set<T>;
template <class T>
concept cell_set = detail::is_cell_set<T>;
/// Something that holds cells, or locations, but is no patch yet.
template <class T>
concept loose_cells = cell_sequence<T> || (cell_set<T> && !object_like<T>);
template <class T>
concept loose_locations = location_sequence<T> || (location_set<T> && !std::is_same_v<T, indices>);
/// An object and a sequence of cells unify to an object, indices and locations to indices.
template <object_like O, loose_cells S>
struct unify_of<O, S> {
    using type = object;
};
template <loose_cells S, object_like O>
struct unify_of<S, O> {
    using type = object;
};
template <loose_locations S>
struct unify_of<indices, S> {
    using type = indices;
};
template <loose_locations S>
struct unify_of<S, indices> {
    using type = indices;
};
/// A row of a grid, or what counts as one.
template <class T>
inline constexpr bool is_row =
    std::is_same_v<T, tuple<integer>> || std::is_same_v<T, tuple<boolean>> || is_location<T>;
template <class T>
inline constexpr bool is_rows = false;
template <class T>
inline constexpr bool is_rows<tuple<T>> = is_row<T>;
template <class A, class B>
inline constexpr bool is_rows<pair<A, B>> = is_row<A> && is_row<B>;
/// A tuple of rows, or a pair of them, that stands for a grid.
template <class T>
concept row_sequence = is_rows<T>;
template <row_sequence T>
struct unify_of<grid, T> {
    using type = grid;
};
template <row_sequence T>
struct unify_of<T, grid> {
    using type = grid;
};
/// A pair unifies with a tuple, as a tuple of two, if its types unify.
template <class A, class B, class C>
struct unify_of<pair<A, B>, tuple<C>> : detail::built<tuple_of, unify<unify<A, B>, C>> {};
template <class A, class B, class C>
struct unify_of<tuple<C>, pair<A, B>> : detail::built<tuple_of, unify<C, unify<A, B>>> {};
template <class T>
    requires(detail::is_integral<T>)
struct unify_of<ivec, tuple<T>> {
    using type = tuple<integer>;
};
template <class T>
    requires(detail::is_integral<T>)
struct unify_of<tuple<T>, ivec> {
    using type = tuple<integer>;
};
/// Whether F is one of the alternatives, or a group of them, of the function type E.
template <class E, class F>
inline constexpr bool has_alternative = std::is_same_v<E, F>;
template <class X, class Y, class F>
inline constexpr bool has_alternative<choice<X, Y>, F> =
    std::is_same_v<choice<X, Y>, F> || has_alternative<X, F> || has_alternative<Y, F>;
/// Whether every function of type F is a value of the function type E.
template <class E, class F>
inline constexpr bool holds = has_alternative<E, F>;
template <class E, class X, class Y>
inline constexpr bool holds<E, choice<X, Y>> =
    has_alternative<E, choice<X, Y>> || (holds<E, X> && holds<E, Y>);
/// Two functions unify to a choice between them, made at run time.
template <class F, class G>
    requires(!std::is_same_v<F, G> && is_function<F>::value && is_function<G>::value)
struct unify_of<F, G> {
    using type = chosen<holds<F, G>, F, chosen<holds<G, F>, G, choice<F, G>>>;
};

/// The type of a container's elements, `ill` if T is no container.
template <class T>
struct element_of {
    using type = ill;
};
template <class T>
using element = decltype(made<typename element_of<decay<T>>::type>());
template <>
struct element_of<indices> {
    using type = ivec;
};
template <>
struct element_of<object> {
    using type = cell;
};
template <>
struct element_of<univalued> {
    using type = cell;
};
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
struct element_of<pair<A, B>> {
    using type = unify<A, B>;
};

namespace detail {
template <class T>
inline constexpr bool is_set = false;
template <class T>
inline constexpr bool is_set<set<T>> = true;
template <class T>
inline constexpr bool is_tuple = false;
template <class T>
inline constexpr bool is_tuple<tuple<T>> = true;
template <class T>
inline constexpr bool is_pair = false;
template <class A, class B>
inline constexpr bool is_pair<pair<A, B>> = true;
} // namespace detail

/// The type of a function value.
template <class T>
concept function = is_function<decay<T>>::value;
/// An integer or a boolean, including constants.
template <class T>
concept integral = std::is_same_v<decay<T>, integer> || std::is_same_v<decay<T>, boolean>;
/// What an ivec can be made of.
template <class T>
concept vector = std::is_same_v<unify<T, ivec>, ivec>;
/// What arithmetic takes: an integer, a boolean or a vector.
template <class T>
concept number = integral<T> || vector<T>;
/// A set of locations or cells.
template <class T>
concept plain_patch = object_like<T> || std::is_same_v<T, indices>;
/// A set of anything.
template <class T>
concept set_like = plain_patch<T> || detail::is_set<T>;
template <class T>
concept run_tuple = detail::is_tuple<T>;
/// A pair, including ivecs and cells.
template <class T>
concept pair_like = std::is_same_v<T, ivec> || detail::is_pair<T>;
/// Whether values of A and B can be compared as they are; a patch and a sequence of cells cannot.
template <class A, class B>
inline constexpr bool one_order = std::is_same_v<A, B> || (object_like<A> && object_like<B>) ||
                                  !(plain_patch<A> || plain_patch<B>);
template <class A, class B>
inline constexpr bool one_order<set<A>, set<B>> = one_order<A, B>;
template <class A, class B>
inline constexpr bool one_order<tuple<A>, tuple<B>> = one_order<A, B>;
template <class A, class B, class C, class D>
inline constexpr bool one_order<pair<A, B>, pair<C, D>> = one_order<A, C> && one_order<B, D>;
/// A patch as a sequence.
template <class T>
concept patch_sequence = location_sequence<T> || cell_sequence<T>;
template <class T>
concept container = !std::is_same_v<element<T>, ill>;

/// An object or indices, chosen at run time.
template <class T>
concept patch_choice = std::is_same_v<T, choice<object, indices>>;
/// What can be seen as an object.
template <class T>
concept cells = object_like<T> || loose_cells<T>;
namespace detail {
template <class T>
concept any_patch = cells<T> || location_set<T> || location_sequence<T> || patch_choice<T>;
template <class A, class B>
struct branched_of : unify_of<A, B> {};
template <any_patch A, any_patch B>
    requires(std::is_same_v<unify<A, B>, ill>)
struct branched_of<A, B> {
    using type = choice<object, indices>;
};
} // namespace detail
/// The type of a choice between A and B: their common type or, for patches that have none, an
/// object or indices.
template <class A, class B>
using branched = decltype(made<typename detail::branched_of<decay<A>, decay<B>>::type>());

/// Whether values of T have an order: all but functions and containers of functions.
template <class T>
inline constexpr bool ordered = !is_function<T>::value;
template <class T>
inline constexpr bool ordered<set<T>> = ordered<T>;
template <class T>
inline constexpr bool ordered<tuple<T>> = ordered<T>;
template <class A, class B>
inline constexpr bool ordered<pair<A, B>> = ordered<A> && ordered<B>;

} // namespace batt::type
BATT_HOST_CALLS_END
