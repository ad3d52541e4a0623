// The command line of run_batt.
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <batt/config.hpp>
#include <cstdint>

namespace run_batt {

std::optional<options> parse_options(int argc, const char* const* argv, int& exit) {
    options result;
    CLI::App app("Runs solver programs on their ARC tasks and says which pairs they solve.",
                 "run_batt");
    app.footer("Exit code: 0 if every pair is solved, 1 if one is not, 2 on bad input.");
    app.set_version_flag("--version", std::to_string(BATT_VERSION_MAJOR) + "." +
                                          std::to_string(BATT_VERSION_MINOR) + "." +
                                          std::to_string(BATT_VERSION_PATCH));
    // Without bounds "-1" would become a very large number; more samples than this are no batch.
    constexpr std::int64_t most = 1'000'000'000'000;
    const auto positive = CLI::Range(std::int64_t{1}, most).description("");
    std::int64_t count = 0;
    std::int64_t batch_size = 0;
    std::int64_t repeat = 1;
    std::string backend = "auto";
    auto* tasks = app.add_option("--tasks", result.tasks,
                                 "Folder of task files, or one task or challenges file "
                                 "(default: the small tasks that come with batt)")
                      ->type_name("DIR|FILE");
    app.add_option("--solutions", result.solutions,
                   "Solutions file that goes with a challenges file")
        ->type_name("FILE")
        ->needs(tasks);
    app.add_option("-i,--id", result.ids, "Only this task (repeatable)")
        ->type_name("ID")
        ->allow_extra_args(false);
    app.add_option("-c,--count", count, "At most so many tasks")
        ->type_name("COUNT")
        ->check(positive);
    app.add_option("--backend", backend, "auto (default), host or cuda")
        ->type_name("NAME")
        ->check(CLI::IsMember({"auto", "host", "cuda"}).description(""));
    app.add_option("--batch-size", batch_size, "Samples a chunk (default: chosen by memory)")
        ->type_name("N")
        ->check(positive);
    app.add_option("--repeat", repeat, "Run every pair so many times, to measure throughput")
        ->type_name("N")
        ->check(positive);
    app.add_flag("--timing", result.timing, "Show the seconds spent in each phase");
    app.add_option("--json", result.json, "Write a machine-readable report")->type_name("FILE");
    app.add_flag("--show", result.show, "Show wrong pairs as grids side by side");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        exit = app.exit(stop) == 0 ? all_solved : bad_input;
        return std::nullopt;
    }
    if (backend == "host") result.where = batt::backend::host;
    if (backend == "cuda") result.where = batt::backend::cuda;
    result.count = static_cast<std::size_t>(count);
    result.batch_size = static_cast<std::size_t>(batch_size);
    result.repeat = static_cast<std::size_t>(repeat);
    return result;
}

} // namespace run_batt
