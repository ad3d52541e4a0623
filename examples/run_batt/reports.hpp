// The files that a run writes, beside the submission: for programs, for tables, and for people to
// look at.
#pragma once

#include "output_file.hpp"
#include "scores.hpp"
#include <memory>
#include <vector>

namespace run_batt {

/// The files that are asked for, open since before the run.
struct output_files {
    std::unique_ptr<output_file> json, csv, html, submission;
};

/// Opens the files and makes the folder for pictures. What cannot be written becomes a problem.
output_files open_files(const options& wanted, std::vector<std::string>& problems);

/// Writes them, except the submission. What goes wrong becomes a problem.
void write_reports(const evaluation& all, const scoreboard& board, output_files& files,
                   std::vector<std::string>& problems);

/// Everything as JSON: version, device, times, totals, tasks, programs, verdicts, problems and
/// notes; each entry of a list is on its own line. examples/README.md describes it.
std::string to_json(const evaluation& all, const scoreboard& board, const output_map& outputs);

/// A line per program and pair, after a line of names.
std::string to_csv(const evaluation& all, const scoreboard& board);

/// A report for people to look at.
std::string to_html(const evaluation& all, const scoreboard& board, const output_map& outputs);

/// Writes pictures of the tasks and of the wrong pairs of listed runs into a folder.
/// @return a sentence if that is not possible.
std::string write_pictures(const evaluation& all, const scoreboard& board,
                           const output_map& outputs);

/// Selects the wrong pairs of the runs that are listed.
selection wrong_pairs(const evaluation& all, const scoreboard& board);

} // namespace run_batt
