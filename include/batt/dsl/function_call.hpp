// Calls of function values: the rule that gives the type of a result, and the call itself.
#pragma once

#include <batt/dsl/kind.hpp>
#include <batt/value/convert.hpp>
#include <utility>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Base of every operation: the kinds of its parameters.
///
/// An operation `struct op::name : parameters<kind::...>` has either a type `result` or declared
/// functions `rule` from canonical argument types to the type of the result (no rule, or the
/// result `type::ill`: the call is ill-typed), and a template `eval(machine&, values...)`, which
/// returns `value::of<M, result>`. Rules are asked without instantiating eval. An operation that
/// only builds function values has `structural = true` and works on every backend.
template <class... Kinds>
struct parameters {
    static constexpr int arity = static_cast<int>(sizeof...(Kinds));
    using kinds = parameters;
    static constexpr bool structural = false;
};

/// The type of the result of calling a function of type F with arguments of types A, `ill` if the
/// call is ill-typed.
template <class F, class... A>
struct call_result {
    using type = type::ill;
};
template <class F, class... A>
using call_t = decltype(type::made<typename call_result<type::decay<F>, A...>::type>());

/// Number of parameters of a function type.
template <class F>
inline constexpr int arity_of = 0;
template <class Op>
inline constexpr int arity_of<type::named<Op>> = Op::arity;
template <class F, class V>
inline constexpr int arity_of<type::lbind<F, V>> = arity_of<F> - 1;
template <class F, class V>
inline constexpr int arity_of<type::rbind<F, V>> = arity_of<F> - 1;
template <class F, class G>
inline constexpr int arity_of<type::compose<F, G>> = 1;
template <class O, class A, class B>
inline constexpr int arity_of<type::fork<O, A, B>> = 1;
template <class F, class V>
inline constexpr int arity_of<type::matcher<F, V>> = 1;
template <class F, int N>
inline constexpr int arity_of<type::power<F, N>> = 1;
template <class F>
inline constexpr int arity_of<type::repeated<F>> = 1;
template <class F, class G>
inline constexpr int arity_of<type::choice<F, G>> = arity_of<F>;

namespace detail {

template <class... A>
inline constexpr bool any_ill = (std::is_same_v<A, type::ill> || ...);

template <class Op, class... C>
struct rule_of {
    using type = batt::type::ill;
};
template <class Op, class... C>
    requires(!any_ill<C...> && requires { typename Op::result; })
struct rule_of<Op, C...> {
    using type = typename Op::result;
};
template <class Op, class... C>
    requires(
        !any_ill<C...> && !requires { typename Op::result; } && requires { Op::rule(C{}...); })
struct rule_of<Op, C...> {
    using type = decltype(Op::rule(C{}...));
};

template <class Op, class Kinds, class... A>
struct named_result {
    using type = batt::type::ill;
};
template <class Op, class... K, class... A>
    requires(sizeof...(K) == sizeof...(A))
struct named_result<Op, parameters<K...>, A...>
    : rule_of<Op, typename K::template canonical<A>...> {};

template <class T>
inline constexpr bool is_choice = false;
template <class X, class Y>
inline constexpr bool is_choice<type::choice<X, Y>> = true;
template <class... A>
struct types;
/// A call in which the leftmost choice among the arguments has been made.
template <class Op, class Before, class... A>
struct split_result;
template <class Op, class... B, class X, class Y, class... A>
struct split_result<Op, types<B...>, type::choice<X, Y>, A...> {
    using type = batt::type::branched<call_t<batt::type::named<Op>, B..., X, A...>,
                                      call_t<batt::type::named<Op>, B..., Y, A...>>;
};
template <class Op, class... B, class V, class... A>
struct split_result<Op, types<B...>, V, A...> : split_result<Op, types<B..., V>, A...> {};

/// An operation that does not take a choice as such takes what was chosen.
template <class Op, class... A>
struct operation_result : named_result<Op, typename Op::kinds, A...> {};
template <class Op, class... A>
inline constexpr bool is_split =
    (is_choice<A> || ...) &&
    std::is_same_v<typename named_result<Op, typename Op::kinds, A...>::type, type::ill>;
template <class Op, class... A>
    requires is_split<Op, A...>
struct operation_result<Op, A...> : split_result<Op, types<>, A...> {};

/// f applied at least once, where the type settles after the first step.
template <class F, class A>
struct repeated_result {
    using first = call_t<F, A>;
    using next = call_t<F, first>;
    using joined = type::unify<first, next>;
    using type = batt::type::chosen<
        std::is_same_v<first, next>, first,
        batt::type::chosen<std::is_same_v<call_t<F, joined>, joined>, joined, batt::type::ill>>;
};

} // namespace detail

