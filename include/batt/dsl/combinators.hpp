// Functions made of functions: identity, compose, chain, matcher, lbind, rbind, power, fork.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

template <class F>
concept unary = type::function<F> && arity_of<F> == 1;
template <class F>
concept binary = type::function<F> && arity_of<F> == 2;
template <class F>
concept bindable = type::function<F> && arity_of<F> >= 2 && arity_of<F> <= 4;

} // namespace detail

/// identity(x) -> x. Cost: none.
struct identity : parameters<kind::any> {
    template <class T>
    static T rule(T);

    template <class M, class V>
    static BATT_FN V eval(M&, const V& x) {
        return x;
    }
};

/// compose(outer, inner) -> function: x -> outer(inner(x)). Cost: none until it is called.
struct compose : parameters<kind::function, kind::function> {
    static constexpr bool structural = true;

    template <detail::unary F, detail::unary G>
    static type::compose<F, G> rule(F, G);

    template <class B, class F, class G>
    static BATT_FN value::compose<F, G> eval(B&, const F& outer, const G& inner) {
        return {outer, inner};
    }
};

/// chain(h, g, f) -> function: x -> h(g(f(x))). Cost: none until it is called.
struct chain : parameters<kind::function, kind::function, kind::function> {
    static constexpr bool structural = true;

    template <detail::unary H, detail::unary G, detail::unary F>
    static type::compose<H, type::compose<G, F>> rule(H, G, F);

    template <class B, class H, class G, class F>
    static BATT_FN value::compose<H, value::compose<G, F>> eval(B&, const H& h, const G& g,
                                                                const F& f) {
        return {h, {g, f}};
    }
};

/// matcher(f, target) -> function: x -> f(x) == target. Cost: none until it is called.
struct matcher : parameters<kind::function, kind::literal> {
    static constexpr bool structural = true;

    template <detail::unary F, class V>
    static type::matcher<F, V> rule(F, V);

    template <class B, class F, class V>
    static BATT_FN value::matcher<F, V> eval(B&, const F& f, const V& target) {
        return {f, target};
    }
};

/// lbind(f, v) -> function: f with its first parameter fixed; 1, 2 or 3 remain.
/// Cost: none until it is called.
struct lbind : parameters<kind::function, kind::literal> {
    static constexpr bool structural = true;

    template <detail::bindable F, class V>
    static type::lbind<F, V> rule(F, V);

    template <class B, class F, class V>
    static BATT_FN value::lbind<F, V> eval(B&, const F& f, const V& v) {
        return {f, v};
    }
};

/// rbind(f, v) -> function: f with its last parameter fixed; 1, 2 or 3 remain.
/// Cost: none until it is called.
struct rbind : parameters<kind::function, kind::literal> {
    static constexpr bool structural = true;

    template <detail::bindable F, class V>
    static type::rbind<F, V> rule(F, V);

    template <class B, class F, class V>
    static BATT_FN value::rbind<F, V> eval(B&, const F& f, const V& v) {
        return {f, v};
    }
};

/// power(f, n) -> function: f applied n times. The type of the result may change at each step if n
/// is a named constant; it must settle after the first if n is not.
/// [domain: n < 1] [capacity: n > 65536] Cost: none until it is called.
struct power : parameters<kind::function, kind::literal> {
    static constexpr bool structural = true;

    template <detail::unary F, integer N>
    static type::power<F, (N < 1 ? 1 : N)> rule(F, type::constant<N>);
    template <detail::unary F, class N>
        requires type::integral<N>
    static type::repeated<F> rule(F, N);

    template <class B, class F, integer N>
    static BATT_FN value::power<F, (N < 1 ? 1 : N)> eval(B& b, const F& f, value::constant<N>) {
        if (N < 1) b.fail(status::domain);
        return {f};
    }
    template <class B, class F, class N>
    static BATT_FN value::repeated<F> eval(B& b, const F& f, const N& n) {
        const auto times = static_cast<integer>(n);
        if (times < 1) b.fail(status::domain);
        if (times > max_power) b.fail(status::capacity);
        return {f, times < 1 || times > max_power ? 1 : times};
    }
};

/// fork(outer, a, b) -> function: x -> outer(a(x), b(x)). Cost: none until it is called.
struct fork : parameters<kind::function, kind::function, kind::function> {
    static constexpr bool structural = true;

    template <detail::binary O, detail::unary F, detail::unary G>
    static type::fork<O, F, G> rule(O, F, G);

    template <class B, class O, class F, class G>
    static BATT_FN value::fork<O, F, G> eval(B&, const O& outer, const F& a, const G& b) {
        return {outer, a, b};
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
