// The number of elements of a container: size.
#pragma once

#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The number of elements; the rows of a grid.
template <>
struct definition<op::size> {
    template <class C>
    static integer call(const C& c) {
        if constexpr (std::is_same_v<C, grid>) {
            return c.height();
        } else if constexpr (std::is_same_v<C, ivec>) {
            check_located(c);
            return 2;
        } else if constexpr (is_pair_v<C>) {
            return 2;
        } else {
            return static_cast<integer>(c.size());
        }
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
