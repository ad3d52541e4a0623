// Evaluation of statements on a backend: each once, in order, failures as values.
#pragma once

#include <batt/expr/infer.hpp>
#include <new>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace expr {

/// The value of a variable and whether it failed.
template <class V>
struct held {
    V v;
    failure why;
};
template <int K, class V>
struct variable_value : held<V> {};

namespace detail {

/// The type of a value that an expression refers to.
template <class V>
using plain = decltype(type::made<typename std::remove_cvref<V>::type>());

template <int K, class V>
BATT_FN const held<V>& find(const variable_value<K, V>& s) {
    return s;
}

/// The variables that one statement looks at, in order: all that it sees of a program, so that
/// statements that differ only in the names of their variables are the same code.
template <int K, class V>
struct operand {
    const held<V>& s;
};
template <int K, class V>
BATT_FN const held<V>& find(const operand<K, V>& o) {
    return o.s;
}
template <class Is, class... V>
struct operands;
template <int... K, class... V>
struct operands<std::integer_sequence<int, K...>, V...> : operand<K, V>... {};

/// `type` is E with its variables numbered from First on in the order in which they occur, and
/// `variables` says which they were. Assigned says which variables have a value.
template <class E, int First, class Assigned>
struct numbered {
    using type = E;
    using variables = std::integer_sequence<int>;
};
template <int K, int First, class Assigned>
struct numbered<variable<K>, First, Assigned> {
    using type = variable<First>;
    using variables = std::integer_sequence<int, K>;
};
template <int K, int First, class Assigned>
    requires(!Assigned::template has<K>)
struct numbered<variable<K>, First, Assigned> {
    using type = unassigned;
    using variables = std::integer_sequence<int>;
};
template <int N, int First, class Assigned>
struct numbered<input<N>, First, Assigned> {
    using type = variable<First>;
    using variables = std::integer_sequence<int, -1 - N>;
};

template <int N, class T, int First, class Assigned>
struct numbered<parameter<N, T>, First, Assigned> {
    using type = variable<First>;
    using variables = std::integer_sequence<int, parameter_variable(N)>;
};

template <class... E>
struct expressions {};
template <class Done, class Variables, int First, class Assigned, class... E>
struct numbered_all {
    using type = Done;
    using variables = Variables;
};
template <class... D, int... K, int First, class Assigned, class E, class... Rest>
struct numbered_all<expressions<D...>, std::integer_sequence<int, K...>, First, Assigned, E,
                    Rest...> {
    using head = numbered<E, First, Assigned>;
    template <int... J>
    static numbered_all<expressions<D..., typename head::type>,
                        std::integer_sequence<int, K..., J...>,
                        First + static_cast<int>(sizeof...(J)), Assigned, Rest...>
        joined(std::integer_sequence<int, J...>);
    using all = decltype(joined(typename head::variables{}));
    using type = typename all::type;
    using variables = typename all::variables;
};
template <class Op, class... E>
call<Op, E...> call_of(expressions<E...>);
template <class F, class... E>
invoke<F, E...> invoke_of(expressions<F, E...>);
template <class Op, class... A, int First, class Assigned>
struct numbered<call<Op, A...>, First, Assigned> {
    using all = numbered_all<expressions<>, std::integer_sequence<int>, First, Assigned, A...>;
    using type = decltype(call_of<Op>(typename all::type{}));
    using variables = typename all::variables;
};
template <class... A, int First, class Assigned>
struct numbered<invoke<A...>, First, Assigned> {
    using all = numbered_all<expressions<>, std::integer_sequence<int>, First, Assigned, A...>;
    using type = decltype(invoke_of(typename all::type{}));
    using variables = typename all::variables;
};

/// One statement's evaluation: the machine, and the first failed variable it met.
template <class B>
struct evaluator {
    B& b;
    int statement;
    failure met{};

    BATT_FN bool ok() const { return met.none() && b.ok(); }

