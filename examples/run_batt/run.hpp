// Runs programs on tasks and reports what came of it.
#pragma once

#include "options.hpp"
#include <iosfwd>
#include <iostream>

namespace run_batt {

/// Runs the programs that are asked for on the tasks that are asked for, and prints and writes the
/// reports.
/// @param linked the pipelines that run where no programs are given as text.
/// @param in where tasks are read from if they are named "-".
/// @return an exit_code.
int run(const options& asked, const std::vector<batt::pipeline_entry>& linked, std::ostream& out,
        std::ostream& err, std::istream& in = std::cin);

} // namespace run_batt
