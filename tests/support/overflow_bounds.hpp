// How many random cases of an operation may be too large for the widest window.
#pragma once

#include <span>
#include <string_view>

namespace batt::testing {

/// A line of the table.
struct overflow_bound {
    std::string_view name; ///< an operation, a law, or the form of a function value
    int percent;           ///< the largest share of its cases
};

/// The table. What it does not name may not overflow at all.
std::span<const overflow_bound> overflow_bounds();

/// The largest share of the cases of `name` that may overflow, in percent; 0 if no line names it.
/// Template arguments in the name do not matter.
int overflow_percent(std::string_view name);

} // namespace batt::testing
