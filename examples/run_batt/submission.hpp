// run_batt --submission: answers from the programs that solve all train pairs.
#pragma once

#include "evaluation.hpp"
#include "output_file.hpp"

namespace run_batt {

/// Writes the submission that is asked for, reads it back, checks it against the tasks, and scores
/// it where outputs of test pairs are known. What goes wrong is added to the problems.
void submit(const evaluation& all, output_file& file, std::vector<std::string>& problems);

} // namespace run_batt
