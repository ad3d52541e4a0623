// Evaluation of statements on a backend: each once, in order, failures as values.
#pragma once

#include <batt/expr/infer.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace expr {

/// The value of a variable and whether it failed.
template <int K, class V>
struct slot {
    V v;
    failure why;
};

namespace detail {

/// The type of a value that an expression refers to.
template <class V>
using plain = decltype(type::made<typename std::remove_cvref<V>::type>());

template <int K, class V>
BATT_FN const slot<K, V>& find(const slot<K, V>& s) {
    return s;
}

/// The variables that a statement can look at, if nothing else is said: all.
struct all_assigned {
    template <int K>
    static constexpr bool has = true;
};

/// One statement's evaluation: the machine, and the first failed variable it met. Of the variables
/// those of Assigned have a value.
template <class B, class Assigned = all_assigned>
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
    template <int N, class Frame>
    BATT_FN const auto& operator()(input<N>, const Frame& frame) {
        return find<-1 - N>(frame).v;
    }
    template <int K, class Frame>
    BATT_FN decltype(auto) operator()(variable<K>, const Frame& frame) {
        if constexpr (Assigned::template has<K>) {
            const auto& s = find<K>(frame);
            if (ok()) met = s.why;
            return (s.v);
        } else {
            if (ok()) met = {status::type, statement};
            return value::ill{};
        }
    }
    /// Calls without a failed argument; otherwise an empty value that nobody looks at.
    template <class R, class F, class Is, class... V>
    BATT_FN value::of<B, R> guarded(const F& f, const batt::detail::arguments<Is, V...>& a) {
        if constexpr (std::is_same_v<R, type::ill>) {
            if (ok()) met = {status::type, statement};
            return value::ill{};
        } else {
            if (!ok()) return value::of<B, R>{};
            return with(f, a);
        }
    }
    template <class F, int... K, class... V>
    BATT_FN auto
    with(const F& f,
         const batt::detail::arguments<std::integer_sequence<int, K...>, V...>& a) {
        return batt::call(b, f, static_cast<const batt::detail::argument<K, V>&>(a).v...);
    }

    template <class Op, class... A, class Frame>
    BATT_FN auto operator()(call<Op, A...>, const Frame& frame) {
        using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>;
        const batt::detail::arguments<sequence, plain<decltype((*this)(A{}, frame))>...> a{
            {(*this)(A{}, frame)}...};
        using R =
            call_t<type::named<Op>, value::tag<plain<decltype((*this)(A{}, frame))>>...>;
        return guarded<R>(value::named<Op>{}, a);
    }
    template <class F, class... A, class Frame>
    BATT_FN auto operator()(invoke<F, A...>, const Frame& frame) {
        using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>;
        const auto& f = (*this)(F{}, frame);
        const batt::detail::arguments<sequence, plain<decltype((*this)(A{}, frame))>...> a{
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

} // namespace detail
} // namespace expr
} // namespace batt
BATT_HOST_CALLS_END
