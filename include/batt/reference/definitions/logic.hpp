// Questions about numbers and truth values: even, positive, greater, equality, flip, both, either.
#pragma once

#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// Whether n is divisible by 2.
template <>
struct definition<op::even> {
    static boolean call(integer n) { return n % 2 == 0; }
};

/// x > 0.
template <>
struct definition<op::positive> {
    static boolean call(integer x) { return x > 0; }
};

/// a > b.
template <>
struct definition<op::greater> {
    static boolean call(integer a, integer b) { return a > b; }
};

/// Whether two values are equal.
template <>
struct definition<op::equality> {
    static boolean call(const auto& a, const auto& b) { return compare::equal(a, b); }
};

/// not b.
template <>
struct definition<op::flip> {
    static boolean call(boolean b) { return !b; }
};

/// a and b.
template <>
struct definition<op::both> {
    static boolean call(boolean a, boolean b) { return a && b; }
};

/// a or b.
template <>
struct definition<op::either> {
    static boolean call(boolean a, boolean b) { return a || b; }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
