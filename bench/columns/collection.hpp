// The programs and samples of the benchmarks of columns: the same in every run.
#pragma once

#include <batt/columns.hpp>
#include <batt/exec/any_pipeline.hpp>
#include <batt/io/task.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace batt::bench {

/// The sources of batt, for the programs and tasks in them: the environment variable BATT_SOURCE,
/// or the sources from which this was compiled.
std::filesystem::path source_folder();

/// The folder of the training tasks below BATT_SHARED, or without it that of the small tasks of the
/// examples.
std::filesystem::path task_folder();
/// The tasks there, sorted by their ids.
const std::vector<io::task>& tasks();
/// The sentence that says that there are no tasks.
std::string no_tasks();

/// The text of the programs for each of the tasks: 400 in all, of about 12 statements. A task has
/// its example program or, if there is none, random ones from the data of the tests.
const std::vector<std::string>& texts();
/// The number of these programs.
inline constexpr std::size_t program_count = 400;

/// Programs, and the place of the task of each.
struct read_programs {
    std::vector<text::program> programs;
    std::vector<std::uint32_t> task;
};
/// Reads the texts.
read_programs read_texts();

/// Packed samples, with the memory that holds them.
struct packed {
    packed_samples samples;
    std::size_t count = 0;
    std::string error; ///< why there are none

    packed() = default;
    packed(const sample_set& set, std::size_t repeat = 1);
};

/// All pairs of the tasks whose outputs are known, with the demonstrations of their tasks.
const sample_set& pairs();
/// The pairs of each task, for the programs of `read_texts`.
program_samples own_pairs(const std::vector<std::uint32_t>& task);

} // namespace batt::bench
