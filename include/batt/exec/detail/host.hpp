// The host back end: chunks of samples on all cores, through Thrust's host system.
#pragma once

#include <batt/exec/detail/overflowed.hpp>
#include <bit>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Runs what overflowed on a machine at the last tier, if there is one; false if there was no
/// memory for it.
inline bool run_last_tier(const host_job& job, int programs, host_piece by_definition,
                          const run_options& options, run_report& report) {
    if (job.count == 0) return true;
    const double begin = now();
    const std::uint64_t all = programs == 0 ? 0 : ~std::uint64_t{0} >> (64 - programs);
    std::size_t evaluations = 0, samples = 0;
    for (std::size_t k = 0; k < job.count; ++k) {
        const auto n = static_cast<std::size_t>(std::popcount(all & job.programs(k)));
        evaluations += n;
        samples += n != 0 ? 1 : 0;
    }
    if (evaluations == 0) return true;
    if (by_definition == nullptr || !options.last_tier) {
        report.evaluations.stayed += evaluations;
        return true;
    }
    report.evaluations.definition += evaluations;
    report.tier_samples.back() = samples;
    const bool good = run_in_pieces(job, 1, by_definition);
    report.seconds.reference += now() - begin;
    return good;
}

/// Runs the tiers of the serial machine, none for the standard form, and then the reference. False,
/// or a thrown std::bad_alloc or std::length_error, if there was no memory.
inline bool run_on_cores(const sample_view& samples, const turns& all, int programs,
                         const host_tier* tiers, int tier_count, host_piece by_definition,
                         const pipeline_texts& texts, const run_options& options,
                         run_report& report) {
    const double start = now();
    const std::size_t n = all.count(), results = n * static_cast<std::size_t>(programs);
    report.where = backend::host;
    report.device = "host";
    assign_many(report.verdicts, results);
    report.outputs.assign(options.outputs ? results : 0, grid());
    report.tier_samples.assign(static_cast<std::size_t>(tier_count) + 1, 0);
    host_job job{&samples,
                 &all,
                 report.verdicts.data(),
                 options.outputs ? report.outputs.data() : nullptr,
                 n,
                 nullptr,
                 nullptr,
                 n,
                 false};
    const std::size_t piece =
        options.batch_size != 0 && options.batch_size < 64 ? options.batch_size : 64;
    overflowed_samples<std::size_t> left;
    const auto take_left = [&] {
        left = overflowed<std::size_t>(report.verdicts.data(), programs, n, n);
        job.positions = left.positions.data();
        job.active = left.active.data();
        job.count = left.positions.size();
    };
    bool good = true;
    with_threads(options.threads, [&] {
        bool first = true;
        for (int t = 0; t < tier_count && job.count != 0 && good; ++t) {
            const double begin = now();
            const std::size_t tried = tiers[t].tried(job);
            report.tier_samples[static_cast<std::size_t>(t)] = tried;
            if (tried == 0) continue;
            good = run_in_pieces(job, piece, tiers[t].run);
            take_left();
            (first ? report.seconds.kernel : report.seconds.retry) += now() - begin;
            first = false;
        }
        if (tier_count > 0) {
            add_overflow_tier(texts, options, report);
            if (good && run_overflow_tier(job, texts, backend::host, options, report)) take_left();
            leave_unmatchable(job, texts, options, left.active, report);
        }
        good = good && run_last_tier(job, programs, by_definition, options, report);
    });
    report.seconds.total = now() - start;
    return good;
}

} // namespace batt::detail
BATT_HOST_CALLS_END
