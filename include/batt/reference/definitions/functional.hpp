// Functions over containers: apply, rapply, mapply, papply, mpapply, prapply, branch.
#pragma once

#include <batt/reference/definitions/by_key.hpp>
#include <batt/reference/definitions/merge.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The type of f's result for an A and a B.
template <class F, class A, class B>
using result2_t = decltype(type::made<typename std::decay<decltype(std::declval<const F&>()(
                               std::declval<const A&>(), std::declval<const B&>()))>::type>());

/// f of each element: a set for a set, a tuple for a tuple or grid, a pair for a pair.
template <>
struct definition<op::apply> {
    template <class F, container C>
    static auto call(const F& f, const C& c) {
        using T = result_t<F, element_t<C>>;
        gatherer<like_t<C, T>> items;
        for (const auto& x : elements(c)) items.add(f(x));
        return items.take();
    }

    template <class F>
    static auto call(const F& f, ivec c) {
        check_located(c);
        return call(f, pair<integer, integer>{c.i, c.j});
    }

    template <class F, class A, class B>
    static auto call(const F& f, const pair<A, B>& c) {
        const auto first = f(c.first);
        const auto second = f(c.second);
        check_weight(weight(first) + weight(second));
        return make_pair_of(first, second);
    }
};

/// Each function of fs on v, in a container of fs's kind.
template <>
struct definition<op::rapply> {
    static auto call(const auto& fs, const auto& v) {
        const auto on_v = [&](const auto& f) { return f(v); };
        return definition<op::apply>::call(on_v, fs);
    }
};

/// merge(apply(f, c)).
template <>
struct definition<op::mapply> {
    static auto call(const auto& f, const auto& c) {
        return definition<op::merge>::call(definition<op::apply>::call(f, c));
    }
};

/// f of the elements at the same place, up to the end of the shorter container.
template <>
struct definition<op::papply> {
    template <class F, container A, container B>
    static auto call(const F& f, const A& a, const B& b) {
        using T = result2_t<F, element_t<A>, element_t<B>>;
        const auto& xs = elements(a);
        const auto& ys = elements(b);
        gatherer<tuple<T>> items;
        for (std::size_t k = 0; k < xs.size() && k < ys.size(); ++k) items.add(f(xs[k], ys[k]));
        return items.take();
    }
};

/// merge(papply(f, a, b)).
template <>
struct definition<op::mpapply> {
    static auto call(const auto& f, const auto& a, const auto& b) {
        return definition<op::merge>::call(definition<op::papply>::call(f, a, b));
    }
};

/// {f(x, y) : x in a, y in b}; the loop over b is the outer one.
template <>
struct definition<op::prapply> {
    template <class F, container A, container B>
    static auto call(const F& f, const A& a, const B& b) {
        using T = result2_t<F, element_t<A>, element_t<B>>;
        const auto& xs = elements(a);
        const auto& ys = elements(b);
        if (std::uint64_t{xs.size()} * ys.size() > max_calls) fail(status::capacity);
        gatherer<set<T>> items;
        for (const auto& y : ys) {
            for (const auto& x : xs) items.add(f(x, y));
        }
        return items.take();
    }
};

/// a if c holds, else b, as the type that can hold both.
template <>
struct definition<op::branch> {
    template <class A, class B>
    static common_t<A, B> call(boolean c, const A& a, const B& b) {
        if (c) return convert<common_t<A, B>>(a);
        return convert<common_t<A, B>>(b);
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
