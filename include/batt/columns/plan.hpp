// What must be computed for some outputs of a graph, in an order in which arguments come first.
#pragma once

#include <batt/columns/graph.hpp>
#include <batt/columns/record.hpp>

namespace batt::columns {

/// Windows of the machines that columns run on.
struct extents {
    int grid = 32, patch = 32;
};

/// The outputs of a graph on the samples of some spaces.
struct output {
    node_id node = 0;
    space_id samples = 0;
};

/// How each kind of step runs: the layouts of its arguments, and what a status means.
class step_maker {
public:
    step_maker(const graph& g, extents e) : graph_(g), extents_(e) {}

    /// The layout of the values of a type.
    layout layout_of(type_id t) {
        const auto k = static_cast<std::size_t>(t);
        if (k >= known_.size()) known_.resize(k + 1, {-1, 0});
        if (known_[k].words < 0)
            known_[k] =
                columns::layout_of(stored(graph_.types()[t]), extents_.grid, extents_.patch);
        return known_[k];
    }
    /// Words of the records of a node.
    int record_of(node_id n) { return layout_at(n).record(); }
    /// The layout of the values of a node.
    layout layout_at(node_id n) {
        const node& at = graph_[n];
        return counts_elements(at) ? layout{2, 0} : layout_of(at.type);
    }
    /// Whether a node counts the elements of a space.
    static bool counts_elements(const node& n) {
        return n.what == step::elements || n.what == step::pairs || n.what == step::products;
    }
    /// Whether a step compares values of any type.
    static bool compares(step s) {
        return s == step::same || s == step::extreme || s == step::ranked || s == step::as_set ||
               s == step::firsts || s == step::commonest;
    }
    /// Whether a step brings in what belongs to a sample.
    static bool is_leaf(step s) {
        return s == step::input || s == step::expected || s == step::demonstrations;
    }
    /// Whether a step runs without the types of its arguments: steps of several kinds share a
    /// launch.
    static bool knows_no_types(step s) {
        return s != step::call && s != step::collect && s != step::convert && !is_leaf(s) &&
               s != step::integer && s != step::location;
    }
    /// Whether a step makes lists or pairs, for which it copies windows.
    static bool makes_lists(step s) {
        return s == step::gather || s == step::repeat || s == step::implode || s == step::concat ||
               s == step::flatten || s == step::join;
    }
    /// Whether a step moves the words of records: on a device a warp takes 32 items at once.
    static bool moves_records(step s) {
        return knows_no_types(s) && !compares(s) && !makes_lists(s);
    }
    /// A group with everything but its jobs.
    group of(node_id n) {
        const node& at = graph_[n];
        group g;
        g.what = static_cast<int>(at.what);
        g.number = at.number;
        for (int k = 0; k < node::most; ++k)
            g.of[k] =
                k < at.count ? layout_at(at.arguments[static_cast<std::size_t>(k)]) : layout{-1, 0};
        g.result = layout_at(n);
        g.changed = changed(at);
        g.becomes = at.what == step::convert && at.operation == 1 ? no_grid_status : beyond_status;
        switch (at.what) {
        case step::element: {
            const step how = graph_[graph_.space_at(at.space).made_by].what;
            g.number = how == step::products ? 2 + at.number : how == step::pairs ? 1 : 0;
            break;
        }
        case step::gather:
        case step::concat:
        case step::flatten: g.of[2] = layout_of(element_type(at.type)); break;
        case step::same: g.shapes = shapes_of(graph_[at.arguments[0]].type); break;
        case step::extreme:
        case step::ranked: g.shapes = shapes_of(graph_[at.arguments[1]].type); break;
        case step::as_set:
        case step::firsts:
        case step::commonest:
            g.shapes = shapes_of(element_type(graph_[at.arguments[0]].type));
            break;
        case step::first_failure:
        case step::implode: g.of[1] = layout_of(graph_[at.arguments[1]].type); break;
        default: break;
        }
        return g;
    }
    /// Nodes with the same key run in one launch of a device.
    static std::uint64_t launch_of(const node& at) {
        const auto key = [](step s) { return static_cast<std::uint64_t>(s); };
        switch (at.what) {
        case step::call:
        case step::collect:
        case step::convert:
            return key(at.what) | static_cast<std::uint64_t>(at.number) << 8 |
                   std::uint64_t{at.operation} << 40;
        case step::input:
        case step::expected:
        case step::demonstrations: return key(at.what);
        default:
            return key(compares(at.what)      ? step::same
                       : makes_lists(at.what) ? step::gather
                                              : step::take);
        }
    }

private:
    type_id element_type(type_id list) {
        const auto k = static_cast<std::size_t>(list);
        if (k >= elements_.size()) elements_.resize(k + 1, -1);
        return elements_[k] >= 0 ? elements_[k] : elements_[k] = find_element(list);
    }
    shape_table shapes_of(type_id t) const {
        shape_table out;
        int n = 0;
        add_shape(graph_.types()[t], out, n, 0);
        return out;
    }
    int add_shape(const static_type& of, shape_table& out, int& n, int depth) const {
        const static_type t = stored(of);
        const int at = n++;
        const bool is_container = !t.parts.empty() && depth < shape_table::deepest;
        out.plain = out.plain && at < shape_table::most &&
                    (t.is == form::integer || t.is == form::ivec || is_container);
        if (at >= shape_table::most) return 0;
        out.at[at].is = t.is;
        out.at[at].of = columns::layout_of(t, extents_.grid, extents_.patch);
        const auto add = [&](const static_type& part) {
            return static_cast<unsigned char>(add_shape(part, out, n, depth + 1));
        };
        if (!t.parts.empty()) out.at[at].first = add(t.parts[0]);
        if (t.parts.size() > 1) out.at[at].second = add(t.parts[1]);
        return at;
    }
    type_id find_element(type_id list) const {
        const static_type e = stored(typing::element(graph_.types()[list]));
        return graph_.types().find(e);
    }
    static unsigned bit(status s) { return 1U << static_cast<unsigned>(s); }
    /// Statuses that static types give and the definition at run time does not.
    unsigned changed(const node& n) const {
        const auto& s = detail::special();
        if (n.what == step::call && n.operation == s.index) return bit(status::out_of_range);
        if (n.what == step::call && n.operation == s.combine) return bit(status::domain);
        if (n.what == step::convert) {
            // As an output, rows that are no grid have no meaning.
            if (n.operation == 1) return ~bit(status::capacity);
            // The definition meets a location that is none only where it is read.
            return bit(status::empty);
        }
        return 0;
    }

