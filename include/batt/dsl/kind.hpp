// What the parameters of operations accept, and the canonical type each argument arrives as.
#pragma once

#include <batt/value/unify.hpp>

BATT_HOST_CALLS_BEGIN
/// A kind says which static types a parameter accepts and the one they arrive as (`canonical`),
/// after the conversions of "one value, two views".
namespace batt::kind {

namespace detail {
template <class T>
struct grid_as {
    using type = batt::type::ill;
};
template <class T>
    requires(std::is_same_v<T, batt::type::grid> || batt::type::row_sequence<T>)
struct grid_as<T> {
    using type = batt::type::grid;
};
template <class T>
struct patch_as {
    using type = batt::type::ill;
};
template <batt::type::plain_patch T>
struct patch_as<T> {
    using type = T;
};
template <batt::type::loose_locations T>
struct patch_as<T> {
    using type = batt::type::indices;
};
template <batt::type::loose_cells T>
struct patch_as<T> {
    using type = batt::type::object;
};
template <class A, class B>
using first_of = batt::type::chosen<std::is_same_v<A, batt::type::ill>, B, A>;
template <class T, bool Accepted>
using when = batt::type::chosen<Accepted, T, batt::type::ill>;
template <class T>
struct tuple_as {
    using type = batt::type::ill;
};
template <batt::type::run_tuple T>
struct tuple_as<T> {
    using type = T;
};
template <>
struct tuple_as<batt::type::grid> {
    using type = batt::type::tuple<batt::type::tuple<batt::type::integer>>;
};
template <batt::type::pair_like T>
    requires(batt::type::container<T>)
struct tuple_as<T> {
    using type = batt::type::tuple<batt::type::element<T>>;
};
} // namespace detail

/// Anything; constants arrive as integers and booleans. Not a choice between patches, as no result
/// could have its type: a call with such a choice is a call with the patch that was chosen.
struct any {
    template <class T>
    using canonical = detail::when<type::decay<T>, !type::patch_choice<T>>;
};
/// Anything, even a choice between patches.
struct alternative {
    template <class T>
    using canonical = type::decay<T>;
};
/// Anything; constants stay constants: for bound values and the flags of `objects`.
struct literal {
    template <class T>
    using canonical = detail::when<T, !type::patch_choice<T>>;
};
/// An integer; a boolean counts as 0 or 1.
struct integer {
    template <class T>
    using canonical = detail::when<type::integer, type::integral<T>>;
};
struct boolean {
    template <class T>
    using canonical = detail::when<type::boolean, std::is_same_v<type::decay<T>, type::boolean>>;
};
/// An ivec or a pair of integers.
struct ivec {
    template <class T>
    using canonical = detail::when<type::ivec, type::vector<T>>;
};
/// An integer or an ivec.
struct number {
    template <class T>
    using canonical = detail::first_of<integer::canonical<T>, ivec::canonical<T>>;
};
/// A grid or a tuple of rows.
struct grid {
    template <class T>
    using canonical = decltype(type::made<typename detail::grid_as<T>::type>());
};
/// Indices, an object or a patch sequence.
struct patch {
    template <class T>
    using canonical = decltype(type::made<typename detail::patch_as<T>::type>());
};
/// A patch; a sequence arrives as a tuple, in its order: where order or repeats matter.
struct sequence {
    template <class T>
    using canonical = detail::first_of<
        detail::when<type::tuple<type::ivec>, type::location_sequence<T>>,
        detail::first_of<detail::when<type::tuple<type::cell>, type::cell_sequence<T>>,
                         typename detail::patch_as<T>::type>>;
};
/// A grid or a patch. A tuple or pair of ivecs could be seen as either: it is a patch.
struct piece {
    template <class T>
    using canonical =
        detail::first_of<typename detail::patch_as<T>::type, typename detail::grid_as<T>::type>;
};
/// A grid or a patch; a sequence arrives as a tuple: where repeats matter.
struct counted_piece {
    template <class T>
    using canonical = detail::first_of<sequence::canonical<T>, grid::canonical<T>>;
};
/// An object or a sequence of cells.
struct object {
    template <class T>
    using canonical = detail::when<patch::canonical<T>, type::object_like<patch::canonical<T>>>;
};
/// An object or a sequence of cells; the sequence arrives as a tuple, in its order.
struct cells {
    template <class T>
    using canonical =
        detail::first_of<detail::when<type::tuple<type::cell>, type::cell_sequence<T>>,
                         object::canonical<T>>;
};
/// A grid or an object; no sequences.
struct element {
    template <class T>
    using canonical =
        detail::first_of<detail::when<object::canonical<T>, type::cell_set<T>>, grid::canonical<T>>;
};
/// Any container: set, tuple, grid (of rows), pair.
struct container {
    template <class T>
    using canonical = detail::when<T, type::container<T> || type::pair_like<T>>;
};
/// A set, including indices and objects.
struct set {
    template <class T>
    using canonical = detail::when<T, type::set_like<T>>;
};
/// A tuple; a grid is the tuple of its rows, a pair of equal types a tuple of two.
struct tuple {
    template <class T>
    using canonical = decltype(type::made<typename detail::tuple_as<T>::type>());
};
/// A function value.
struct function {
    template <class T>
    using canonical = detail::when<T, type::function<T>>;
};

} // namespace batt::kind
BATT_HOST_CALLS_END
