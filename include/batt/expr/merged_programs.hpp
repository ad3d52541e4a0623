// Several programs merged into one function: what the functions that card writes consist of.
#pragma once

#include <batt/dsl.hpp>
#include <batt/expr/source.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

// The arguments of a merged statement: earlier statements, constants, and operations as values.
template <class V>
BATT_FN const V& argument_value(const outcome<V>& x) {
    return x.value;
}
template <class Op>
BATT_FN value::named<Op> argument_value(const operation<Op>&) {
    return {};
}
template <integer I, integer J>
BATT_FN ivec argument_value(const expr::location<I, J>& x) {
    return x;
}
template <integer N>
BATT_FN value::constant<N> argument_value(value::constant<N>) {
    return {};
}
template <bool B>
BATT_FN value::flag<B> argument_value(value::flag<B>) {
    return {};
}
/// A name without a value: whatever needs it is ill-typed.
BATT_FN value::ill argument_value(expr::unassigned) { return {}; }

/// Why an argument has no value; constants and operations have one.
template <class X>
BATT_FN failure failure_of(const X& x) {
    if constexpr (requires { x.why; })
        return x.why;
    else
        return {};
}
/// The leftmost failure.
BATT_FN failure first_failure() { return {}; }
template <class X, class... Y>
BATT_FN failure first_failure(const X& x, const Y&... y) {
    const failure why = failure_of(x);
    return why.none() ? first_failure(y...) : why;
}

template <class X>
struct argument_tag {
    using type =
        value::tag<std::remove_cvref_t<decltype(argument_value(std::declval<const X&>()))>>;
};

/// The static type of f(a...) for arguments of a merged statement, `ill` if there is none.
template <class F, class... A>
struct step_result
    : call_result<type::decay<typename argument_tag<F>::type>, typename argument_tag<A>::type...> {
};
/// A branch takes only one alternative: if the other is ill-typed, it does not count.
template <class C, class X, class Y>
struct step_result<operation<op::branch>, C, X, Y> {
    using tx = typename argument_tag<X>::type;
    using ty = typename argument_tag<Y>::type;
    using type = std::conditional_t<
        std::is_same_v<batt::type::decay<typename argument_tag<C>::type>, batt::type::boolean>,
        batt::type::decay<expr::branch_type<tx, ty>>, batt::type::ill>;
};

/// The failure of an absent input, which begins at the statement that uses it first.
BATT_FN failure begun_at(failure why, int statement) {
    return why.none() || why.statement() != 0 ? why : failure(why.why(), statement);
}

/// x as a value of type R.
template <class R, class Run, class X>
BATT_FN failure take(Run& run, value::of<typename Run::backend, R>& out, const X& x,
                     int statement) {
    using T = typename argument_tag<X>::type;
    if (const failure why = failure_of(x); !why.none()) return begun_at(why, statement);
    if constexpr (std::is_same_v<T, type::ill>)
        return {status::type, statement};
    else
        return run.attempt(statement, [&] {
            out = converted<R>(run.machine(), argument_value(x));
            return failure{};
        });
}

template <class F, class... A>
inline constexpr bool is_branch = std::is_same_v<F, operation<op::branch>> && sizeof...(A) == 3;

/// One merged statement that runs: its value goes to out.
template <class R, class Run, class F, class... A>
    requires(!is_branch<F, A...>)
BATT_FN failure step_value(Run& run, int statement, value::of<typename Run::backend, R>& out,
                           const F& f, const A&... a) {
    if (const failure why = first_failure(f, a...); !why.none()) return begun_at(why, statement);
    if constexpr (std::is_same_v<R, type::ill>)
        return {status::type, statement};
    else
        return run.attempt(statement, [&] {
            out = batt::call(run.machine(), argument_value(f), argument_value(a)...);
            return failure{};
        });
}
template <class R, class Run, class C, class X, class Y>
BATT_FN failure step_value(Run& run, int statement, value::of<typename Run::backend, R>& out,
                           const operation<op::branch>&, const C& c, const X& x, const Y& y) {
    if (const failure why = failure_of(c); !why.none()) return begun_at(why, statement);
    if constexpr (!std::is_same_v<type::decay<typename argument_tag<C>::type>, type::boolean>) {
        return {status::type, statement};
    } else if constexpr (std::is_same_v<R, type::ill>) {
        const failure why = argument_value(c) ? failure_of(x) : failure_of(y);
        return why.none() ? failure(status::type, statement) : begun_at(why, statement);
    } else {
        return argument_value(c) ? take<R>(run, out, x, statement)
                                 : take<R>(run, out, y, statement);
    }
}

template <class Run, class F, class... A>
using step_outcome = outcome<value::of<typename Run::backend, typename step_result<F, A...>::type>>;

} // namespace detail

// Values are large. The value of a statement that failed or does not run is left uninitialized, as
// nobody looks at it. g++ takes that for a mistake.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

/// Merged statement N of the programs in the set Users: f(a...), once for all of them, if any of
/// them runs. f and a are outcomes of earlier statements, constants or operations.
template <int N, std::uint64_t Users, class Run, class F, class... A>
BATT_FN detail::step_outcome<Run, F, A...> step(Run& run, const F& f, const A&... a) {
    detail::step_outcome<Run, F, A...> out;
    run.before(Users);
    if (run.wants(Users)) {
        using R = typename detail::step_result<F, A...>::type;
        out.why = detail::step_value<R>(run, N, out.value, f, a...);
        run.template after<N>(out);
    }
    return out;
}

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

/// The output of program P of a pipeline: a grid, or a tuple of rows that is one.
template <int P, class Run, class X>
BATT_FN void output(Run& run, const X& x) {
    if (!run.wants(std::uint64_t{1} << P)) return;
    using B = typename Run::backend;
    using T = typename detail::argument_tag<X>::type;
    if constexpr (std::is_same_v<T, type::grid>) {
        run.template output<P>(x);
    } else {
        outcome<value::of<B, type::grid>> out{};
        if constexpr (std::is_same_v<kind::grid::canonical<T>, type::grid>) {
            out.why = detail::take<type::grid>(run, out.value, x, 0);
        } else {
            out.why = detail::failure_of(x);
            if (out.why.none()) out.why = failure(status::type, 0);
        }
        run.template output<P>(out);
    }
}

} // namespace batt
BATT_HOST_CALLS_END
