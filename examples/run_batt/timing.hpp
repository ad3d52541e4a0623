// run_batt --timing: what each form costs on each machine.
#pragma once

#include "evaluation.hpp"

namespace run_batt {

/// Says what it will run, runs it, and prints milliseconds per task and per sample, samples per
/// second and the ratio to the first line: programs of text by definition on one core and by
/// columns (without columns by definition alone); compiled ones (linked in under the same names, or
/// alone) in the standard form and vectorized; on one core, on all cores and on the GPU. A problem
/// is set if the host failed; without a GPU its line says so.
void print_timing(const evaluation& all, std::string& problem);

} // namespace run_batt
