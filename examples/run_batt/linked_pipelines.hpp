// The programs that run_batt is built with: batt_add_runner writes the list.
#pragma once

#include <batt/exec/report.hpp>
#include <vector>

namespace run_batt {
std::vector<batt::pipeline_entry> linked_pipelines();
} // namespace run_batt
