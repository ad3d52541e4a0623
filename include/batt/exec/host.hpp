// The host back end: chunks of samples on all cores, through Thrust's host system.
#pragma once

#include <batt/exec/cores.hpp>
#include <batt/exec/sample.hpp>
#include <chrono>

#if BATT_HAS_REFERENCE
#include <batt/reference/backend.hpp>
#endif

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Seconds since some point in time.
inline double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// What one call works on; the same for every program.
struct host_job {
    const batch_view* in;
    const batch_view* expected;
    verdict* verdicts;
    std::vector<grid>* outputs;   ///< null if not wanted
    const std::size_t* positions; ///< which samples; null: all
    std::size_t count;
    bool compacted; ///< in and expected hold just the samples at the positions
};

/// The arena of the calling thread, at least `lines` lines; empty if there is no memory.
inline arena_memory thread_arena(int lines) {
    thread_local std::vector<std::uint32_t> words;
    const std::size_t need = static_cast<std::size_t>(lines) * 32;
    if (words.size() < need) words.resize(need);
    return {words.data(), lines};
}

/// Runs f(job, from, to) over pieces of the job, on all cores.
inline void for_pieces(const host_job& job, std::size_t piece,
                       void (*f)(const host_job&, std::size_t, std::size_t)) {
    struct body {
        const host_job* job;
        std::size_t piece;
        void (*f)(const host_job&, std::size_t, std::size_t);
        void operator()(std::size_t k) const {
            const std::size_t from = k * piece;
            const std::size_t to = from + piece < job->count ? from + piece : job->count;
            f(*job, from, to);
        }
    };
    const std::size_t pieces = (job.count + piece - 1) / piece;
    for_each_index(pieces, body{&job, piece, f});
}

/// Samples from..to-1 of a job at one tier of the serial machine.
template <class Program, class Tier>
void run_host_piece(const host_job& job, std::size_t from, std::size_t to) {
    using M = typename Tier::template machine_type<serial>;
    M m(thread_arena(Tier::lines));
    packed_row rows[packed_side];
    for (std::size_t k = from; k < to; ++k) {
        const std::size_t s = job.positions != nullptr ? job.positions[k] : k;
        const bool scored = job.expected->count != 0;
        packed_size size{0, 0};
        job.verdicts[s] = run_sample<Program>(
            m, job.in->rows + s * packed_side, job.in->sizes[s],
            scored ? job.expected->rows + s * packed_side : nullptr,
            scored ? job.expected->sizes[s] : packed_size{0, 0},
            job.outputs != nullptr ? rows : nullptr, &size, [] {});
        if (job.outputs != nullptr)
            (*job.outputs)[s] = batch::unpack(rows, size);
    }
}

#if BATT_HAS_REFERENCE
/// Samples from..to-1 of a job by definition: any size, host only.
template <class Program>
void run_reference_piece(const host_job& job, std::size_t from, std::size_t to) {
    for (std::size_t k = from; k < to; ++k) {
        const std::size_t s = job.positions != nullptr ? job.positions[k] : k;
        const std::size_t from_k = job.compacted ? k : s;
        reference::backend b;
        const grid in = batch::unpack(job.in->rows + from_k * packed_side, job.in->sizes[from_k]);
        auto result = Program::run_grid(b, reference::from_host(in));
        const grid out = result.why.none() ? reference::to_host(result.value) : grid();
        const bool match =
            result.why.none() && job.expected->count != 0 &&
            out == batch::unpack(job.expected->rows + from_k * packed_side,
                                 job.expected->sizes[from_k]);
        job.verdicts[s] = {result.why.why(), result.why.statement(), match};
        if (job.outputs != nullptr) (*job.outputs)[s] = out;
    }
}
#endif

/// Positions of the samples that must run at a larger tier.
template <class Index = std::uint32_t>
std::vector<Index> overflowed(const verdict* verdicts, std::size_t count) {
    return positions_where<Index>(verdicts, count,
                                  [](const verdict& v) { return v.why() == status::capacity; });
}

template <class Program, class Tiers>
struct host_tiers;
template <class Program, class... T>
struct host_tiers<Program, tiers<T...>> {
    static constexpr void (*pieces[])(const host_job&, std::size_t,
                                      std::size_t) = {&run_host_piece<Program, T>...};
};

/// The last tier for what overflowed on a machine.
template <class Program>
void run_last_tier(const host_job& job, run_report& report) {
#if BATT_HAS_REFERENCE
    if (job.count == 0) return;
    const double begin = now();
    report.tier_samples.back() = job.count;
    for_pieces(job, 1, &run_reference_piece<Program>);
    report.seconds.reference += now() - begin;
#else
    (void)job;
    (void)report;
#endif
}

/// Runs the tiers of the serial machine and then the reference.
template <class Program, class Tiers>
void run_on_host(const batch_view& in, const batch_view& expected, const run_options& options,
                 run_report& report) {
    const double start = now();
    report.where = backend::host;
    report.device = "host";
    report.verdicts.assign(in.count, verdict{});
    report.outputs.assign(options.outputs ? in.count : 0, grid());
    report.tier_samples.assign(Tiers::count + 1, 0);
    host_job job{&in, &expected, report.verdicts.data(),
                 options.outputs ? &report.outputs : nullptr, nullptr, in.count, false};
    const std::size_t piece =
        options.batch_size != 0 && options.batch_size < 64 ? options.batch_size : 64;
    std::vector<std::size_t> left;
    with_threads(options.threads, [&] {
        for (int t = 0; t < Tiers::count && job.count != 0; ++t) {
            const double begin = now();
            report.tier_samples[static_cast<std::size_t>(t)] = job.count;
            for_pieces(job, piece, host_tiers<Program, Tiers>::pieces[t]);
            left = overflowed<std::size_t>(report.verdicts.data(), in.count);
            job.positions = left.data();
            job.count = left.size();
            (t == 0 ? report.seconds.kernel : report.seconds.retry) += now() - begin;
        }
        run_last_tier<Program>(job, report);
    });
    report.seconds.total = now() - start;
}

} // namespace batt::detail
BATT_HOST_CALLS_END
