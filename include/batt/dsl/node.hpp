// What a solver program is written in: variables, calls and statements, all of them types.
#pragma once

#include <batt/value/value.hpp>

BATT_HOST_CALLS_BEGIN
/// Expressions have no state: a program is its type.
namespace batt::expr {

/// Base of all expressions.
struct expression {};

/// What a program is given: 0 is I, the input grid.
template <int N>
struct input : expression {};

template <class T>
struct literal_of;
/// Whether T can stand in an expression.
template <class T>
concept node = requires { typename literal_of<T>::type; };
/// The expression that T stands for.
template <class T>
using as_node = decltype(type::made<typename literal_of<T>::type>());

/// What has no value: a variable that no earlier statement assigns, a C++ value in a program.
struct unassigned : expression {};

/// A call of an operation.
template <class Op, class... A>
struct call : expression {};
/// A call of a variable that is a function.
template <class F, class... A>
struct invoke : expression {};
/// An ivec known at compile time.
template <integer I, integer J>
struct location : expression {
    BATT_FN constexpr operator ivec() const { return {I, J}; }
};
/// A named operation as a value.
template <class Op>
struct function : expression {};

/// Variable K is assigned the value of E.
template <int K, class E>
struct statement {
    static constexpr int variable = K;
    using expression = E;
};

// The compiler prints this in the line of the error; the program goes on as if that part failed.
#define BATT_CPP_VALUE                                                                             \
    __attribute__((unavailable("batt: a program is made of calls, variables and constants such "   \
                               "as FIVE, not of C++ values: write T for true, FIVE for 5, "        \
                               "number<25> for 25, and param<0> for what is given at run time")))

/// Number of the variable O.
inline constexpr int output_variable = 0;

/// x1, x2, ... and O.
template <int K>
struct variable : expression {
    template <node E>
    constexpr statement<K, as_node<E>> operator=(const E&) const {
        return {};
    }
    template <class V>
        requires(!node<V>)
    BATT_CPP_VALUE constexpr statement<K, unassigned> operator=(const V&) const {
        return {};
    }
    /// Calls the function that the variable holds.
    template <node... A>
    constexpr invoke<variable, as_node<A>...> operator()(const A&...) const {
        return {};
    }
    template <class... A>
        requires(!(node<A> && ...))
    BATT_CPP_VALUE constexpr unassigned operator()(const A&...) const {
        return {};
    }
};

/// Whether an expression makes sense only in a program; without variables it works on values, too.
template <class E>
inline constexpr bool has_variables = false;
template <int N>
inline constexpr bool has_variables<input<N>> = true;
template <int K>
inline constexpr bool has_variables<variable<K>> = true;
template <>
inline constexpr bool has_variables<unassigned> = true;
template <class Op, class... A>
inline constexpr bool has_variables<call<Op, A...>> = (has_variables<A> || ...);
template <class F, class... A>
inline constexpr bool has_variables<invoke<F, A...>> = true;

template <class T>
    requires std::is_base_of_v<expression, T>
struct literal_of<T> {
    using type = T;
};
template <integer N>
struct literal_of<value::constant<N>> {
    using type = value::constant<N>;
};
template <bool B>
struct literal_of<value::flag<B>> {
    using type = value::flag<B>;
};

} // namespace batt::expr
BATT_HOST_CALLS_END
