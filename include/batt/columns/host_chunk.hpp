// A chunk of outputs and samples on one thread of the host: nodes in order, each over all items.
#pragma once

#include <algorithm>
#include <batt/columns/leaves.hpp>
#include <batt/columns/order_steps.hpp>
#include <batt/columns/plan.hpp>
#include <batt/columns/run_group.hpp>
#include <batt/columns/steps.hpp>
#include <memory>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// The result of an output on a sample.
struct judged {
    verdict what;                 ///< its statement is 1 where it failed
    failure_code failed = 0;      ///< why and at which node
    std::uint32_t unused[3] = {}; ///< so that all bytes that devices send are written

    /// Whether a value was larger than the windows or the memory, or the output than what can be
    /// brought back, or columns cannot tell whether it may have the colour 15.
    bool is_too_large() const {
        return what.why() == status::capacity ||
               batt::columns::why(failed) == static_cast<unsigned>(status::capacity);
    }
};
static_assert(std::has_unique_object_representations_v<judged>);

/// Runs chunks at a tier, one after the other.
template <int Tier>
class host_chunk {
    using machine_type = host_machine<Tier>;
    static constexpr int scratch_lines = 4096; ///< that an operation may need while it runs

public:
    /// lines: of the pool, 128 bytes each. fifteen: whether the samples have the colour 15.
    host_chunk(const graph& g, const catalog& compiled, int lines, bool fifteen = false)
        : graph_(g), catalog_(compiled), maker_(g, {tier_extents[Tier], tier_extents[Tier]}),
          needed_(g), lines_(lines),
          pool_(new std::uint32_t[static_cast<std::size_t>(lines) * 32]) {
        memory_.base = pool_.get();
        memory_.lines = lines;
        memory_.scratch = scratch_lines;
        memory_.counters = counters_.data();
        memory_.fifteen = fifteen;
    }

    /// Runs outputs, all on samples of one space, on some of its samples. The result of outputs[k]
    /// on samples[i] goes to out[k * samples.size() + i], and the output likewise if it is wanted.
    /// False if the pool is too small for so many; then nothing counts. stopped(): whether the run
    /// is over, so that no result counts.
    template <class Stopped>
    bool run(std::span<const output> outputs, std::span<const std::uint32_t> samples,
             const sample_view& data, const Stopped& stopped, judged* out,
             const output_grids& grids = {}) {
        columns_.resize(static_cast<std::size_t>(graph_.size()), 0);
        items_.assign(static_cast<std::size_t>(graph_.spaces()), 0);
        parents_.resize(static_cast<std::size_t>(graph_.spaces()), 0);
        items_[0] = 1;
        if (outputs.empty() || samples.empty()) return true;
        items_[static_cast<std::size_t>(outputs[0].samples)] =
            static_cast<std::uint32_t>(samples.size());
        machine_ = machine_type(arena_memory{pool_.get(), lines_});
        machine_.reset();
        machine_.hold_fifteen(memory_.fifteen);
        for (node_id n : needed_.of(outputs)) {
            if (stopped()) return true;
            const bool has_half = machine_.top() < lines_ / 2;
            if (compute(n, samples, data)) continue;
            hungry_ = has_half ? n : -1;
            return false;
        }
        for (std::size_t k = 0; k < outputs.size(); ++k) {
            const std::uint32_t* const column =
                at_line(memory_, columns_[static_cast<std::size_t>(outputs[k].node)]);
            const bool same = graph_[outputs[k].node].space == 0;
            const int size = maker_.record_of(outputs[k].node);
            for (std::size_t i = 0; i < samples.size(); ++i) {
                const std::uint32_t* const r =
                    column + (same ? 0 : i * static_cast<std::size_t>(size));
                const std::size_t place = k * samples.size() + i;
                out[place].failed = r[0];
                out[place].what =
                    judge(machine_, r, {}, expected_of(data), samples[i], grids.from(place));
                machine_.take_status();
            }
        }
        return true;
    }

    /// After a run for which the pool was too small: the node for which half of the pool was too
    /// small, or -1 if there is none.
    node_id hungry() const { return hungry_; }
    /// Whether an output needs a node.
    bool needs(const output& o, node_id n) {
        const std::vector<node_id>& nodes = needed_.of(std::span(&o, 1));
        return std::binary_search(nodes.begin(), nodes.end(), n);
    }

private:
    static sample_grids expected_of(const sample_view& data) {
        return {data.expected.rows, data.expected.sizes};
    }

