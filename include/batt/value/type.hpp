// The static types of the DSL as empty tags: what rules, errors and value layouts are written in.
#pragma once

#include <batt/value/ivec.hpp>
#include <batt/value/made.hpp>
#include <type_traits>

BATT_HOST_CALLS_BEGIN
namespace batt::type {

/// A number of 32 bits.
struct integer {};
/// True or false.
struct boolean {};
/// A location or a vector.
struct ivec {};
/// Rows of colours.
struct grid {};
/// set<ivec>
struct indices {};
/// set<cell>, any colours
struct object {};
/// An object of one colour: mask and colour.
struct univalued {};
/// Distinct elements in ascending value order.
template <class T>
struct set {};
/// Elements in order, any number of them.
template <class T>
struct tuple {};
/// Two values, of any types.
template <class A, class B>
struct pair {};
/// A named integer constant: an integer that is known at compile time.
template <batt::integer N>
struct constant {};
/// T or F.
template <bool B>
struct flag {};
/// What an ill-typed call gives in a lenient program.
struct ill {};

// Function values. F, G, H are function types themselves, V the types of bound values.
/// A named operation.
template <class Op>
struct named {};
/// x -> f(v, x)
template <class F, class V>
struct lbind {};
/// x -> f(x, v)
template <class F, class V>
struct rbind {};
/// x -> f(g(x))
template <class F, class G>
struct compose {};
/// x -> o(a(x), b(x))
template <class O, class A, class B>
struct fork {};
/// x -> f(x) == v
template <class F, class V>
struct matcher {};
/// f applied N times, N known at compile time: the type may change at each step.
template <class F, int N>
struct power {};
/// f applied n times, n known at run time.
template <class F>
struct repeated {};
/// One of two functions, or an object or indices, chosen at run time.
template <class F, class G>
struct choice {};

/// A colour and its location.
using cell = pair<integer, ivec>;

/// Whether T is the type of a function value.
template <class T>
struct is_function : std::false_type {};
template <class Op>
struct is_function<named<Op>> : std::true_type {};
template <class F, class V>
struct is_function<lbind<F, V>> : std::true_type {};
template <class F, class V>
struct is_function<rbind<F, V>> : std::true_type {};
template <class F, class G>
struct is_function<compose<F, G>> : std::true_type {};
template <class O, class A, class B>
struct is_function<fork<O, A, B>> : std::true_type {};
template <class F, class V>
struct is_function<matcher<F, V>> : std::true_type {};
template <class F, int N>
struct is_function<power<F, N>> : std::true_type {};
template <class F>
struct is_function<repeated<F>> : std::true_type {};
template <class F, class G>
struct is_function<choice<F, G>> : is_function<F> {};

/// A constant is its integer, a flag its boolean, once it is stored or computed with.
template <class T>
struct decay_of {
    using type = T;
};
template <batt::integer N>
struct decay_of<constant<N>> {
    using type = integer;
};
template <bool B>
struct decay_of<flag<B>> {
    using type = boolean;
};
template <class T>
using decay = decltype(made<typename decay_of<T>::type>());

namespace detail {
template <class T>
struct set_of {
    using type = set<T>;
};
template <>
struct set_of<ivec> {
    using type = indices;
};
template <>
struct set_of<cell> {
    using type = object;
};
template <class A, class B>
struct pair_of {
    using type = pair<A, B>;
};
template <>
struct pair_of<integer, integer> {
    using type = ivec;
};
} // namespace detail

/// set<T>, where a set of ivecs is indices and a set of cells an object.
template <class T>
using set_of = decltype(made<typename detail::set_of<decay<T>>::type>());
template <class T>
using tuple_of = tuple<decay<T>>;
/// pair<A, B>, where a pair of integers is an ivec.
template <class A, class B>
using pair_of = decltype(made<typename detail::pair_of<decay<A>, decay<B>>::type>());

} // namespace batt::type
BATT_HOST_CALLS_END
