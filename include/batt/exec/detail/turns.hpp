// The turns of a call: on which sample of a batch each is, and which programs run in it.
#pragma once

#include <batt/exec/samples.hpp>
#include <deque>
#include <mutex>
#include <numeric>
#include <unordered_map>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The turns that a choice of samples makes. Turn k has place k among the results.
class turns {
public:
    /// Both must outlive it, and agree (`check`).
    turns(const sample_view& v, const sample_choice& c)
        : samples_(c.samples ? c.samples->data() : nullptr),
          chosen_(c.samples ? c.samples->size() : v.in.count),
          count_(capped_product(chosen_, c.repeat)),
          active_(c.active.empty() ? nullptr : c.active.data()), of_sample_(v.active) {}

    std::size_t count() const { return count_; }
    /// Which of the chosen samples it is.
    std::size_t chosen(std::size_t turn) const { return turn < chosen_ ? turn : turn % chosen_; }
    /// The place of the sample in the batch.
    std::size_t sample(std::size_t turn) const {
        return samples_ != nullptr ? samples_[chosen(turn)] : chosen(turn);
    }
    /// Whether some programs may not run in some turns.
    bool has_active() const { return active_ != nullptr || of_sample_ != nullptr; }
    /// The set of programs that run, as bits.
    std::uint64_t active(std::size_t turn) const {
        if (active_ != nullptr) return active_[chosen(turn)];
        return of_sample_ != nullptr ? of_sample_[sample(turn)] : ~std::uint64_t{0};
    }
    /// Whether the samples of n turns are consecutive.
    bool in_a_row(std::size_t from, std::size_t n) const {
        return samples_ == nullptr && (from % std::max<std::size_t>(chosen_, 1)) + n <= chosen_;
    }

private:
    const std::uint32_t* samples_;
    std::size_t chosen_, count_;
    const std::uint64_t *active_, *of_sample_;
};

/// Turns sorted so that those with the same set of programs are together, in the order of the
/// sets' first turns: warps of a block wait for each other, so they should run the same statements.
struct turns_in_order {
    std::vector<std::uint32_t> turn; ///< counted from the first
    std::vector<std::uint64_t> active;

    turns_in_order() = default;
    turns_in_order(const turns& all, std::size_t from, std::size_t n) : turn(n), active(n) {
        std::vector<std::uint64_t> sets;
        std::vector<std::size_t> next; // for each set: its turns, then where the next goes
        std::vector<std::uint32_t> set_of(n);
        std::unordered_map<std::uint64_t, std::uint32_t> number;
        for (std::size_t k = 0; k < n; ++k) {
            const auto [found, is_new] =
                number.try_emplace(all.active(from + k), static_cast<std::uint32_t>(sets.size()));
            if (is_new) {
                sets.push_back(found->first);
                next.push_back(0);
            }
            set_of[k] = found->second;
            ++next[set_of[k]];
        }
        std::exclusive_scan(next.begin(), next.end(), next.begin(), std::size_t{0});
        for (std::size_t k = 0; k < n; ++k) {
            const std::size_t place = next[set_of[k]]++;
            turn[place] = static_cast<std::uint32_t>(k);
            active[place] = sets[set_of[k]];
        }
    }
};

/// Turns that devices take piece by piece, each as soon as it can: a device that is slow, or has
/// slow samples, does not hold up the others.
class turns_to_run {
public:
    void add(std::size_t from, std::size_t to) { left_.push_back({from, to}); }
    /// At most n of them, [from, to), which were added together; false if there are none left.
    bool take(std::size_t n, std::size_t& from, std::size_t& to) {
        const std::lock_guard lock(mutex_);
        while (!left_.empty() && left_.front().first == left_.front().second) left_.pop_front();
        if (left_.empty()) return false;
        auto& [next, end] = left_.front();
        from = next;
        next = to = std::min(from + n, end);
        return true;
    }

private:
    std::mutex mutex_;
    std::deque<std::pair<std::size_t, std::size_t>> left_;
};

} // namespace batt::detail
BATT_HOST_CALLS_END
