// Elements that satisfy a condition: sfilter, mfilter, extract, sizefilter.
#pragma once

#include <batt/reference/definitions/merge.hpp>
#include <batt/reference/definitions/size.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The elements of c for which keep(x) holds, in a container of c's kind.
template <class C, class F>
auto select(const C& c, F keep) {
    gatherer<same_kind_t<C>> kept;
    for (const auto& x : elements(c)) {
        if (keep(x)) kept.add(x);
    }
    return kept.take();
}

/// The elements for which cond holds, in a container of c's kind.
template <>
struct definition<op::sfilter> {
    static auto call(const container auto& c, const auto& cond) { return select(c, cond); }
};

/// merge(sfilter(c, cond)).
template <>
struct definition<op::mfilter> {
    static auto call(const container auto& c, const auto& cond) {
        return definition<op::merge>::call(select(c, cond));
    }
};

/// The first element for which cond holds; `not_found` if there is none.
template <>
struct definition<op::extract> {
    template <container C>
    static element_t<C> call(const C& c, const auto& cond) {
        for (const auto& x : elements(c)) {
            if (cond(x)) return x;
        }
        fail(status::not_found);
    }
};

/// The elements of size n, always as a set.
template <>
struct definition<op::sizefilter> {
    template <container C>
    static auto call(const C& c, integer n) {
        gatherer<set<element_t<C>>> kept;
        for (const auto& x : elements(c)) {
            if (definition<op::size>::call(x) == n) kept.add(x);
        }
        return kept.take();
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
