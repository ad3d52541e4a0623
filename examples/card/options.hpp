// What card is asked to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace card_tool {

/// The exit codes of card.
enum exit_code : int {
    everything_loaded = 0,
    something_left_out = 1, ///< the rest is written
    nothing_usable = 2      ///< or a bad command line
};

/// What to write.
enum class wanted_text : std::uint8_t {
    pipelines, ///< C++
    slice,     ///< DSL text, as the others
    inlined,
    expanded
};

/// The command line of card.
struct options {
    std::vector<std::string> files;    ///< or folders
    std::string dialect;               ///< a folder of operations, or the name of one
    std::string dialects;              ///< the folder of the dialects that have names
    std::vector<std::string> preludes; ///< files whose functions and constants all may use
    std::string operations;            ///< a file of the user's own operations
    std::vector<std::string> ids;      ///< of tasks or names of functions; none: all
    std::optional<std::uint64_t> seed;
    std::size_t count = 0; ///< 0: all
    std::string output;    ///< empty: standard output
    std::string places;    ///< a file for the places of programs; empty: they go into the pipelines
    std::string groups_file; ///< a file that says in which pipeline a program was; empty: nowhere
    wanted_text what = wanted_text::pipelines;
    std::string variable; ///< to slice
    bool scored = false;  ///< solvers and scores in one pipeline, with a table
    bool standard = false;
    bool vectorized = false; ///< neither: vectorized
    bool share = true;
    bool stats = false;
    bool check = false;      ///< only say what is wrong with the programs
    bool keep_going = false; ///< functions that do not load are no failure
    int group = 0;           ///< the most programs of a pipeline; 0: one pipeline
    int groups = 0;          ///< how many pipelines; 0: as many as `group` needs
};

/// Reads the command line. Gives nothing, and sets the exit code, if it asks for no run or is
/// wrong.
std::optional<options> parse_options(int argc, const char* const* argv, int& exit);

} // namespace card_tool
