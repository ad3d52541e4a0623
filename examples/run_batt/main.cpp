// run_batt: runs programs on tasks; `run_batt --help` says how.
#include "explain.hpp"
#include "linked_pipelines.hpp"
#include "ranks.hpp"
#include "run.hpp"

#include <batt/io/data_path.hpp>
#include <batt/mpi/share.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

/// The place of a file or folder that comes with batt.
std::string path_of_batt(const char* name) {
    return batt::io::data_path(name, BATT_INSTALLED_DATA, BATT_SOURCE_DATA);
}

/// Where the part that uses MPI may be; nowhere if batt was built without it.
std::vector<std::string> mpi_modules() {
#if defined(BATT_MPI_MODULE)
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return {(program.parent_path().parent_path() / BATT_INSTALLED_MPI_MODULE).string(),
            BATT_MPI_MODULE};
#else
    return {};
#endif
}

/// The columns of the terminal that the output goes to; 0 if it goes to none.
int terminal_columns() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 0;
}

batt::io::color_mode colors_for(run_batt::coloring asked) {
    using batt::io::color_mode;
    const color_mode seen = batt::io::detect_color_mode(STDOUT_FILENO);
    if (asked == run_batt::coloring::never) return color_mode::plain;
    if (asked == run_batt::coloring::automatic || seen != color_mode::plain) return seen;
    const char* const depth = std::getenv("COLORTERM");
    const bool is_true = depth != nullptr && (std::string_view(depth) == "truecolor" ||
                                              std::string_view(depth) == "24bit");
    return is_true ? color_mode::true_color : color_mode::palette;
}

/// Adds what is known of the places that a run reads from and prints to.
/// @param is_rank whether mpirun passes on what is printed: what looks like a terminal may then be
/// a file
void look_around(run_batt::options& wanted, bool is_rank) {
    if (wanted.tasks.empty()) {
        wanted.tasks = path_of_batt("tasks");
        wanted.default_tasks = true;
    }
    wanted.compiled_columns = run_batt::linked_columns();
    wanted.default_programs = path_of_batt("programs");
    wanted.dialects = path_of_batt("dialects");
    const bool is_seen = !is_rank || wanted.color != run_batt::coloring::automatic;
    wanted.colors = colors_for(is_seen ? wanted.color : run_batt::coloring::never);
    if (!wanted.quiet) {
        wanted.progress = isatty(STDERR_FILENO) != 0 ? run_batt::progress_kind::bar
                                                     : run_batt::progress_kind::lines;
    }
    constexpr int usual = 100; // for a file or a pipe
    wanted.table_columns = is_rank ? 0 : terminal_columns();
    wanted.columns = wanted.table_columns > 0 ? wanted.table_columns : usual;
}

/// The exit code of a run, unless what it printed is lost.
int printed(int exit) {
    if (std::cout.flush()) return exit;
    std::cerr << "run_batt: The standard output cannot be written.\n";
    return run_batt::bad_input;
}

/// Runs what is asked for. An exception becomes a sentence.
int run(const run_batt::options& wanted, std::ostream& out, std::ostream& err) {
    try {
        return run_batt::run(wanted, run_batt::linked_pipelines(), out, err);
    } catch (const std::bad_alloc&) {
        std::cerr << "run_batt: There is not enough memory for this.\n";
    } catch (const std::exception& problem) {
        std::cerr << "run_batt: " << problem.what() << '\n';
    }
    return run_batt::bad_input;
}

/// The same on one of several ranks: the first one prints, and ends after the others.
int run_rank(run_batt::options& wanted, batt::mpi::channel& ranks) {
    if (!wanted.device) batt::mpi::take_devices(ranks.place());
    wanted.ranks = &ranks;
    wanted.core_share = ranks.place().cores;
    if (ranks.rank() != 0) {
        std::ostream nowhere(nullptr);
        if (run(wanted, nowhere, nowhere) != run_batt::all_solved) {
            ranks.send(0, batt::mpi::subject::leave, {});
        }
        return run_batt::all_solved;
    }
    batt::mpi::leader lead(ranks, wanted.patience);
    wanted.lead = &lead;
    const int exit = printed(run(wanted, std::cout, std::cerr));
    // it would be in vain to wait for ranks that do not answer now
    if (!lead.end()) ranks.abandon(exit);
    return exit;
}

} // namespace

int main(int argc, char** argv) {
    int exit = 0;
    auto wanted = run_batt::parse_options(argc, argv, exit);
    if (!wanted) return printed(exit);
    if (!wanted->explain.empty())
        return printed(run_batt::explain(wanted->explain, path_of_batt("operations.md"), std::cout,
                                         std::cerr));
    std::string problem;
    const auto ranks = run_batt::join_ranks(mpi_modules(), problem);
    if (!problem.empty()) {
        std::cerr << "run_batt: " << problem << '\n';
        return run_batt::bad_input;
    }
    look_around(*wanted, ranks != nullptr);
    if (ranks != nullptr) return run_rank(*wanted, *ranks);
    return printed(run(*wanted, std::cout, std::cerr));
}
