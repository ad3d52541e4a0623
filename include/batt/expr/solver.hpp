// Programs: `solver(x1 = ..., O = ...)` as one type that checks itself and runs on any backend.
#pragma once

#include <batt/dsl/outgrowing.hpp>
#include <batt/expr/evaluate_statements.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A value, or a failure and the statement where it began.
template <class V>
struct outcome {
    V value;
    failure why;
};

namespace expr {

namespace detail {

/// Which statements O needs, from the last to the first.
template <int N>
struct needed_set {
    bool is[std::size_t{N} + 1] = {};
};

template <class E>
struct uses {
    static constexpr void mark(const int*, int, bool*) {}
};
template <int K>
struct uses<variable<K>> {
    static constexpr void mark(const int* of, int before, bool* needed) {
        for (int s = before - 1; s >= 0; --s)
            if (of[s] == K) {
                needed[s] = true;
                return;
            }
    }
};
template <class Op, class... A>
struct uses<call<Op, A...>> {
    static constexpr void mark(const int* of, int before, bool* needed) {
        (uses<A>::mark(of, before, needed), ...);
    }
};
template <class F, class... A>
struct uses<invoke<F, A...>> {
    static constexpr void mark(const int* of, int before, bool* needed) {
        uses<F>::mark(of, before, needed);
        (uses<A>::mark(of, before, needed), ...);
    }
};

template <class... S>
constexpr needed_set<sizeof...(S)> needed_of() {
    constexpr int n = static_cast<int>(sizeof...(S));
    constexpr int variable_of[] = {S::variable..., 0};
    constexpr void (*marks[])(const int*, int, bool*) = {&uses<typename S::expression>::mark...,
                                                         nullptr};
    needed_set<n> out;
    if (n > 0) out.is[n - 1] = true;
    for (int k = n - 1; k >= 0; --k)
        if (out.is[k]) marks[k](variable_of, k, out.is);
    return out;
}
/// Whether one of the first n statements assigns variable K.
template <int K, class... S>
constexpr bool assigns(int n) {
    constexpr int variable_of[] = {S::variable..., -1};
    for (int k = 0; k < n; ++k)
        if (variable_of[k] == K) return true;
    return false;
}
/// Whether an expression is a single call, with arguments that are no calls themselves, that
/// overflows a tier only with a grid larger than its windows.
template <class E, class Scope>
inline constexpr bool is_outgrowing_call = false;
template <class E, class Scope>
inline constexpr bool is_plain_argument =
    std::is_same_v<infer_t<E, Scope>, type::grid> ||
    std::is_same_v<infer_t<E, Scope>, type::ivec> || type::integral<infer_t<E, Scope>>;
template <class Op, class... A, class Scope>
inline constexpr bool is_plain_argument<call<Op, A...>, Scope> = false;
template <class F, class... A, class Scope>
inline constexpr bool is_plain_argument<invoke<F, A...>, Scope> = false;
template <class Op, class... A, class Scope>
inline constexpr bool is_outgrowing_call<call<Op, A...>, Scope> =
    outgrows<Op> && (is_plain_argument<A, Scope> && ...);
/// The variable whose sides an expression has, if it is a call that keeps those of a grid; or -1.
template <class E, class Scope>
inline constexpr int sides_of = -1;
template <class Op, int K, class... A, class Scope>
inline constexpr int sides_of<call<Op, variable<K>, A...>, Scope> =
    keeps_sides<Op> && std::is_same_v<infer_t<variable<K>, Scope>, type::grid> ? K : -1;
/// The number of the statement whose sides O has and that overflows only with a grid larger than
/// windows; 0 if there is none.
template <class Scope, class... S>
constexpr int outgrown_of() {
    constexpr int variable_of[] = {S::variable..., -1};
    constexpr bool outgrows[] = {is_outgrowing_call<typename S::expression, Scope>..., false};
    constexpr int sides[] = {sides_of<typename S::expression, Scope>..., -1};
    int k = static_cast<int>(sizeof...(S)) - 1;
    while (k >= 0 && !outgrows[k]) {
        const int from = sides[k];
        if (from < 0) return 0;
        for (--k; k >= 0 && variable_of[k] != from;) --k;
    }
    return k + 1;
}

template <class... S>
constexpr int last_variable_of() {
    constexpr int variable_of[] = {-1, S::variable...};
    return variable_of[sizeof...(S)];
}
template <class... S>
inline constexpr int last_variable = last_variable_of<S...>();

/// The scope after all statements; N counts them.
template <bool Lenient, int N, class Scope, class... S>
struct typed;
template <bool Lenient, int N, class Scope>
struct typed<Lenient, N, Scope> {
    using scope_type = Scope;
    static constexpr bool value = true;
};
template <bool Lenient, int N, class Scope, int K, class E, class... S>
struct typed<Lenient, N, Scope, statement<K, E>, S...> {
    static constexpr bool here() {
        if constexpr (Lenient)
            return true;
        else
            return check<N, E, Scope>::value;
    }
    using rest = typed<Lenient, N + 1, scope<Scope, K, infer_t<E, Scope>>, S...>;
    using scope_type = typename rest::scope_type;
    static constexpr bool value = here() && rest::value;
};
/// A variable that is assigned again keeps its first type, so that only one error is reported.
template <bool Lenient, int N, class Scope, int K, class E, class... S>
    requires(!std::is_same_v<variable_type<K, Scope>, undefined>)
struct typed<Lenient, N, Scope, statement<K, E>, S...> : typed<Lenient, N + 1, Scope, S...> {
    static constexpr bool value = assigned_twice<number<N>, x<K>, got<>, takes<>>();
};

} // namespace detail

/// A program of statements S. Lenient: an ill-typed statement is a value of status `type`.
template <bool Lenient, class... S>
class program {
public:
    static constexpr int statements = static_cast<int>(sizeof...(S));
    static constexpr bool lenient = Lenient;
    /// What it is given besides the grid when it runs.
    static constexpr parameter_list parameters = detail::parameters_of<typename S::expression...>();
    static_assert(parameters.agree, "batt: a parameter has two types in one program");
    static_assert(parameters.are_dense(),
                  "batt: the parameters of a program are numbered without gaps: param<0>, param<1> "
                  "...");

private:
    using first_scope = scope<empty_scope, -1, type::grid>;
    using types = detail::typed<Lenient, 1, first_scope, S...>;
    template <class B, class Is>
    struct parameter_values_of;
    template <class B, int... K>
    struct parameter_values_of<B, std::integer_sequence<int, K...>>
        : variable_value<detail::parameter_variable(K),
                         value::of<B, detail::parameter_tag<parameters.what[K]>>>... {
        BATT_FN void read([[maybe_unused]] const integer* words) {
            ((value_of<K>().v = detail::parameter_value<detail::parameter_tag<parameters.what[K]>>(
                  words + std::integral_constant<int, parameters.begin(K)>::value)),
             ...);
        }

    private:
        template <int N>
        BATT_FN auto& value_of() {
            return static_cast<
                variable_value<detail::parameter_variable(N),
                               value::of<B, detail::parameter_tag<parameters.what[N]>>>&>(*this);
        }
    };
    template <class B>
    using parameters_on = parameter_values_of<B, std::make_integer_sequence<int, parameters.count>>;
    template <class B>
    struct frame
        : variable_value<-1, value::of<B, type::grid>>,
          parameters_on<B>,
          variable_value<S::variable,
                         value::of<B, variable_type<S::variable, typename types::scope_type>>>... {
    };

public:
    /// Whether every statement is well-typed (a compile error says where not) and the last gives O.
    static constexpr bool well_typed = types::value;
    static_assert(detail::last_variable<S...> == output_variable,
                  "batt: the last statement of a program assigns O");
    /// The static type of O.
    using result = variable_type<output_variable, typename types::scope_type>;
    /// The number of a statement that, if it overflows a tier, does so with a grid of more than 32
    /// rows or columns, and whose sides O has; 0 if there is none.
    static constexpr int outgrown = detail::outgrown_of<typename types::scope_type, S...>();
    /// Whether O needs statement k (counted from 0).
    static constexpr detail::needed_set<statements> needed = detail::needed_of<S...>();

