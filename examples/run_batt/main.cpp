// run_batt: runs the programs it is built with on tasks; `run_batt --help` says how.
#include "explain.hpp"
#include "linked_pipelines.hpp"
#include "run.hpp"

#include <batt/io/data_path.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

/// What comes with batt.
std::string path_of_batt(const char* name) {
    return batt::io::data_path(name, BATT_INSTALLED_DATA, BATT_SOURCE_DATA);
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

/// What is known of the places that a run reads from and prints to.
void look_around(run_batt::options& wanted) {
    if (wanted.tasks.empty()) {
        wanted.tasks = path_of_batt("tasks");
        wanted.default_tasks = true;
    }
    wanted.compiled_columns = run_batt::linked_columns();
    wanted.default_programs = path_of_batt("programs");
    wanted.dialects = path_of_batt("dialects");
    wanted.colors = colors_for(wanted.color);
    if (!wanted.quiet) {
        wanted.progress = isatty(STDERR_FILENO) != 0 ? run_batt::progress_kind::bar
                                                     : run_batt::progress_kind::lines;
    }
    constexpr int usual = 100; // of a file or a pipe
    wanted.table_columns = terminal_columns();
    wanted.columns = wanted.table_columns > 0 ? wanted.table_columns : usual;
}

/// The exit code of a run, unless what it printed is lost.
int printed(int exit) {
    if (std::cout.flush()) return exit;
    std::cerr << "run_batt: The standard output cannot be written.\n";
    return run_batt::bad_input;
}

} // namespace

int main(int argc, char** argv) {
    int exit = 0;
    auto wanted = run_batt::parse_options(argc, argv, exit);
    if (!wanted) return printed(exit);
    if (!wanted->explain.empty())
        return printed(run_batt::explain(wanted->explain, path_of_batt("operations.md"), std::cout,
                                         std::cerr));
    look_around(*wanted);
    try {
        return printed(run_batt::run(*wanted, run_batt::linked_pipelines(), std::cout, std::cerr));
    } catch (const std::bad_alloc&) {
        std::cerr << "run_batt: There is not enough memory for this.\n";
    } catch (const std::exception& problem) {
        std::cerr << "run_batt: " << problem.what() << '\n';
    }
    return run_batt::bad_input;
}
