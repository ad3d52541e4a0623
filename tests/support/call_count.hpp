// How many calls a test binary compared with the reference, for main to print at the end.
#pragma once

namespace batt::testing {

/// The counts of this process. A call counts once, however many machines ran it.
struct call_count {
    long long calls = 0;
    long long different = 0;
    long long at_run_time = 0; ///< those that the definition at run time made, too
    long long beyond = 0;      ///< those too large for the widest machine
};
inline call_count compared;

} // namespace batt::testing
