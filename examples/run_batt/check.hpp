// run_batt --check: results of columns, of the definition and of compiled programs, side by side.
#pragma once

#include "evaluation.hpp"

namespace run_batt {

/// Compares statuses, statements, matches and outputs, and shows the first differences: programs of
/// text by columns (on the host, and on a GPU if columns are compiled for one) with the definition,
/// and with the compiled ones of the same name; where all programs are compiled, their two forms. A
/// problem is set if the environment failed or there is nothing to compare.
/// @return whether everything is equal.
bool check_forms(const evaluation& all, std::string& problem);

} // namespace run_batt
