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
    std::vector<std::string> ids; ///< none: all
    std::size_t count = 0;        ///< at most so many tasks; 0: all
    batt::backend where = batt::backend::automatic;
    std::size_t batch_size = 0; ///< 0: chosen by the executor
    std::size_t repeat = 1;
    bool timing = false;
    bool show = false;
    std::string json; ///< a file to write the report to

    // What is known of the place that the output goes to.
    batt::io::color_mode colors = batt::io::color_mode::plain;
    bool progress = false;
    int columns = 80;
};

/// The exit codes of run_batt.
enum exit_code : int {
    all_solved = 0,
    pair_failed = 1,
    bad_input = 2 ///< also: what was asked for cannot be done here
};

/// Reads the command line. Sets exit and returns nothing where the program is to end at once,
/// having said why (--help, --version, a wrong argument).
std::optional<options> parse_options(int argc, const char* const* argv, int& exit);

} // namespace run_batt
