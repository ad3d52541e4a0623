// The host back end: chunks of samples on all cores, through Thrust's host system.
#pragma once

#include <batt/exec/cores.hpp>
#include <batt/exec/host_value.hpp>
#include <batt/exec/overflow.hpp>
#include <batt/exec/reference_run.hpp>
#include <batt/exec/trace.hpp>
#include <atomic>
#include <bit>
#include <chrono>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Seconds since some point in time.
inline double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// What one call works on; the same for every program.
struct host_job {
    const sample_view* samples;
    verdict* verdicts;            ///< program p on sample s at p * apart + s
    grid* outputs;                ///< likewise; null if not wanted
    std::size_t apart;
    const std::size_t* positions; ///< which samples; null: all
    const std::uint64_t* active;  ///< entry k: which programs run on the k-th of them; null: all
    std::size_t count;
    bool compacted; ///< the inputs and expected grids are just those at the positions
    host_watch watch{};
};

/// Where the k-th sample of a job is.
inline sample_place place_of(const host_job& job, std::size_t k) {
    const sample_view& v = *job.samples;
    const std::size_t s = job.positions != nullptr ? job.positions[k] : k;
    const std::size_t from = job.compacted ? k : s;
    sample_place at;
    at.in = v.in.rows + from * packed_side;
    at.in_size = v.in.sizes[from];
    if (v.expected.count != 0 && !v.expected.sizes[from].is_absent()) {
        at.scored = true;
        at.expected = v.expected.rows + from * packed_side;
        at.expected_size = v.expected.sizes[from];
    }
    if (v.task != nullptr) {
        const std::uint32_t first = v.first[v.task[s]];
        at.demonstrations = v.demonstrations.rows + std::size_t{first} * packed_side;
        at.demonstration_sizes = v.demonstrations.sizes + first;
        at.demonstration_count = static_cast<int>(v.first[v.task[s] + 1] - first) / 2;
    }
    if (job.active != nullptr) at.active = job.active[k];
    at.verdicts = job.verdicts + s;
    at.apart = job.apart;
    return at;
}

/// Runs f(job, from, to) over pieces of the job, on all cores; false if there was no memory for one.
inline bool for_pieces(const host_job& job, std::size_t piece,
                       void (*f)(const host_job&, std::size_t, std::size_t)) {
    struct body {
        const host_job* job;
        std::size_t piece;
        void (*f)(const host_job&, std::size_t, std::size_t);
        std::atomic<bool>* good; // an exception must not leave a thread
        void operator()(std::size_t k) const {
            const std::size_t from = k * piece;
            const std::size_t to = from + piece < job->count ? from + piece : job->count;
            if (!within_memory([&] { f(*job, from, to); })) *good = false;
        }
    };
    std::atomic<bool> good = true;
    for_each_index((job.count + piece - 1) / piece, body{&job, piece, f, &good});
    return good;
}

/// Samples from..to-1 of a job at one tier of the serial machine.
template <class Pipeline, class Tier>
void run_host_piece(const host_job& job, std::size_t from, std::size_t to) {
    using M = typename Tier::template machine_type<serial>;
    M m(host::thread_arena<host_job>(Tier::lines));
    constexpr std::size_t programs{Pipeline::programs};
    packed_row rows[programs][packed_side];
    packed_size sizes[programs];
    verdict verdicts[programs];
    for (std::size_t k = from; k < to; ++k) {
        sample_place at = place_of(job, k);
        const std::size_t apart = at.apart;
        verdict* const results = at.verdicts;
        at.verdicts = verdicts;
        at.apart = 1;
        if (job.outputs != nullptr) {
            at.stores = true;
            at.out = rows[0];
            at.out_sizes = sizes;
        }
        run_pipeline<Pipeline>(m, at, nothing{}, job.watch);
        const std::size_t s = static_cast<std::size_t>(results - job.verdicts);
        for (std::size_t p = 0; p < programs; ++p) {
            if ((at.active >> p & 1U) == 0) continue;
            const std::size_t place = p * apart + s;
            job.verdicts[place] = verdicts[p];
            if (job.outputs != nullptr) job.outputs[place] = batch::unpack(rows[p], sizes[p]);
        }
    }
}

