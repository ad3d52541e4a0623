// The example programs on one core, by columns and compiled: what it costs to run a program that no
// compiler has seen.
#include "measured.hpp"

#include <algorithm>
#include <batt/text/read.hpp>
#include <fstream>
#include <iterator>
#include <linked_pipelines.hpp>
#include <numeric>
#include <set>

namespace batt::bench {

/// So many samples per program that 400 programs have a million.
static constexpr std::size_t wanted_samples = 2'500;

/// A program that is compiled and also there as text.
struct program_both_ways {
    std::shared_ptr<any_pipeline> compiled;
    int number = 0; ///< in the pipeline
    text::program as_text;
};

static std::vector<program_both_ways> all_programs() {
    std::vector<program_both_ways> all;
    std::set<std::string> known; // some are linked in from C++, too
    for (const pipeline_entry& e : run_batt::linked_pipelines()) {
        const std::shared_ptr<any_pipeline> pipeline = e.make();
        for (int p = 0; p < pipeline->programs(); ++p) {
            const std::string id = pipeline->source(p).id;
            if (!known.insert(id).second) continue;
            std::ifstream file(source_folder() / "examples/programs" / (id + ".py"));
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            for (text::program& f : text::read(text, id + ".py").functions)
                if (f.id == id) all.push_back({pipeline, p, std::move(f)});
        }
    }
    return all;
}

/// The pairs of the task of a program, repeated; none if there is no such task.
static sample_set samples_for(const text::program& p) {
    std::size_t t = 0;
    while (t < tasks().size() && tasks()[t].id != p.id) ++t;
    const auto begin = std::lower_bound(pairs().task.begin(), pairs().task.end(), t);
    const auto n = static_cast<std::size_t>(std::upper_bound(begin, pairs().task.end(), t) - begin);
    const auto first = static_cast<std::size_t>(begin - pairs().task.begin());
    sample_set some;
    while (n > 0 && some.inputs.size() < wanted_samples)
        for (std::size_t k = first; k < first + n; ++k) {
            some.inputs.push_back(pairs().inputs[k]);
            some.expected.push_back(pairs().expected[k]);
        }
    return some;
}

static run_options one_core() {
    run_options options;
    options.where = backend::host;
    options.threads = 1;
    return options;
}

/// The seconds of the compiled programs, each on its own samples, and their verdicts, program after
/// program; a sentence if that fails.
static std::string run_compiled(const std::vector<program_both_ways>& programs, double& seconds,
                                std::vector<verdict>& verdicts) {
    for (const program_both_ways& p : programs) {
        sample_set samples = samples_for(p.as_text);
        const std::size_t n = samples.inputs.size();
        samples.active.assign(n, std::uint64_t{1} << p.number);
        any_pipeline::expected_report ran;
        double shortest = 0;
        for (int turn = 0; turn < 3; ++turn) {
            ran = p.compiled->run(samples, one_core());
            if (!ran) return ran.error().text;
            // packing is not compared
            const double t = ran->seconds.total - ran->seconds.pack;
            shortest = turn > 0 ? std::min(shortest, t) : t;
        }
        seconds += shortest;
        const auto from = ran->verdicts.begin() +
                          static_cast<std::ptrdiff_t>(p.number) * static_cast<std::ptrdiff_t>(n);
        verdicts.insert(verdicts.end(), from, from + static_cast<std::ptrdiff_t>(n));
    }
    return "";
}

/// Measures columns, how much faster they are than the compiled programs, and how many results
/// differ.
static void compare(benchmark::State& state, std::vector<program_both_ways> programs) {
    std::erase_if(programs,
                  [](const program_both_ways& p) { return samples_for(p.as_text).inputs.empty(); });
    if (programs.empty())
        return state.SkipWithError("there is no such task: set BATT_SHARED to the folder that "
                                   "holds arc/training");
    double compiled = 0;
    std::vector<verdict> verdicts;
    const std::string error = run_compiled(programs, compiled, verdicts);
    if (!error.empty()) return state.SkipWithError(error.c_str());
    const std::size_t n = verdicts.size();

    sample_set all;
    program_samples which;
    std::vector<text::program> texts;
    for (const program_both_ways& p : programs) {
        const sample_set some = samples_for(p.as_text);
        std::vector<std::uint32_t> list(some.inputs.size());
        std::iota(list.begin(), list.end(), static_cast<std::uint32_t>(all.inputs.size()));
        all.inputs.insert(all.inputs.end(), some.inputs.begin(), some.inputs.end());
        all.expected.insert(all.expected.end(), some.expected.begin(), some.expected.end());
        which.of_program.push_back(static_cast<std::uint32_t>(which.lists.size()));
        which.lists.push_back(std::move(list));
        texts.push_back(p.as_text);
    }
    const packed samples(all);
    column_work work{program_set(std::move(texts), most), samples.samples.view(), &which,
                     one_core()};
    run_report report;
    const double seconds = measure(state, std::move(work), 0, &report);
    if (seconds <= 0) return;
    double different = 0;
    for (std::size_t p = 0; p < programs.size(); ++p)
        for (std::uint32_t k : which.lists[p])
            different += report.verdicts[p * n + k] != verdicts[k] ? 1 : 0;
    state.counters["compiled evaluations/s"] = static_cast<double>(n) / compiled;
    state.counters["of compiled"] = compiled / seconds;
    state.counters["different"] = different;
}

static const bool registered = [] {
    const auto add = [](const std::string& name, const std::vector<program_both_ways>& programs) {
        benchmark::RegisterBenchmark(("columns/one core, " + name).c_str(), compare, programs)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    };
    const std::vector<program_both_ways> all = all_programs();
    add("all", all);
    for (const program_both_ways& p : all) add(p.as_text.id, {p});
    return true;
}();

} // namespace batt::bench
