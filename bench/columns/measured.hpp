// What all benchmarks of columns measure about a call, and what they report.
#pragma once

#include "collection.hpp"
#include <benchmark/benchmark.h>

namespace batt::bench {

/// The limits of a program on a sample by definition, as a search would set them. A program that
/// goes on to the usual limits, for a second and with 256 MiB, takes longer than all others
/// together.
inline constexpr reference::dynamic::limits most{1'000'000, 32 << 20};

/// What columns run, and how.
struct column_work {
    program_set programs;
    sample_view samples;
    const program_samples* which = nullptr; ///< null: every program on every sample
    run_options options{};
    bool is_resident = false; ///< the samples are in the memory of the device, where it is used
};

/// Measures calls of an executor after a first one, end to end, and gives the seconds of the
/// shortest; 0 if one failed. The report is that of the last call. BATT_BENCH_DEVICE of the
/// environment names the device, -1 for all of them; by default it is the first.
///
/// Counters: evaluations, those left to the definition and why; nodes of the graph; the
/// seconds of each phase. Rates "in columns" are over the seconds of that phase alone; for them a
/// node counts once for each sample, be it a constant or the elements of a container. `values`: how
/// many values of operations, or of statements, a call gives; 0: not known.
double measure(benchmark::State& state, column_work work, double values = 0,
               run_report* report = nullptr);

/// Registers a benchmark "columns/NAME, host" and, where columns were compiled for GPUs,
/// "columns/NAME, GPU".
void register_both(const std::string& name, void (*run)(benchmark::State&, backend));

} // namespace batt::bench
