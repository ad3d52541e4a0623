// run_batt --check: results by definition against those of compiled programs.
#pragma once

#include "evaluation.hpp"

namespace run_batt {

/// Compares statuses, statements, matches and outputs, and shows the first differences: programs of
/// text with the compiled ones of the same name, and compiled programs alone in their two forms. A
/// problem is set if the environment failed or there is nothing to compare.
/// @return whether everything is equal.
bool check_forms(const evaluation& all, std::string& problem);

} // namespace run_batt
