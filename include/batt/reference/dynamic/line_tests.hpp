// Whether a patch is a line.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// Whether p is one row without gaps, repeats counted.
inline value hline(const value& p) {
    const patch locations(p);
    if (locations.empty()) return value::truth(false);
    const bounds b = locations.box();
    return value::truth(b.height() == 1 && b.area() == static_cast<std::int64_t>(locations.size()));
}
/// Whether p is one column without gaps, repeats counted.
inline value vline(const value& p) {
    const patch locations(p);
    if (locations.empty()) return value::truth(false);
    const bounds b = locations.box();
    return value::truth(b.width() == 1 && b.area() == static_cast<std::int64_t>(locations.size()));
}

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