#if BATT_HAS_REFERENCE
/// Samples from..to-1 of a job by definition: any size, host only.
template <class Standard>
void run_reference_piece(const host_job& job, std::size_t from, std::size_t to) {
    for (std::size_t k = from; k < to; ++k) {
        const sample_place at = place_of(job, k);
        reference_run run(at, job.outputs != nullptr ? job.outputs + (at.verdicts - job.verdicts)
                                                     : nullptr);
        Standard::run(run);
    }
}
#endif

/// The samples on which a program must run at a larger tier, and which programs.
template <class Index>
struct overflowed_samples {
    std::vector<Index> positions;
    std::vector<std::uint64_t> active;
};
template <class Index>
overflowed_samples<Index> overflowed(const verdict* verdicts, int programs, std::size_t count,
                                     std::size_t apart) {
    overflowed_samples<Index> out;
    const auto is_void = [](const verdict& v) { return v.why() == status::capacity; };
    if (programs == 1) {
        out.positions = positions_where<Index>(verdicts, count, is_void);
        out.active.assign(out.positions.size(), 1);
        return out;
    }
    for (std::size_t s = 0; s < count; ++s) {
        std::uint64_t active = 0;
        for (int p = 0; p < programs; ++p)
            if (is_void(verdicts[static_cast<std::size_t>(p) * apart + s]))
                active |= std::uint64_t{1} << p;
        if (active == 0) continue;
        out.positions.push_back(static_cast<Index>(s));
        out.active.push_back(active);
    }
    return out;
}

template <class Pipeline, class Tiers>
struct host_tiers;
template <class Pipeline, class... T>
struct host_tiers<Pipeline, tiers<T...>> {
    static constexpr void (*pieces[])(const host_job&, std::size_t,
                                      std::size_t) = {&run_host_piece<Pipeline, T>...};
};

using host_piece = void (*)(const host_job&, std::size_t, std::size_t);

/// What runs by definition; null without exceptions.
template <class Standard>
constexpr host_piece reference_piece() {
#if BATT_HAS_REFERENCE
    return &run_reference_piece<Standard>;
#else
    return nullptr;
#endif
}

/// The samples of a job, one behind the other.
class gathered_samples {
public:
    explicit gathered_samples(const host_job& job) {
        const sample_view& v = *job.samples;
        for (std::size_t k = 0; k < job.count; ++k) {
            const std::size_t s = job.positions[k], from = job.compacted ? k : s;
            in_.push_packed(v.in.rows + from * packed_side, v.in.sizes[from]);
            if (v.expected.count != 0)
                expected_.push_packed(v.expected.rows + from * packed_side, v.expected.sizes[from]);
            if (v.task != nullptr) task_.push_back(v.task[s]);
        }
        view_ = v;
        view_.in = in_;
        view_.expected = expected_;
        view_.active = job.active;
        if (v.task != nullptr) view_.task = task_.data();
    }
    gathered_samples(const gathered_samples&) = delete;
    gathered_samples& operator=(const gathered_samples&) = delete;

    const sample_view& view() const { return view_; }

private:
    batch in_, expected_;
    std::vector<std::uint32_t> task_;
    sample_view view_;
};

