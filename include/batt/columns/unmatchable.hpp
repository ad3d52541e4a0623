// Outputs of columns that overflowed and cannot match, where the options let them stay so.
#pragma once

#include <batt/columns/second_turn.hpp>
#include <batt/dsl/outgrowing.hpp>
#include <batt/exec/samples.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Knows whether an output on a sample overflowed as a grid too large to equal a packed one.
class unmatchable_outputs {
public:
    /// All must outlive it. needs: what each sample needs, known before it is asked.
    unmatchable_outputs(const graph& g, const catalog& compiled, const sample_view& data,
                        const std::vector<batt::detail::sample_need>& needs,
                        const run_options& options)
        : graph_(g), catalog_(compiled), expected_(data.expected), needs_(needs),
          stay_(!options.unmatchable && !options.outputs && data.expected.count != 0 &&
                !data.expected.on_device) {}

    /// Whether an output on a sample is one; never where the options do not let it stay.
    bool is_one(const output& o, const judged& j, std::uint32_t sample) const {
        if (!stay_ || why(j.failed) != static_cast<unsigned>(status::capacity)) return false;
        // where 15 is a colour a canvas of -1 is `capacity` at any size
        if (!needs_.empty() && needs_[sample] == batt::detail::sample_need::fifteen) return false;
        return outgrew(o.node, static_cast<node_id>(where(j.failed))) &&
               batt::detail::is_matchable(expected_.sizes[sample]);
    }

private:
    /// Whether an output has the sides of the node that failed, which is too large for a window.
    bool outgrew(node_id n, node_id failed) const {
        if (failed == 0) return false; // no call
        for (;; n = graph_[n].arguments[0]) {
            const node& at = graph_[n];
            if (at.what != step::call) return false;
            const catalog_entry& called = catalog_[at.number];
            if (called.result.is != typing::form::grid) return false;
            if (n == failed) return table::outgrows(called.operation);
            if (!table::keeps_sides(called.operation)) return false;
        }
    }

    const graph& graph_;
    const catalog& catalog_;
    const batch_view& expected_;
    const std::vector<batt::detail::sample_need>& needs_;
    bool stay_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
