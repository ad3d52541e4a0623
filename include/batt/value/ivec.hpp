// Integers, locations and pairs: the values that are the same on every machine.
#pragma once

#include <batt/config.hpp>
#include <cstdint>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A number of the DSL: wraps around at 32 bits.
using integer = std::int32_t;
/// T or F.
using boolean = bool;

/// A location or a vector: i = row, j = column.
///
/// *No location*, the corner of an empty patch, is the one value `no_location()`: it equals only
/// itself and comes before all others. It is held as a reserved pair of numbers.
struct ivec {
    integer i = 0;
    integer j = 0;

    static constexpr integer reserved_i = -2147483647 - 1;
    static constexpr integer reserved_j = -1859775393;

    /// The corner of an empty patch.
    static BATT_FN constexpr ivec no_location() { return {reserved_i, reserved_j}; }
    /// Whether this is the corner of an empty patch.
    BATT_FN constexpr bool is_none() const { return i == reserved_i && j == reserved_j; }

    friend BATT_FN constexpr bool operator==(ivec a, ivec b) { return a.i == b.i && a.j == b.j; }
    /// Row-major order, no location first.
    friend BATT_FN constexpr bool operator<(ivec a, ivec b) {
        if (a.is_none() || b.is_none()) return a.is_none() && !b.is_none();
        return a.i != b.i ? a.i < b.i : a.j < b.j;
    }
};

/// Two values of any types. Ordered by the first, then the second.
template <class A, class B>
struct pair_of {
    A first;
    B second;

    friend BATT_FN constexpr bool operator==(const pair_of& a, const pair_of& b) {
        return a.first == b.first && a.second == b.second;
    }
    friend BATT_FN constexpr bool operator<(const pair_of& a, const pair_of& b) {
        if (a.first < b.first) return true;
        if (b.first < a.first) return false;
        return a.second < b.second;
    }
};

/// A colour at a location.
using cell = pair_of<integer, ivec>;

} // namespace batt
BATT_HOST_CALLS_END
