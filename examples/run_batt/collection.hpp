// What a run is about: tasks, pipelines, and the programs of these by name.
#pragma once

#include "options.hpp"
#include <batt/exec/report.hpp>
#include <batt/io/task.hpp>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

namespace run_batt {

/// A program of a collection.
struct program {
    std::size_t pipeline = 0; ///< its place in the collection
    int number = 0;           ///< its place in the pipeline
    batt::program_source source{};
    std::string name;  ///< of its function; with file and line where several have that name
    std::string label; ///< the ID of its task; with the name where several are for that task

    std::uint64_t bit() const { return std::uint64_t{1} << number; }
};

/// Pipelines, and all their programs in order.
struct collection {
    std::vector<std::string> names; ///< of the pipelines
    std::vector<std::unique_ptr<batt::any_pipeline>> pipelines;
    std::vector<program> programs;
};

/// Makes the pipelines that are asked for. A name that no pipeline has becomes a problem.
collection make_collection(const std::vector<batt::pipeline_entry>& entries,
                           const std::vector<std::string>& cards,
                           std::vector<std::string>& problems);

/// What every mode of run_batt works on, and what it has to say in the end.
struct context {
    const options& wanted;
    std::ostream& out;
    std::ostream& err;
    std::vector<batt::io::task> tasks{};
    collection programs{};
    std::vector<std::string>
        problems{};                   ///< sentences: bad files, unknown IDs, a failed environment
    std::vector<std::string> notes{}; ///< what was left out, and why
};

/// A task that is asked for and the places of its programs in the collection.
struct task_programs {
    const batt::io::task* what = nullptr;
    std::vector<std::size_t> programs;
};

/// Brings tasks and programs together: the tasks that are asked for in order, each with its own
/// programs. Notes whatever has no counterpart.
/// @param all_tasks also those that have no program, unless they are asked for by name.
std::vector<task_programs> match(context& here, bool all_tasks);

/// The demonstration pairs of a task, as programs see them.
std::vector<std::pair<batt::grid, batt::grid>> demonstrations(const batt::io::task& t);

} // namespace run_batt
