// What a run is about: tasks, pipelines, and the programs of these by name.
#pragma once

#include "options.hpp"
#include <batt/exec/any_pipeline.hpp>
#include <batt/io/task.hpp>
#include <batt/text/program.hpp>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace run_batt {

/// A program of a collection.
struct program {
    std::size_t pipeline = 0; ///< its place in the collection
    int number = 0;           ///< its place in the pipeline
    batt::program_source source{};
    std::vector<std::string> ids; ///< of tasks it may be for, the likeliest first
    std::string name;  ///< of its function; with file and line where several have that name
    std::string label; ///< the ID of its task; with the name where several are for that task

    /// Adds the program to a set of programs of its pipeline, such as each sample has.
    void add_to(std::uint64_t* set) const {
        const auto place = static_cast<std::size_t>(number);
        set[place / 64] |= std::uint64_t{1} << place % 64;
    }
};

/// A pipeline and how a tool came by it.
struct named_pipeline {
    std::string name;
    std::unique_ptr<batt::any_pipeline> pipeline;
    bool is_text = false; ///< runs programs of text
    bool by_columns = false;
};

/// Pipelines, and all their programs in order.
struct collection {
    std::vector<named_pipeline> pipelines;
    std::vector<program> programs;

    batt::any_pipeline& of(const program& p) const { return *pipelines[p.pipeline].pipeline; }
    /// Whether the programs are text.
    bool is_text() const { return !pipelines.empty() && pipelines.front().is_text; }
    bool by_columns() const { return !pipelines.empty() && pipelines.front().by_columns; }
};

/// Makes the pipelines that are linked in and asked for. A name that no pipeline has becomes a
/// problem.
collection link_programs(const std::vector<batt::pipeline_entry>& entries,
                         const std::vector<std::string>& cards, std::vector<std::string>& problems);

/// The place of the compiled program that has the name, the ID and, where both are known, the
/// number of statements of a program of text. The number of programs if there is none.
std::size_t compiled_form(const program& text, const collection& compiled);

/// Gives the programs names that tell them apart.
void name_programs(std::vector<program>& programs);

/// The IDs of tasks that a program may be for: what follows the first underscore of its name, the
/// part of that before the next underscore, and the name of its file.
std::vector<std::string> ids_of(const batt::program_source& source);

/// What every mode of run_batt works on, and what it has to say in the end.
struct context {
    const options& wanted;
    std::ostream& out;
    std::ostream& err;
    std::vector<batt::io::task> tasks{};
    collection programs{};                      ///< what runs
    collection compiled{};                      ///< what is linked in, beside programs of text
    std::vector<batt::text::program> differs{}; ///< functions that score grids
    std::string known_texts{};                  ///< the dialect and the prelude of programs of text
    std::vector<std::string>
        problems{};                   ///< sentences: bad files, unknown IDs, a failed environment
    std::vector<std::string> notes{}; ///< what was left out, and why
    std::size_t told = 0;             ///< problems that have been printed
    double loading_seconds = 0;

    /// How many processes share the work.
    int ranks() const;
    /// Prints the problems that have not been printed yet.
    void tell_problems();
};

/// A task that is asked for and the places of its programs in the collection.
struct task_programs {
    const batt::io::task* what = nullptr;
    std::vector<std::size_t> programs;
};

/// Brings tasks and programs together: the tasks that are asked for in order, each with its own
/// programs. Notes whatever has no counterpart.
/// @param all_tasks gives also tasks that have no program, unless tasks are asked for by name.
std::vector<task_programs> match(context& here, bool all_tasks);

/// The task that a program is for, or nothing if it is none of these.
const batt::io::task* task_of(const program& p, const std::vector<batt::io::task>& tasks);

/// The place that tasks are read from, fit to be printed.
std::string place_of_tasks(const options& wanted);

/// The demonstration pairs of a task, as programs see them.
std::vector<std::pair<batt::grid, batt::grid>> demonstrations(const batt::io::task& t);

/// "train pair 2" or "test pair 1", by the name of the part of the task that the pair is of.
std::string pair_name(std::string_view part, const batt::io::example& pair);

} // namespace run_batt
