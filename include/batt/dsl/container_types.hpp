// What containers become: the types that filtering, mapping and merging them give.
#pragma once

#include <batt/dsl/function_call.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::type {

/// The type of a container of some elements of a C: a C, or a tuple for a pair.
template <class C>
struct selected_of {
    using type = C;
};
template <pair_like C>
struct selected_of<C> {
    using type = tuple<element<C>>;
};
template <class C>
using selected = decltype(made<typename selected_of<C>::type>());

/// A container of Rs like C: a set for a set, a tuple for all others.
template <class C, class R>
struct like_of {
    using type = tuple_of<R>;
};
template <set_like C, class R>
struct like_of<C, R> {
    using type = set_of<R>;
};
template <class C, class R>
using like = decltype(made<typename like_of<C, R>::type>());

/// What merge gives for a C, `ill` if C is no container of containers.
template <class C>
struct merged_of {
    using type = ill;
};
template <class C>
    requires(container<C> && !pair_like<C> && container<element<C>> &&
             !(run_tuple<C> && std::is_same_v<element<C>, grid>))
struct merged_of<C> {
    using type = like<C, element<element<C>>>;
};
template <class C>
    requires(run_tuple<C> && std::is_same_v<element<C>, grid>)
struct merged_of<C> {
    using type = grid;
};
/// The parts of a pair may be of different kinds, such as an object and a sequence of cells.
template <class A, class B>
    requires(container<A> && container<B> && !std::is_same_v<unify<element<A>, element<B>>, ill>)
struct merged_of<pair<A, B>> {
    static constexpr bool grids =
        (std::is_same_v<A, grid> || std::is_same_v<B, grid>) && std::is_same_v<unify<A, B>, grid>;
    using type = chosen<grids, grid, tuple_of<unify<element<A>, element<B>>>>;
};
template <class C>
using merged = decltype(made<typename merged_of<C>::type>());

/// What apply gives for a function F and a C, `ill` if F does not take the elements.
template <class F, class C>
struct applied_of {
    using type = ill;
};
template <class F, class C>
    requires(container<C> && !pair_like<C> && callable<F, element<C>>)
struct applied_of<F, C> {
    using type = like<C, call_t<F, element<C>>>;
};
template <class F>
    requires callable<F, integer>
struct applied_of<F, ivec> {
    using type = pair_of<call_t<F, integer>, call_t<F, integer>>;
};
template <class F, class A, class B>
    requires(callable<F, A> && callable<F, B>)
struct applied_of<F, pair<A, B>> {
    using type = pair_of<call_t<F, A>, call_t<F, B>>;
};
template <class F, class C>
using applied = decltype(made<typename applied_of<F, C>::type>());

/// What rapply gives for functions C and a V.
template <class C, class V>
struct rapplied_of {
    using type = ill;
};
template <class C, class V>
    requires(container<C> && !pair_like<C> && callable<element<C>, V>)
struct rapplied_of<C, V> {
    using type = like<C, call_t<element<C>, V>>;
};
template <class F, class G, class V>
    requires(callable<F, V> && callable<G, V>)
struct rapplied_of<pair<F, G>, V> {
    using type = pair_of<call_t<F, V>, call_t<G, V>>;
};
template <class C, class V>
using rapplied = decltype(made<typename rapplied_of<C, V>::type>());

/// What papply gives for a function F and tuples A and B.
template <class F, class A, class B>
struct paired_of {
    using type = ill;
};
template <class F, class A, class B>
    requires(container<A> && container<B> && callable<F, element<A>, element<B>>)
struct paired_of<F, A, B> {
    using type = tuple_of<call_t<F, element<A>, element<B>>>;
};
template <class F, class A, class B>
using paired = decltype(made<typename paired_of<F, A, B>::type>());

} // namespace batt::type
BATT_HOST_CALLS_END
