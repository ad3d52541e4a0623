// The statements of programs in which nodes of a graph of columns were made.
#pragma once

#include <batt/columns/lower.hpp>
#include <batt/columns/programs.hpp>

namespace batt::columns {

/// Finds the statement of a program in which a node was made: where its failure began. Any number
/// of finders may be at work on graphs that do not grow.
class statement_finder {
public:
    /// lowered: where the programs have been added to g.
    statement_finder(const graph& g, const program_set& programs, const lowering& lowered)
        : graph_(g), programs_(programs), lowered_(lowered) {}

    /// From 1; 0 if several statements make it, so that the one that failed first is not known.
    /// out: the node of the program's output. Cost: of the calls of the program, and of the nodes
    /// that are not older than the one wanted.
    int find(std::size_t program, space_id samples, node_id out, node_id wanted) {
        const program_graph& g = programs_.graph();
        int found = 0;
        const auto is_of_several = [&](int statement) {
            const bool several = found != 0 && found != statement;
            found = statement;
            return several;
        };
        const auto made_by = [&](int call) {
            const node_id n = lowered_.find(call, samples);
            if (n < wanted) return false;
            given_.clear();
            for (const int part : g.parts({call}))
                if (g.is_call({part})) given_.push_back(lowered_.find(part, samples));
            return makes(n, wanted) && makes_alone(n, wanted, {call}, call, samples);
        };
        int statements = 0;
        if (const text::program* const p = programs_.text(program); p != nullptr) {
            const auto calls = programs_.calls_of_text(program);
            for (std::size_t k = 0; k < calls.size(); ++k)
                if (calls[k].id >= 0 && made_by(calls[k].id) &&
                    is_of_several(p->calls[k].statement + 1))
                    return 0;
            statements = static_cast<int>(p->statements.size());
        } else {
            for (const int call : g.calls_of(programs_.root(program)))
                if (++statements; made_by(call) && is_of_several(statements)) return 0;
            statements = std::max(statements, 1);
        }
        // what makes a grid of the output is of the last statement
        given_.clear();
        const bool by_output = makes(out, wanted) && makes_alone(out, wanted,
                                                                 programs_.root(program), -1,
                                                                 samples);
        return by_output && is_of_several(statements) ? 0 : found;
    }

private:
    /// Whether `wanted` is n or among the nodes that n needs beside those that were given. Nodes
    /// are younger than what they need.
    bool makes(node_id n, node_id wanted) {
        open_.assign(1, n);
        seen_.assign(given_.begin(), given_.end());
        while (!open_.empty()) {
            const node_id at = open_.back();
            open_.pop_back();
            if (at < wanted || std::find(seen_.begin(), seen_.end(), at) != seen_.end()) continue;
            if (at == wanted) return true;
            seen_.push_back(at);
            for (const node_id a : graph_[at].args()) open_.push_back(a);
            open_.push_back(graph_.space_at(graph_[at].space).made_by);
        }
        return false;
    }

    /// The same beside all that calls gave which a value needs: a function that is called brings the
    /// values that it has bound from calls further back. but: one of them that does not count.
    bool makes_alone(node_id n, node_id wanted, program_graph::value of, int but,
                     space_id samples) {
        given_.clear();
        for (const int call : programs_.graph().calls_of(of))
            if (call != but) given_.push_back(lowered_.find(call, samples));
        return makes(n, wanted);
    }

    const graph& graph_;
    const program_set& programs_;
    const lowering& lowered_;
    std::vector<node_id> given_, open_, seen_;
};

} // namespace batt::columns
