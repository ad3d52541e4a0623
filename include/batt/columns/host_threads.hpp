// Work of a call that threads of the host share.
#pragma once

#include <algorithm>
#include <atomic>
#include <batt/exec/mega_batch.hpp>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Threads of a call's own, as many as its options allow.
class host_threads {
public:
    explicit host_threads(const run_options& options) : options_(options) {}

    /// Runs f(take) on each of them. take() gives the next of the numbers below n, and n when there
    /// are none left or the run is stopped. False if memory ran out.
    template <class F>
    bool in_parallel(std::size_t n, const F& f) const {
        std::atomic<std::size_t> next = 0;
        const auto take = [&] {
            return batt::detail::is_stopped(options_) ? n : std::min<std::size_t>(next++, n);
        };
        return batt::detail::on_own_threads(options_.threads, n, [&] { f(take); });
    }
    /// Calls f(k) for k below n, until the run is stopped. False if memory ran out.
    template <class F>
    bool for_each(std::size_t n, const F& f) const {
        return in_parallel(n, [&](const auto& take) {
            for (std::size_t k = take(); k < n; k = take()) f(k);
        });
    }
    /// Calls f(part, begin, end) for parts of the numbers below n, each with its own of `parts`.
    /// False if memory ran out.
    template <class Part, class F>
    bool in_parts(std::size_t n, std::vector<Part>& parts, const F& f) const {
        const std::size_t at_once = part_of(n);
        parts.resize((n + at_once - 1) / at_once);
        return batt::detail::in_parts(*this, n, at_once, [&](std::size_t begin, std::size_t end) {
            f(parts[begin / at_once], begin, end);
        });
    }
    /// How many of n numbers a thread takes at once.
    static std::size_t part_of(std::size_t n) { return std::clamp<std::size_t>(n / 64, 1, 4096); }

private:
    const run_options& options_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
