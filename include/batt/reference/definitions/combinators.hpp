// Functions made of functions: identity, compose, chain, matcher, lbind, rbind, power, fork.
#pragma once

#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// x.
template <>
struct definition<op::identity> {
    template <class T>
    static T call(const T& x) {
        return x;
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
