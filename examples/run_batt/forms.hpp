// run_batt --check-forms: the standard form of every program against the vectorized one.
#pragma once

#include "evaluation.hpp"

namespace run_batt {

/// Runs both forms on all samples, compares statuses, statements, matches and outputs, and shows
/// the first differences. A problem is set if the environment failed.
/// @return whether everything is equal.
bool check_forms(const evaluation& all, std::string& problem);

} // namespace run_batt
