// Work of a call that threads of the host share.
#pragma once

#include <algorithm>
#include <atomic>
#include <batt/exec/mega_batch.hpp>
#include <thread>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// The threads that the options of a call allow.
class host_threads {
public:
    explicit host_threads(const run_options& options) : options_(options) {}

    /// Runs f on threads of the host. Its argument hands out the numbers below n, and n when there
    /// are none left or the run is stopped. False if memory ran out.
    template <class F>
    bool in_parallel(std::size_t n, const F& f) const {
        std::atomic<std::size_t> next = 0;
        const auto take = [&] {
            return batt::detail::is_stopped(options_) ? n : std::min<std::size_t>(next++, n);
        };
        return batt::detail::on_own_threads(options_.threads, n, [&] { f(take); });
    }
    /// Calls f(part, begin, end) for parts of the numbers below n, each with its own of `parts`.
    template <class Part, class F>
    bool in_parts(std::size_t n, std::vector<Part>& parts, const F& f) const {
        const std::size_t at_once = part_of(n);
        parts.resize((n + at_once - 1) / at_once);
        return in_parallel(parts.size(), [&](const auto& take) {
            for (std::size_t k = take(); k < parts.size(); k = take())
                f(parts[k], k * at_once, std::min((k + 1) * at_once, n));
        });
    }
    /// How many of n numbers a thread takes at once.
    static std::size_t part_of(std::size_t n) { return std::clamp<std::size_t>(n / 64, 1, 4096); }

private:
    const run_options& options_;
};

/// Runs something on a thread beside the calling one, which waits for it at the end of the scope.
/// Where no thread can be started it runs at once.
class beside_thread {
public:
    template <class F>
    beside_thread(bool wanted, F f) {
        if (wanted && !batt::detail::within_memory([&] { thread_ = std::jthread(f); })) f();
    }

private:
    std::jthread thread_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
