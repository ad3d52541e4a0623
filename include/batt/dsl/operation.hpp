// The public face of an operation: one object that is called on values and in programs.
#pragma once

#include <batt/dsl/function_call.hpp>
#include <batt/dsl/node.hpp>
#include <batt/dsl/operations.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A named operation.
///
/// In a program, with expressions as arguments, a call is an expression. On values it is a plain
/// call. With a machine as the first argument, the machine's arena holds containers and its status
/// shows a failure; without one the call runs on the host, on the calling thread's machine, and
/// gives a `result` (`validate_and_call`, in batt/exec/validate.hpp).
/// As an argument the object itself is the operation as a function value.
template <class Op>
struct operation {
    template <expr::node... A>
    BATT_FN constexpr expr::call<Op, expr::as_node<A>...> operator()(const A&...) const {
        return {};
    }
    template <machine_like M, class... V>
    BATT_FN auto operator()(M& m, const V&... v) const {
        return batt::call(m, value::named<Op>{}, plain(v)...);
    }

    template <class V, class... W>
        requires(!machine_like<V> && !(expr::node<V> && (expr::node<W> && ... && true)) &&
                 !(expr::has_variables<V> || ... || expr::has_variables<W>))
    auto operator()(const V& v, const W&... w) const {
        return validate_and_call(*this, v, w...);
    }
    template <class... V>
        requires(!(expr::node<V> && ...) && (expr::has_variables<V> || ...))
    BATT_CPP_VALUE constexpr expr::unassigned operator()(const V&...) const {
        return {};
    }

private:
    template <class V>
    static BATT_FN const V& plain(const V& v) {
        return v;
    }
    template <class Other>
    static BATT_FN value::named<Other> plain(const operation<Other>&) {
        return {};
    }
    template <integer I, integer J>
    static BATT_FN ivec plain(const expr::location<I, J>& v) {
        return v;
    }
};

template <class Op>
struct expr::literal_of<operation<Op>> {
    using type = expr::function<Op>;
};

/// The operations as objects; a call of one needs the header of its family.
namespace dsl {
#define BATT_OPERATION(name_, header_, signature_) BATT_CONSTANT operation<op::name_> name_{};
#include <batt/dsl/operations.def>
} // namespace dsl

} // namespace batt
BATT_HOST_CALLS_END