    template <integer N, class Frame>
    BATT_FN value::constant<N> operator()(value::constant<N>, const Frame&) {
        return {};
    }
    template <bool X, class Frame>
    BATT_FN value::flag<X> operator()(value::flag<X>, const Frame&) {
        return {};
    }
    template <integer I, integer J, class Frame>
    BATT_FN ivec operator()(location<I, J>, const Frame&) {
        return {I, J};
    }
    template <class Op, class Frame>
    BATT_FN value::named<Op> operator()(function<Op>, const Frame&) {
        return {};
    }
    template <int K, class Frame>
    BATT_FN const auto& operator()(variable<K>, const Frame& frame) {
        const auto& s = find<K>(frame);
        if (ok()) met = s.why;
        return s.v;
    }
    template <class Frame>
    BATT_FN value::ill operator()(unassigned, const Frame&) {
        if (ok()) met = {status::type, statement};
        return {};
    }
    /// Calls f if no argument has failed; otherwise gives an empty value that nobody looks at.
    template <class R, class F, class Is, class... V>
    BATT_FN value::of<B, R> guarded(const F& f, const batt::detail::arguments<Is, V...>& a) {
        if constexpr (std::is_same_v<R, type::ill>) {
            if (ok()) met = {status::type, statement};
            return value::ill{};
        } else {
            if (!ok()) return value::of<B, R>{};
            return batt::detail::call_on_all(b, f, a);
        }
    }

    template <class Op, class... A, class Frame>
    BATT_FN auto operator()(call<Op, A...>, const Frame& frame) {
        using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>;
        const batt::detail::arguments<sequence, decltype((*this)(A{}, frame))...> a{
            {(*this)(A{}, frame)}...};
        using R = call_t<type::named<Op>, value::tag<plain<decltype((*this)(A{}, frame))>>...>;
        return guarded<R>(value::named<Op>{}, a);
    }
    template <class F, class... A, class Frame>
    BATT_FN auto operator()(invoke<F, A...>, const Frame& frame) {
        using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>;
        const auto& f = (*this)(F{}, frame);
        const batt::detail::arguments<sequence, decltype((*this)(A{}, frame))...> a{
            {(*this)(A{}, frame)}...};
        using R = call_t<value::tag<plain<decltype(f)>>,
                         value::tag<plain<decltype((*this)(A{}, frame))>>...>;
        return guarded<R>(f, a);
    }
    /// A branch looks only at the alternative that it takes.
    template <class C, class X, class Y, class Frame>
    BATT_FN auto operator()(call<op::branch, C, X, Y>, const Frame& frame) {
        using TX = value::tag<plain<decltype((*this)(X{}, frame))>>;
        using TY = value::tag<plain<decltype((*this)(Y{}, frame))>>;
        using R = type::decay<branch_type<TX, TY>>;
        const auto c = (*this)(C{}, frame);
        if constexpr (!std::is_same_v<type::decay<value::tag<plain<decltype(c)>>>, type::boolean>) {
            if (ok()) met = {status::type, statement};
            return value::ill{};
        } else if constexpr (std::is_same_v<TX, type::ill> && std::is_same_v<TY, type::ill>) {
            if (ok()) c ? (*this)(X{}, frame) : (*this)(Y{}, frame);
            return value::ill{};
        } else if constexpr (std::is_same_v<R, type::ill>) {
            if (ok()) met = {status::type, statement};
            return value::ill{};
        } else {
            if (!ok()) return value::of<B, R>{};
            return c ? taken<R>(X{}, frame) : taken<R>(Y{}, frame);
        }
    }
    template <class R, class E, class Frame>
    BATT_FN value::of<B, R> taken(E, const Frame& frame) {
        const auto& v = (*this)(E{}, frame);
        if constexpr (std::is_same_v<value::tag<plain<decltype(v)>>, type::ill>)
            return value::of<B, R>{};
        else
            return ok() ? batt::detail::converted<R>(b, v) : value::of<B, R>{};
    }
};

/// Evaluates E, whose variables are v in order, as a statement whose variable is out.
template <class E, class B, class R, class... V>
BATT_LARGE_FN void run_statement(B& b, int statement, held<R>& out, const held<V>&... v) {
    // by definition a failure throws before there is a value, and yet the value is looked at
    if constexpr (!machine_like<B>) out.v = R{};
    const operands<std::make_integer_sequence<int, static_cast<int>(sizeof...(V))>, V...> f{{v}...};
    out.why = b.attempt(statement, [&] {
        evaluator<B> e{b, statement};
        if constexpr (machine_like<B>)
            ::new (static_cast<void*>(&out.v)) R(e(E{}, f)); // in place: values are large
        else
            out.v = e(E{}, f);
        return e.met;
    });
}

} // namespace detail
} // namespace expr
} // namespace batt
BATT_HOST_CALLS_END
