// A program as a plain call on the host: p(grid), and p.reference(grid) which throws.
#pragma once

#include <batt/exec/host_value.hpp>
#include <batt/exec/tier.hpp>
#include <batt/value/result.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::expr {

/// Runs a program on one grid of any size: on the calling thread's machine where it fits, by
/// definition where not.
template <bool Lenient, class... S>
result<grid> run_on_host(const program<Lenient, S...>&, const grid& in) {
    using P = program<Lenient, S...>;
    auto& m = host::this_thread();
    const auto v = host::to_machine(m, in);
    failure why(m.take(), 0);
    if (why.none()) {
        const auto out = P::run_grid(m, v);
        if (out.why.none()) return host::from_machine(out.value);
        why = out.why;
    }
    if (why.why() != status::capacity) return cuda::std::unexpected<failure>(why);
#if BATT_HAS_REFERENCE
    reference::backend b;
    const auto out = P::run_grid(b, reference::from_host(in));
    if (out.why.none()) return host::from_machine(out.value);
    return cuda::std::unexpected<failure>(out.why);
#else
    return cuda::std::unexpected<failure>(failure(status::capacity, 0));
#endif
}

} // namespace batt::expr
BATT_HOST_CALLS_END
