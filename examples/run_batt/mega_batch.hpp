// run_batt --mega-batch: every pipeline once over the samples of all its tasks.
#pragma once

#include "collection.hpp"

namespace run_batt {

/// Runs what is asked for and prints the report.
/// @return an exit_code.
int run_mega_batch(context& here);

} // namespace run_batt
