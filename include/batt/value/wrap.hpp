// Integer arithmetic of the DSL: wraps around at 32 bits, rounds quotients towards minus infinity.
#pragma once

#include <batt/value/ivec.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// The integer with these bits.
BATT_FN constexpr integer wrap(std::uint32_t x) { return static_cast<integer>(x); }
/// The bits of an integer, on which arithmetic wraps around.
BATT_FN constexpr std::uint32_t bits_of(integer x) { return static_cast<std::uint32_t>(x); }

/// a + b, a - b and a * b, wrapped around at 32 bits.
BATT_FN constexpr integer wrap_add(integer a, integer b) { return wrap(bits_of(a) + bits_of(b)); }
BATT_FN constexpr integer wrap_sub(integer a, integer b) { return wrap(bits_of(a) - bits_of(b)); }
BATT_FN constexpr integer wrap_mul(integer a, integer b) { return wrap(bits_of(a) * bits_of(b)); }

/// floor(a / b) for b != 0; the one overflow, least / -1, wraps.
BATT_FN constexpr integer floor_div(integer a, integer b) {
    if (b == -1) return wrap_sub(0, a);
    const integer q = a / b;
    return (a % b != 0 && ((a < 0) != (b < 0))) ? q - 1 : q;
}

} // namespace batt
BATT_HOST_CALLS_END
