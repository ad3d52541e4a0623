// Every example program on the inputs of its own task, repeated: what programs as people write
// them run at. The time is that of the kernels, or of one core.
#include <batt/io/task.hpp>
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <linked_pipelines.hpp>

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

/// Program p of a pipeline.
static void run_program(benchmark::State& state, const pipeline_entry& entry, int p) {
    const auto pipeline = entry.make();
    const program_source source = pipeline->source(p);
    sample_set samples;
    for (const io::example& e : pairs_of(source.id)) {
        samples.inputs.push_back(e.input);
        samples.expected.emplace_back(e.output);
        samples.active.push_back(std::uint64_t{1} << p);
    }
    const std::size_t pairs = samples.inputs.size();
    if (pairs == 0) {
        state.SkipWithError((std::string("there is no ") + source.id +
                             ".json: set BATT_SHARED to the folder that holds arc/training")
                                .c_str());
        return;
    }
    const std::size_t repeat = (wanted_samples + pairs - 1) / pairs;
    run_options options;
    options.where = where;
    options.threads = 1;
    // one chunk on the device: kernels of two streams would count each other's time
    if (where == backend::cuda) options.batch_size = pairs * repeat;
    // the first run brings the code to the device
    auto ran = pipeline->run(samples, options);
    for (auto _ : state) {
        if (ran) ran = pipeline->run(samples, options, repeat);
        if (!ran) {
            state.SkipWithError(ran.error().text.c_str());
            return;
        }
        state.SetIterationTime(ran->seconds.kernel);
    }
    const run_report& report = *ran;
    const std::size_t n = pairs * repeat;
    double solved = 0, higher = 0;
    for (std::size_t k = 0; k < n; ++k)
        solved += report.verdicts[static_cast<std::size_t>(p) * n + k].match() ? 1 : 0;
    for (std::size_t t = 1; t < report.tier_samples.size(); ++t)
        higher += static_cast<double>(report.tier_samples[t]);
    const auto count = static_cast<double>(n);
    state.counters["samples/s"] = {count, benchmark::Counter::kIsIterationInvariantRate};
    state.counters["statements"] = source.statements;
    state.counters["ok"] = solved / count;
    if (higher > 0) state.counters["capacity"] = higher / count;
}

/// All pipelines on the pairs of their own tasks, packed once: one call of all side by side, or one
/// after the other. The time is that of the calls, from packed samples to verdicts.
static void run_all(benchmark::State& state, bool side_by_side) {
    std::vector<std::unique_ptr<any_pipeline>> pipelines;
    std::vector<std::vector<std::uint32_t>> places;
    std::vector<std::vector<std::uint64_t>> active;
    sample_set samples;
    std::size_t evaluations = 0;
    for (const pipeline_entry& entry : run_batt::linked_pipelines()) {
        pipelines.push_back(entry.make());
        auto& own = places.emplace_back();
        auto& sets = active.emplace_back();
        for (int p = 0; p < pipelines.back()->programs(); ++p)
            for (const io::example& e : pairs_of(pipelines.back()->source(p).id)) {
                own.push_back(static_cast<std::uint32_t>(samples.inputs.size()));
                sets.push_back(std::uint64_t{1} << p);
                samples.inputs.push_back(e.input);
                samples.expected.emplace_back(e.output);
                ++evaluations;
            }
    }
    if (evaluations == 0)
        return state.SkipWithError("there are no tasks: set BATT_SHARED to the folder that holds "
                                   "arc/training");
    const auto packed = packed_samples::pack(samples);
    if (!packed) return state.SkipWithError(packed.error().text.c_str());
    std::vector<pipeline_call> calls;
    for (std::size_t k = 0; k < pipelines.size(); ++k)
        if (!places[k].empty()) calls.push_back({pipelines[k].get(), {places[k], active[k]}});
    run_options options;
    options.where = where;
    options.threads = 1;
    std::vector<any_pipeline::expected_report> reports;
    const auto run = [&] {
        if (side_by_side) {
            reports = run_side_by_side(packed->view(), calls, options);
            return;
        }
        reports.clear();
        for (const pipeline_call& c : calls)
            reports.push_back(c.pipeline->run(packed->view(), options, c.which));
    };
    run(); // brings the code to the device
    for (auto _ : state) run();
    double solved = 0;
    phase_times sum;
    for (const auto& r : reports) {
        if (!r) return state.SkipWithError(r.error().text.c_str());
        for (const verdict& v : r->verdicts) solved += v.match() ? 1 : 0;
        sum.add(r->seconds);
    }
    state.counters["pipelines"] = static_cast<double>(calls.size());
    state.counters["pairs"] = static_cast<double>(evaluations);
    state.counters["solved"] = solved;
    state.counters["kernel_s"] = sum.kernel;
    state.counters["reference_s"] = sum.reference;
}

static const bool registered = [] {
    for (const bool side_by_side : {false, true}) {
        const char* const name =
            side_by_side ? "programs/all side by side" : "programs/all in turn";
        benchmark::RegisterBenchmark(name, run_all, side_by_side)
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
    }
    for (const pipeline_entry& e : run_batt::linked_pipelines()) {
        const auto pipeline = e.make();
        for (int p = 0; p < pipeline->programs(); ++p) {
            const std::string name = std::string("programs/") + pipeline->source(p).id;
            auto* b = benchmark::RegisterBenchmark(name.c_str(), run_program, e, p);
            b->UseManualTime()->Unit(benchmark::kMillisecond);
            // copies between host and device take far longer than what is measured
            if (where == backend::cuda) b->Iterations(1);
        }
    }
    return true;
}();

} // namespace batt::bench
