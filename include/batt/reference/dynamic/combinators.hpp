// Functions made of functions.
#pragma once

#include <batt/reference/dynamic/function.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// x.
inline value identity(const value& x) { return x; }
/// x -> outer(inner(x)).
inline value compose(const value& outer, const value& inner) {
    return value(detail::make_closure(closure_kind::compose, 1, outer, inner));
}
/// x -> h(g(f(x))).
inline value chain(const value& h, const value& g, const value& f) {
    return value(detail::make_closure(closure_kind::chain, 1, h, g, f));
}
/// x -> f(x) == target.
inline value matcher(const value& f, const value& target) {
    return value(detail::make_closure(closure_kind::matcher, 1, f, target));
}
/// x -> outer(a(x), b(x)).
inline value fork(const value& outer, const value& a, const value& b) {
    return value(detail::make_closure(closure_kind::fork, 1, outer, a, b));
}
/// f with its first parameter bound to v.
inline value lbind(const value& f, const value& v) {
    return detail::bind(closure_kind::lbind, f, v);
}
/// f with its last parameter bound to v.
inline value rbind(const value& f, const value& v) {
    return detail::bind(closure_kind::rbind, f, v);
}
/// f applied n times; f itself for n = 1, `domain` for n < 1, `capacity` for n > 65,536.
inline value power(const value& f, const value& n) {
    constexpr integer most = 65'536;
    const integer times = read_integer(n);
    if (times < 1) fail(status::domain);
    if (times > most) fail(status::capacity);
    if (times == 1) return f;
    closure* repeated = detail::make_closure(closure_kind::power, 1, f, value());
    repeated->times = times;
    return value(repeated);
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
