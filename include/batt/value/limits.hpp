// The numbers that limit values on every machine and by definition.
#pragma once

#include <batt/value/ivec.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

inline constexpr integer min_coordinate = -32768; ///< least coordinate of a location in a patch
inline constexpr integer max_coordinate = 32767;  ///< largest coordinate of a location in a patch
inline constexpr integer min_color = -1;          ///< least colour that a grid or object can hold
inline constexpr integer max_color = 14;          ///< largest colour that a grid or object can hold
/// The largest colour of grids that are given, such as 64 x 64 frames of 16 colours. It is a colour
/// only in samples where it occurs; these run in windows of 64 x 64 or by definition.
inline constexpr integer max_given_color = 15;
inline constexpr integer max_elements = 1 << 22; ///< elements of a container
inline constexpr integer longest_way = 42;       ///< steps of shoot, and most steps of gravitate
inline constexpr integer max_power = 65536;      ///< how often power may apply a function

/// Whether a patch can hold a location with this coordinate.
template <class Integer>
BATT_FN constexpr bool is_coordinate(Integer x) {
    return x >= min_coordinate && x <= max_coordinate;
}
/// Whether a patch can hold a location.
BATT_FN constexpr bool is_place(ivec v) { return is_coordinate(v.i) && is_coordinate(v.j); }

/// The bit of a colour in a palette.
BATT_FN constexpr std::uint32_t palette_bit(integer color) { return 1U << (color - min_color); }

} // namespace batt
BATT_HOST_CALLS_END
