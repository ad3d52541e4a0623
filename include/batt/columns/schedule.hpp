// The order in which a device computes nodes: as many of one kind at once as can be.
#pragma once

#include <batt/columns/plan.hpp>
#include <unordered_map>

namespace batt::columns {

/// Hands out nodes whose arguments have been handed out before, always those of the kind of which
/// most are ready: launches are few. Elements are counted last: whoever asks must then wait for
/// the device, and says `spread` when the items of their spaces are known.
class schedule {
public:
    schedule(const graph& g, step_maker& maker) : graph_(g), maker_(maker) {}

    /// nodes: all that will be asked for, ascending.
    void start(const std::vector<node_id>& nodes) {
        place_.resize(static_cast<std::size_t>(graph_.size()), 0);
        const std::size_t n = nodes.size();
        nodes_ = &nodes;
        for (std::size_t k = 0; k < n; ++k) place_[index(nodes[k])] = static_cast<int>(k);
        // A node waits for the values of its arguments and for the elements of its space.
        waits_.assign(n, 0);
        first_user_.assign(n + 1, 0);
        first_inner_.assign(n + 1, 0);
        for_each_wait([&](std::size_t on, std::size_t, bool for_elements) {
            ++(for_elements ? first_inner_ : first_user_)[on + 1];
        });
        for (std::size_t k = 0; k < n; ++k) {
            first_user_[k + 1] += first_user_[k];
            first_inner_[k + 1] += first_inner_[k];
        }
        users_.resize(first_user_[n]);
        inner_.resize(first_inner_[n]);
        std::vector<std::size_t> user = first_user_, inner = first_inner_;
        for_each_wait([&](std::size_t on, std::size_t who, bool for_elements) {
            ++waits_[who];
            (for_elements ? inner_[inner[on]++] : users_[user[on]++]) = static_cast<int>(who);
        });
        kinds_.clear();
        kind_of_.clear();
        of_node_.resize(n);
        for (std::size_t k = 0; k < n; ++k) {
            const node& at = graph_[nodes[k]];
            if (is_constant(at)) continue;
            const std::uint64_t key = maker_.key_of(nodes[k]);
            const auto [found, is_new] =
                kind_of_.try_emplace(key, static_cast<int>(kinds_.size()));
            if (is_new) kinds_.push_back({{}, step_maker::counts_elements(at)});
            of_node_[k] = found->second;
            if (waits_[k] == 0) kinds_[index(found->second)].ready.push_back(nodes[k]);
        }
    }
    /// Nodes of one kind that can run now; none if elements must be counted first, or at the end.
    bool next(std::vector<node_id>& out) { return take(out, false); }
    /// Nodes of one kind that count elements.
    bool next_counting(std::vector<node_id>& out) { return take(out, true); }
    /// The elements that a node counted have their places.
    void spread(node_id counts) {
        const auto k = index(place_[index(counts)]);
        for (std::size_t i = first_inner_[k]; i < first_inner_[k + 1]; ++i) release(inner_[i]);
    }

    /// Whether a node has its value from the start.
    static bool is_constant(const node& n) {
        return n.what == step::integer || n.what == step::location;
    }

private:
    struct kind {
        std::vector<node_id> ready;
        bool counts = false;
    };
    static std::size_t index(int k) { return static_cast<std::size_t>(k); }

    template <class F>
    void for_each_wait(const F& f) const {
        for (std::size_t k = 0; k < nodes_->size(); ++k) {
            const node& at = graph_[(*nodes_)[k]];
            if (is_constant(at)) continue;
            for (node_id a : at.args())
                if (!is_constant(graph_[a])) f(index(place_[index(a)]), k, false);
            const node_id counts = graph_.space_at(at.space).made_by;
            if (counts >= 0) f(index(place_[index(counts)]), k, true);
        }
    }
    bool take(std::vector<node_id>& out, bool counting) {
        std::size_t best = 0, most = 0;
        for (std::size_t k = 0; k < kinds_.size(); ++k)
            if (kinds_[k].counts == counting && kinds_[k].ready.size() > most) {
                best = k;
                most = kinds_[k].ready.size();
            }
        out.clear();
        if (most == 0) return false;
        out.swap(kinds_[best].ready);
        for (node_id n : out) {
            const auto k = index(place_[index(n)]);
            for (std::size_t i = first_user_[k]; i < first_user_[k + 1]; ++i) release(users_[i]);
        }
        return true;
    }
    void release(int k) {
        if (--waits_[index(k)] == 0)
            kinds_[index(of_node_[index(k)])].ready.push_back((*nodes_)[index(k)]);
    }

    const graph& graph_;
    step_maker& maker_;
    const std::vector<node_id>* nodes_ = nullptr;
    std::vector<int> place_, waits_, of_node_, users_, inner_;
    std::vector<std::size_t> first_user_, first_inner_;
    std::vector<kind> kinds_;
    std::unordered_map<std::uint64_t, int> kind_of_;
};

} // namespace batt::columns
