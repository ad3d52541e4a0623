// Arithmetic on integers and on tuples that act as vectors.
#pragma once

#include <batt/reference/dynamic/readings.hpp>
#include <batt/value/wrap.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// f of the components of a number or vector.
template <class F>
value of_components(const value& a, F f) {
    if (a.is_integer()) return value(f(a.number()));
    const ivec x = read_num(a);
    return value(ivec{f(x.i), f(x.j)});
}

/// f of the components of a and b; a number acts on both components of a vector.
template <class F>
value of_components(const value& a, const value& b, F f) {
    if (a.is_integer() && b.is_integer()) return value(f(a.number(), b.number()));
    const ivec x = read_num(a);
    const ivec y = read_num(b);
    return value(ivec{f(x.i, y.i), f(x.j, y.j)});
}

/// a + b.
inline value add(const value& a, const value& b) { return of_components(a, b, wrap_add); }
/// a - b.
inline value subtract(const value& a, const value& b) { return of_components(a, b, wrap_sub); }
/// a * b.
inline value multiply(const value& a, const value& b) { return of_components(a, b, wrap_mul); }
/// floor(a / b); `divide_by_zero` if a component of b is 0.
inline value divide(const value& a, const value& b) {
    return of_components(a, b, [](integer x, integer y) {
        if (y == 0) fail(status::divide_by_zero);
        return floor_div(x, y);
    });
}
/// -n.
inline value invert(const value& n) {
    return of_components(n, [](integer x) { return wrap_sub(0, x); });
}
/// 2n.
inline value double_(const value& n) {
    return of_components(n, [](integer x) { return wrap_mul(2, x); });
}
/// floor(n / 2).
inline value halve(const value& n) {
    return of_components(n, [](integer x) { return floor_div(x, 2); });
}
/// x + 1.
inline value increment(const value& n) {
    return of_components(n, [](integer x) { return wrap_add(x, 1); });
}
/// x - 1.
inline value decrement(const value& n) {
    return of_components(n, [](integer x) { return wrap_sub(x, 1); });
}
/// -1, 0 or 1.
inline value sign(const value& n) {
    return of_components(n, [](integer x) { return integer{x > 0} - integer{x < 0}; });
}
/// One further from zero; 0 stays.
inline value crement(const value& n) {
    return of_components(n, [](integer x) { return wrap_add(x, integer{x > 0} - integer{x < 0}); });
}
/// (i, 0), whatever i is.
inline value toivec(const value& i) { return make_pair(i, value(integer{0})); }
/// (0, j), whatever j is.
inline value tojvec(const value& j) { return make_pair(value(integer{0}), j); }

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
