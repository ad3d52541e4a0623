// Programs of text as nodes of a graph.
#pragma once

#include <batt/columns/graph.hpp>
#include <batt/text/names.hpp>
#include <batt/text/program.hpp>

namespace batt::columns {

/// Adds programs to a graph.
class lowering {
public:
    explicit lowering(graph& g) : graph_(g) {}

    /// The node of what a program returns on the samples of a space, as a grid.
    node_id add(const text::program& p, space_id samples) {
        return graph_.output(add_value(p, samples));
    }
    /// The nodes of the calls that the last program needs: -1 for the others.
    std::span<const node_id> values() const { return values_; }
    /// The node of an operand of the last program, if it is the value of a call; else -1.
    node_id value_of_call(const text::program& p, text::operand r) const {
        r = resolved(p, r);
        return r.what == text::form::call ? values_[static_cast<std::size_t>(r.index)] : -1;
    }

private:
    node_id add_value(const text::program& p, space_id samples) {
        samples_ = samples;
        values_.assign(p.calls.size(), -1);
        needed_.assign(p.calls.size(), false);
        mark(p, p.result);
        for (std::size_t k = p.calls.size(); k-- > 0;)
            if (needed_[k])
                for (text::operand part : p.calls[k].parts) mark(p, part);
        for (std::size_t k = 0; k < p.calls.size(); ++k)
            if (needed_[k]) values_[k] = called(p, p.calls[k]);
        return value(p, p.result);
    }
    static text::operand resolved(const text::program& p, text::operand r) {
        while (r.what == text::form::variable)
            r = p.statements[static_cast<std::size_t>(r.index)].value;
        return r;
    }
    void mark(const text::program& p, text::operand r) {
        r = resolved(p, r);
        if (r.what == text::form::call) needed_[static_cast<std::size_t>(r.index)] = true;
    }
    node_id value(const text::program& p, text::operand r) {
        r = resolved(p, r);
        switch (r.what) {
        case text::form::demonstrations: return graph_.demonstrations(samples_);
        case text::form::input: return graph_.input(samples_);
        case text::form::expected: return graph_.expected(samples_);
        case text::form::constant: return graph_.constant(r.index);
        case text::form::integer: return graph_.integer(r.index);
        case text::form::operation:
            return r.index < static_cast<int>(table::operations.size()) ? graph_.function(r.index)
                                                                        : graph_.beyond();
        case text::form::call: return values_[static_cast<std::size_t>(r.index)];
        default: return graph_.beyond();
        }
    }
    node_id called(const text::program& p, const text::call& c) {
        parts_.clear();
        for (text::operand part : c.parts) parts_.push_back(value(p, part));
        const std::span<const node_id> arguments = std::span<const node_id>(parts_).subspan(1);
        static const int branch = table::operation_of("branch");
        if (c.parts[0] == text::operand{text::form::operation, branch} && arguments.size() == 3)
            return graph_.branch(arguments[0], arguments[1], arguments[2]);
        for (node_id n : parts_)
            if (n == graph_.beyond()) return n;
        return graph_.call(parts_[0], arguments);
    }

    graph& graph_;
    space_id samples_ = 0;
    std::vector<node_id> values_;
    std::vector<bool> needed_;
    std::vector<node_id> parts_;
};

/// Finds the statement of a program in which a node was made: where its failure began.
class statement_finder {
public:
    explicit statement_finder(graph& g) : graph_(g), lower_(g) {}

    /// From 1; 0 if several statements make it, so that the one that failed first is not known.
    int find(const text::program& p, space_id samples, node_id wanted) {
        const node_id out = lower_.add(p, samples);
        seen_.resize(static_cast<std::size_t>(graph_.size()), 0);
        int found = 0;
        const auto is_of = [&](int statement) {
            const bool again = found != 0 && found != statement;
            found = statement;
            return again;
        };
        std::vector<node_id> given;
        for (std::size_t k = 0; k < p.calls.size(); ++k) {
            if (lower_.values()[k] < 0) continue;
            given.clear();
            for (const text::operand part : p.calls[k].parts)
                if (const node_id n = lower_.value_of_call(p, part); n >= 0) given.push_back(n);
            if (makes(lower_.values()[k], given, wanted) && is_of(p.calls[k].statement + 1))
                return 0;
        }
        // what makes a grid of the output is of the last statement
        given.assign(1, lower_.value_of_call(p, p.result));
        if (makes(out, given, wanted) && is_of(static_cast<int>(p.statements.size()))) return 0;
        return found;
    }

private:
    /// Whether a node is n, or among those that n needs beside some that were given.
    bool makes(node_id n, const std::vector<node_id>& given, node_id wanted) {
        ++turn_;
        for (node_id g : given)
            if (g >= 0) seen_[static_cast<std::size_t>(g)] = turn_;
        open_.assign(1, n);
        while (!open_.empty()) {
            const node_id at = open_.back();
            open_.pop_back();
            if (seen_[static_cast<std::size_t>(at)] == turn_) continue;
            seen_[static_cast<std::size_t>(at)] = turn_;
            if (at == wanted) return true;
            for (node_id a : graph_[at].args()) open_.push_back(a);
            const node_id counts = graph_.space_at(graph_[at].space).made_by;
            if (counts >= 0) open_.push_back(counts);
        }
        return false;
    }

    graph& graph_;
    lowering lower_;
    std::vector<std::uint32_t> seen_;
    std::uint32_t turn_ = 0;
    std::vector<node_id> open_;
};

} // namespace batt::columns
