// Functions over containers.
#pragma once

#include <batt/reference/dynamic/function.hpp>
#include <batt/reference/dynamic/merge.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// f of each element, in a container of c's kind.
inline value apply(const value& f, const value& c) {
    const elements items(c);
    auto out = vector_for<value>(items.size());
    for (const value& x : items) out.push_back(call(f, x));
    return make_like(c, std::move(out));
}
/// Each function of fs on v, in a container of fs's kind.
inline value rapply(const value& fs, const value& v) {
    const elements functions(fs);
    auto out = vector_for<value>(functions.size());
    for (const value& f : functions) out.push_back(call(f, v));
    return make_like(fs, std::move(out));
}
/// merge(apply(f, c)).
inline value mapply(const value& f, const value& c) { return merge(apply(f, c)); }
/// The tuple of f of the elements at the same place, up to the end of the shorter container.
inline value papply(const value& f, const value& a, const value& b) {
    const elements xs(a);
    const elements ys(b);
    const std::size_t n = std::min(xs.size(), ys.size());
    auto out = vector_for<value>(n);
    for (std::size_t k = 0; k < n; ++k) out.push_back(call(f, xs[k], ys[k]));
    return make_tuple(std::move(out));
}
/// merge(papply(f, a, b)).
inline value mpapply(const value& f, const value& a, const value& b) {
    return merge(papply(f, a, b));
}
/// {f(x, y) : x in a, y in b}. The outer loop runs over b and the inner one over a, which is not
/// read if b is empty.
inline value prapply(const value& f, const value& a, const value& b) {
    const elements ys(b);
    if (ys.empty()) return make_set({});
    const elements xs(a);
    auto out = vector_for<value>(std::uint64_t{xs.size()} * ys.size());
    for (const value& y : ys)
        for (const value& x : xs) out.push_back(call(f, x, y));
    return make_set(std::move(out));
}
/// a if c is true, else b.
inline value branch(const value& c, const value& a, const value& b) {
    return read_truth(c) ? a : b;
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
