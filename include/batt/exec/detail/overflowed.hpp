// What overflowed a tier: which samples, for which programs, and their run at the overflow tier.
#pragma once

#include <batt/exec/detail/clock.hpp>
#include <batt/exec/detail/host_pieces.hpp>
#include <batt/exec/overflow.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The samples on which a program must run at a larger tier, and which programs.
template <class Index>
struct overflowed_samples {
    std::vector<Index> positions;
    std::vector<std::uint64_t> active;
};
/// ran: which programs have a verdict on each; null: all.
template <class Index>
overflowed_samples<Index> overflowed(const verdict* verdicts, int programs, std::size_t count,
                                     std::size_t apart, const std::uint64_t* ran = nullptr) {
    overflowed_samples<Index> out;
    const auto is_void = [](const verdict& v) { return v.why() == status::capacity; };
    if (programs == 1 && ran == nullptr) {
        out.positions = positions_where<Index>(verdicts, count, is_void);
        out.active.assign(out.positions.size(), 1);
        return out;
    }
    for (std::size_t s = 0; s < count; ++s) {
        std::uint64_t active = 0;
        for (int p = 0; p < programs; ++p)
            if (is_void(verdicts[static_cast<std::size_t>(p) * apart + s]))
                active |= std::uint64_t{1} << p;
        if (ran != nullptr) active &= ran[s];
        if (active == 0) continue;
        out.positions.push_back(static_cast<Index>(s));
        out.active.push_back(active);
    }
    return out;
}

/// Takes what cannot match from the programs left to run, where it may stay `capacity`.
inline void leave_unmatchable(const host_job& job, const pipeline_texts& texts,
                              const run_options& options, std::vector<std::uint64_t>& active,
                              run_report& report) {
    if (options.unmatchable || options.outputs || job.samples->expected.count == 0) return;
    for (std::size_t k = 0; k < job.count; ++k) {
        if (!is_matchable(job.samples->expected.sizes[job.place(k)])) continue;
        if (place_of(job, k).has_fifteen) continue; // a canvas of -1 is `capacity` at any size
        for (std::size_t p = 0; p < texts.outgrown.size(); ++p) {
            const std::uint64_t one = std::uint64_t{1} << p;
            const verdict& v = job.verdicts[p * job.apart + job.positions[k]];
            if ((active[k] & one) == 0 || texts.outgrown[p] == 0 ||
                v.statement() != texts.outgrown[p])
                continue;
            active[k] &= ~one;
            ++report.evaluations.stayed;
        }
    }
}

/// The samples of a job, one after the other.
class gathered_samples {
public:
    explicit gathered_samples(const host_job& job) {
        const sample_view& v = *job.samples;
        for (std::size_t k = 0; k < job.count; ++k) {
            const std::size_t from = job.place(k);
            in_.push_packed(v.in.rows + from * packed_side, v.in.sizes[from]);
            if (v.expected.count != 0)
                expected_.push_packed(v.expected.rows + from * packed_side, v.expected.sizes[from]);
            if (v.task != nullptr) task_.push_back(v.task[job.sample(k)]);
        }
        view_ = v;
        view_.in = in_;
        view_.expected = expected_;
        view_.active = job.active;
        view_.number = 0;
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

/// Runs what overflowed at the overflow tier of the options; false if that ran nothing. What is
/// still `capacity` afterwards is left to the definition.
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

/// Adds the count of samples of the overflow tier, before that of the definition.
inline void add_overflow_tier(const pipeline_texts& texts, const run_options& options,
                              run_report& report) {
    if (options.overflow != nullptr && !texts.programs.empty())
        report.tier_samples.insert(report.tier_samples.end() - 1, 0);
}

} // namespace batt::detail
BATT_HOST_CALLS_END
