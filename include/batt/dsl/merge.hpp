// Containers combined into one: merge, combine.
#pragma once

#include <batt/dsl/container_types.hpp>
#include <batt/dsl/operation.hpp>
#include <batt/value/search.hpp>
#include <batt/value/unite.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// merge(c) -> container: all elements of the elements of c. An outer set gives a set: objects
/// unite to an object, indices to indices. An outer tuple or pair gives their concatenation in
/// order; grids are stacked. With nothing to merge it is the empty value of the static type.
/// [domain: grids of non-zero height differ in width]
/// Cost: an `or` per layer of each patch, a shift of 4 planes per grid; others element by element.
struct merge : parameters<kind::container> {
    template <class C>
    static type::merged<C> rule(C);

    template <class M, class C>
    static BATT_FN auto eval(M& m, const C& c) {
        using T = value::tag<C>;
        using R = type::merged<T>;
        if constexpr (std::is_same_v<R, type::grid>) {
            value::stack<M> out(m);
            value::for_each(m, c, [&](const auto& g) {
                out.add(batt::detail::converted<type::grid>(m, g));
                return m.ok();
            });
            return out.close();
        } else if constexpr (type::set_like<T> && type::plain_patch<type::element<T>>) {
            value::union_of<M, R> out(m);
            value::for_each(m, c, [&](const auto& p) {
                out.add(p);
                return m.ok();
            });
            return out.close();
        } else {
            using E = type::element<R>;
            const int mark = m.top();
            int n = 0;
            value::for_each(m, c, [&](const auto& x) {
                n += value::count(m, x);
                m.release(mark);
                return value::countable(m, n);
            });
            value::builder_like<M, T, E> out(m, n);
            value::for_each(m, c, [&](const auto& x) {
                value::for_each(m, x, [&](const auto& y) {
                    out.push(batt::detail::converted<E>(m, y));
                    return m.ok();
                });
                return m.ok();
            });
            return out.close();
        }
    }
};

/// combine(a, b) -> container: the union of sets, the concatenation of tuples; the kind of a
/// decides. [domain: rows of another width or invalid colours join a grid]
/// Cost: an `or` per layer of patches; a comparison per element of sets; a copy of tuples.
struct combine : parameters<kind::container, kind::container> {
    template <class A, class B>
        requires(type::container<A> && type::container<B> &&
                 !std::is_same_v<type::unify<type::element<A>, type::element<B>>, type::ill>)
    static type::chosen<std::is_same_v<A, type::grid>, type::grid,
                        type::like<A, type::unify<type::element<A>, type::element<B>>>>
        rule(A, B);

    template <class M, class A, class B>
    static BATT_FN auto eval(M& m, const A& a, const B& b) {
        using TA = value::tag<A>;
        using T = type::unify<type::element<TA>, type::element<value::tag<B>>>;
        if constexpr (std::is_same_v<TA, type::grid>) {
            value::stack<M> out(m);
            out.add(a);
            out.add(batt::detail::converted<type::grid>(m, rows_of(m, b)));
            return out.close();
        } else if constexpr (type::set_like<TA> && !type::one_order<TA, type::set_of<T>>) {
            return eval(m, batt::detail::converted<type::set_of<T>>(m, a), b);
        } else if constexpr (type::plain_patch<TA>) {
            if constexpr (type::plain_patch<value::tag<B>>)
                return value::unite(m, a, b);
            else
                return value::unite(m, a, batt::detail::converted<type::set_of<T>>(m, b));
        } else if constexpr (type::set_like<TA>) {
            return united<T>(m, a, batt::detail::converted<type::set_of<T>>(m, b));
        } else {
            value::builder<M, T> out(m, value::count(m, a) + value::count(m, b));
            const auto push = [&](const auto& x) {
                out.push(batt::detail::converted<T>(m, x));
                return m.ok();
            };
            value::for_each(m, a, push);
            value::for_each(m, b, push);
            return out.close();
        }
    }

private:
    template <class M, class B>
    static BATT_FN auto rows_of(M& m, const B& b) {
        if constexpr (std::is_same_v<value::tag<B>, type::grid>)
            return b;
        else
            return value::as_tuple(m, b);
    }

    /// The union of two sets in one pass, equal elements once; functions of b after those of a.
    template <class T, class M, class A, class B>
    static BATT_FN value::set<M, T> united(M& m, const A& a, const B& b) {
        const int n = a.count + b.count;
        if constexpr (!type::ordered<T>) {
            value::set_builder<M, T> out(m, n);
            for (int k = 0; k < n && m.ok(); ++k)
                out.push(k < a.count
                             ? batt::detail::converted<T>(m, value::get(m, a, k))
                             : batt::detail::converted<T>(m, value::get(m, b, k - a.count)));
            return out.close();
        } else {
            value::builder<M, T> out(m, n);
            for (int i = 0, k = 0; (i < a.count || k < b.count) && m.ok();) {
                const int c = i == a.count ? 1 : (k == b.count ? -1 : compare_at(m, a, i, b, k));
                if (c <= 0)
                    out.push(batt::detail::converted<T>(m, value::get(m, a, i)));
                else
                    out.push(batt::detail::converted<T>(m, value::get(m, b, k)));
                i += c <= 0 ? 1 : 0;
                k += c >= 0 ? 1 : 0;
            }
            return out.close_as_set();
        }
    }
    template <class M, class A, class B>
    static BATT_FN int compare_at(M& m, const A& a, int i, const B& b, int k) {
        return value::compare(m, value::get(m, a, i), value::get(m, b, k));
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
