// Verdicts of programs from what became of their outputs on columns.
#pragma once

#include <algorithm>
#include <batt/columns/by_definition.hpp>
#include <batt/columns/program_outputs.hpp>
#include <batt/columns/statement_origins.hpp>
#include <batt/columns/unmatchable.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Turns results of outputs into verdicts of programs.
class collector {
public:
    /// outputs: of the programs. unmatchable: which of those that are too large stay so.
    collector(const graph& g, const program_set& programs, const lowered_programs& lowered,
              const pass& all, const program_outputs& outputs, const run_options& options,
              const unmatchable_outputs& unmatchable)
        : graph_(g), programs_(programs), lowered_(lowered), all_(all), output_of_(outputs),
          outputs_(options.outputs), last_tier_(options.last_tier), unmatchable_(unmatchable) {}

    /// Whether an output has no column form and may be more than a failure, which columns find.
    static bool is_beyond(const graph& g, node_id n) {
        return g.is_beyond(n) || (g.is_stuck(n) && !g.only_fails(n));
    }

    /// Some of the programs. Any number of threads may call it, for programs of their own. left:
    /// gets what needs the definition, which may have it already. is_certain(place): whether the
    /// definition gives this verdict.
    template <class F>
    void collect(std::size_t begin, std::size_t end, run_report& report, run_counts& counts,
                 std::vector<left_over>& left, const F& is_certain) const {
        statement_finder finder(graph_, programs_, lowered_);
        std::vector<std::pair<node_id, int>> known; // the statements of nodes of the program
        for (std::size_t p = begin; p < end; ++p) {
            const std::uint32_t at = output_of_.of(p);
            if (at == program_outputs::none) continue;
            const output& o = all_.outputs[at];
            const auto& samples = all_.samples_of(at);
            // whether an output without a column form has failed by then may depend on the machine
            const bool large_stays = !last_tier_ && !is_beyond(graph_, o.node);
            known.clear();
            for (std::size_t i = 0; i < samples.size(); ++i) {
                const std::size_t from = all_.first[at] + i,
                                  to = output_of_.place(p, i, samples[i]);
                const judged& j = all_.results[from];
                const unsigned s = j.is_too_large() ? too_large : why(j.failed);
                ++counts.evaluations;
                int statement = 0;
                const bool failed =
                    s != 0 && s != no_grid_status && s != beyond_status && s != too_large;
                if (s == beyond_status) ++counts.beyond;
                if (s == too_large) ++counts.overflowed;
                if (s == too_large && (large_stays || unmatchable_.is_one(o, j, samples[i]))) {
                    ++counts.stayed;
                    report.verdicts[to] = {status::capacity, 0};
                    continue;
                }
                if (failed)
                    statement =
                        statement_of(finder, p, o, static_cast<node_id>(where(j.failed)), known);
                if (failed && statement == 0) ++counts.no_place;
                if (s == beyond_status || s == too_large || (failed && statement == 0)) {
                    left.push_back({static_cast<std::uint32_t>(p), samples[i], to});
                    continue;
                }
                if (is_certain(to)) continue;
                report.verdicts[to] = failed ? verdict(static_cast<status>(s), statement) : j.what;
                if (outputs_ && s == 0)
                    report.outputs[to] =
                        batch::unpack(&all_.grids[from * packed_side], all_.sizes[from]);
            }
        }
    }

private:
    static constexpr unsigned too_large = static_cast<unsigned>(status::capacity);

    /// The statement in which a node of a program failed, from 1; 0 if that depends on more.
    static int statement_of(statement_finder& finder, std::size_t p, const output& o,
                            node_id failed, std::vector<std::pair<node_id, int>>& known) {
        for (const auto& [n, statement] : known)
            if (n == failed) return statement;
        known.push_back({failed, finder.find(p, o.samples, o.node, failed)});
        return known.back().second;
    }

    const graph& graph_;
    const program_set& programs_;
    const lowered_programs& lowered_;
    const pass& all_;
    const program_outputs& output_of_;
    bool outputs_, last_tier_;
    const unmatchable_outputs& unmatchable_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
