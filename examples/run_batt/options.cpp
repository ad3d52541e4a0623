// The command line of run_batt.
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <batt/config.hpp>
#include <cstdint>

namespace run_batt {

namespace {

/// What only a run over the merged pipelines can do.
void add_mega_batch_options(CLI::App& app, options& result, CLI::Option* json) {
    const std::string group = "Merged pipelines (each of these implies --mega-batch)";
    app.add_flag("--cross", result.cross, "Every program on every task, not only on its own")
        ->group(group);
    app.add_flag("--outputs", result.outputs, "Write the output grids into the report of --json")
        ->needs(json)
        ->group(group);
    app.add_option("--submission", result.submission,
                   "Write the competition's file, from programs that solve all train pairs")
        ->type_name("FILE")
        ->group(group);
    app.add_flag("--check-forms", result.check_forms,
                 "Compare the standard with the vectorized form, result by result")
        ->group(group);
    app.add_option("--trace", result.traces,
                   "Only print every statement of a program on a pair, such as 0abc:train1 "
                   "(ID or function; repeatable); for programs of DSL text, not those in C++")
        ->type_name("ID:PAIR")
        ->allow_extra_args(false)
        ->group(group);
    app.add_option("--trace-diff", result.trace_diffs,
                   "Only compare the statements on the host with those on the device")
        ->type_name("ID:PAIR")
        ->allow_extra_args(false)
        ->group(group);
}

} // namespace

std::optional<options> parse_options(int argc, const char* const* argv, int& exit) {
    options result;
    CLI::App app("Runs solver programs on their ARC tasks and says which pairs they solve.",
                 "run_batt");
    app.footer("Exit code: 0 if every pair is solved and what was compared is equal, 1 if not, "
               "2 on bad input.");
    app.set_version_flag("--version", std::to_string(BATT_VERSION_MAJOR) + "." +
                                          std::to_string(BATT_VERSION_MINOR) + "." +
                                          std::to_string(BATT_VERSION_PATCH));
    // Without bounds "-1" would become a very large number; more samples than this are no batch.
    constexpr std::int64_t most = 1'000'000'000'000;
    const auto positive = CLI::Range(std::int64_t{1}, most).description("");
    const auto not_negative = CLI::Range(std::int64_t{0}, most).description("");
    std::int64_t count = 0;
    std::int64_t batch_size = 0;
    std::int64_t repeat = 1;
    std::string backend = "auto";
    std::string device = "0";
    auto* tasks = app.add_option("--tasks", result.tasks,
                                 "Folder of task files, or one task or challenges file "
                                 "(default: the small tasks that come with batt)")
                      ->type_name("DIR|FILE");
    app.add_option("--solutions", result.solutions,
                   "Solutions file that goes with a challenges file; scores a submission, too")
        ->type_name("FILE")
        ->needs(tasks);
    app.add_option("-i,--id", result.ids, "Only this task (repeatable)")
        ->type_name("ID")
        ->allow_extra_args(false);
    app.add_option("-c,--count", count, "At most so many tasks")
        ->type_name("COUNT")
        ->check(positive);
    app.add_option("--card", result.cards,
                   "Only the programs of these collections: pipelines NAME and NAME_<number>")
        ->type_name("NAME...");
    app.add_option("--backend", backend, "auto (default), host or cuda")
        ->type_name("NAME")
        ->check(CLI::IsMember({"auto", "host", "cuda"}).description(""));
    app.add_option("--device", device, "The GPU to use, by its number (default: 0), or all")
        ->type_name("N|all")
        ->check((CLI::Range(0, 1023) | CLI::IsMember({"all"})).description(""));
    auto* chunk = app.add_option("--batch-size", batch_size,
                                 "Samples a chunk, 0: chosen by the memory of the GPU (default: "
                                 "that, and 1000 with --mega-batch --backend host); threads of "
                                 "the host take at most 64 at once")
                      ->type_name("N")
                      ->check(not_negative);
    app.add_option("--repeat", repeat, "Run every pair so many times, to measure throughput")
        ->type_name("N")
        ->check(positive);
    app.add_flag("--timing", result.timing,
                 "Show the seconds spent in each phase; with --mega-batch the forms side by side");
    auto* json =
        app.add_option("--json", result.json, "Write a machine-readable report")->type_name("FILE");
    app.add_flag("--show", result.show, "Show wrong pairs as grids side by side");
    app.add_flag("--mega-batch", result.mega_batch,
                 "Run each merged pipeline once over the pairs of all its tasks");
    add_mega_batch_options(app, result, json);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        exit = app.exit(stop) == 0 ? all_solved : bad_input;
        return std::nullopt;
    }
    if (backend == "host") result.where = batt::backend::host;
    if (backend == "cuda") result.where = batt::backend::cuda;
    result.device = device == "all" ? -1 : std::stoi(device);
    result.count = static_cast<std::size_t>(count);
    if (chunk->count() > 0) result.batch_size = static_cast<std::size_t>(batch_size);
    result.repeat = static_cast<std::size_t>(repeat);
    const bool implied = result.cross || result.outputs || result.check_forms ||
                         !result.submission.empty() || !result.traces.empty() ||
                         !result.trace_diffs.empty();
    result.mega_batch = result.mega_batch || implied;
    return result;
}

} // namespace run_batt