    const graph& graph_;
    extents extents_;
    std::vector<layout> known_;
    std::vector<type_id> elements_;
};

/// The groups of steps that know no types, which run in one launch: each once.
class group_table {
public:
    group_table(const graph& g, step_maker& maker) : graph_(g), maker_(maker) {}

    /// The place of the group that a node runs in.
    int place_of(node_id n) {
        // The key is what step_maker looks at.
        const node& at = graph_[n];
        const step made_by = at.what == step::element
                                 ? graph_[graph_.space_at(at.space).made_by].what
                                 : step::beyond;
        key_.assign({static_cast<int>(at.what), static_cast<int>(made_by), at.number, at.type});
        for (node_id a : at.args()) {
            const node& x = graph_[a];
            key_.push_back(step_maker::counts_elements(x) ? counted : x.type);
        }
        const int place = keys_.add(key_);
        if (place == static_cast<int>(all_.size())) all_.push_back(maker_.of(n));
        return place;
    }
    std::span<const group> all() const { return all_; }

private:
    static constexpr int counted = -1; ///< not the number of a type

    const graph& graph_;
    step_maker& maker_;
    std::vector<group> all_;
    sequence_table keys_;
    std::vector<int> key_;
};

/// The nodes that some outputs need, each after those that it needs itself.
class needed_nodes {
public:
    explicit needed_nodes(const graph& g) : graph_(g) {}

    /// Valid until the next call.
    const std::vector<node_id>& of(std::span<const output> outputs) {
        if (seen_.size() < static_cast<std::size_t>(graph_.size()))
            seen_.resize(static_cast<std::size_t>(graph_.size()), 0);
        ++turn_;
        nodes_.clear();
        open_.clear();
        for (const output& o : outputs) add(o.node);
        while (!open_.empty()) {
            const node_id n = open_.back();
            open_.pop_back();
            const node& at = graph_[n];
            for (node_id a : at.args()) add(a);
            const node_id counts = graph_.space_at(at.space).made_by;
            if (counts >= 0) add(counts);
        }
        if (nodes_.size() < seen_.size() / 32) {
            std::sort(nodes_.begin(), nodes_.end());
        } else {
            nodes_.clear();
            for (std::size_t k = 0; k < seen_.size(); ++k)
                if (seen_[k] == turn_) nodes_.push_back(static_cast<node_id>(k));
        }
        return nodes_;
    }

private:
    void add(node_id n) {
        std::uint32_t& seen = seen_[static_cast<std::size_t>(n)];
        if (seen == turn_) return;
        seen = turn_;
        nodes_.push_back(n);
        open_.push_back(n);
    }

    const graph& graph_;
    std::vector<std::uint32_t> seen_;
    std::uint32_t turn_ = 0;
    std::vector<node_id> nodes_, open_;
};

} // namespace batt::columns
