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
/// Programs are cut into parts, each with a graph of its own; in the end these are put together.
/// Programs on the same samples are in one part if these are few, since only they can have calls in
/// common; otherwise those that begin alike are, and what two parts have in common is made in both.
/// The parts are the same for any number of threads.
class lowered_programs {
public:
    /// Adds programs to a graph that holds only spaces of samples; spaces: how many.
    /// samples_of: the space that a program runs in; -1 if it does not run. False if memory ran
    /// out.
    template <class F>
    bool make(graph& g, const catalog& compiled, const program_set& programs, int spaces,
              const host_threads& threads, const F& samples_of) {
        const program_graph& calls = programs.graph();
        std::vector<std::uint32_t> order;
        const std::vector<std::size_t> begins =
            programs.size() < 2 * many ? cut_by_samples(programs.size(), samples_of, order)
                                       : cut_by_first_calls(programs, order);
        const std::size_t count = begins.size() - 1;
        parts_.resize(count);
        part_of_.resize(count > 1 ? programs.size() : 0);
        outputs_.assign(programs.size(), -1);
        std::vector<std::unique_ptr<graph>> graphs(count);
        const auto make_part = [&](std::size_t k) {
            if (k > 0) {
                graphs[k] = std::make_unique<graph>(compiled, calls.own());
                for (int s = 0; s < spaces; ++s) graphs[k]->add_samples();
            }
            lowering lower(k > 0 ? *graphs[k] : g, calls);
            for (std::size_t at = begins[k]; at < begins[k + 1]; ++at) {
                const std::size_t p = order[at];
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
    /// The node of a call that a program needs; otherwise -1.
    node_id find(std::size_t program, int call, space_id samples) const {
        return parts_[part_of_.empty() ? 0 : part_of_[program]].find(call, samples);
    }

private:
    static constexpr std::size_t many = 1 << 15; ///< programs of a part
    static constexpr std::size_t few = 32;       ///< for which a part is worth its thread

    /// Where parts begin in an order of programs, and how many programs there are: those on the
    /// same samples stay together.
    template <class F>
    static std::vector<std::size_t> cut_by_samples(std::size_t programs, const F& samples_of,
                                                   std::vector<std::uint32_t>& order) {
        constexpr std::size_t most_parts = 16;
        order.resize(programs);
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return samples_of(a) < samples_of(b);
        });
        const std::size_t least = std::max(few, programs / most_parts);
        std::vector<std::size_t> begins{0};
        for (std::size_t k = 1; k < programs; ++k)
            if (k - begins.back() >= least && samples_of(order[k]) != samples_of(order[k - 1]))
                begins.push_back(k);
        begins.push_back(programs);
        return begins;
    }
    static std::vector<std::size_t> cut_by_first_calls(const program_set& programs,
                                                       std::vector<std::uint32_t>& order) {
        order = by_first_calls(programs);
        const std::size_t count = programs.size() / many;
        std::vector<std::size_t> begins;
        for (std::size_t k = 0; k <= count; ++k) begins.push_back(programs.size() * k / count);
        return begins;
    }

    /// The programs sorted by the first few (`compared`) calls that they need: then neighbours have
    /// most in common.
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
        std::vector<first_calls> keys(programs.size()); // copied, to be counted in order
        for (std::size_t p = 0; p < programs.size(); ++p) {
            const program_graph::value root = programs.root(p);
            keys[p] = first[static_cast<std::size_t>(calls.has(root) ? root.id : none)];
        }
        std::vector<std::uint32_t> order(programs.size()), before(programs.size());
        std::iota(order.begin(), order.end(), 0U);
        // each pass keeps the order that the one before has made
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
