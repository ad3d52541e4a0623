// run_batt --trace and --trace-diff: a program on one pair, statement by statement.
#pragma once

#include "collection.hpp"

namespace run_batt {

/// Prints the traces that are asked for, and nothing else.
/// @return an exit_code: pair_failed if traces that were compared differ.
int run_traces(context& here);

} // namespace run_batt
