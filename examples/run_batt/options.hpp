// What the user of run_batt asks for.
#pragma once

#include <batt/exec/any_pipeline.hpp>
#include <batt/io/picture.hpp>
#include <batt/reference/dynamic/meter.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace batt::columns {
class catalog;
}

namespace batt::mpi {
class channel;
class leader;
} // namespace batt::mpi

namespace run_batt {

/// How a run shows how far it has come.
enum class progress_kind : std::uint8_t {
    none,
    bar,  ///< one line of a terminal, which is written over
    lines ///< a line every few seconds, for pipes and files
};

/// Which programs tables and reports for people list.
enum class listing : std::uint8_t { all, wrong, solved };

/// How programs of text run.
enum class text_form : std::uint8_t {
    automatic, ///< by columns if they are linked in
    definition,
    columns
};

/// When text is coloured.
enum class coloring : std::uint8_t { automatic, always, never };

struct options {
    std::vector<std::string> programs; ///< files and folders of text; none: what is linked in
    std::string dialect;               ///< a folder of operations, or the name of one
    std::string prelude;               ///< a file of text that every program may call
    std::size_t steps = 0;             ///< that a program may make on a sample; 0: the usual limit
    std::size_t memory = 0;            ///< MiB that it may hold; 0: the usual limit
    text_form by = text_form::automatic;
    bool last_tier = true;   ///< what is too large for everything else runs by definition
    bool unmatchable = true; ///< and so do outputs that are larger than any expected grid
    std::string tasks;       ///< a folder, a file, or "-" for the standard input
    std::string solutions;
    std::string task;               ///< the one task that every program is a candidate for
    bool allow_large = false;       ///< also grids that no task of the competition has
    std::vector<std::string> ids;   ///< none: all
    std::vector<std::string> cards; ///< names of pipelines; none: all
    std::size_t count = 0;          ///< the most tasks; 0: all
    batt::backend where = batt::backend::automatic;
    std::optional<int> device;             ///< number of a GPU; -1: all of them
    std::optional<std::size_t> batch_size; ///< 0: chosen by the executor
    std::size_t repeat = 1;
    int threads = 0;      ///< of the host; 0: its cores, or this rank's share of them
    std::string journal;  ///< a file that keeps what is finished
    double patience = 60; ///< seconds that a rank has for a piece before others may have it
    bool cross = false;   ///< every program on every task
    bool check = false;
    bool timing = false;
    std::vector<std::string> traces; ///< ID:PAIR each
    std::vector<std::string> trace_diffs;
    std::string explain; ///< an operation to explain; nothing is run then

    bool draw = false; ///< the tasks, before anything runs
    bool show = false; ///< wrong pairs
    bool quiet = false;
    listing only = listing::all;
    coloring color = coloring::automatic;

    // Files to write; none where empty.
    std::string json;
    bool outputs = false; ///< write the output grids, too
    std::string csv;
    std::string html;
    std::string svg; ///< a folder
    std::string submission;

    // What is known of this run_batt, of what comes with batt, and of where the output goes.
    const batt::columns::catalog* compiled_columns = nullptr; ///< for programs of text
    batt::overflow_tier* overflow = nullptr;                  ///< for compiled programs
    bool default_tasks = false;                               ///< the user did not name the tasks
    std::string default_programs; ///< a folder of text that runs if nothing else is given
    std::string dialects;         ///< the folder of the dialects that have names
    batt::io::color_mode colors = batt::io::color_mode::plain;
    progress_kind progress = progress_kind::none;
    int columns = 80;      ///< of pictures
    int table_columns = 0; ///< of tables; 0: as many as they need

    // What is known of the other ranks; nothing where this process runs alone.
    batt::mpi::channel* ranks = nullptr;
    batt::mpi::leader* lead = nullptr; ///< of rank 0
    int core_share = 0;                ///< cores of the host for this rank; 0: all

    /// Whether a pair counts as solved if any program solves it: all are candidates for it.
    bool any_counts() const { return cross || !task.empty(); }

    /// Whether programs of text run by columns.
    bool by_columns() const { return compiled_columns != nullptr && by != text_form::definition; }
    /// Whether programs of text are compared with compiled ones, which may run on a GPU.
    bool compares() const { return check || timing || !trace_diffs.empty(); }
    /// What a program of text may use on a sample.
    batt::reference::dynamic::limits limits() const {
        batt::reference::dynamic::limits most;
        if (steps > 0) most.steps = steps;
        if (memory > 0) most.bytes = std::uint64_t{memory} << 20;
        return most;
    }
    /// The options with which pipelines run.
    batt::run_options how() const {
        batt::run_options result;
        result.where = where;
        // Whoever names a GPU wants to know if it is not there.
        if (device && *device >= 0) result.where = batt::backend::cuda;
        result.device = device.value_or(0);
        result.threads = threads > 0 ? threads : core_share;
        // The usual size of a batch on a CPU; a GPU's memory decides better. Where `automatic`
        // chooses the host, 0 does the same: a thread takes 64 samples at once in any case.
        constexpr std::size_t usual = 1000;
        result.batch_size = batch_size.value_or(where == batt::backend::host ? usual : 0);
        if (by != text_form::definition) result.overflow = overflow;
        result.last_tier = last_tier;
        result.unmatchable = unmatchable;
        return result;
    }
};

/// The exit codes of run_batt.
enum exit_code : int {
    all_solved = 0,
    pair_failed = 1,  ///< also: what was compared differs
    bad_input = 2,    ///< also: what was asked for cannot be done here
    interrupted = 130 ///< by ctrl-C; what was done until then is reported
};

/// Reads the command line. If the program is to end at once (--help, --version, a wrong argument),
/// it prints why, sets exit and returns nothing.
std::optional<options> parse_options(int argc, const char* const* argv, int& exit);

} // namespace run_batt
