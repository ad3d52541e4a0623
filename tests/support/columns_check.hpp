// Programs as data, compared on columns and by the definition at run time. Columns run where the
// environment says (BATT_TEST_BACKEND=cuda: on a GPU).
#pragma once

#include "random_check.hpp"
#include <batt/exec/any_pipeline.hpp>
#include <batt/text/program.hpp>
#include <random>
#include <span>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// Programs and the samples that all of them run on.
struct program_group {
    std::vector<text::program> programs;
    std::vector<grid> inputs;
    std::vector<std::optional<grid>> expected{};         ///< one per input, or none at all
    std::vector<std::pair<grid, grid>> demonstrations{}; ///< S
};

/// What a comparison has counted.
struct column_tally {
    std::size_t evaluations = 0; ///< programs on samples
    std::size_t beyond = 0;      ///< without a column form
    std::size_t overflowed = 0;  ///< too large for columns
    std::size_t limited = 0;     ///< beyond the limits of the definition: not compared
    std::size_t different = 0;
    std::string first; ///< some that differ, with the commands that run them again
    /// The verdicts by definition: group by group, program by program, sample by sample.
    std::vector<verdict> due;
    /// The check whose cases the evaluations are, in the order of `due`.
    random_check check;

    double beyond_share() const {
        const auto all = static_cast<double>(evaluations);
        return evaluations == 0 ? 0 : static_cast<double>(beyond) / all;
    }
    std::string text() const;
};

/// Where programs are to run. The process ends as skipped if a GPU is asked for and there is none.
backend tested_backend();

/// Compares columns, which run all groups in one call of an executor, with the definition. If
/// BATT_TEST_CASE chooses an evaluation, columns run that one alone.
column_tally compare_with_definition(std::span<const program_group> groups);

/// An executor's report on one group: the verdict of program p on sample k of n is at p * n + k.
run_report run_on_columns(const program_group& group, const run_options& options = {});

/// The program of a text that holds one.
text::program program_of(const std::string& text);

/// The programs of the examples, in the order in which the folder lists their files.
std::vector<text::program> example_programs();

/// A small or large grid with rectangles on it.
grid random_grid(std::mt19937& random);

/// Gives an argument of a call another value, or calls another operation with as many parameters.
void mutate(text::program& p, std::mt19937& random);

} // namespace batt::testing
BATT_HOST_CALLS_END
