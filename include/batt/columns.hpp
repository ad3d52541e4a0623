// Programs at run time: read from text or built node by node, run together on columns, on the host
// and on GPUs. Link the library that batt_add_columns makes.
#pragma once

#include <batt/columns/program_graph.hpp>
#include <batt/columns/program_set.hpp>

namespace batt::columns {

/// Everything that is compiled to run on columns, in the library that batt_add_columns makes.
const catalog& compiled();

} // namespace batt::columns
