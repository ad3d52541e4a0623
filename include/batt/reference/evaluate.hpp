// The standard form of a program: by definition, a failure is thrown.
#pragma once

#include <batt/expr/program.hpp>
#include <batt/reference/backend.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::expr {

/// The output of a program on a grid of any size; throws `batt::error` with the status and the
/// statement where a failure began.
template <bool Lenient, class... S>
grid run_by_definition(const program<Lenient, S...>&, const grid& in) {
    reference::backend b;
    const auto out = program<Lenient, S...>::run_grid(b, reference::from_host(in));
    if (!out.why.none()) throw error(out.why.why(), out.why.statement());
    return reference::to_host(out.value);
}

} // namespace batt::expr
BATT_HOST_CALLS_END
