// The clock of all phases.
#pragma once

#include <chrono>

namespace batt::detail {

/// Seconds since some point in time.
inline double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace batt::detail