    /// Runs on the host: the output grid, or the status and the statement where the failure began.
    /// (batt/exec/plain_call.hpp)
    /// @param values one for each parameter of the program.
    template <class Grid, class... V>
    auto operator()(const Grid& in, const V&... values) const {
        if constexpr (parameters.count == 0 && sizeof...(V) == 0)
            return run_on_host(*this, in);
        else
            return run_on_host(*this, in, detail::given_words<program>(values...).words);
    }
    /// Runs by definition, on the host; throws `batt::error`.
    /// (batt/reference/machine/standard_form.hpp)
    template <class Grid, class... V>
    auto reference(const Grid& in, const V&... values) const {
        if constexpr (parameters.count == 0 && sizeof...(V) == 0)
            return run_by_definition(*this, in);
        else
            return run_by_definition(*this, in, detail::given_words<program>(values...).words);
    }

    /// Evaluates the program on a backend; `between` is called before every statement.
    /// Statements that O does not need are not evaluated.
    template <class B, class Between>
        requires(parameters.count == 0)
    static BATT_FN outcome<value::of<B, result>> run(B& b, const value::of<B, type::grid>& in,
                                                     const Between& between) {
        return run_given(b, in, nullptr, between);
    }
    template <class B>
        requires(parameters.count == 0)
    static BATT_FN outcome<value::of<B, result>> run(B& b, const value::of<B, type::grid>& in) {
        return run(b, in, [] {});
    }
    /// The same for a program with parameters.
    /// @param words the values of the parameters, as `parameter_list` says.
    template <class B, class Between>
        requires(parameters.count != 0)
    static BATT_FN outcome<value::of<B, result>> run(B& b, const value::of<B, type::grid>& in,
                                                     const integer* words, const Between& between) {
        return run_given(b, in, words, between);
    }
    template <class B>
        requires(parameters.count != 0)
    static BATT_FN outcome<value::of<B, result>> run(B& b, const value::of<B, type::grid>& in,
                                                     const integer* words) {
        return run(b, in, words, [] {});
    }

