// run_batt --mega-batch --timing: what each form costs on each machine.
#pragma once

#include "evaluation.hpp"

namespace run_batt {

/// Runs the standard form sequentially and the vectorized one on one core, on all cores and on the
/// GPU, and prints milliseconds a task and a sample, samples a second and the ratio to the first.
/// A problem is set if the host failed; without a GPU its line says so.
void print_form_timing(const evaluation& all, std::string& problem);

} // namespace run_batt
