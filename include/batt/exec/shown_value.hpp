// Values as tools show them.
#pragma once

#include <batt/value/grid.hpp>
#include <batt/value/ivec.hpp>
#include <batt/value/status.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A value of any static type, as tools show it.
struct shown_value {
    enum class form : std::uint8_t {
        none, ///< of a failed or ill-typed statement
        number,
        truth,
        location,
        grid,
        indices,
        object,
        container, ///< a set, tuple or pair of anything else
        function,
        nothing ///< the value None, where types are known only at run time
    };
    form what = form::none;
    std::string type;                            ///< as the reference page writes it: "set<object>"
    integer number = 0;                          ///< number, truth
    ivec location{};                             ///< location
    grid cells;                                  ///< grid
    std::vector<std::pair<integer, ivec>> patch; ///< object; indices, with colour 0
    std::vector<shown_value> elements;           ///< container, in iteration order

    friend bool operator==(const shown_value&, const shown_value&) = default;
};

/// What became of one statement of a program on one sample.
struct traced_statement {
    int statement = 0;     ///< counted from 1
    std::string text;      ///< as the program writes it
    std::string operation; ///< of the outermost call
    status why = status::ok;
    int began = 0; ///< the statement where the failure began
    /// Whether the order of colours, keys or elements of sets decided in it between what is
    /// otherwise equal, or between two colours painted on one place. Set only where the types of
    /// values are those of run time.
    bool tied = false;
    shown_value value;
};

} // namespace batt
BATT_HOST_CALLS_END
