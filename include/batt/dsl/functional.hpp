// Functions over containers: apply, rapply, mapply, papply, mpapply, prapply, branch.
#pragma once

#include <batt/dsl/combinators.hpp>
#include <batt/dsl/merge.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// apply(f, c) -> container: f of each element; a set gives a set, a tuple or grid a tuple in
/// order, an ivec or pair a pair. [empty: no location]
/// Cost: one call of f per element; a set is sorted unless the results ascend, by insertion into
/// lines of 32: n^2 / 64 words move.
struct apply : parameters<kind::function, kind::container> {
    template <class F, class C>
    static type::applied<F, C> rule(F, C);

    template <class M, class F, class C>
    static BATT_FN auto eval(M& m, const F& f, const C& c) {
        using T = value::tag<C>;
        using R = type::applied<value::tag<F>, T>;
        if constexpr (type::pair_like<T>) {
            if constexpr (std::is_same_v<T, type::ivec>)
                if (c.is_none()) m.fail(status::empty);
            const auto& [a, b] = c;
            const auto x = batt::call(m, f, a);
            return value::of<M, R>{x, batt::call(m, f, b)};
        } else {
            value::builder_like<M, T, call_t<value::tag<F>, type::element<T>>> out(
                m, value::count(m, c));
            value::for_each(m, c, [&](const auto& x) {
                out.push(batt::call(m, f, x));
                return m.ok();
            });
            return out.close();
        }
    }
};

/// rapply(fs, v) -> container: each function of fs on v; a set gives a set, a tuple a tuple, a pair
/// a pair. Cost: one call per function; a set is sorted unless the results ascend, as in apply.
struct rapply : parameters<kind::container, kind::any> {
    template <class C, class V>
    static type::rapplied<C, V> rule(C, V);

    template <class M, class C, class V>
    static BATT_FN auto eval(M& m, const C& fs, const V& v) {
        using T = value::tag<C>;
        using R = type::rapplied<T, value::tag<V>>;
        if constexpr (type::pair_like<T>) {
            const auto x = batt::call(m, fs.first, v);
            return value::of<M, R>{x, batt::call(m, fs.second, v)};
        } else {
            value::builder_like<M, T, call_t<type::element<T>, value::tag<V>>> out(m, fs.count);
            value::for_each(m, fs, [&](const auto& f) {
                out.push(batt::call(m, f, v));
                return m.ok();
            });
            return out.close();
        }
    }
};

/// mapply(f, c) -> container: merge(apply(f, c)). [empty: no location] [domain: grids of non-zero
/// height differ in width]
/// Cost: one call of f per element and that of merge; patches of a set are never stored.
struct mapply : parameters<kind::function, kind::container> {
    template <class F, class C>
    static type::merged<type::applied<F, C>> rule(F, C);

    template <class M, class F, class C>
    static BATT_FN auto eval(M& m, const F& f, const C& c) {
        using T = value::tag<C>;
        using R = type::applied<value::tag<F>, T>;
        if constexpr (type::set_like<T> && type::plain_patch<type::element<R>>) {
            value::union_of<M, type::merged<R>> out(m);
            const int mark = m.top();
            value::for_each(m, c, [&](const auto& x) {
                out.add(batt::call(m, f, x));
                m.release(mark);
                return m.ok();
            });
            return out.close();
        } else {
            const int mark = m.top();
            const auto out = merge::eval(m, apply::eval(m, f, c));
            return value::compact(m, out, mark);
        }
    }
};

/// papply(f, a, b) -> tuple: f of the elements at the same places, to the end of the shorter one.
/// Cost: one call of f per element.
struct papply : parameters<kind::function, kind::container, kind::container> {
    template <class F, class A, class B>
    static type::paired<F, A, B> rule(F, A, B);

    template <class M, class F, class A, class B>
    static BATT_FN auto eval(M& m, const F& f, const A& a, const B& b) {
        using R = type::paired<value::tag<F>, value::tag<A>, value::tag<B>>;
        const auto x = value::as_tuple(m, a);
        const auto y = value::as_tuple(m, b);
        const int n = x.count < y.count ? x.count : y.count;
        value::builder<M, type::element<R>> out(m, n);
        for (int k = 0; k < n && m.ok(); ++k)
            out.push(batt::call(m, f, value::get(m, x, k), value::get(m, y, k)));
        return out.close();
    }
};

/// mpapply(f, a, b) -> tuple: merge(papply(f, a, b)). [domain: grids of non-zero height differ in
/// width] Cost: one call of f per element and that of merge.
struct mpapply : parameters<kind::function, kind::container, kind::container> {
    template <class F, class A, class B>
    static type::merged<type::paired<F, A, B>> rule(F, A, B);

    template <class M, class F, class A, class B>
    static BATT_FN auto eval(M& m, const F& f, const A& a, const B& b) {
        const int mark = m.top();
        const auto out = merge::eval(m, papply::eval(m, f, a, b));
        return value::compact(m, out, mark);
    }
};

/// prapply(f, a, b) -> set: {f(x, y) : x in a, y in b}, going through b in order and, for each of
/// its elements, through a. Cost: one call of f per pair; sorted unless the results ascend, as in
/// apply.
struct prapply : parameters<kind::function, kind::container, kind::container> {
    template <class F, class A, class B>
        requires(type::container<A> && type::container<B> &&
                 callable<F, type::element<A>, type::element<B>>)
    static type::set_of<call_t<F, type::element<A>, type::element<B>>> rule(F, A, B);

    template <class M, class F, class A, class B>
    static BATT_FN auto eval(M& m, const F& f, const A& a, const B& b) {
        using T = call_t<value::tag<F>, type::element<value::tag<A>>, type::element<value::tag<B>>>;
        const auto x = value::as_tuple(m, a);
        const auto y = value::as_tuple(m, b);
        const std::int64_t n = std::int64_t{x.count} * y.count;
        if (!value::countable(m, n)) return value::of<M, type::set_of<T>>{};
        value::set_builder<M, T> out(m, static_cast<int>(n));
        for (int k = 0; k < y.count && m.ok(); ++k) {
            for (int i = 0; i < x.count && m.ok(); ++i)
                out.push(batt::call(m, f, value::get(m, x, i), value::get(m, y, k)));
        }
        return out.close();
    }
};

/// branch(c, a, b) -> a or b: a if c, else b, as the type that both can be. A choice between two
/// functions is called like either of them. An operation that takes a choice between an object and
/// indices takes the one that was chosen. Cost: none between equal types.
struct branch : parameters<kind::boolean, kind::alternative, kind::alternative> {
    static constexpr bool structural = true;

    template <class X, class Y>
    static type::branched<X, Y> rule(type::boolean, X, Y);

    template <class B, class X, class Y>
    static BATT_FN auto eval(B& b, boolean c, const X& x, const Y& y) {
        using R = type::branched<value::tag<X>, value::tag<Y>>;
        if (c) return batt::detail::converted<R>(b, x);
        return batt::detail::converted<R>(b, y);
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
