// Which rank gets which piece of the work.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace batt::mpi {

/// Gives out numbered pieces, each until somebody has acknowledged it. A piece that is out for
/// longer than the patience goes also to the next rank that asks, and then has twice as much time;
/// the first result counts.
class dealer {
public:
    /// @param patience seconds
    dealer(std::size_t pieces, double patience) : pieces_(pieces, state{patience}) {
        for (std::size_t k = 0; k < pieces; ++k) waiting_.push_back(k);
    }

    /// A piece for a rank, at a time in seconds; nothing if there is none for it at the moment.
    std::optional<std::size_t> give(int rank, double now) {
        std::optional<std::size_t> chosen = waiting_.empty() ? late(rank, now) : waiting_.front();
        if (!chosen) return chosen;
        state& piece = pieces_[*chosen];
        if (waiting_.empty()) {
            due_.erase({piece.due, *chosen});
            piece.patience *= 2;
            ++again_;
        } else {
            waiting_.pop_front();
        }
        piece.due = now + piece.patience;
        due_.insert({piece.due, *chosen});
        piece.ranks.push_back(rank);
        return chosen;
    }

    /// Notes that somebody has finished a piece.
    /// @return whether it is the first time, so that the result counts.
    bool acknowledge(std::size_t number) {
        if (number >= pieces_.size() || pieces_[number].done) return false;
        state& piece = pieces_[number];
        piece.done = true;
        // it may come from a rank that was taken for gone
        if (piece.ranks.empty()) std::erase(waiting_, number);
        piece.ranks.clear();
        due_.erase({piece.due, number});
        ++done_;
        return true;
    }

    /// Notes that a rank is gone: pieces that it alone has go to others.
    void leave(int rank) {
        for (std::size_t k = 0; k < pieces_.size(); ++k) {
            state& piece = pieces_[k];
            if (std::erase(piece.ranks, rank) == 0 || !piece.ranks.empty()) continue;
            due_.erase({piece.due, k});
            waiting_.push_front(k);
            ++again_;
        }
    }

    bool all_done() const { return done_ == pieces_.size(); }
    std::size_t done() const { return done_; }
    /// How often a piece was given out again.
    std::size_t again() const { return again_; }

private:
    struct state {
        double patience = 0;
        double due = 0; ///< when others may have it, too
        bool done = false;
        std::vector<int> ranks{}; ///< the ranks that have it
    };

    /// The piece that is overdue for the longest time and that this rank does not have.
    std::optional<std::size_t> late(int rank, double now) const {
        for (const auto& [due, number] : due_) {
            if (due > now) break;
            const std::vector<int>& ranks = pieces_[number].ranks;
            if (std::find(ranks.begin(), ranks.end(), rank) == ranks.end()) return number;
        }
        return std::nullopt;
    }

    std::vector<state> pieces_;
    std::deque<std::size_t> waiting_;                ///< pieces that nobody has
    std::set<std::pair<double, std::size_t>> due_{}; ///< pieces that somebody has
    std::size_t done_ = 0;
    std::size_t again_ = 0;
};

} // namespace batt::mpi
