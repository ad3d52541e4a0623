// The order in which a device computes nodes: as many at once as one launch can take.
#pragma once

#include <batt/columns/plan.hpp>
#include <unordered_map>

namespace batt::columns {

/// Hands out nodes whose arguments have been handed out before: all that are ready of one launch,
/// that with the node for which the longest chain of others waits; a launch goes sooner if few of
/// its nodes are still missing. So no chain waits for long, and nodes that are needed later have
/// time to gather: launches are few. Elements are counted last: the caller must then wait for the
/// device, and calls `spread` when the items of their spaces are known.
class schedule {
public:
    explicit schedule(const graph& g) : graph_(g) {}

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
        // Those that wait have higher numbers.
        chain_.assign(n, 0);
        for (std::size_t k = n; k-- > 0;) {
            chain_[k] += static_cast<float>(cost_of(graph_[nodes[k]].what));
            const auto raise = [&](node_id x) {
                float& chain = chain_[index(place_[index(x)])];
                chain = std::max(chain, chain_[k]);
            };
            for (node_id a : graph_[nodes[k]].args()) raise(a);
            const node_id counts = graph_.space_at(graph_[nodes[k]].space).made_by;
            if (counts >= 0) raise(counts);
        }
        launches_.clear();
        launch_of_.clear();
        of_node_.resize(n);
        order_.clear();
        counting_.clear();
        for (std::size_t k = 0; k < n; ++k) {
            const node& at = graph_[nodes[k]];
            if (is_constant(at) || step_maker::counts_elements(at)) {
                of_node_[k] = -1;
            } else {
                const auto [found, is_new] = launch_of_.try_emplace(
                    step_maker::launch_of(at), static_cast<int>(launches_.size()));
                if (is_new) launches_.emplace_back();
                of_node_[k] = found->second;
                ++launches_[index(found->second)].left;
            }
        }
        for (std::size_t k = 0; k < n; ++k)
            if (waits_[k] == 0 && !is_constant(graph_[nodes[k]])) make_ready(k);
    }
    /// Nodes of one launch that can run now; none if elements must be counted first, or at the end.
    bool next(std::vector<node_id>& out) {
        out.clear();
        while (!order_.empty()) {
            const auto [rank, which] = order_.front();
            std::pop_heap(order_.begin(), order_.end());
            order_.pop_back();
            launch& l = launches_[index(which)];
            if (l.rank != rank) continue; // it has been taken, or has risen
            out.swap(l.ready);
            l.left -= out.size();
            l.longest = l.rank = 0;
            released(out);
            return true;
        }
        return false;
    }
    /// The nodes that count elements and can run now.
    bool next_counting(std::vector<node_id>& out) {
        out.clear();
        out.swap(counting_);
        released(out);
        return !out.empty();
    }
    /// Says that the elements that a node counted have their places.
    void spread(node_id counts) {
        const auto k = index(place_[index(counts)]);
        for (std::size_t i = first_inner_[k]; i < first_inner_[k + 1]; ++i) release(inner_[i]);
    }

    /// Whether a node has its value from the start.
    static bool is_constant(const node& n) {
        return n.what == step::integer || n.what == step::location;
    }
    /// The approximate microseconds that an item of a step takes on a device.
    static int cost_of(step s) {
        if (is_constant({s})) return 0;
        if (s == step::call || s == step::collect || s == step::convert) return 40;
        return step_maker::compares(s) ? 60 : 6;
    }

private:
    struct launch {
        std::vector<node_id> ready;
        std::size_t left = 0; ///< of its nodes, ready or not
        float longest = 0;    ///< of the chains that begin with a ready node
        float rank = 0;       ///< 0: none is ready
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
    void released(const std::vector<node_id>& given) {
        for (node_id n : given) {
            const auto k = index(place_[index(n)]);
            for (std::size_t i = first_user_[k]; i < first_user_[k + 1]; ++i) release(users_[i]);
        }
    }
    void release(int k) {
        if (--waits_[index(k)] == 0) make_ready(index(k));
    }
    void make_ready(std::size_t k) {
        if (of_node_[k] < 0) {
            counting_.push_back((*nodes_)[k]);
            return;
        }
        launch& l = launches_[index(of_node_[k])];
        l.ready.push_back((*nodes_)[k]);
        l.longest = std::max(l.longest, chain_[k]);
        // Having all its nodes together is worth letting chains wait so many microseconds.
        constexpr float complete = 200;
        l.rank =
            l.longest + complete * static_cast<float>(l.ready.size()) / static_cast<float>(l.left);
        order_.push_back({l.rank, of_node_[k]});
        std::push_heap(order_.begin(), order_.end());
    }

    const graph& graph_;
    const std::vector<node_id>* nodes_ = nullptr;
    std::vector<int> place_, waits_, of_node_, users_, inner_;
    std::vector<std::size_t> first_user_, first_inner_;
    std::vector<float> chain_; ///< the cost of the longest chain that begins with a node
    std::vector<launch> launches_;
    std::vector<std::pair<float, int>> order_; ///< a heap of ranks that launches have or had
    std::vector<node_id> counting_;
    std::unordered_map<std::uint64_t, int> launch_of_;
};

} // namespace batt::columns
