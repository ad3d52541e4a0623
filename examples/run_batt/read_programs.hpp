// What a run begins with: tasks and programs from the places that the user names.
#pragma once

#include "collection.hpp"
#include "inputs.hpp"

namespace run_batt {

/// Takes the tasks. What is wrong with them becomes problems. A single task from the standard input
/// has no name: `wanted` then says that every program is a candidate for it.
void load_tasks(context& here, options& wanted, inputs& read);

/// Reads the programs of text, and links those that are compiled in. What cannot be read becomes a
/// problem with its place.
void load_programs(context& here, inputs& read, const std::vector<batt::pipeline_entry>& linked);

/// Notes where programs ran if that is not where the user asked for.
void note_the_machine(context& here, batt::backend ran_on);

} // namespace run_batt
