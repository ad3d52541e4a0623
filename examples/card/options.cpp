// The command line of card.
#include "options.hpp"

#include <CLI/CLI.hpp>
#include <batt/card/group.hpp>
#include <batt/config.hpp>

namespace card_tool {

std::optional<options> parse_options(int argc, const char* const* argv, int& exit) {
    options result;
    CLI::App app("Turns solver programs in DSL text into C++ pipelines for batt.", "card");
    app.footer(
        "Exit code: 0 if every function loads, 1 if one does not (the rest is written), 2 if "
        "nothing is usable.");
    app.set_version_flag("--version", BATT_VERSION_STRING);
    // Without bounds "-1" would become a very large number.
    constexpr std::int64_t most = 1'000'000'000;
    constexpr int most_groups = 100'000;
    // Without a bound a number that is too large would become the largest that fits.
    constexpr std::uint64_t most_seed = 1'000'000'000'000'000'000;
    std::int64_t count = 0;
    bool separate = false;
    app.add_option("FILES", result.files,
                   "Files that hold programs, or folders of them: Python, "
                   "Markdown, notebooks, JSON lines")
        ->type_name("")
        ->required();
    app.add_option("--dialect", result.dialect,
                   "What the programs are written in beside the DSL: a dialect that comes with "
                   "batt (typed), or a folder of your own")
        ->type_name("NAME|DIR");
    app.add_option("--prelude", result.preludes,
                   "A file of functions and constants that the programs may use (repeatable)")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app.add_option("--operations", result.operations,
                   "A file of operations of your own, one per line: tint(grid, color) mine::tint "
                   "mine/tint.hpp")
        ->type_name("FILE")
        ->check(CLI::ExistingFile.description(""));
    app.add_option("-i,--id", result.ids, "Only programs of this task or name (repeatable)")
        ->type_name("ID")
        ->allow_extra_args(false);
    app.add_option("-c,--count", count, "At most COUNT programs")
        ->type_name("COUNT")
        ->check(CLI::Range(std::int64_t{1}, most).description(""));
    app.add_option("--seed", result.seed, "Shuffle the programs (default: in order of the files)")
        ->type_name("S")
        ->check(CLI::Range(std::uint64_t{0}, most_seed).description(""));
    app.add_option("-f,--file", result.output, "Where to write (default: standard output)")
        ->type_name("OUT.hpp");
    app.add_flag("--standard", result.standard, "Write the standard form");
    app.add_flag("--vectorized", result.vectorized,
                 "Write the vectorized form (default); with --standard both are written, and the "
                 "standard form goes to OUT_standard.hpp");
    app.add_option("--group", result.group,
                   "At most N programs per pipeline: OUT_0.hpp, OUT_1.hpp, ...")
        ->type_name("N")
        ->check(CLI::Range(1, batt::card::max_programs).description(""));
    app.add_option("--groups", result.groups, "Exactly K pipelines, even if some are empty")
        ->type_name("K")
        ->check(CLI::Range(1, most_groups).description(""));
    app.add_option("--places", result.places,
                   "Write the files and lines of the programs into this file and not into the "
                   "pipelines, which then stay as they are when lines are added above a program")
        ->type_name("FILE");
    app.add_option(
           "--keep-groups", result.groups_file,
           "With --groups: keep programs in the pipelines that this file says they were in, "
           "as long as these are balanced, and write the file anew")
        ->type_name("FILE");
    app.add_flag("--no-share", separate, "Do not share equal calls between programs");
    app.add_flag(
        "--batt", result.scored,
        "Merge solvers and the scores of grids (differ_...) into one pipeline over (S, I, C) "
        "with a table of its statements t1, t2, ...; every score is computed for the input and "
        "for what each solver makes. With --slice tN, write the program that computes tN");
    auto* slice =
        app.add_option("--slice", result.variable,
                       "Write, as DSL text, the smallest program that computes a variable")
            ->type_name("VAR");
    bool inlined = false;
    bool expanded = false;
    auto* inline_flag =
        app.add_flag("--inline", inlined, "Write the programs as nested calls, as DSL text")
            ->excludes(slice);
    app.add_flag("--expand", expanded,
                 "Write the programs with one call per statement, as DSL text")
        ->excludes(slice)
        ->excludes(inline_flag);
    app.add_flag("--check", result.check,
                 "Write nothing, and warn of statements that are ill-typed whatever the data");
    app.add_flag("--stats", result.stats,
                 "Print how many statements there are, and how many are shared");
    app.add_flag("--keep-going", result.keep_going,
                 "Exit with 0 even if some functions do not load");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        exit = app.exit(stop) == 0 ? everything_loaded : nothing_usable;
        return std::nullopt;
    }
    if (*slice) result.what = wanted_text::slice;
    if (inlined) result.what = wanted_text::inlined;
    if (expanded) result.what = wanted_text::expanded;
    result.share = !separate;
    result.count = static_cast<std::size_t>(count);
    if (!result.standard) result.vectorized = true;
    return result;
}

} // namespace card_tool