    bool compute(node_id n, std::span<const std::uint32_t> samples, const sample_view& data) {
        const node& at = graph_[n];
        const std::uint32_t items = items_[static_cast<std::size_t>(at.space)];
        const int record = maker_.record_of(n);
        const int lines = static_cast<int>((std::int64_t{items} * record + 31) / 32);
        if (machine_.top() > lines_ - lines - memory_.scratch) return false;
        const int out = machine_.allocate(lines);
        columns_[static_cast<std::size_t>(n)] = static_cast<std::uint32_t>(out);
        job j;
        j.node = static_cast<std::uint32_t>(n);
        j.out = static_cast<std::uint32_t>(out);
        for (int k = 0; k < at.count; ++k) {
            const auto a = static_cast<std::size_t>(at.arguments[static_cast<std::size_t>(k)]);
            j.argument[k] = columns_[a];
            if (graph_[static_cast<node_id>(a)].space == 0) j.same |= 1U << k;
        }
        j.parents = parents_[static_cast<std::size_t>(at.space)];
        counters_[0] = 0;
        const bool counts = step_maker::counts_elements(at);
        if (at.what == step::call || at.what == step::collect || at.what == step::convert) {
            group g = maker_.of(n);
            g.jobs = &j;
            g.job_count = 1;
            g.items = items;
            catalog_[at.number].on_host[Tier](&machine_, memory_, g);
        } else if (!leaf(at, j, items, samples, data)) {
            group g = maker_.of(n);
            keeper<machine_type> keep(machine_, memory_, 0);
            const bool compares = step_maker::compares(at.what);
            for (std::uint32_t i = 0; i < items; ++i) {
                if (machine_.top() > lines_ - memory_.scratch) return false;
                const item one{memory_, j, i};
                if (compares)
                    run_comparison(keep, g, one);
                else if (!run_record_step(g, one))
                    run_list_step(keep, g, one);
                if (!machine_.ok()) return false;
            }
        }
        if (machine_.top() > lines_ - memory_.scratch) return false;
        return !counts || spread_elements(n, j, items);
    }
    /// Computes a node without arguments; false if it is another one.
    bool leaf(const node& at, const job& j, std::uint32_t items,
              std::span<const std::uint32_t> samples, const sample_view& data) {
        keeper<machine_type> keep(machine_, memory_, 0);
        std::uint32_t* const out = at_line(memory_, j.out);
        switch (at.what) {
        case step::integer:
            out[0] = 0;
            out[1] = static_cast<std::uint32_t>(at.number);
            return true;
        case step::location:
            out[0] = 0;
            out[1] = static_cast<std::uint32_t>(at.number);
            out[2] = static_cast<std::uint32_t>(at.arguments[0]);
            return true;
        case step::input:
        case step::expected: {
            const sample_grids grids = at.what == step::input
                                           ? sample_grids{data.in.rows, data.in.sizes}
                                           : expected_of(data);
            for (std::uint32_t i = 0; i < items; ++i)
                load_sample(keep, grids, item{memory_, j, i}, samples[i]);
            return true;
        }
        case step::demonstrations: {
            const sample_demonstrations all{data.demonstrations.rows, data.demonstrations.sizes,
                                            data.first, data.task};
            for (std::uint32_t i = 0; i < items; ++i)
                load_pairs(keep, all, item{memory_, j, i}, samples[i]);
            return true;
        }
        default: return false;
        }
    }
    bool spread_elements(node_id n, const job& counted, std::uint32_t items) {
        const space_id inner = graph_.space_made_by(n);
        const std::uint32_t total = counters_[0];
        items_[static_cast<std::size_t>(inner)] = total;
        const auto lines = static_cast<int>((total + 31) / 32);
        if (machine_.top() > lines_ - lines - memory_.scratch) return false;
        job j;
        j.argument[0] = counted.out;
        j.out = static_cast<std::uint32_t>(machine_.allocate(lines));
        parents_[static_cast<std::size_t>(inner)] = j.out;
        for (std::uint32_t i = 0; i < items; ++i) spread<machine_type>(memory_, j, i);
        return true;
    }

    const graph& graph_;
    const catalog& catalog_;
    step_maker maker_;
    needed_nodes needed_;
    int lines_;
    std::unique_ptr<std::uint32_t[]> pool_;
    std::array<std::uint32_t, 4> counters_{};
    memory memory_;
    machine_type machine_;
    node_id hungry_ = -1;
    std::vector<std::uint32_t> columns_, items_, parents_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
