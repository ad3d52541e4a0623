// run_batt: runs the programs it is built with on tasks; `run_batt --help` says how.
#include "linked_pipelines.hpp"
#include "run.hpp"

#include <array>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>
#include <sys/ioctl.h>
#include <unistd.h>

namespace {

/// The tasks that come with batt: beside an installed run_batt, or in the tree it was built from.
std::string tasks_that_come_with_batt() {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const std::array<fs::path, 2> places = {
        program.parent_path().parent_path() / BATT_INSTALLED_TASKS, BATT_SOURCE_TASKS};
    for (const fs::path& place : places) {
        if (fs::is_directory(place, error)) return place.string();
    }
    return places.back().string();
}

int terminal_columns() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    constexpr int usual = 100;
    return usual;
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
    if (wanted->tasks.empty()) wanted->tasks = tasks_that_come_with_batt();
    wanted->colors = batt::io::detect_color_mode(STDOUT_FILENO);
    wanted->progress = isatty(STDERR_FILENO) != 0;
    wanted->columns = terminal_columns();
    try {
        return printed(run_batt::run(*wanted, run_batt::linked_pipelines(), std::cout, std::cerr));
    } catch (const std::bad_alloc&) {
        std::cerr << "run_batt: There is not enough memory for this.\n";
    } catch (const std::exception& problem) {
        std::cerr << "run_batt: " << problem.what() << '\n';
    }
    return run_batt::bad_input;
}
