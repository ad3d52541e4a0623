// Which launches of a device run side by side, and which of them must wait for which.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace batt::columns {

/// Launches on streams. Each stream has a share of the workers; a launch that wants more also takes
/// the shares of the streams after its own, which then wait for it. It only plans: whoever
/// launches must make the stream of a launch wait for all that `waits` names.
///
/// Times are guesses, in microseconds, that decide where a launch goes, never whether it waits.
class launch_order {
public:
    static constexpr int most_streams = 16;

    /// Forgets all launches. Beside `streams` streams there is one without workers, for copies.
    void start(int streams) {
        streams_ = streams;
        launches_.clear();
        for (auto& s : seen_) s.fill(-1);
        user_.fill(-1);
        free_.fill(0);
        now_ = 0;
        begin();
    }
    int streams() const { return streams_; }

    /// The next launch waits for nothing yet.
    void begin() {
        need_.fill(-1);
        ready_ = 0;
    }
    /// It waits for an earlier launch; for none if that is -1.
    void after(int launch) {
        if (launch < 0) return;
        const past& p = launches_[index(launch)];
        int& need = need_[index(p.stream)];
        need = std::max(need, launch);
        ready_ = std::max(ready_, p.end);
    }
    /// Puts it where it starts soonest; returns its number. shares: how many it takes.
    int add(int shares, double cost) {
        now_ += cost_of_launching;
        const int latest = *std::max_element(need_.begin(), need_.end());
        int best = latest < 0 ? 0 : launches_[index(latest)].stream;
        if (best > streams_ - shares) best = 0;
        double soonest = start_of(best, shares);
        for (int s = 0; s <= streams_ - shares; ++s) {
            const double t = start_of(s, shares);
            if (t < soonest) {
                best = s;
                soonest = t;
            }
        }
        for (int s = best; s < best + shares; ++s)
            if (user_[index(s)] >= 0) after(user_[index(s)]);
        const int n = put(best, soonest + cost);
        for (int s = best; s < best + shares; ++s) {
            user_[index(s)] = n;
            free_[index(s)] = soonest + cost;
        }
        return n;
    }
    /// Puts it on the stream for copies.
    int add_copy() { return put(streams_, std::max(now_, ready_)); }

    /// The stream of a launch: the first of those whose shares it takes.
    int stream_of(int launch) const { return launches_[index(launch)].stream; }
    /// What the stream of the last launch must wait for before it.
    std::span<const int> waits() const { return waits_; }
    /// A launch is over, and with it all that it waited for: nothing has to wait for them.
    void over(int launch) {
        const past& p = launches_[index(launch)];
        for (int s = 0; s <= streams_; ++s) merge(seen_[index(s)], p.seen);
        now_ = std::max(now_, p.end);
    }

private:
    static constexpr double cost_of_launching = 3;

    /// For each stream, the last launch that is over when something begins; -1: none.
    using seen_list = std::array<int, most_streams + 1>;
    struct past {
        int stream;
        double end;
        seen_list seen; ///< at its end
    };
    static std::size_t index(int k) { return static_cast<std::size_t>(k); }
    static void merge(seen_list& to, const seen_list& from) {
        for (std::size_t k = 0; k < to.size(); ++k) to[k] = std::max(to[k], from[k]);
    }
    double start_of(int stream, int shares) const {
        double t = std::max(now_, ready_);
        for (int s = stream; s < stream + shares; ++s) t = std::max(t, free_[index(s)]);
        return t;
    }
    int put(int stream, double end) {
        const int n = static_cast<int>(launches_.size());
        seen_list& seen = seen_[index(stream)];
        waits_.clear();
        for (;;) {
            // the latest first: it may have waited for the others
            int latest = -1;
            for (int s = 0; s <= streams_; ++s)
                if (s != stream && need_[index(s)] > seen[index(s)])
                    latest = std::max(latest, need_[index(s)]);
            if (latest < 0) break;
            waits_.push_back(latest);
            merge(seen, launches_[index(latest)].seen);
        }
        seen[index(stream)] = n;
        launches_.push_back({stream, end, seen});
        return n;
    }

    int streams_ = 1;
    std::vector<past> launches_;
    std::array<seen_list, most_streams + 1> seen_{}; ///< at the end of each stream
    std::array<int, most_streams> user_{};           ///< the last launch that took a share
    std::array<double, most_streams> free_{};
    seen_list need_{};
    std::vector<int> waits_;
    double ready_ = 0, now_ = 0;
};

} // namespace batt::columns
