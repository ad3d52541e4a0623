// Pieces of a call's samples on a core: at a tier of the serial machine, and by definition.
#pragma once

#include <batt/exec/detail/cores.hpp>
#include <batt/exec/detail/turns.hpp>
#include <batt/exec/host_value.hpp>
#include <batt/exec/reference_run.hpp>
#include <batt/exec/trace.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// What one call works on; the same for every program.
struct host_job {
    const sample_view* samples;
    const turns* all;
    verdict* verdicts; ///< program p's in turn t at p * apart + t
    grid* outputs;     ///< likewise; null if not wanted
    std::size_t apart;
    const std::size_t* positions; ///< which turns; null: all
    const std::uint64_t* active;  ///< entry k: which programs run in the k-th; null: as in `all`
    std::size_t count;
    bool compacted; ///< the inputs and expected grids are just those of the turns at the positions
    host_watch watch{};

    std::size_t turn(std::size_t k) const { return positions != nullptr ? positions[k] : k; }
    /// The sample of the k-th turn, as the call has it.
    std::size_t sample(std::size_t k) const { return all->sample(turn(k)); }
    /// Where its grids are in `samples`.
    std::size_t place(std::size_t k) const { return compacted ? k : sample(k); }
    packed_size in_size(std::size_t k) const { return samples->in.sizes[place(k)]; }
    std::uint64_t programs(std::size_t k) const {
        return active != nullptr ? active[k] : all->active(turn(k));
    }
};

/// Where the k-th sample of a job is.
inline sample_place place_of(const host_job& job, std::size_t k) {
    const sample_view& v = *job.samples;
    const std::size_t from = job.place(k);
    sample_place at;
    at.in = v.in.rows + from * packed_side;
    at.in_size = v.in.sizes[from];
    if (v.expected.count != 0 && !v.expected.sizes[from].is_absent()) {
        at.scored = true;
        at.expected = v.expected.rows + from * packed_side;
        at.expected_size = v.expected.sizes[from];
    }
    if (v.task != nullptr) {
        const std::uint32_t task = v.task[job.sample(k)], first = v.first[task];
        at.demonstrations = v.demonstrations.rows + std::size_t{first} * packed_side;
        at.demonstration_sizes = v.demonstrations.sizes + first;
        at.demonstration_count = static_cast<int>(v.first[task + 1] - first) / 2;
    }
    const auto demonstrations = static_cast<std::size_t>(2 * at.demonstration_count);
    at.has_fifteen = have_fifteen(at.in, &at.in_size, 1) ||
                     (at.scored && have_fifteen(at.expected, &at.expected_size, 1)) ||
                     have_fifteen(at.demonstrations, at.demonstration_sizes, demonstrations);
    at.active = job.programs(k);
    at.verdicts = job.verdicts + job.turn(k);
    at.apart = job.apart;
    return at;
}

/// The values of a pipeline's parameters for the samples of a job, one after the other.
template <class Pipeline>
class given_parameters {
    static constexpr auto words = static_cast<std::size_t>(parameters_of<Pipeline>.words());

public:
    /// Puts those of the k-th sample, which is at a place.
    void put(const host_job& job, std::size_t k, sample_place& at) {
        if constexpr (words != 0) {
            put_words(job.samples->parameters, job.sample(k), words_);
            at.parameters = words_;
        }
    }

private:
    integer words_[words != 0 ? words : 1];
};

/// The k-th sample of a job is not tried at a tier whose windows cannot hold its input.
inline void leave_for_next_tier(const host_job& job, std::size_t k, int programs) {
    const std::uint64_t active = job.programs(k);
    for (int p = 0; p < programs; ++p)
        if ((active >> p & 1U) != 0)
            job.verdicts[static_cast<std::size_t>(p) * job.apart + job.turn(k)] =
                verdict(status::capacity, 0);
}

