// What a run reads: one process reads files, and the other ranks get their contents from it.
#pragma once

#include "options.hpp"
#include <batt/io/program_text.hpp>
#include <batt/io/task.hpp>
#include <iosfwd>

namespace run_batt {

/// The files and folders of programs as text; none where the pipelines that are linked in run.
std::vector<std::string> program_places(const options& wanted, bool has_linked);

/// What is in the files that a run reads.
struct inputs {
    batt::io::loaded_tasks tasks;
    bool is_nameless = false; ///< a single task from the standard input
    batt::io::program_texts programs;
    batt::io::program_texts dialect;
    batt::io::program_texts prelude;
};

/// Reads all files.
inputs read_inputs(const options& wanted, bool has_linked, std::istream& in);

/// As bytes, for other ranks.
std::string to_bytes(const inputs& what);
/// From these bytes.
inputs inputs_from(std::string_view bytes);

} // namespace run_batt
