// Truth values: tests of numbers, equality, and what joins conditions.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// Whether n is divisible by 2.
inline value even(const value& n) { return value::truth(read_integer(n) % 2 == 0); }
/// Whether x > 0.
inline value positive(const value& x) { return value::truth(read_integer(x) > 0); }
/// Whether a > b, for integers or tuples.
inline value greater(const value& a, const value& b) {
    return value::truth(compare_sizes(a, b) > 0);
}
/// Whether two values of any kinds are equal.
inline value equality(const value& a, const value& b) { return value::truth(equal(a, b)); }
/// 1 if b is false, else 0.
inline value flip(const value& b) { return value::truth(!read_truth(b)); }
/// b if a is true, else a.
inline value both(const value& a, const value& b) { return read_truth(a) ? b : a; }
/// a if a is true, else b.
inline value either(const value& a, const value& b) { return read_truth(a) ? a : b; }

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
