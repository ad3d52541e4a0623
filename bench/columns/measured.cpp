// What all benchmarks of columns measure about a call, and what they report.
#include "measured.hpp"

#include "resident.hpp"
#include <algorithm>
#include <chrono>
#include <cstdlib>

namespace batt::bench {

static double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Adds what a call took to counters that are means over all calls.
static void add_phases(benchmark::State& state, const phase_times& t) {
    const auto add = [&](const char* name, double seconds) {
        benchmark::Counter& c = state.counters[name];
        c.flags = benchmark::Counter::kAvgIterations;
        c.value += seconds;
    };
    add("graph_s", t.prepare);
    add("columns_s", t.kernel);
    add("second_turn_s", t.retry);
    add("definition_s", t.reference);
    add("rest_s", t.total - t.prepare - t.kernel - t.retry - t.reference);
}

/// Adds the counters that are the same for every call.
static void add_counts(benchmark::State& state, const run_report& report,
                       const columns::run_counts& counts, std::size_t programs) {
    const auto rate = [](double x) {
        return benchmark::Counter(x, benchmark::Counter::kIsIterationInvariantRate);
    };
    const auto evaluations = static_cast<double>(counts.evaluations);
    std::size_t failed = 0; // an evaluation that does not run counts as ok
    for (const verdict& v : report.verdicts) failed += v.ok() ? 0 : 1;
    state.counters["programs"] = static_cast<double>(programs);
    state.counters["programs/s"] = rate(static_cast<double>(programs));
    state.counters["evaluations"] = evaluations;
    state.counters["evaluations/s"] = rate(evaluations);
    state.counters["nodes"] = static_cast<double>(counts.nodes);
    state.counters["again"] = static_cast<double>(counts.again);
    state.counters["by_definition"] = static_cast<double>(report.evaluations.definition);
    state.counters["no_form"] = static_cast<double>(report.evaluations.no_form);
    state.counters["too_large"] = static_cast<double>(report.evaluations.too_large);
    state.counters["no_place"] = static_cast<double>(report.evaluations.no_place);
    state.counters["ok"] = 1 - static_cast<double>(failed) / std::max(evaluations, 1.0);
}

/// Adds rates over the seconds of columns alone: of evaluations, values, and nodes on samples.
static void add_rates_in_columns(benchmark::State& state, double calls, double evaluations,
                                 double values, double nodes) {
    const double seconds = state.counters["columns_s"].value;
    if (seconds <= 0) return;
    state.counters["evaluations/s in columns"] = calls * evaluations / seconds;
    if (values > 0) state.counters["values/s in columns"] = calls * values / seconds;
    if (nodes > 0) state.counters["nodes/s in columns"] = calls * nodes / seconds;
}

double measure(benchmark::State& state, column_work work, double values, run_report* report) {
    if (const char* given = std::getenv("BATT_BENCH_DEVICE"))
        work.options.device = std::atoi(given);
    resident on_device;
    if (work.is_resident && work.options.where == backend::cuda) {
        if (const std::string why = on_device.bring(work.samples); !why.empty()) {
            state.SkipWithError(why.c_str());
            return 0;
        }
        work.samples = on_device.view();
    }
    const std::size_t programs = work.programs.size();
    mega_batch<program_set> executor(std::move(work.programs), columns::compiled());
    // the first call starts the device and takes memory
    auto result = executor.run(work.samples, work.options, work.which);
    double calls = 0, shortest = 0;
    for (auto _ : state) {
        const auto start = std::chrono::steady_clock::now();
        if (result) result = executor.run(work.samples, work.options, work.which);
        if (!result) {
            state.SkipWithError(result.error().text.c_str());
            return 0;
        }
        const double seconds = seconds_since(start);
        state.SetIterationTime(seconds);
        add_phases(state, result->seconds);
        shortest = calls > 0 ? std::min(shortest, seconds) : seconds;
        ++calls;
    }
    if (calls == 0) return 0;
    const columns::run_counts& n = executor.counts();
    const bool all_on_all = work.which == nullptr;
    add_rates_in_columns(state, calls, static_cast<double>(n.evaluations), values,
                         all_on_all ? static_cast<double>(n.nodes * work.samples.in.count) : 0);
    add_counts(state, *result, n, programs);
    if (values > 0)
        state.counters["values/s"] = {values, benchmark::Counter::kIsIterationInvariantRate};
    state.SetLabel(result->device);
    if (report != nullptr) *report = std::move(*result);
    return shortest;
}

void register_both(const std::string& name, void (*run)(benchmark::State&, backend)) {
    const auto add = [&](const char* machine, backend where) {
        benchmark::RegisterBenchmark(("columns/" + name + ", " + machine).c_str(), run, where)
            ->UseManualTime()
            ->Unit(benchmark::kMillisecond);
    };
    add("host", backend::host);
#if defined(BATT_BENCH_CUDA)
    add("GPU", backend::cuda);
#endif
}

} // namespace batt::bench
