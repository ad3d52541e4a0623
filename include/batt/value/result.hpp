// A value or why there is none: what calls on the host return.
#pragma once

#include <batt/value/status.hpp>
#include <cuda/std/expected>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A value, or the failure: its status and the statement where it began (0 outside programs).
template <class T>
using result = cuda::std::expected<T, failure>;

} // namespace batt
BATT_HOST_CALLS_END
