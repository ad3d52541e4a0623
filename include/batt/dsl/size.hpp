// The number of elements of a container: size.
#pragma once

#include <batt/dsl/operation.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace op {

/// size(c) -> integer: number of elements: rows of a grid, cells of an object; repeats in a
/// sequence count. [empty: no location] Cost: one reduction per layer.
struct size : parameters<kind::container> {
    using result = type::integer;

    template <class M, class C>
    static BATT_FN integer eval(M& m, const C& c) {
        if constexpr (std::is_same_v<value::tag<C>, type::ivec>)
            if (c.is_none()) m.fail(status::empty);
        return value::count(m, c);
    }
};

} // namespace op
} // namespace batt
BATT_HOST_CALLS_END
