// The command line of run_batt.
#include "options.hpp"

#include "text.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <batt/io/json_document.hpp>
#include <charconv>

namespace run_batt {

namespace {

// Without bounds "-1" would become a very large number. No run has as many samples as this.
constexpr std::int64_t most = 1'000'000'000'000;

/// Numbers and words as the command line has them.
struct raw_values {
    std::string backend = "auto";
    std::string by = "auto";
    std::string only = "all";
    std::string color = "auto";
    std::int64_t count = 0;
    std::int64_t batch_size = 0;
    std::int64_t repeat = 1;
    std::int64_t steps = 0;
    std::int64_t memory = 0;
    std::int64_t threads = 0;
    std::int64_t patience = 60;
    std::string device = "0";
};

/// Accepts only these words.
CLI::Validator one_of(const std::vector<std::string>& words) {
    return CLI::Validator(
        [words](const std::string& given) {
            if (std::find(words.begin(), words.end(), given) != words.end()) return std::string();
            std::string all;
            for (std::size_t k = 0; k < words.size(); ++k) {
                all += (k == 0 ? "" : k + 1 < words.size() ? ", " : " or ") + words[k];
            }
            return "takes " + all + ", not " + batt::io::detail::printable(given);
        },
        "");
}

/// Accepts whole numbers from `least` to `greatest`, and a word if one is given.
CLI::Validator number(std::int64_t least, std::int64_t greatest, const std::string& word = {}) {
    return CLI::Validator(
        [=](const std::string& given) {
            std::int64_t value = 0;
            const char* const end = given.data() + given.size();
            const auto read = std::from_chars(given.data(), end, value);
            const bool is_number = read.ec == std::errc{} && read.ptr == end;
            const bool good = is_number && value >= least && value <= greatest;
            if (good || (!word.empty() && given == word)) return std::string();
            return "takes a whole number from " + std::to_string(least) + " to " +
                   std::to_string(greatest) + (word.empty() ? "" : " or " + word) + ", not " +
                   batt::io::detail::printable(given);
        },
        "");
}

CLI::Option* add_file(CLI::App& app, const std::string& name, std::string& target,
                      const std::string& what) {
    return app.add_option(name, target, what)->type_name("FILE")->group("Files to write");
}

void add_input(CLI::App& app, options& result, raw_values& raw) {
    const std::string group = "What runs";
    auto* programs = app.add_option("-p,--programs", result.programs,
                                    "Files and folders of programs as text, without a compiler: "
                                    "Python, Markdown, notebooks, JSON lines (default: the "
                                    "programs that come with batt or are compiled in)")
                         ->type_name("FILE|DIR...")
                         ->group(group);
    app.add_option("--dialect", result.dialect,
                   "What the programs of text are written in beside the DSL: a dialect that comes "
                   "with batt (typed), or a folder of your own")
        ->type_name("NAME|DIR")
        ->group(group);
    app.add_option("--prelude", result.prelude,
                   "A file of functions and constants that every program of text may use")
        ->type_name("FILE")
        ->group(group);
    app.add_option("--max-steps", raw.steps,
                   "Steps that a program of text may make on a pair before its status is capacity "
                   "(default: 100000000)")
        ->type_name("N")
        ->check(number(1, most))
        ->group(group);
    app.add_option("--max-memory", raw.memory,
                   "MiB that the values of a program of text may hold on a pair (default: 256)")
        ->type_name("MIB")
        ->check(number(1, 1 << 20))
        ->group(group);
    auto* tasks = app.add_option("--tasks", result.tasks,
                                 "Folder of task files and of such folders, a file of tasks in any "
                                 "published layout, or - for the standard input (default: the "
                                 "small tasks that come with batt)")
                      ->type_name("DIR|FILE|-")
                      ->group(group);
    app.add_flag(
           "--allow-large", result.allow_large,
           "Take grids of up to 1000 rows and columns and colours up to 15, too; what is larger "
           "than 64 x 64 runs by definition")
        ->group(group);
    app.add_option("--solutions", result.solutions,
                   "Solutions file that goes with a challenges file; scores a submission, too")
        ->type_name("FILE")
        ->needs(tasks)
        ->group(group);
    auto* ids = app.add_option("-i,--id", result.ids, "Only this task (repeatable)")
                    ->type_name("ID")
                    ->allow_extra_args(false)
                    ->group(group);
    app.add_option("-c,--count", raw.count, "At most COUNT tasks")
        ->type_name("COUNT")
        ->check(number(1, most))
        ->group(group);
    app.add_option("--task", result.task,
                   "Only this task; every program is a candidate for it, whatever its own name")
        ->type_name("ID")
        ->excludes(ids)
        ->group(group);
    app.add_flag("--cross", result.cross, "Every program on every task, not only on its own")
        ->group(group);
    app.add_option("--card", result.cards,
                   "Only the programs of these compiled collections: pipelines NAME and "
                   "NAME_<number>")
        ->type_name("NAME...")
        ->excludes(programs)
        ->group(group);
}

void add_machine(CLI::App& app, options& result, raw_values& raw) {
    const std::string group = "Where and how it runs";
    app.add_option("--backend", raw.backend,
                   "auto (default: a GPU if there is one and, for programs of text, if the run is "
                   "long enough to pay for its start), host or cuda")
        ->type_name("NAME")
        ->check(one_of({"auto", "host", "cuda"}))
        ->group(group);
    app.add_option("--by", raw.by,
                   "How programs of text run, and compiled ones on a GPU where samples are too "
                   "large for them: by columns (default: all programs at once, operation by "
                   "operation) or by definition (one after the other, on the host)")
        ->type_name("columns|definition")
        ->check(one_of({"auto", "columns", "definition"}))
        ->group(group);
    app.add_flag("!--no-last-tier", result.last_tier,
                 "What is too large for compiled programs and for columns does not run by "
                 "definition: its status is capacity")
        ->group(group);
    app.add_flag("!--no-unmatchable", result.unmatchable,
                 "Most outputs of more than 32 rows or columns, where no more are expected, do not "
                 "run by definition: their status is capacity, and no match is lost")
        ->group(group);
    app.add_option("--device", raw.device, "The GPU to use, by its number (default: 0), or all")
        ->type_name("N|all")
        ->check(number(0, 1023, "all"))
        ->group(group);
    app.add_option("--batch-size", raw.batch_size,
                   "Samples per chunk; 0: as many as suit the memory of the GPU (default: 0, but "
                   "1000 with --backend host); a thread of the host takes at most 64 at once")
        ->type_name("N")
        ->check(number(0, most))
        ->group(group);
    app.add_option("--repeat", raw.repeat, "Run every pair N times, to measure throughput")
        ->type_name("N")
        ->check(number(1, most))
        ->group(group);
    app.add_option("--threads", raw.threads,
                   "Threads of the host (default: one per core; where mpirun starts several ranks "
                   "on a host, they share its cores)")
        ->type_name("N")
        ->check(number(1, 4096))
        ->group(group);
    app.add_option("--patience", raw.patience,
                   "Seconds after which a piece of the work that a rank of mpirun has not finished "
                   "is given to another rank, too (default: 60)")
        ->type_name("SECONDS")
        ->check(number(1, 1'000'000))
        ->group(group);
    const std::string always = "Run each pipeline once over the pairs of all its tasks: this is "
                               "always so, and the option is accepted for older scripts";
    app.add_flag("--mega-batch", always)->group(group);
}

void add_output(CLI::App& app, options& result, raw_values& raw) {
    const std::string group = "What is shown";
    app.add_flag("--draw", result.draw, "Draw the tasks before the programs run")->group(group);
    app.add_flag("--show", result.show, "Draw the wrong pairs of the programs in the table")
        ->group(group);
    app.add_option("--only", raw.only,
                   "List only programs with a wrong pair (wrong) or without one (solved)")
        ->type_name("wrong|solved")
        ->check(one_of({"all", "wrong", "solved"}))
        ->group(group);
    app.add_flag("--timing", result.timing,
                 "Show the time of each phase, and time the forms of the programs side by side")
        ->group(group);
    app.add_flag("--check,--check-forms", result.check,
                 "Compare columns, the definition and the compiled programs, result by result")
        ->excludes(app.get_option("--no-last-tier"))
        ->excludes(app.get_option("--no-unmatchable"))
        ->group(group);
    app.add_option("--color", raw.color, "auto (default), always or never")
        ->type_name("WHEN")
        ->check(one_of({"auto", "always", "never"}))
        ->group(group);
    app.add_flag("-q,--quiet", result.quiet,
                 "Print only problems and what --draw, --show, --check, --timing and --trace ask "
                 "for")
        ->group(group);
}

void add_traces(CLI::App& app, options& result, const std::vector<CLI::Option*>& files) {
    const std::string group = "One pair, statement by statement";
    auto* trace = app.add_option("--trace", result.traces,
                                 "Only print every statement of a program on a pair, such as "
                                 "0abc:train1 (ID or function; repeatable)")
                      ->type_name("ID:PAIR")
                      ->allow_extra_args(false)
                      ->group(group);
    auto* diff = app.add_option("--trace-diff", result.trace_diffs,
                                "Only compare the statements of a program on a pair: by "
                                "definition, by columns (statuses and grids) and compiled, or "
                                "compiled on the host and on the device")
                     ->type_name("ID:PAIR")
                     ->allow_extra_args(false)
                     ->group(group);
    // Nothing but the trace is done then: to ask for anything more is an error.
    std::vector<CLI::Option*> others = files;
    for (const char* name : {"--draw", "--show", "--check", "--timing"}) {
        others.push_back(app.get_option(name));
    }
    for (CLI::Option* other : others) {
        trace->excludes(other);
        diff->excludes(other);
    }
}

} // namespace

std::optional<options> parse_options(int argc, const char* const* argv, int& exit) {
    options result;
    raw_values raw;
    CLI::App app("Runs solver programs on their ARC tasks and says which pairs they solve.",
                 "run_batt");
    app.footer("Exit code: 0 if every pair is solved and what was compared is equal, 1 if not, "
               "2 on bad input or if something cannot be done, 130 if ctrl-C ended the run early "
               "(what was done is reported; a second ctrl-C ends at once).");
    app.set_version_flag("--version", BATT_VERSION_STRING);
    app.add_option("--explain", result.explain,
                   "Only print what an operation does, what can go wrong with it, and an example")
        ->type_name("OPERATION");
    add_input(app, result, raw);
    add_machine(app, result, raw);
    add_output(app, result, raw);
    auto* json = add_file(app, "--json", result.json, "Write a report for programs to read");
    std::vector<CLI::Option*> files = {
        json,
        app.add_flag("--outputs", result.outputs,
                     "Write the output grids into the file of --json, too")
            ->needs(json)
            ->group("Files to write"),
        add_file(app, "--csv", result.csv, "Write a line per program and pair"),
        add_file(app, "--html", result.html,
                 "Write a report to look at: scores, tasks and wrong pairs as pictures"),
        add_file(app, "--submission", result.submission,
                 "Write the competition's file, from programs that solve all train pairs"),
        app.add_option("--svg", result.svg,
                       "Write pictures of the tasks and wrong pairs into this folder")
            ->type_name("DIR")
            ->group("Files to write"),
        add_file(app, "--journal", result.journal,
                 "Keep what is finished in this file, so that the same command goes on where it "
                 "stopped")};
    add_traces(app, result, files);
    try {
        app.parse(argc, argv);
        if (raw.backend == "host" && app.count("--device") > 0) {
            throw CLI::ValidationError("--device names a GPU, which --backend host does not use");
        }
    } catch (const CLI::ParseError& stop) {
        exit = app.exit(stop) == 0 ? all_solved : bad_input;
        return std::nullopt;
    }
    if (raw.backend == "host") result.where = batt::backend::host;
    if (raw.backend == "cuda") result.where = batt::backend::cuda;
    if (raw.by == "columns") result.by = text_form::columns;
    if (raw.by == "definition") result.by = text_form::definition;
    if (raw.only == "wrong") result.only = listing::wrong;
    if (raw.only == "solved") result.only = listing::solved;
    if (raw.color == "always") result.color = coloring::always;
    if (raw.color == "never") result.color = coloring::never;
    if (app.count("--device") > 0) result.device = raw.device == "all" ? -1 : std::stoi(raw.device);
    if (app.count("--batch-size") > 0) result.batch_size = static_cast<std::size_t>(raw.batch_size);
    result.count = static_cast<std::size_t>(raw.count);
    result.repeat = static_cast<std::size_t>(raw.repeat);
    result.steps = static_cast<std::size_t>(raw.steps);
    result.memory = static_cast<std::size_t>(raw.memory);
    result.threads = static_cast<int>(raw.threads);
    result.patience = static_cast<double>(raw.patience);
    return result;
}

} // namespace run_batt
