// A program as a plain call on the host: p(grid), and p.reference(grid) which throws.
#pragma once

#include <batt/exec/host_value.hpp>
#include <batt/value/result.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::expr {

namespace detail {

/// A program at one tier after another, until it fits.
template <class P, class... T, class... Words>
result<grid> run_at(tiers<T...>, const grid& in, const Words*... words) {
    result<grid> out = cuda::std::unexpected<failure>(failure(status::capacity, 0));
    const auto fits = [&](auto m) {
        const auto v = host::to_machine(m, in);
        failure why(m.take_status(), 0);
        if (why.none()) {
            const auto o = P::run_grid(m, v, words...);
            if (o.why.none()) {
                out = host::from_machine(m, o.value);
                return true;
            }
            why = o.why;
        }
        out = cuda::std::unexpected<failure>(why);
        return why.why() != status::capacity;
    };
    (fits(host::thread_machine<T>()) || ...);
    return out;
}

} // namespace detail

/// Runs a program on one grid of any size: at the program's own tiers on the calling thread, and by
/// definition where it does not fit them.
/// @param words the values of its parameters, if it has any, as `parameter_list` says.
template <bool Lenient, class... S, class... Words>
result<grid> run_on_host(const program<Lenient, S...>&, const grid& in, const Words*... words) {
    using P = program<Lenient, S...>;
    result<grid> fast = detail::run_at<P>(default_tiers<P>(), in, words...);
    if (fast || fast.error().why() != status::capacity) return fast;
#if BATT_HAS_REFERENCE
    reference::definition_machine b;
    const auto out = P::run_grid(b, reference::from_host(in), words...);
    if (out.why.none()) return host::from_machine(b, out.value);
    return cuda::std::unexpected<failure>(out.why);
#else
    return cuda::std::unexpected<failure>(failure(status::capacity, 0));
#endif
}

} // namespace batt::expr
BATT_HOST_CALLS_END
