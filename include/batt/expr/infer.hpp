// The static type of every expression and statement of a program, and what is wrong with it.
#pragma once

#include <batt/dsl/operation.hpp>
#include <batt/expr/parameters.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::op {
struct branch;
}

namespace batt::expr {

/// Types of the variables assigned so far: nested, so that a statement adds one base.
struct empty_scope {};
template <int K, class T>
struct slot_type {};
template <class Outer, int K, class T>
struct scope : Outer, slot_type<K, T> {};

/// A variable that no statement has assigned.
struct undefined {};

namespace detail {
template <int K, class T>
T lookup(const slot_type<K, T>*);
template <int K>
undefined lookup(const void*);
} // namespace detail

/// The type of variable K in a scope, `undefined` if there is none.
template <int K, class Scope>
using variable_type = decltype(detail::lookup<K>(static_cast<const Scope*>(nullptr)));

/// The type of an expression: `type` is `ill` if it, or a part of it, is ill-typed.
template <class E, class Scope>
struct infer;
template <class E, class Scope>
using infer_t = decltype(type::made<typename infer<E, Scope>::type>());

template <integer N, class Scope>
struct infer<value::constant<N>, Scope> {
    using type = batt::type::constant<N>;
};
template <bool B, class Scope>
struct infer<value::flag<B>, Scope> {
    using type = batt::type::flag<B>;
};
template <integer I, integer J, class Scope>
struct infer<location<I, J>, Scope> {
    using type = batt::type::ivec;
};
template <int N, class T, class Scope>
struct infer<parameter<N, T>, Scope> {
    using type = T;
};
template <class Scope>
struct infer<unassigned, Scope> {
    using type = batt::type::ill;
};
template <class Op, class Scope>
struct infer<function<Op>, Scope> {
    using type = batt::type::named<Op>;
};
template <int N, class Scope>
struct infer<input<N>, Scope> {
    using type = variable_type<-1 - N, Scope>;
};
template <int K, class Scope>
struct infer<variable<K>, Scope> {
    using found = variable_type<K, Scope>;
    using type = batt::type::chosen<std::is_same_v<found, undefined>, batt::type::ill, found>;
};
template <class Op, class... A, class Scope>
struct infer<call<Op, A...>, Scope> {
    using type = call_t<batt::type::named<Op>, infer_t<A, Scope>...>;
};
/// A branch with one ill-typed alternative has the type of the other: it looks only at the one that
/// it takes.
template <class X, class Y>
using branch_type = batt::type::chosen<
    std::is_same_v<X, batt::type::ill>, Y,
    batt::type::chosen<std::is_same_v<Y, batt::type::ill>, X, batt::type::branched<X, Y>>>;
template <class C, class X, class Y, class Scope>
    requires(std::is_same_v<infer_t<X, Scope>, batt::type::ill> !=
             std::is_same_v<infer_t<Y, Scope>, batt::type::ill>)
struct infer<call<op::branch, C, X, Y>, Scope> {
    using type = batt::type::chosen<
        std::is_same_v<kind::boolean::canonical<infer_t<C, Scope>>, batt::type::ill>,
        batt::type::ill, batt::type::decay<branch_type<infer_t<X, Scope>, infer_t<Y, Scope>>>>;
};
template <class F, class... A, class Scope>
struct infer<invoke<F, A...>, Scope> {
    using type = call_t<infer_t<F, Scope>, infer_t<A, Scope>...>;
};

/// Names in error messages: the statement (counted from 1), the variable, the types that a call
/// got, and what it takes.
template <int N>
struct number;
template <int K>
struct x;
struct O;
template <class... T>
struct got;
template <class... T>
struct takes;

/// What the check of a wrong statement calls: the compiler prints the sentence in the line of the
/// error, with the types. It returns false if it is called all the same.
#define BATT_ILL_TYPED(name_, sentence_)                                                           \
    template <class Statement, class Operation, class Got, class Takes>                            \
    __attribute__((unavailable("batt: " sentence_))) constexpr bool name_() {                      \
        return false;                                                                              \
    }
BATT_ILL_TYPED(undefined_variable, "a variable is used before a statement assigns it")
BATT_ILL_TYPED(wrong_number_of_arguments, "the operation takes a different number of arguments")
BATT_ILL_TYPED(value_where_function_is_needed, "a value stands where a function is needed")
BATT_ILL_TYPED(wrong_argument_type, "the operation does not take arguments of these types")
BATT_ILL_TYPED(arguments_do_not_fit,
               "the arguments do not fit together: a function does not take what it would be "
               "called with, or the types differ")
BATT_ILL_TYPED(value_is_called, "a value is called as if it were a function")
BATT_ILL_TYPED(function_does_not_take, "the function does not take arguments of these types")
BATT_ILL_TYPED(assigned_twice, "a variable is assigned twice")
#undef BATT_ILL_TYPED

namespace detail {

template <class... K>
takes<K...> parameters_as_takes(const parameters<K...>*);
template <class Op>
using takes_of = decltype(parameters_as_takes(static_cast<const typename Op::kinds*>(nullptr)));

template <class K, class T>
inline constexpr bool needs_function =
    std::is_same_v<K, kind::function> && !batt::type::function<T>;
template <class K, class T>
inline constexpr bool refuses = std::is_same_v<typename K::template canonical<T>, batt::type::ill>;

enum class fault { arguments, count, needs_function, kinds, rule };

template <class Kinds, class... A>
inline constexpr fault fault_of = fault::count;
template <class... K, class... A>
    requires(sizeof...(K) == sizeof...(A))
inline constexpr fault fault_of<parameters<K...>, A...> =
    (needs_function<K, A> || ...) ? fault::needs_function
                                  : ((refuses<K, A> || ...) ? fault::kinds : fault::rule);

template <class Statement, class Op, fault Why, class... A>
constexpr bool report() {
    if constexpr (Why == fault::count)
        return wrong_number_of_arguments<Statement, Op, got<A...>, takes_of<Op>>();
    else if constexpr (Why == fault::needs_function)
        return value_where_function_is_needed<Statement, Op, got<A...>, takes_of<Op>>();
    else if constexpr (Why == fault::kinds)
        return wrong_argument_type<Statement, Op, got<A...>, takes_of<Op>>();
    else
        return arguments_do_not_fit<Statement, Op, got<A...>, takes_of<Op>>();
}

} // namespace detail

/// Whether an expression is well-typed; where it is not, one compile error at the innermost call.
template <int N, class E, class Scope>
struct check {
    static constexpr bool value = true;
};
template <int N, int K, class Scope>
struct check<N, variable<K>, Scope> {
    static constexpr bool defined() {
        if constexpr (std::is_same_v<variable_type<K, Scope>, undefined>)
            return undefined_variable<number<N>, x<K>, got<>, takes<>>();
        else
            return true;
    }
    static constexpr bool value = defined();
};
template <int N, class Op, class... A, class Scope>
struct check<N, call<Op, A...>, Scope> {
    static constexpr bool well_typed() {
        if constexpr (!(check<N, A, Scope>::value && ... && true))
            return false;
        else if constexpr (batt::detail::any_ill<infer_t<A, Scope>...>)
            return false; // a variable whose own statement was reported
        else if constexpr (std::is_same_v<infer_t<call<Op, A...>, Scope>, batt::type::ill>)
            return detail::report<number<N>, Op,
                                  detail::fault_of<typename Op::kinds, infer_t<A, Scope>...>,
                                  infer_t<A, Scope>...>();
        else
            return true;
    }
    static constexpr bool value = well_typed();
};
template <int N, class F, class... A, class Scope>
struct check<N, invoke<F, A...>, Scope> {
    static constexpr bool well_typed() {
        using T = infer_t<F, Scope>;
        if constexpr (!check<N, F, Scope>::value || !(check<N, A, Scope>::value && ... && true))
            return false;
        else if constexpr (batt::detail::any_ill<T, infer_t<A, Scope>...>)
            return false;
        else if constexpr (!batt::type::function<T>)
            return value_is_called<number<N>, F, got<T>, takes<kind::function>>();
        else if constexpr (std::is_same_v<call_t<T, infer_t<A, Scope>...>, batt::type::ill>)
            return function_does_not_take<number<N>, T, got<infer_t<A, Scope>...>, takes<>>();
        else
            return true;
    }
    static constexpr bool value = well_typed();
};

} // namespace batt::expr
BATT_HOST_CALLS_END
