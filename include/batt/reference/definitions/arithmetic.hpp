// Arithmetic on integers and ivecs: add, subtract, multiply, divide, invert, double_, halve,
// increment, decrement, crement, sign, toivec, tojvec.
#pragma once

#include <batt/reference/definition.hpp>
#include <batt/value/wrap.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// f on a number, or on both components of a location.
template <class F>
integer componentwise(F f, integer x) {
    return f(x);
}
template <class F>
ivec componentwise(F f, ivec x) {
    check_located(x);
    return {f(x.i), f(x.j)};
}

/// f on two numbers; an integer beside a location acts on both of its components.
template <class F>
integer componentwise(F f, integer a, integer b) {
    return f(a, b);
}
template <class F>
ivec componentwise(F f, ivec a, ivec b) {
    check_located(a);
    check_located(b);
    return {f(a.i, b.i), f(a.j, b.j)};
}
template <class F>
ivec componentwise(F f, ivec a, integer b) {
    return componentwise(f, a, ivec{b, b});
}
template <class F>
ivec componentwise(F f, integer a, ivec b) {
    return componentwise(f, ivec{a, a}, b);
}

/// a + b.
template <>
struct definition<op::add> {
    static auto call(const auto& a, const auto& b) {
        return componentwise([](integer x, integer y) { return wrap_add(x, y); }, a, b);
    }
};

/// a - b.
template <>
struct definition<op::subtract> {
    static auto call(const auto& a, const auto& b) {
        return componentwise([](integer x, integer y) { return wrap_sub(x, y); }, a, b);
    }
};

/// a * b.
template <>
struct definition<op::multiply> {
    static auto call(const auto& a, const auto& b) {
        return componentwise([](integer x, integer y) { return wrap_mul(x, y); }, a, b);
    }
};

/// floor(a / b); `divide_by_zero` if a divisor component is 0.
template <>
struct definition<op::divide> {
    static auto call(const auto& a, const auto& b) {
        const auto quotient = [](integer x, integer y) {
            if (y == 0) fail(status::divide_by_zero);
            return floor_div(x, y);
        };
        return componentwise(quotient, a, b);
    }
};

/// -n.
template <>
struct definition<op::invert> {
    static auto call(const auto& n) {
        return componentwise([](integer x) { return wrap_sub(0, x); }, n);
    }
};

/// 2 n.
template <>
struct definition<op::double_> {
    static auto call(const auto& n) {
        return componentwise([](integer x) { return wrap_mul(2, x); }, n);
    }
};

/// floor(n / 2).
template <>
struct definition<op::halve> {
    static auto call(const auto& n) {
        return componentwise([](integer x) { return floor_div(x, 2); }, n);
    }
};

/// x + 1.
template <>
struct definition<op::increment> {
    static auto call(const auto& x) {
        return componentwise([](integer n) { return wrap_add(n, 1); }, x);
    }
};

/// x - 1.
template <>
struct definition<op::decrement> {
    static auto call(const auto& x) {
        return componentwise([](integer n) { return wrap_sub(n, 1); }, x);
    }
};

/// -1, 0 or 1.
template <>
struct definition<op::sign> {
    static integer of(integer x) { return x > 0 ? 1 : x < 0 ? -1 : 0; }
    static auto call(const auto& x) { return componentwise(of, x); }
};

/// One further from zero; 0 stays 0.
template <>
struct definition<op::crement> {
    static auto call(const auto& x) {
        const auto step = [](integer n) { return wrap_add(n, definition<op::sign>::of(n)); };
        return componentwise(step, x);
    }
};

/// (i, 0).
template <>
struct definition<op::toivec> {
    static ivec call(integer i) { return {i, 0}; }
};

/// (0, j).
template <>
struct definition<op::tojvec> {
    static ivec call(integer j) { return {0, j}; }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