template <class Op, class... A>
    requires(!detail::any_ill<A...>)
struct call_result<type::named<Op>, A...> : detail::operation_result<Op, A...> {};
template <class F, class V, class... A>
    requires(!detail::any_ill<A...>)
struct call_result<type::lbind<F, V>, A...> : call_result<F, V, A...> {};
template <class F, class V, class... A>
    requires(!detail::any_ill<A...>)
struct call_result<type::rbind<F, V>, A...> : call_result<F, A..., V> {};
template <class F, class G, class A>
    requires(!detail::any_ill<A>)
struct call_result<type::compose<F, G>, A> : call_result<F, call_t<G, A>> {};
template <class O, class F, class G, class A>
    requires(!detail::any_ill<A>)
struct call_result<type::fork<O, F, G>, A> : call_result<O, call_t<F, A>, call_t<G, A>> {};
template <class F, class V, class A>
    requires(!detail::any_ill<A> && !detail::any_ill<type::unify<call_t<F, A>, V>>)
struct call_result<type::matcher<F, V>, A> {
    using type = batt::type::boolean;
};
template <class F, class A>
    requires(!detail::any_ill<A>)
struct call_result<type::power<F, 1>, A> : call_result<F, A> {};
template <class F, int N, class A>
    requires(!detail::any_ill<A> && N > 1)
struct call_result<type::power<F, N>, A> : call_result<type::power<F, N - 1>, call_t<F, A>> {};
template <class F, class A>
    requires(!detail::any_ill<A>)
struct call_result<type::repeated<F>, A> : detail::repeated_result<F, A> {};
template <class F, class G, class... A>
    requires(!detail::any_ill<A...>)
struct call_result<type::choice<F, G>, A...> {
    using type = batt::type::branched<call_t<F, A...>, call_t<G, A...>>;
};

/// Whether a function of type F can be called with arguments of types A and gives what a container
/// can hold.
template <class F, class... A>
concept callable =
    !std::is_same_v<call_t<F, A...>, type::ill> && !type::patch_choice<call_t<F, A...>>;
/// Whether F is a predicate on A.
template <class F, class A>
concept predicate = std::is_same_v<call_t<F, A>, type::boolean>;

/// Calls the function value f with values of the backend B: a machine, or the reference.
template <backend_like B, class F, class... V>
BATT_FN value::of<B, call_t<value::tag<F>, value::tag<V>...>> call(B& b, const F& f, const V&... v);

namespace detail {

template <int K, class V>
struct argument {
    V v;
};
/// Arguments, made from left to right so that the leftmost failure comes first.
template <class Is, class... V>
struct arguments;
template <int... K, class... V>
struct arguments<std::integer_sequence<int, K...>, V...> : argument<K, V>... {};

// At -O1 g++ 12 takes a reference to an empty value, such as a function or a flag, for one to an
// uninitialized value.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
template <class Op, class M, class... C>
BATT_LARGE_FN auto evaluate(M& m, const C&... c) {
    return Op::eval(m, c...);
}
template <class Op, class B, int... K, class... V>
BATT_FN auto evaluate_all(B& b, const arguments<std::integer_sequence<int, K...>, V...>& a) {
    return evaluate<Op>(b, static_cast<const argument<K, V>&>(a).v...);
}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif
/// Calls f on arguments.
template <class B, class F, int... K, class... V>
BATT_FN auto call_on_all(B& b, const F& f,
                         const arguments<std::integer_sequence<int, K...>, V...>& a) {
    return batt::call(b, f, static_cast<const argument<K, V>&>(a).v...);
}

template <class To, class B, class V>
BATT_FN auto converted(B& b, const V& v) {
    using value::convert;
    return convert<To>(b, v);
}
/// v itself if it already is a To.
template <class To, class B, class V>
BATT_FN decltype(auto) as_canonical(B& b, const V& v) {
    if constexpr (std::is_same_v<value::of<B, To>, V>)
        return (v);
    else
        return converted<To>(b, v);
}

template <class Op, class B, class... K, class... V>
BATT_FN auto perform(B& b, parameters<K...>, const V&... v) {
    using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(V))>;
    return evaluate_all<Op>(
        b,
        arguments<sequence,
                  decltype(as_canonical<typename K::template canonical<value::tag<V>>>(b, v))...>{
            {as_canonical<typename K::template canonical<value::tag<V>>>(b, v)}...});
}

