// Arithmetic on integers and ivecs: add, subtract, multiply, divide, invert, double_, halve,
// increment, decrement, crement, sign, toivec, tojvec.
#pragma once

#include <batt/dsl/operation.hpp>
#include <batt/value/wrap.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// Fails with `empty` if an ivec is no location.
template <class M>
BATT_FN void need_location(M&, integer) {}
template <class M>
BATT_FN void need_location(M& m, ivec v) {
    if (v.is_none()) m.fail(status::empty);
}

/// A number as operands of both components: an integer counts for each.
BATT_FN constexpr ivec both_components(integer x) { return {x, x}; }
BATT_FN constexpr ivec both_components(ivec v) { return v; }

/// f on a number, or on both components of an ivec.
template <class M, class F>
BATT_FN integer componentwise(M&, const F& f, integer x) {
    return f(x);
}
template <class M, class F>
BATT_FN ivec componentwise(M& m, const F& f, ivec x) {
    need_location(m, x);
    const integer i = f(x.i);
    return {i, f(x.j)};
}
/// f on two numbers; an integer acts on both components of an ivec on the other side.
template <class M, class F>
BATT_FN integer componentwise(M&, const F& f, integer a, integer b) {
    return f(a, b);
}
template <class M, class F, class A, class B>
BATT_FN ivec componentwise(M& m, const F& f, const A& a, const B& b) {
    need_location(m, a);
    need_location(m, b);
    const ivec x = both_components(a), y = both_components(b);
    const integer i = f(x.i, y.i);
    return {i, f(x.j, y.j)};
}

BATT_FN constexpr integer sign_of(integer x) { return x > 0 ? 1 : (x < 0 ? -1 : 0); }

/// An operation on one number, componentwise on an ivec.
struct unary_arithmetic : parameters<kind::number> {
    template <class T>
    static T rule(T);
};

/// An operation on two numbers: two integers give an integer, all others an ivec.
struct binary_arithmetic : parameters<kind::number, kind::number> {
    static type::integer rule(type::integer, type::integer);
    template <class A, class B>
    static type::ivec rule(A, B);
};

} // namespace detail

/// add(a, b) -> number: a + b. [empty: no location] Cost: no row primitive.
struct add : detail::binary_arithmetic {
    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        return detail::componentwise(m, [](integer x, integer y) { return wrap_add(x, y); }, a, b);
    }
};

/// subtract(a, b) -> number: a - b. [empty: no location] Cost: no row primitive.
struct subtract : detail::binary_arithmetic {
    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        return detail::componentwise(m, [](integer x, integer y) { return wrap_sub(x, y); }, a, b);
    }
};

/// multiply(a, b) -> number: a * b. [empty: no location] Cost: no row primitive.
struct multiply : detail::binary_arithmetic {
    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        return detail::componentwise(m, [](integer x, integer y) { return wrap_mul(x, y); }, a, b);
    }
};

/// divide(a, b) -> number: floor(a / b). [empty: no location] [divide_by_zero: any divisor
/// component is 0] Cost: no row primitive.
struct divide : detail::binary_arithmetic {
    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        const auto quotient = [&m](integer x, integer y) {
            if (y == 0) m.fail(status::divide_by_zero);
            return y == 0 ? 0 : floor_div(x, y);
        };
        return detail::componentwise(m, quotient, a, b);
    }
};

/// invert(n) -> number: -n. [empty: no location] Cost: no row primitive.
struct invert : detail::unary_arithmetic {
    template <class M, class A>
    static BATT_FN A eval(M& m, const A& n) {
        return detail::componentwise(m, [](integer x) { return wrap_sub(0, x); }, n);
    }
};

/// double_(n) -> number: 2 n. [empty: no location] Cost: no row primitive.
struct double_ : detail::unary_arithmetic {
    template <class M, class A>
    static BATT_FN A eval(M& m, const A& n) {
        return detail::componentwise(m, [](integer x) { return wrap_add(x, x); }, n);
    }
};

/// halve(n) -> number: floor(n / 2). [empty: no location] Cost: no row primitive.
struct halve : detail::unary_arithmetic {
    template <class M, class A>
    static BATT_FN A eval(M& m, const A& n) {
        return detail::componentwise(m, [](integer x) { return x >> 1; }, n);
    }
};

/// increment(x) -> number: x + 1. [empty: no location] Cost: no row primitive.
struct increment : detail::unary_arithmetic {
    template <class M, class A>
    static BATT_FN A eval(M& m, const A& x) {
        return detail::componentwise(m, [](integer n) { return wrap_add(n, 1); }, x);
    }
};

/// decrement(x) -> number: x - 1. [empty: no location] Cost: no row primitive.
struct decrement : detail::unary_arithmetic {
    template <class M, class A>
    static BATT_FN A eval(M& m, const A& x) {
        return detail::componentwise(m, [](integer n) { return wrap_sub(n, 1); }, x);
    }
};

/// crement(x) -> number: one further from zero; 0 stays 0. [empty: no location]
/// Cost: no row primitive.
struct crement : detail::unary_arithmetic {
    template <class M, class A>
    static BATT_FN A eval(M& m, const A& x) {
        return detail::componentwise(
            m, [](integer n) { return wrap_add(n, detail::sign_of(n)); }, x);
    }
};

/// sign(x) -> number: -1, 0 or 1. [empty: no location] Cost: no row primitive.
struct sign : detail::unary_arithmetic {
    template <class M, class A>
    static BATT_FN A eval(M& m, const A& x) {
        return detail::componentwise(m, [](integer n) { return detail::sign_of(n); }, x);
    }
};

/// toivec(i) -> ivec: (i, 0). Cost: no row primitive.
struct toivec : parameters<kind::integer> {
    using result = type::ivec;

    template <class M>
    static BATT_FN ivec eval(M&, integer i) {
        return {i, 0};
    }
};

/// tojvec(j) -> ivec: (0, j). Cost: no row primitive.
struct tojvec : parameters<kind::integer> {
    using result = type::ivec;

    template <class M>
    static BATT_FN ivec eval(M&, integer j) {
        return {0, j};
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
