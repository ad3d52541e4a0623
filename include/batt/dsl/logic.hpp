// Questions about numbers and truth values: even, positive, greater, equality, flip, both, either.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// even(n) -> boolean: n is divisible by 2. Cost: no row primitive.
struct even : parameters<kind::integer> {
    using result = type::boolean;

    template <class M>
    static BATT_FN boolean eval(M&, integer n) {
        return (n & 1) == 0;
    }
};

/// positive(x) -> boolean: x > 0. Cost: no row primitive.
struct positive : parameters<kind::integer> {
    using result = type::boolean;

    template <class M>
    static BATT_FN boolean eval(M&, integer x) {
        return x > 0;
    }
};

/// greater(a, b) -> boolean: a > b. Cost: no row primitive.
struct greater : parameters<kind::integer, kind::integer> {
    using result = type::boolean;

    template <class M>
    static BATT_FN boolean eval(M&, integer a, integer b) {
        return a > b;
    }
};

/// equality(a, b) -> boolean: whether two values are equal, in whichever view each is given.
/// Cost: one reduction per layer or grid; element by element for containers.
struct equality : parameters<kind::any, kind::any> {
    template <class A, class B>
        requires(!std::is_same_v<type::unify<A, B>, type::ill>)
    static type::boolean rule(A, B);

    template <class M, class A, class B>
    static BATT_FN boolean eval(M& m, const A& a, const B& b) {
        return value::same(m, a, b);
    }
};

/// flip(b) -> boolean: not b. Cost: no row primitive.
struct flip : parameters<kind::boolean> {
    using result = type::boolean;

    template <class M>
    static BATT_FN boolean eval(M&, boolean b) {
        return !b;
    }
};

/// both(a, b) -> boolean: a and b. Cost: no row primitive.
struct both : parameters<kind::boolean, kind::boolean> {
    using result = type::boolean;

    template <class M>
    static BATT_FN boolean eval(M&, boolean a, boolean b) {
        return a && b;
    }
};

/// either(a, b) -> boolean: a or b. Cost: no row primitive.
struct either : parameters<kind::boolean, kind::boolean> {
    using result = type::boolean;

    template <class M>
    static BATT_FN boolean eval(M&, boolean a, boolean b) {
        return a || b;
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
