// The standard form of a program: it runs by definition and throws its failure.
#pragma once

#include <batt/expr/solver.hpp>
#include <batt/reference/machine/definition_machine.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::expr {

namespace detail {

/// Refuses the operation Op if it has no definition.
template <class Op>
constexpr bool is_defined() {
    static_assert(Op::structural || reference::defined<Op>,
                  "batt: p.reference needs a definition of every operation: specialise "
                  "batt::reference::definition for this one");
    return true;
}

/// Refuses an expression in which some operation has no definition.
template <class E>
inline constexpr bool by_definition = true;
template <class Op>
inline constexpr bool by_definition<function<Op>> = is_defined<Op>();
template <class Op, class... A>
inline constexpr bool by_definition<call<Op, A...>> =
    is_defined<Op>() && (by_definition<A> && ... && true);
template <class F, class... A>
inline constexpr bool by_definition<invoke<F, A...>> = (by_definition<A> && ... && true);

} // namespace detail

/// The output of a program on a grid of any size; throws `batt::error` with the status and the
/// statement where a failure began.
/// @param words the values of its parameters, if it has any, as `parameter_list` says.
template <bool Lenient, class... S, class... Words>
grid run_by_definition(const program<Lenient, S...>&, const grid& in, const Words*... words) {
    static_assert((detail::by_definition<typename S::expression> && ... && true));
    reference::definition_machine b;
    const auto out = program<Lenient, S...>::run_grid(b, reference::from_host(in), words...);
    if (!out.why.none()) throw error(out.why.why(), out.why.statement());
    return reference::to_host(out.value);
}

} // namespace batt::expr
BATT_HOST_CALLS_END
