// The number of elements of a container.
#pragma once

#include <batt/reference/dynamic/readings.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::operations {

/// How many elements a container has.
inline value size(const value& c) { return value(static_cast<integer>(read_size(c))); }

} // namespace batt::reference::dynamic::operations
BATT_HOST_CALLS_END
