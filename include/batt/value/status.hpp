// What can go wrong with a value: the statuses of the DSL, without exceptions.
#pragma once

#include <batt/config.hpp>
#include <cstdint>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Why a value failed. `ok` is 0; the others are the statuses of the DSL.
enum class status : std::uint8_t {
    ok,             ///< a value
    empty,          ///< a non-empty argument was needed
    not_found,      ///< no element qualified
    out_of_range,   ///< a location outside the grid
    divide_by_zero, ///< a divisor component was 0
    domain,         ///< the argument is not acceptable
    capacity,       ///< the result exceeds what this tier holds
    type            ///< lenient programs: an ill-typed call
};

/// How many statuses there are, `ok` among them.
inline constexpr int status_count = 8;

/// The name of a status, as written in the DSL's documentation.
constexpr const char* to_string(status s) {
    switch (s) {
    case status::ok: return "ok";
    case status::empty: return "empty";
    case status::not_found: return "not_found";
    case status::out_of_range: return "out_of_range";
    case status::divide_by_zero: return "divide_by_zero";
    case status::domain: return "domain";
    case status::capacity: return "capacity";
    case status::type: return "type";
    }
    return "unknown";
}

/// Status and statement of a failure in one number; 0 is no failure.
struct failure {
    std::uint16_t code = 0;
    constexpr failure() = default;
    BATT_FN constexpr failure(status s, int statement)
        : code(static_cast<std::uint16_t>(s == status::ok
                                              ? 0U
                                              : static_cast<unsigned>(s) |
                                                    (static_cast<unsigned>(statement) << 4))) {}
    BATT_FN constexpr status why() const { return static_cast<status>(code & 15U); }
    BATT_FN constexpr int statement() const { return code >> 4; }
    BATT_FN constexpr bool none() const { return code == 0; }

    friend constexpr bool operator==(failure, failure) = default;
};

} // namespace batt
BATT_HOST_CALLS_END
