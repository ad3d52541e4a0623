// Every example program on the inputs of its own task, repeated: what programs as people write
// them run at. The time is that of the kernels, or of one core.
#include <batt/io/task.hpp>
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <example_programs.hpp>

namespace batt::bench {

#if defined(BATT_BENCH_CUDA)
static constexpr std::size_t wanted_samples = 1'000'000;
static constexpr backend where = backend::cuda;
#else
static constexpr std::size_t wanted_samples = 256;
static constexpr backend where = backend::host;
#endif

/// The pairs of a task whose outputs are known, from where task files are at hand.
static std::vector<io::example> pairs_of(const std::string& id) {
    const char* moved = std::getenv("BATT_SHARED");
    const std::filesystem::path shared(moved != nullptr ? moved : BATT_SHARED);
    std::vector<io::example> pairs;
    for (const std::filesystem::path& folder :
         {shared / "arc" / "training", std::filesystem::path(BATT_EXAMPLE_TASKS)}) {
        const auto file = folder / (id + ".json");
        if (!std::filesystem::exists(file)) continue;
        for (const io::task& t : io::load_tasks(file, {}).tasks)
            for (const auto* some : {&t.train, &t.test})
                for (const io::example& e : *some)
                    if (e.output) pairs.push_back(e);
        break;
    }
    return pairs;
}

static void run_program(benchmark::State& state, const program_entry& entry) {
    std::vector<grid> inputs, outputs;
    for (const io::example& e : pairs_of(entry.id)) {
        inputs.push_back(e.input);
        outputs.push_back(*e.output);
    }
    if (inputs.empty()) {
        state.SkipWithError(("there is no " + entry.id + ".json: set BATT_SHARED to the folder "
                             "that holds arc/training").c_str());
        return;
    }
    const auto program = entry.make();
    const std::size_t repeat = (wanted_samples + inputs.size() - 1) / inputs.size();
    run_options options;
    options.where = where;
    options.threads = 1;
    // one chunk on the device: kernels of two streams would count each other's time
    if (where == backend::cuda) options.batch_size = inputs.size() * repeat;
    run_report report;
    error_message error;
    // the first run brings the code to the device
    bool good = program->run(inputs, outputs, 1, options, report, error);
    for (auto _ : state) {
        good = good && program->run(inputs, outputs, repeat, options, report, error);
        if (!good) {
            state.SkipWithError(error.text.c_str());
            return;
        }
        state.SetIterationTime(report.seconds.kernel);
    }
    const auto n = static_cast<double>(report.verdicts.size());
    double solved = 0, higher = 0;
    for (const verdict v : report.verdicts) solved += v.match() ? 1 : 0;
    for (std::size_t t = 1; t < report.tier_samples.size(); ++t)
        higher += static_cast<double>(report.tier_samples[t]);
    state.counters["samples/s"] = {n, benchmark::Counter::kIsIterationInvariantRate};
    state.counters["statements"] = program->statements();
    state.counters["ok"] = solved / n;
    if (higher > 0) state.counters["capacity"] = higher / n;
}

static const bool registered = [] {
    for (const program_entry& e : example_programs()) {
        auto* b = benchmark::RegisterBenchmark(("programs/" + e.id).c_str(), run_program, e);
        b->UseManualTime()->Unit(benchmark::kMillisecond);
        // copies between host and device take far longer than what is measured
        if (where == backend::cuda) b->Iterations(1);
    }
    return true;
}();

} // namespace batt::bench