template <class V, class... W>
BATT_FN const auto& leftmost_choice(const V& v, const W&... w) {
    if constexpr (is_choice<value::tag<V>>)
        return v;
    else
        return leftmost_choice(w...);
}
template <class A, class... More>
constexpr int place_of_choice() {
    if constexpr (is_choice<A>)
        return 0;
    else
        return 1 + place_of_choice<More...>();
}
template <bool Here, class X, class V>
BATT_FN const auto& in_place(const X& x, const V& v) {
    if constexpr (Here)
        return x;
    else
        return v;
}
template <int K, class B, class Op, int... I, class E, class... V>
BATT_FN auto split(B& b, const value::named<Op>& f, std::integer_sequence<int, I...>, const E& e,
                   const V&... v) {
    using R = call_t<type::named<Op>, value::tag<V>...>;
    if (e.first) return converted<R>(b, call(b, f, in_place<I == K>(e.f, v)...));
    return converted<R>(b, call(b, f, in_place<I == K>(e.g, v)...));
}
template <class B, class Op, class... V>
BATT_FN auto apply_value(B& b, const value::named<Op>& f, const V&... v) {
    if constexpr (is_split<Op, value::tag<V>...>) {
        using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(V))>;
        return split<place_of_choice<value::tag<V>...>()>(b, f, sequence{}, leftmost_choice(v...),
                                                          v...);
    } else {
        return perform<Op>(b, typename Op::kinds{}, v...);
    }
}
template <class B, class F, class X, class... V>
BATT_FN auto apply_value(B& b, const value::lbind<F, X>& f, const V&... v) {
    return call(b, f.f, f.v, v...);
}
template <class B, class F, class X, class V>
BATT_FN auto apply_value(B& b, const value::rbind<F, X>& f, const V& v) {
    return call(b, f.f, v, f.v);
}
template <class B, class F, class X, class V, class W>
BATT_FN auto apply_value(B& b, const value::rbind<F, X>& f, const V& v, const W& w) {
    return call(b, f.f, v, w, f.v);
}
template <class B, class F, class X, class V, class W, class U>
BATT_FN auto apply_value(B& b, const value::rbind<F, X>& f, const V& v, const W& w, const U& u) {
    return call(b, f.f, v, w, u, f.v);
}
template <class B, class F, class G, class V>
BATT_FN auto apply_value(B& b, const value::compose<F, G>& f, const V& v) {
    return call(b, f.f, call(b, f.g, v));
}
template <class B, class O, class F, class G, class V>
BATT_FN auto apply_value(B& b, const value::fork<O, F, G>& f, const V& v) {
    const auto x = call(b, f.a, v);
    return call(b, f.outer, x, call(b, f.b, v));
}
template <class B, class F, class X, class V>
BATT_FN bool apply_value(B& b, const value::matcher<F, X>& f, const V& v) {
    using value::same;
    return same(b, call(b, f.f, v), f.v);
}
template <class B, class F, int N, class V>
BATT_FN auto apply_value(B& b, const value::power<F, N>& f, const V& v) {
    if constexpr (N == 1)
        return call(b, f.f, v);
    else
        return call(b, value::power<F, N - 1>{f.f}, call(b, f.f, v));
}
template <class B, class F, class V>
BATT_FN auto apply_value(B& b, const value::repeated<F>& f, const V& v) {
    using R = call_t<value::tag<value::repeated<F>>, value::tag<V>>;
    auto x = converted<R>(b, call(b, f.f, v));
    for (integer k = 1; k < f.n && b.ok(); ++k) x = converted<R>(b, call(b, f.f, x));
    return x;
}
template <class B, class F, class G, class... V>
BATT_FN auto apply_value(B& b, const value::choice<F, G>& f, const V&... v) {
    using R = call_t<value::tag<value::choice<F, G>>, value::tag<V>...>;
    if (f.first) return converted<R>(b, call(b, f.f, v...));
    return converted<R>(b, call(b, f.g, v...));
}

} // namespace detail

template <backend_like B, class F, class... V>
BATT_FN value::of<B, call_t<value::tag<F>, value::tag<V>...>> call(B& b, const F& f,
                                                                   const V&... v) {
    using R = call_t<value::tag<F>, value::tag<V>...>;
    static_assert(!std::is_same_v<R, type::ill>,
                  "batt: a function is called with arguments that it "
                  "does not take");
    // a function value of another layer defines itself what calling it does
    if constexpr (requires { f.call_on(b, v...); })
        return f.call_on(b, v...);
    else
        return detail::apply_value(b, f, v...);
}

} // namespace batt
BATT_HOST_CALLS_END
