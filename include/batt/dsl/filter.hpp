// Elements that satisfy a condition: sfilter, mfilter, extract, sizefilter.
#pragma once

#include <batt/dsl/merge.hpp>
#include <batt/dsl/size.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

namespace detail {

/// C is a container and F a condition on its elements.
template <class C, class F>
concept filterable = type::container<C> && predicate<F, type::element<C>>;

} // namespace detail

/// sfilter(c, cond) -> container: the elements for which cond is true, with c's kind and order.
/// [empty: no location] Cost: one call of cond per element.
struct sfilter : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::filterable<C, F>
    static type::selected<C> rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& cond) {
        return value::select(m, c, [&](const auto& x) { return batt::call(m, cond, x); });
    }
};

/// mfilter(c, cond) -> container: merge(sfilter(c, cond)).
/// [domain: grids of non-zero height differ in width]
/// Cost: one call of cond per element, and that of merge for those kept.
struct mfilter : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::filterable<C, F>
    static type::merged<type::selected<C>> rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& cond) {
        using T = value::tag<C>;
        if constexpr (type::set_like<T> && type::plain_patch<type::element<T>>) {
            value::union_of<M, type::merged<T>> out(m);
            const int mark = m.top();
            value::for_each(m, c, [&](const auto& p) {
                const bool in = batt::call(m, cond, p);
                m.release(mark);
                if (in) out.add(p);
                return m.ok();
            });
            return out.close();
        } else {
            const int mark = m.top();
            const auto out = merge::eval(m, sfilter::eval(m, c, cond));
            return value::compact(m, out, mark);
        }
    }
};

/// extract(c, cond) -> element: the first element for which cond is true. [not_found: none]
/// [empty: no location] Cost: one call of cond per element up to the first match.
struct extract : parameters<kind::container, kind::function> {
    template <class C, class F>
        requires detail::filterable<C, F>
    static type::element<C> rule(C, F);

    template <class M, class C, class F>
    static BATT_FN auto eval(M& m, const C& c, const F& cond) {
        using T = type::element<value::tag<C>>;
        value::of<M, T> out{};
        bool found = false;
        const int mark = m.top();
        value::for_each(m, c, [&](const auto& x) {
            const auto e = batt::detail::converted<T>(m, x);
            found = batt::call(m, cond, e);
            if (found)
                out = e;
            else
                m.release(mark);
            return !found && m.ok();
        });
        if (!found) m.fail(status::not_found);
        return value::compact(m, out, mark);
    }
};

/// sizefilter(c, n) -> set: the elements with exactly n elements.
/// Cost: one count per element.
struct sizefilter : parameters<kind::container, kind::integer> {
    template <class C>
        requires(type::container<C> &&
                 (type::container<type::element<C>> || type::pair_like<type::element<C>>))
    static type::set_of<type::element<C>> rule(C, type::integer);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c, integer n) {
        const auto kept = value::select(m, c, [&](const auto& x) { return size::eval(m, x) == n; });
        return batt::detail::converted<type::set_of<type::element<value::tag<C>>>>(m, kept);
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