/// Samples from..to-1 of a job at one tier of the serial machine.
template <class Pipeline, class Tier>
void run_host_piece(const host_job& job, std::size_t from, std::size_t to) {
    using M = typename Tier::template machine_type<serial>;
    M m(host::thread_arena<host_job>(Tier::lines));
    constexpr std::size_t programs{Pipeline::programs};
    constexpr bool is_wide = M::grid_extent >= wide_side;
    packed_row rows[programs][packed_side];
    wide_row wide[is_wide ? programs : 1][wide_side];
    packed_size sizes[programs];
    verdict verdicts[programs];
    given_parameters<Pipeline> given;
    for (std::size_t k = from; k < to; ++k) {
        if (Tier::is_small && !fits_window<M>(job.in_size(k))) {
            leave_for_next_tier(job, k, Pipeline::programs);
            continue;
        }
        sample_place at = place_of(job, k);
        given.put(job, k, at);
        const std::size_t apart = at.apart;
        verdict* const results = at.verdicts;
        at.verdicts = verdicts;
        at.apart = 1;
        if (job.outputs != nullptr) {
            at.stores = true;
            at.out = rows[0];
            at.out_sizes = sizes;
            if (is_wide) at.wide_out = wide[0];
        }
        if (is_wide) m.hold_fifteen(at.has_fifteen);
        run_pipeline<Pipeline>(m, at, nothing{}, job.watch);
        // void, whatever the result: the sample has a colour that these windows cannot hold
        if (!is_wide && at.has_fifteen) {
            std::fill_n(verdicts, programs, verdict(status::capacity, 0));
            std::fill_n(sizes, programs, packed_size{0, 0});
        }
        const std::size_t s = static_cast<std::size_t>(results - job.verdicts);
        for (std::size_t p = 0; p < programs; ++p) {
            if ((at.active >> p & 1U) == 0) continue;
            const std::size_t place = p * apart + s;
            job.verdicts[place] = verdicts[p];
            if (job.outputs == nullptr) continue;
            if (is_wide)
                job.outputs[place] = unpack_wide(wide[p], sizes[p].h, sizes[p].w, at.has_fifteen);
            else
                job.outputs[place] = batch::unpack(rows[p], sizes[p]);
        }
    }
}

#if BATT_HAS_REFERENCE
/// Samples from..to-1 of a job by definition: any size, host only.
template <class Standard>
void run_reference_piece(const host_job& job, std::size_t from, std::size_t to) {
    given_parameters<Standard> given;
    for (std::size_t k = from; k < to; ++k) {
        if (job.programs(k) == 0) continue;
        sample_place at = place_of(job, k);
        given.put(job, k, at);
        reference_run run(at, job.outputs != nullptr ? job.outputs + (at.verdicts - job.verdicts)
                                                     : nullptr);
        Standard::run(run);
    }
}
#endif

/// What runs samples from..to-1 of a job.
using host_piece = void (*)(const host_job&, std::size_t, std::size_t);

/// Runs all samples of a job in pieces, on all cores. False if there was no memory for one of them.
inline bool run_in_pieces(const host_job& job, std::size_t piece, host_piece run) {
    return in_parts(all_cores{}, job.count, piece,
                    [&](std::size_t from, std::size_t to) { run(job, from, to); });
}

/// A tier of the serial machine.
struct host_tier {
    host_piece run;
    int extent; ///< of its windows of grids

    /// How many samples of a job are tried at it: those whose input fits, or, where every packed
    /// grid fits, all, as what cannot be packed is seen there.
    std::size_t tried(const host_job& job) const {
        if (extent >= packed_side) return job.count;
        std::size_t n = 0;
        for (std::size_t k = 0; k < job.count; ++k) {
            const packed_size size = job.in_size(k);
            n += size.h <= extent && size.w <= extent ? 1 : 0;
        }
        return n;
    }
};

template <class Pipeline, class Tiers>
struct host_tiers;
template <class Pipeline, class... T>
struct host_tiers<Pipeline, tiers<T...>> {
    static constexpr host_tier all[] = {{&run_host_piece<Pipeline, T>, T::grid_extent}...};
};

/// What runs by definition; null without exceptions.
template <class Standard>
constexpr host_piece reference_piece() {
#if BATT_HAS_REFERENCE
    return &run_reference_piece<Standard>;
#else
    return nullptr;
#endif
}

} // namespace batt::detail
BATT_HOST_CALLS_END
