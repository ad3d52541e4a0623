// All programs of a call as nodes of one graph, made by several threads where they are many.
#pragma once

#include <batt/columns/host_threads.hpp>
#include <batt/columns/lower.hpp>
#include <batt/columns/programs.hpp>
#include <memory>
#include <numeric>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Programs that have been lowered: the nodes of their outputs and calls.
///
/// Many programs are cut into parts, each with a graph of its own, which are put together in the
/// end. Programs that begin alike are in one part, since it is they that have calls in common; what
/// two parts have in common is made in both. The parts are the same for any number of threads.
class lowered_programs {
public:
    /// Adds programs to a graph that holds nothing but spaces of samples, so many of them.
    /// samples_of: the space that a program runs in; -1 if it does not run. False if memory ran
    /// out.
    template <class F>
    bool make(graph& g, const catalog& compiled, const program_set& programs, int spaces,
              const host_threads& threads, const F& samples_of) {
        const program_graph& calls = programs.graph();
        const std::size_t count = std::max<std::size_t>(programs.size() / at_once, 1);
        parts_.resize(count);
        part_of_.resize(count > 1 ? programs.size() : 0);
        outputs_.assign(programs.size(), -1);
        std::vector<std::uint32_t> order;
        if (count > 1) order = by_first_calls(programs);
        std::vector<std::unique_ptr<graph>> graphs(count);
        const auto make_part = [&](std::size_t k) {
            if (k > 0) {
                graphs[k] = std::make_unique<graph>(compiled, calls.own());
                for (int s = 0; s < spaces; ++s) graphs[k]->add_samples();
            }
            lowering lower(k > 0 ? *graphs[k] : g, calls);
            const std::size_t begin = programs.size() * k / count;
            const std::size_t end = programs.size() * (k + 1) / count;
            for (std::size_t at = begin; at < end; ++at) {
                const std::size_t p = order.empty() ? at : order[at];
                if (count > 1) part_of_[p] = static_cast<std::uint32_t>(k);
                const space_id samples = samples_of(p);
                if (samples >= 0) outputs_[p] = lower.output(programs.root(p), samples);
            }
            parts_[k] = std::move(lower.made());
        };
        if (!threads.for_each(count, make_part)) return false;
        std::size_t nodes = static_cast<std::size_t>(g.size());
        for (std::size_t k = 1; k < count; ++k)
            if (graphs[k]) nodes += static_cast<std::size_t>(graphs[k]->size());
        g.reserve(nodes);
        std::vector<node_id> shift(count);
        for (std::size_t k = 1; k < count; ++k) {
            if (!graphs[k]) continue; // the run was stopped
            shift[k] = g.append(*graphs[k], spaces);
            parts_[k].shift_by(shift[k]);
            graphs[k].reset();
        }
        for (std::size_t p = 0; p < part_of_.size(); ++p)
            if (outputs_[p] > 0) outputs_[p] += shift[part_of_[p]];
        return true;
    }

    /// The node of what a program returns; -1 if it does not run.
    node_id output(std::size_t program) const { return outputs_[program]; }
    /// The node of a call that a program needs; else -1.
    node_id find(std::size_t program, int call, space_id samples) const {
        return parts_[part_of_.empty() ? 0 : part_of_[program]].find(call, samples);
    }

private:
    /// How many programs make a part.
    static constexpr std::size_t at_once = 1 << 15;

    /// The programs in the order of the first calls that they need, of so many of them: what stands
    /// together has most in common.
    static std::vector<std::uint32_t> by_first_calls(const program_set& programs) {
        constexpr std::size_t compared = 3;
        using first_calls = std::array<int, compared>; // ascending; `none` where there are fewer
        const program_graph& calls = programs.graph();
        const int none = calls.size();
        first_calls no_calls;
        no_calls.fill(none);
        std::vector<first_calls> first(static_cast<std::size_t>(none) + 1, no_calls);
        const auto add = [](first_calls& to, int call) {
            for (int& x : to) {
                if (x == call) return;
                if (call < x) std::swap(x, call);
            }
        };
        for (int v = 0; v < none; ++v) {
            const std::span<const int> parts = calls.parts({v});
            first_calls& all = first[static_cast<std::size_t>(v)];
            for (const int part : parts)
                for (const int call : first[static_cast<std::size_t>(part)]) add(all, call);
            if (!parts.empty()) add(all, v);
        }
        std::vector<first_calls> keys(programs.size()); // beside each other, as they are counted
        for (std::size_t p = 0; p < programs.size(); ++p) {
            const program_graph::value root = programs.root(p);
            keys[p] = first[static_cast<std::size_t>(calls.has(root) ? root.id : none)];
        }
        std::vector<std::uint32_t> order(programs.size()), before(programs.size());
        std::iota(order.begin(), order.end(), 0U);
        // each turn keeps what the one before it has put in order
        for (std::size_t k = compared; k-- > 0;) {
            std::vector<std::uint32_t> place(static_cast<std::size_t>(none) + 2);
            for (const first_calls& key : keys) ++place[static_cast<std::size_t>(key[k]) + 1];
            std::partial_sum(place.begin(), place.end(), place.begin());
            before.swap(order);
            for (const std::uint32_t p : before)
                order[place[static_cast<std::size_t>(keys[p][k])]++] = p;
        }
        return order;
    }

    std::vector<call_nodes> parts_;
    std::vector<std::uint32_t> part_of_; ///< of each program; none if there is only one
    std::vector<node_id> outputs_;       ///< of each program
};

} // namespace batt::columns
BATT_HOST_CALLS_END