/// Runs what overflowed at the overflow tier of the options; false if that ran nothing. What still is
/// `capacity` then belongs to the definition.
inline bool run_overflow_tier(const host_job& job, const pipeline_texts& texts, backend where,
                              const run_options& options, run_report& report) {
    if (options.overflow == nullptr || texts.programs.empty() || job.count == 0) return false;
    const double begin = now();
    const std::size_t n = job.count, results = n * texts.programs.size();
    const gathered_samples samples(job);
    std::vector<verdict> verdicts(results, verdict(status::capacity, 0));
    std::vector<grid> outputs(job.outputs != nullptr ? results : 0);
    run_options here = options;
    here.where = where;
    const std::size_t ran =
        options.overflow->run({texts.programs, samples.view(), verdicts.data(),
                               job.outputs != nullptr ? outputs.data() : nullptr, here});
    report.seconds.retry += now() - begin;
    report.tier_samples[report.tier_samples.size() - 2] = ran;
    if (ran == 0) return false;
    for (std::size_t from = 0; from < results; ++from) {
        const std::size_t k = from % n;
        const auto p = static_cast<int>(from / n);
        verdict v = verdicts[from];
        if (v.why() == status::capacity || (job.active[k] >> p & 1U) == 0) continue;
        if (!v.ok()) v = verdict(v.why(), texts.merged(p, v.statement()));
        if (!v.ok() && v.statement() == 0) continue;
        const std::size_t to = static_cast<std::size_t>(p) * job.apart + job.positions[k];
        job.verdicts[to] = v;
        if (job.outputs != nullptr) job.outputs[to] = std::move(outputs[from]);
        ++report.evaluations.columns;
    }
    return true;
}

/// Makes room for the samples of the overflow tier before those of the definition.
inline void add_overflow_tier(const pipeline_texts& texts, const run_options& options,
                              run_report& report) {
    if (options.overflow != nullptr && !texts.programs.empty())
        report.tier_samples.insert(report.tier_samples.end() - 1, 0);
}

/// The last tier for what overflowed on a machine, if there is one; false if there was no memory for
/// it.
inline bool run_last_tier(const host_job& job, int programs, host_piece by_definition,
                          const run_options& options, run_report& report) {
    if (job.count == 0) return true;
    const double begin = now();
    const std::uint64_t all = programs == 0 ? 0 : ~std::uint64_t{0} >> (64 - programs);
    std::size_t evaluations = 0;
    for (std::size_t k = 0; k < job.count; ++k)
        evaluations += static_cast<std::size_t>(
            std::popcount(all & (job.active != nullptr ? job.active[k] : all)));
    if (by_definition == nullptr || !options.last_tier) {
        report.evaluations.stayed += evaluations;
        return true;
    }
    report.evaluations.definition += evaluations;
    report.tier_samples.back() = job.count;
    const bool good = for_pieces(job, 1, by_definition);
    report.seconds.reference += now() - begin;
    return good;
}

/// Runs the tiers of the serial machine, none for the standard form, and then the reference. False,
/// or a thrown std::bad_alloc or std::length_error, if there was no memory.
inline bool run_on_host(const sample_view& samples, int programs, const host_piece* tiers,
                        int tier_count, host_piece by_definition, const pipeline_texts& texts,
                        const run_options& options, run_report& report) {
    const double start = now();
    const std::size_t n = samples.in.count, results = n * static_cast<std::size_t>(programs);
    report.where = backend::host;
    report.device = "host";
    assign_many(report.verdicts, results);
    report.outputs.assign(options.outputs ? results : 0, grid());
    report.tier_samples.assign(static_cast<std::size_t>(tier_count) + 1, 0);
    host_job job{&samples,       report.verdicts.data(),
                 options.outputs ? report.outputs.data() : nullptr,
                 n,              nullptr,
                 samples.active, n,
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
        for (int t = 0; t < tier_count && job.count != 0 && good; ++t) {
            const double begin = now();
            report.tier_samples[static_cast<std::size_t>(t)] = job.count;
            good = for_pieces(job, piece, tiers[t]);
            take_left();
            (t == 0 ? report.seconds.kernel : report.seconds.retry) += now() - begin;
        }
        if (tier_count > 0) {
            add_overflow_tier(texts, options, report);
            if (good && run_overflow_tier(job, texts, backend::host, options, report))
                take_left();
        }
        good = good && run_last_tier(job, programs, by_definition, options, report);
    });
    report.seconds.total = now() - start;
    return good;
}

} // namespace batt::detail
BATT_HOST_CALLS_END