    /// The same with O as a grid: a tuple of rows is turned into one, `domain` at O's statement if
    /// it is none.
    template <class B, class... Rest>
    static BATT_FN outcome<value::of<B, type::grid>>
    run_grid(B& b, const value::of<B, type::grid>& in, const Rest&... rest) {
        static_assert(lenient || !well_typed ||
                          std::is_same_v<kind::grid::canonical<result>, type::grid>,
                      "batt: the output O of this program is not a grid");
        auto out = run(b, in, rest...);
        if constexpr (std::is_same_v<result, type::grid>) {
            return out;
        } else if constexpr (std::is_same_v<kind::grid::canonical<result>, type::grid>) {
            outcome<value::of<B, type::grid>> as_grid{{}, out.why};
            if (out.why.none())
                as_grid.why = b.attempt(statements, [&] {
                    as_grid.value = batt::detail::converted<type::grid>(b, out.value);
                    return failure{};
                });
            return as_grid;
        } else {
            return {{}, out.why.none() ? failure{status::type, statements} : out.why};
        }
    }

private:
    template <class B, class Between>
    static BATT_FN outcome<value::of<B, result>> run_given(B& b, const value::of<B, type::grid>& in,
                                                           const integer* words,
                                                           const Between& between) {
        frame<B> f;
        static_cast<variable_value<-1, value::of<B, type::grid>>&>(f).v = in;
        static_cast<parameters_on<B>&>(f).read(words);
        run_all(b, f, between, std::make_integer_sequence<int, statements>{});
        const auto& out = detail::find<output_variable>(f);
        return {out.v, out.why};
    }

    /// A lenient program may name a variable that no earlier statement has assigned.
    template <int N>
    struct assigned_before {
        template <int K>
        static constexpr bool has = !Lenient || detail::assigns<K, S...>(N);
    };

    template <class B, class Between, int... N>
    static BATT_FN void run_all(B& b, frame<B>& f, const Between& between,
                                std::integer_sequence<int, N...>) {
        (run_one<N, S, detail::numbered<typename S::expression, 0, assigned_before<N>>>(
             b, f, between,
             typename detail::numbered<typename S::expression, 0, assigned_before<N>>::variables{}),
         ...);
    }
    template <int N, class Statement, class Numbered, class B, class Between, int... K>
    static BATT_FN void run_one(B& b, frame<B>& f, const Between& between,
                                std::integer_sequence<int, K...>) {
        if constexpr (needed.is[N]) {
            between();
            using T = variable_type<Statement::variable, typename types::scope_type>;
            held<value::of<B, T>>& out =
                static_cast<variable_value<Statement::variable, value::of<B, T>>&>(f);
            detail::run_statement<typename Numbered::type>(b, N + 1, out, detail::find<K>(f)...);
        }
    }
};

} // namespace expr

/// A solver program: statements `x1 = ...` in order; the last assigns O. The input grid is I.
/// A program is its type: pass `decltype(p)` to kernels and executors.
template <class... S>
constexpr expr::program<false, S...> solver(const S&...) {
    // checked here, so that a wrong program does not compile even if nobody runs it
    static_assert(expr::program<false, S...>::well_typed || true);
    return {};
}

/// A program in which an ill-typed statement is not an error but a value of status `type`.
template <class... S>
constexpr expr::program<true, S...> lenient_solver(const S&...) {
    return {};
}

} // namespace batt
BATT_HOST_CALLS_END
