// The statements of programs in which nodes of a graph of columns were made.
#pragma once

#include <batt/columns/lowered.hpp>

namespace batt::columns {

/// Finds the statement of a program in which a node was made: where its failure began. Any number
/// of finders may be at work on graphs that do not grow.
class statement_finder {
public:
    /// lowered: the nodes of the programs in g.
    statement_finder(const graph& g, const program_set& programs, const lowered_programs& lowered)
        : graph_(g), programs_(programs), lowered_(lowered) {}

    /// Counted from 1; 0 if several statements make it, so that it is not known which failed first.
    /// out: the node of the program's output. Cost: a look at the calls of the program and at the
    /// nodes that are not older than the one wanted.
    int find(std::size_t program, space_id samples, node_id out, node_id wanted) {
        program_ = program;
        int found = 0;
        const auto is_of_several = [&](int statement) {
            const bool several = found != 0 && found != statement;
            found = statement;
            return several;
        };
        const program_graph::value root = programs_.root(program);
        int statements = 0;
        if (const text::program* const p = programs_.text(program); p != nullptr) {
            const auto calls = programs_.calls_of_text(program);
            for (std::size_t k = 0; k < calls.size(); ++k)
                if (calls[k].id >= 0 && is_made_by(calls[k].id, samples, wanted) &&
                    is_of_several(p->calls[k].statement + 1))
                    return 0;
            statements = static_cast<int>(p->statements.size());
        } else {
            programs_.graph().find_calls_of(root, calls_, seen_);
            for (const int call : calls_)
                if (++statements; is_made_by(call, samples, wanted) && is_of_several(statements))
                    return 0;
            statements = std::max(statements, 1);
        }
        // what makes a grid of the output belongs to the last statement
        seen_.clear();
        const bool by_output = makes(out, wanted) && makes_alone(out, wanted, root, -1, samples);
        return by_output && is_of_several(statements) ? 0 : found;
    }

private:
    bool is_made_by(int call, space_id samples, node_id wanted) {
        const node_id n = lowered_.find(program_, call, samples);
        if (n < wanted) return false;
        seen_.clear();
        for (const int part : programs_.graph().parts({call}))
            if (programs_.graph().is_call({part}))
                seen_.add(lowered_.find(program_, part, samples));
        return makes(n, wanted) && makes_alone(n, wanted, {call}, call, samples);
    }
    /// Whether `wanted` is n or among the nodes that n needs, apart from those seen before.
    /// Nodes are younger than what they need.
    bool makes(node_id n, node_id wanted) {
        open_.assign(1, n);
        while (!open_.empty()) {
            const node_id at = open_.back();
            open_.pop_back();
            if (at < wanted || !seen_.add(at)) continue;
            if (at == wanted) return true;
            for (const node_id a : graph_[at].args()) open_.push_back(a);
            open_.push_back(graph_.space_at(graph_[at].space).made_by);
        }
        return false;
    }
    /// The same apart from the results of all calls that a value needs: a function that is called
    /// brings values that it has bound from calls further back. but: a call that stays included.
    bool makes_alone(node_id n, node_id wanted, program_graph::value of, int but,
                     space_id samples) {
        programs_.graph().find_calls_of(of, needed_, seen_);
        seen_.clear();
        for (const int call : needed_)
            if (call != but) seen_.add(lowered_.find(program_, call, samples));
        return makes(n, wanted);
    }

    const graph& graph_;
    const program_set& programs_;
    const lowered_programs& lowered_;
    std::size_t program_ = 0; ///< the program that is searched
    std::vector<int> calls_, needed_;
    std::vector<node_id> open_;
    number_set seen_;
};

} // namespace batt::columns
