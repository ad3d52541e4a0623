// What the user of run_batt asks for.
#pragma once

#include <batt/exec/report.hpp>
#include <batt/io/picture.hpp>
#include <optional>
#include <string>
#include <vector>

namespace run_batt {

struct options {
    std::string tasks; ///< a folder or a file
    std::string solutions;
    std::vector<std::string> ids;   ///< none: all
    std::vector<std::string> cards; ///< names of pipelines; none: all
    std::size_t count = 0;          ///< at most so many tasks; 0: all
    batt::backend where = batt::backend::automatic;
    int device = 0; ///< number of a GPU; -1: all of them
    std::optional<std::size_t> batch_size; ///< 0: chosen by the executor
    std::size_t repeat = 1;
    bool timing = false;
    bool show = false;
    std::string json; ///< a file to write the report to

    bool mega_batch = false;
    bool cross = false;   ///< every program on every task
    bool outputs = false; ///< write the output grids, too
    bool check_forms = false;
    std::string submission;          ///< a file to write
    std::vector<std::string> traces; ///< ID:PAIR each
    std::vector<std::string> trace_diffs;

    // What is known of the place that the output goes to.
    batt::io::color_mode colors = batt::io::color_mode::plain;
    bool progress = false;
    int columns = 80;

    /// What a pipeline is asked for by this.
    batt::run_options how() const {
        batt::run_options result;
        result.where = where;
        result.device = device;
        // What users of batches on a CPU know; a GPU's memory decides better. Where `automatic` comes
        // to the host, 0 is the same: its threads take 64 samples at once of either.
        constexpr std::size_t usual = 1000;
        result.batch_size =
            batch_size.value_or(mega_batch && where == batt::backend::host ? usual : 0);
        return result;
    }
};

/// The exit codes of run_batt.
enum exit_code : int {
    all_solved = 0,
    pair_failed = 1, ///< also: the forms or the machines differ
    bad_input = 2    ///< also: what was asked for cannot be done here
};

/// Reads the command line. Sets exit and returns nothing where the program is to end at once,
/// having said why (--help, --version, a wrong argument).
std::optional<options> parse_options(int argc, const char* const* argv, int& exit);

} // namespace run_batt
