// The validation layer: single calls, batches of calls and columns, failures as values.
#pragma once

#include <batt/exec/detail/host.hpp>
#include <batt/exec/host_value.hpp>
#include <batt/exec/plain_call.hpp>
#include <batt/value/result.hpp>
#include <tuple>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

template <class F, class... A>
using called_tag = call_t<host::tag<F>, host::tag<A>...>;

/// What a call gives its user. A program, which has a call of its own, has no `type`: clang looks
/// for that before it asks a constraint.
template <class F, class... A>
struct called_form {
    using type = host::form_t<called_tag<F, A...>>;
};
template <bool Lenient, class... S, class... A>
struct called_form<expr::program<Lenient, S...>, A...> {};
template <class F, class... A>
using called_form_t = typename called_form<F, A...>::type;

/// Whether the user's value can be brought to a machine: a function can bind what only the
/// definition holds.
template <class M, class A>
inline constexpr bool can_reach = std::is_same_v<
    std::remove_cvref_t<decltype(host::to_machine(std::declval<M&>(), std::declval<const A&>()))>,
    value::of<M, host::tag<A>>>;

/// One call on a backend, of what the user holds.
template <class B, class F, class... A>
auto call_on(B& b, const F& f, const A&... args) {
    const auto function = host::to_machine(b, f);
    using sequence = std::make_integer_sequence<int, static_cast<int>(sizeof...(A))>;
    const arguments<sequence, decltype(host::to_machine(b, args))...> a{
        {host::to_machine(b, args)}...};
    return call_on_all(b, function, a);
}

} // namespace detail

/// Calls f on values: an operation or an expression without variables, on integers, booleans,
/// ivecs, grids, functions and containers of the reference. Gives the result, or the status that
/// says why there is none. An ill-typed call does not compile.
/// Runs on a machine of the fast tier on the calling thread; what does not fit it, and calls that
/// are faster by definition (`host::is_for_machine`), by definition.
template <class F, class... A>
auto validate_and_call(const F& f, const A&... args) -> result<detail::called_form_t<F, A...>> {
    using R = detail::called_tag<F, A...>;
    static_assert(!std::is_same_v<R, type::ill>,
                  "batt: a function is called with arguments that it does not take");
    using V = host::form_t<R>;
    V out{}; // a result is not moved: CCCL's may lose memory then
    constexpr bool can_return = host::plain<R> || host::of_data<R>;
    using M = fast_tier::machine_type<serial>;
    if constexpr (can_return && host::is_for_machine<R, host::tag<A>...>) {
        if constexpr ((detail::can_reach<M, F> && ... && detail::can_reach<M, A>)) {
            M m = host::thread_machine<fast_tier>();
            const auto v = detail::call_on(m, f, args...);
            if (m.ok() && detail::within_memory([&] { out = host::from_machine(m, v); }))
                return out;
            if (!m.ok() && m.why() != status::capacity)
                return cuda::std::unexpected<failure>(failure(m.why(), 0));
        }
    }
#if BATT_HAS_REFERENCE
    reference::definition_machine b;
    const failure why = b.attempt(0, [&] {
        out = host::from_machine(b, detail::call_on(b, f, args...));
        return failure{};
    });
    if (why.none()) return out;
    return cuda::std::unexpected<failure>(why);
#else
    return cuda::std::unexpected<failure>(failure(status::capacity, 0));
#endif
}
/// A program on a grid.
template <bool Lenient, class... S>
result<grid> validate_and_call(const expr::program<Lenient, S...>& p, const grid& in) {
    return p(in);
}

/// A call of a batch that has no result.
struct failed_call {
    std::size_t position;
    status why;
    friend bool operator==(const failed_call&, const failed_call&) = default;
};

/// Results of a batch of calls, in order; where a call failed the value is an empty one.
template <class V>
struct batch_results {
    std::vector<V> values;
    std::vector<failed_call> failed; ///< ascending positions
};

namespace detail {

/// f(k) -> result<V> for k = 0..n-1 on all cores. A call that the host has no memory for has status
/// `capacity`, as in the reference.
template <class V, class F>
batch_results<V> collect(std::size_t n, const F& f) {
    // a byte per flag: neighbours are written by different threads
    struct call_result {
        V value{};
        status why = status::ok;
    };
    std::vector<call_result> results(n);
    for_each_index(n, [&](std::size_t k) {
        const bool had_memory = within_memory([&] {
            auto r = f(k);
            if (r)
                results[k].value = std::move(*r);
            else
                results[k].why = r.error().why();
        });
        if (!had_memory) results[k].why = status::capacity;
    });
    batch_results<V> out;
    out.values.reserve(n);
    for (std::size_t k = 0; k < n; ++k) {
        if (results[k].why != status::ok) out.failed.push_back({k, results[k].why});
        out.values.push_back(std::move(results[k].value));
    }
    return out;
}

} // namespace detail

/// f on every tuple of arguments: results in order and the positions that failed, with their
/// status. A call that fails does not affect the others.
template <class F, class... A>
auto batch_validate_and_call(const F& f, const std::vector<std::tuple<A...>>& calls)
    -> batch_results<detail::called_form_t<F, A...>> {
    using V = detail::called_form_t<F, A...>;
    return detail::collect<V>(calls.size(), [&](std::size_t k) {
        return std::apply([&](const A&... a) { return validate_and_call(f, a...); }, calls[k]);
    });
}

namespace detail {

/// A sentence if the columns' lengths differ, empty otherwise.
template <std::size_t N>
std::string unequal_columns(const std::size_t (&lengths)[N]) {
    for (std::size_t c = 1; c < N; ++c)
        if (lengths[c] != lengths[0])
            return "column 1 has " + std::to_string(lengths[0]) + " elements but column " +
                   std::to_string(c + 1) + " has " + std::to_string(lengths[c]);
    return {};
}

} // namespace detail

/// f element by element over columns in host memory. Columns of unequal length are an error of the
/// whole call, reported before anything runs.
template <class F, class... T>
auto safe_batch_operation(const F& f, const std::vector<T>&... columns)
    -> cuda::std::expected<batch_results<detail::called_form_t<F, T...>>, error_message> {
    using V = detail::called_form_t<F, T...>;
    const std::size_t lengths[] = {columns.size()...};
    std::string problem = detail::unequal_columns(lengths);
    batch_results<V> out;
    const auto call = [&](std::size_t k) { return validate_and_call(f, T(columns[k])...); };
    if (problem.empty() &&
        !detail::within_memory([&] { out = detail::collect<V>(lengths[0], call); }))
        problem = detail::no_memory(std::to_string(lengths[0]) + " calls", sizeof(V));
    if (!problem.empty()) return cuda::std::unexpected<error_message>(error_message{problem});
    return out;
}

} // namespace batt
BATT_HOST_CALLS_END
