// The programs that run_batt is built with: batt_add_runner writes the list.
#pragma once

#include <batt/exec/any_pipeline.hpp>
#include <vector>

namespace batt::columns {
class catalog;
}

namespace run_batt {
std::vector<batt::pipeline_entry> linked_pipelines();
/// The operations that columns have; null where the project has not compiled any.
const batt::columns::catalog* linked_columns();
} // namespace run_batt
