// The values of the names that programs need not assign.
#pragma once

#include <batt/reference/dynamic/value.hpp>
#include <batt/text/names.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

namespace detail {

/// A constant: a number, or a location.
struct constant {
    std::string_view name;
    bool is_location;
    ivec both; ///< of a number its value as i
};
inline constexpr constant constants[] = {
    {"DOWN", true, {1, 0}},        {"DOWN_LEFT", true, {1, -1}},
    {"EIGHT", false, {8, 0}},      {"F", false, {0, 0}},
    {"FIVE", false, {5, 0}},       {"FOUR", false, {4, 0}},
    {"LEFT", true, {0, -1}},       {"NEG_ONE", false, {-1, 0}},
    {"NEG_TWO", false, {-2, 0}},   {"NEG_UNITY", true, {-1, -1}},
    {"NINE", false, {9, 0}},       {"ONE", false, {1, 0}},
    {"ORIGIN", true, {0, 0}},      {"RIGHT", true, {0, 1}},
    {"SEVEN", false, {7, 0}},      {"SIX", false, {6, 0}},
    {"T", false, {1, 0}},          {"TEN", false, {10, 0}},
    {"THREE", false, {3, 0}},      {"THREE_BY_THREE", true, {3, 3}},
    {"TWO", false, {2, 0}},        {"TWO_BY_TWO", true, {2, 2}},
    {"TWO_BY_ZERO", true, {2, 0}}, {"UNITY", true, {1, 1}},
    {"UP", true, {-1, 0}},         {"UP_RIGHT", true, {-1, 1}},
    {"ZERO", false, {0, 0}},       {"ZERO_BY_TWO", true, {0, 2}}};

constexpr bool has_all_constants() {
    if (std::size(constants) != text::constants.size()) return false;
    for (std::size_t k = 0; k < text::constants.size(); ++k)
        if (constants[k].name != text::constants[k]) return false;
    return true;
}
static_assert(has_all_constants());

} // namespace detail

/// The constant at a place of `text::constants`.
inline value constant_at(int place) {
    const detail::constant& c = detail::constants[place];
    return c.is_location ? value(c.both) : value(c.both.i);
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
