// Every example program on the inputs of its own task, repeated: the speed of programs as people
// write them. The time is that of the kernels, or of one core. Also calls of whole pipelines, after
// the first call: of all of them, and of each on 1,000 samples.
#include <algorithm>
#include <batt/io/task.hpp>
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <filesystem>
#include <linked_pipelines.hpp>
#include <map>

namespace batt::bench {

#if defined(BATT_BENCH_CUDA)
static constexpr std::size_t wanted_samples = 1'000'000;
static constexpr backend where = backend::cuda;
#else
static constexpr std::size_t wanted_samples = 256;
static constexpr backend where = backend::host;
#endif

/// The folders with task files: that of the training tasks, which may be absent, and that of the
/// examples.
static std::vector<std::filesystem::path> task_folders() {
    const char* moved = std::getenv("BATT_SHARED");
    const std::filesystem::path shared(moved != nullptr ? moved : BATT_SHARED);
    return {shared / "arc" / "training", BATT_EXAMPLE_TASKS};
}

/// The pairs of a task file whose outputs are known.
static std::vector<io::example> pairs_in(const std::filesystem::path& file) {
    std::vector<io::example> pairs;
    for (const io::task& t : io::load_tasks(file, {}).tasks)
        for (const auto* some : {&t.train, &t.test})
            for (const io::example& e : *some)
                if (e.output) pairs.push_back(e);
    return pairs;
}
/// The pairs of a task, from the first folder that has it.
static std::vector<io::example> pairs_of(const std::string& id) {
    for (const std::filesystem::path& folder : task_folders())
        if (const auto file = folder / (id + ".json"); std::filesystem::exists(file))
            return pairs_in(file);
    return {};
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
    // one chunk on the device: the times of kernels on two streams would overlap
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

/// Pipelines and the pairs on which each of their programs runs.
class work {
public:
    /// Adds a pipeline and returns its number.
    std::size_t add(std::unique_ptr<any_pipeline> pipeline) {
        pipelines_.push_back(std::move(pipeline));
        parts_.emplace_back();
        return pipelines_.size() - 1;
    }
    /// Adds pairs for program p of a pipeline.
    void add(std::size_t pipeline, int p, const std::vector<io::example>& pairs) {
        part& own = parts_[pipeline];
        for (const io::example& e : pairs) {
            own.samples.push_back(static_cast<std::uint32_t>(samples_.inputs.size()));
            own.active.push_back(std::uint64_t{1} << p);
            samples_.inputs.push_back(e.input);
            samples_.expected.emplace_back(e.output);
        }
    }
    /// Repeats the pairs of each pipeline until it has `count` samples.
    void fill_up(std::size_t count) {
        for (part& own : parts_)
            for (std::size_t k = 0; !own.samples.empty() && own.samples.size() < count; ++k) {
                own.samples.push_back(std::uint32_t{own.samples[k]});
                own.active.push_back(std::uint64_t{own.active[k]});
            }
    }

    const any_pipeline& pipeline(std::size_t k) const { return *pipelines_[k]; }
    const sample_set& samples() const { return samples_; }
    std::vector<pipeline_call> calls() const {
        std::vector<pipeline_call> all;
        for (std::size_t k = 0; k < pipelines_.size(); ++k)
            if (!parts_[k].samples.empty())
                all.push_back({pipelines_[k].get(), {parts_[k].samples, parts_[k].active}});
        return all;
    }

private:
    struct part {
        std::vector<std::uint32_t> samples;
        std::vector<std::uint64_t> active;
    };
    std::vector<std::unique_ptr<any_pipeline>> pipelines_;
    std::vector<part> parts_;
    sample_set samples_;
};

/// A pipeline on the pairs of its own tasks.
static void add_own(work& w, const pipeline_entry& entry) {
    const std::size_t k = w.add(entry.make());
    for (int p = 0; p < w.pipeline(k).programs(); ++p)
        w.add(k, p, pairs_of(w.pipeline(k).source(p).id));
}
/// All pipelines on the pairs of their own tasks.
static work own_pairs() {
    work w;
    for (const pipeline_entry& entry : run_batt::linked_pipelines()) add_own(w, entry);
    return w;
}
/// All pipelines, four times each, on the pairs of all tasks of the first folder that is there:
/// each task is for one program, the one that solves it, or, if there is none, the next in turn. So
/// each of the four copies gets about a quarter of the tasks, as if there were four times as many
/// pipelines.
static work all_pairs() {
    work w;
    struct place {
        std::size_t pipeline;
        int program;
    };
    std::vector<place> programs;
    std::map<std::string, place> of_task;
    for (int copy = 0; copy < 4; ++copy) {
        int number = 0; // tasks that have a program are dealt to the four copies, too
        for (const pipeline_entry& entry : run_batt::linked_pipelines()) {
            const std::size_t k = w.add(entry.make());
            for (int p = 0; p < w.pipeline(k).programs(); ++p) {
                programs.push_back({k, p});
                if (number++ % 4 == copy) of_task[w.pipeline(k).source(p).id] = programs.back();
            }
        }
    }
    std::vector<std::filesystem::path> files;
    for (const std::filesystem::path& folder : task_folders()) {
        if (!files.empty() || !std::filesystem::exists(folder)) continue;
        for (const auto& file : std::filesystem::directory_iterator(folder))
            if (file.path().extension() == ".json") files.push_back(file.path());
    }
    std::sort(files.begin(), files.end());
    const std::size_t each = programs.size() / 4;
    std::size_t next = 0;
    for (const std::filesystem::path& file : files) {
        const auto own = of_task.find(file.stem().string());
        place p{};
        if (own != of_task.end()) {
            p = own->second;
        } else { // a program of each copy in turn
            p = programs[next % 4 * each + next / 4 % each];
            ++next;
        }
        w.add(p.pipeline, p.program, pairs_in(file));
    }
    return w;
}

/// Makes the calls of some work, after one that brings the code to the device. The time is that of
/// the calls, from packed samples to verdicts.
/// last_tier: whether what overflows runs by definition; programs seldom overflow on own pairs.
static void run_calls(benchmark::State& state, const work& w, bool side_by_side,
                      bool last_tier = true) {
    const std::vector<pipeline_call> calls = w.calls();
    if (calls.empty())
        return state.SkipWithError("there are no tasks: set BATT_SHARED to the folder that holds "
                                   "arc/training");
    const auto packed = packed_samples::pack(w.samples());
    if (!packed) return state.SkipWithError(packed.error().text.c_str());
    run_options options;
    options.where = where;
    options.threads = 1;
    options.last_tier = last_tier;
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
    run();
    for (auto _ : state) run();
    std::size_t samples = 0;
    for (const pipeline_call& c : calls) samples += c.which.samples->size();
    double solved = 0;
    run_report sum;
    for (const auto& r : reports) {
        if (!r) return state.SkipWithError(r.error().text.c_str());
        for (const verdict& v : r->verdicts) solved += v.match() ? 1 : 0;
        sum.add_counts(*r);
    }
    state.counters["pipelines"] = static_cast<double>(calls.size());
    state.counters["pairs"] = static_cast<double>(samples);
    state.counters["solved"] = solved;
    state.counters["by_definition"] = static_cast<double>(sum.evaluations.definition);
    state.counters["kernel_s"] = sum.seconds.kernel;
    state.counters["reference_s"] = sum.seconds.reference;
}

/// A call of one pipeline on 1,000 samples: the pairs of its own tasks, over and over.
static void run_thousand(benchmark::State& state, const pipeline_entry& entry) {
    work w;
    add_own(w, entry);
    w.fill_up(1000);
    run_calls(state, w, true);
}

static const bool registered = [] {
    const auto calls = [](const std::string& name, auto f) {
        benchmark::RegisterBenchmark(name.c_str(), f)->UseRealTime()->Unit(benchmark::kMillisecond);
    };
    for (const bool side_by_side : {false, true}) {
        const std::string how = side_by_side ? " side by side" : " in turn";
        calls("programs/all" + how,
              [=](benchmark::State& s) { run_calls(s, own_pairs(), side_by_side); });
        calls("programs/four times all, pairs of all tasks," + how,
              [=](benchmark::State& s) { run_calls(s, all_pairs(), side_by_side); });
    }
    calls("programs/four times all, pairs of all tasks, side by side, no last tier",
          [](benchmark::State& s) { run_calls(s, all_pairs(), true, false); });
    for (const pipeline_entry& e : run_batt::linked_pipelines())
        calls("programs/warm call, 1000 samples, " + e.name,
              [=](benchmark::State& s) { run_thousand(s, e); });
    for (const pipeline_entry& e : run_batt::linked_pipelines()) {
        const auto pipeline = e.make();
        for (int p = 0; p < pipeline->programs(); ++p) {
            const std::string name = std::string("programs/") + pipeline->source(p).id;
            auto* b = benchmark::RegisterBenchmark(name.c_str(), run_program, e, p);
            b->UseManualTime()->Unit(benchmark::kMillisecond);
            // copies between host and device take far longer than the kernels, which are measured
            if (where == backend::cuda) b->Iterations(1);
        }
    }
    return true;
}();

} // namespace batt::bench
