// Programs of a program graph as nodes of a graph of columns.
#pragma once

#include <batt/columns/graph.hpp>
#include <batt/columns/program_graph.hpp>

namespace batt::columns {

/// The nodes of calls, each in some spaces of samples.
class call_nodes {
public:
    /// -1 if the call has none in this space.
    node_id find(int call, space_id samples) const {
        const int found =
            slots_.find(hash(call, samples), [&](int k) { return is_of(k, call, samples); });
        if (found < 0) return found;
        const node_id n = all_[static_cast<std::size_t>(found)].node;
        return n == 0 ? n : n + shift_;
    }
    /// Adds the node of a call that has none yet.
    void add(int call, space_id samples, node_id node) {
        slots_.add(hash(call, samples), static_cast<int>(all_.size()), [](int) { return false; });
        all_.push_back({call, samples, node});
    }
    /// To be called when the nodes have been appended to those of another graph: by how much their
    /// numbers are higher there.
    void shift_by(node_id higher) { shift_ = higher; }

private:
    struct place {
        int call;
        space_id samples;
        node_id node;
    };
    static std::uint64_t hash(int call, space_id samples) {
        return mixed(mixed(0, static_cast<std::uint32_t>(samples)),
                     static_cast<std::uint32_t>(call));
    }
    bool is_of(int k, int call, space_id samples) const {
        const place& p = all_[static_cast<std::size_t>(k)];
        return p.call == call && p.samples == samples;
    }

    std::vector<place> all_;
    hash_slots slots_;
    node_id shift_ = 0;
};

/// Adds programs to a graph, each call once for each space of samples.
class lowering {
public:
    /// Both must outlive it; programs may be added to their graph later on.
    lowering(graph& g, const program_graph& programs) : graph_(g), programs_(programs) {}

    /// The node of what a program returns on the samples of a space, as a grid.
    node_id output(program_graph::value root, space_id samples) {
        return graph_.output(value(root, samples));
    }
    /// The node of a value of the programs.
    node_id value(program_graph::value v, space_id samples) {
        if (!programs_.has(v)) return graph_.beyond();
        if (!programs_.is_call(v)) return leaf(v.id, samples);
        open_.assign(1, v.id);
        while (!open_.empty()) {
            const int at = open_.back();
            const std::size_t before = open_.size();
            nodes_.clear();
            for (const int part : programs_.parts({at})) {
                const bool is_call = programs_.is_call({part});
                nodes_.push_back(is_call ? find(part, samples) : leaf(part, samples));
                if (nodes_.back() < 0) open_.push_back(part);
            }
            if (open_.size() > before) continue;
            open_.pop_back();
            if (find(at, samples) < 0) made_.add(at, samples, called(programs_.parts({at})[0]));
        }
        return find(v.id, samples);
    }
    /// The node of a call that was made for a value asked for before; otherwise -1.
    node_id find(int call, space_id samples) const { return made_.find(call, samples); }
    /// The nodes of all calls.
    call_nodes& made() { return made_; }

private:
    node_id leaf(int id, space_id samples) {
        const text::operand what = programs_.leaf_at({id});
        switch (what.what) {
        case text::form::demonstrations: return graph_.demonstrations(samples);
        case text::form::input: return graph_.input(samples);
        case text::form::expected: return graph_.expected(samples);
        case text::form::constant: return graph_.constant(what.index);
        case text::form::integer: return graph_.integer(what.index);
        case text::form::operation:
            return graph_.knows(what.index) ? graph_.function(what.index) : graph_.beyond();
        default: return graph_.beyond();
        }
    }
    /// The call of the first of `nodes_` with the others; f: the value that is called.
    node_id called(int f) {
        const std::span<const node_id> arguments = std::span<const node_id>(nodes_).subspan(1);
        const text::operand branch{text::form::operation, detail::special().branch};
        if (arguments.size() == 3 && programs_.leaf_at({f}) == branch)
            return graph_.branch(arguments[0], arguments[1], arguments[2]);
        for (const node_id n : nodes_)
            if (n == graph_.beyond()) return n;
        return graph_.call(nodes_[0], arguments);
    }

    graph& graph_;
    const program_graph& programs_;
    call_nodes made_;
    std::vector<int> open_;
    std::vector<node_id> nodes_;
};

} // namespace batt::columns
