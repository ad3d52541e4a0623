// The cores of the host: work runs on them by Thrust, or by OpenMP where Thrust cannot be used.
//
// Thrust's headers need exceptions. Without them work goes directly to OpenMP's threads, or to
// the calling thread where there is no OpenMP.
#pragma once

#include <algorithm>
#include <atomic>
#include <batt/config.hpp>
#include <batt/reference/memory.hpp>
#include <cstddef>
#include <cstring>
#include <thread>
#include <vector>

// CCCL's CMake targets choose CUDA as Thrust's device system also for sources that are not CUDA;
// those need no device system, and may lack CUDA's headers.
#if !defined(__CUDACC__) && !defined(THRUST_VERSION)
#undef THRUST_DEVICE_SYSTEM
#define THRUST_DEVICE_SYSTEM THRUST_DEVICE_SYSTEM_CPP
#endif
#if BATT_HAS_REFERENCE
#include <thrust/copy.h>
#include <thrust/count.h>
#include <thrust/execution_policy.h>
#include <thrust/for_each.h>
#include <thrust/iterator/counting_iterator.h>
#endif
#if defined(BATT_CORES_OMP)
#include <omp.h>
#if BATT_HAS_REFERENCE
#include <thrust/system/omp/execution_policy.h>
#endif
#elif defined(BATT_CORES_TBB) && BATT_HAS_REFERENCE
#include <tbb/task_arena.h>
#include <thrust/system/tbb/execution_policy.h>
#endif

namespace batt::detail {

#if BATT_HAS_REFERENCE
/// What Thrust runs host work on: the cores that the component batt::cores found a way to use.
#if defined(BATT_CORES_OMP)
inline constexpr auto& cores = thrust::omp::par;
#elif defined(BATT_CORES_TBB)
inline constexpr auto& cores = thrust::tbb::par;
#else
inline constexpr auto& cores = thrust::seq;
#endif
#endif

/// Calls f with `threads` host threads at work, 0 for as many as there are.
template <class F>
void with_threads(int threads, const F& f) {
#if defined(BATT_CORES_OMP)
    const struct restored {
        int before = omp_get_max_threads();
        ~restored() { omp_set_num_threads(before); }
    } also_if_f_throws;
    if (threads > 0) omp_set_num_threads(threads);
    f();
#elif defined(BATT_CORES_TBB) && BATT_HAS_REFERENCE
    if (threads > 0)
        tbb::task_arena(threads).execute(f);
    else
        f();
#else
    (void)threads;
    f();
#endif
}

/// How many threads to use for n turns: no more than turns, as waking one costs more than it saves.
/// 0: as many as there are. TBB's threads join one by one as they find work.
inline int threads_for(std::size_t n) {
#if defined(BATT_CORES_OMP)
    if (n < static_cast<std::size_t>(omp_get_max_threads())) return static_cast<int>(n);
#endif
    (void)n;
    return 0;
}

/// How many threads of our own share n turns where `threads` are asked for (0: one per core).
inline std::size_t workers(int threads, std::size_t n) {
    // asked once: the answer comes from a file of the system, which takes longer than a small call
    static const std::size_t all = std::max(std::thread::hardware_concurrency(), 1U);
    return std::min(threads > 0 ? static_cast<std::size_t>(threads) : all, n);
}

/// f(k) for k = 0..n-1, on all cores; a single turn on the calling thread.
template <class F>
void for_each_index(std::size_t n, const F& f) {
    if (n <= 1) {
        if (n == 1) f(std::size_t{0});
        return;
    }
    with_threads(threads_for(n), [&] {
#if BATT_HAS_REFERENCE
        thrust::for_each(cores, thrust::counting_iterator<std::size_t>(0),
                         thrust::counting_iterator<std::size_t>(n), f);
#else
#if defined(BATT_CORES_OMP)
#pragma omp parallel for schedule(dynamic)
#endif
        for (std::size_t k = 0; k < n; ++k) f(k);
#endif
    });
}

/// Work on several threads, none of which an exception may leave.
class threads_within_memory {
public:
    template <class F>
    void run(const F& f) {
        if (!within_memory(f)) good_ = false;
    }
    /// Whether there was memory for all of it.
    bool good() const { return good_; }

private:
    std::atomic<bool> good_ = true;
};

/// Runs work on threads that are started for it, at most n, and end with it. They share it as they
/// like. To start one takes some 20 microseconds, and afterwards the process may fork. False if
/// memory ran out.
template <class F>
bool on_own_threads(int threads, std::size_t n, const F& work) {
    threads_within_memory all;
    const auto some = [&] { all.run(work); };
    std::vector<std::jthread> others; // which end before what they use
    within_memory([&] {
        for (std::size_t k = workers(threads, n); k > 1; --k) others.emplace_back(some);
    });
    some(); // with those that could be had
    others.clear();
    return all.good();
}

/// The threads of batt::cores.
struct all_cores {
    /// f(k) for k below n. False if there was no memory for one of them.
    template <class F>
    bool for_each(std::size_t n, const F& f) const {
        threads_within_memory all;
        for_each_index(n, [&](std::size_t k) { all.run([&] { f(k); }); });
        return all.good();
    }
};

/// f(begin, end) for parts of the numbers below n, with `at_once` numbers each, on threads that
/// have a `for_each` like `all_cores`. False if there was no memory for one of them.
template <class Threads, class F>
bool in_parts(const Threads& threads, std::size_t n, std::size_t at_once, const F& f) {
    return threads.for_each((n + at_once - 1) / at_once, [&](std::size_t part) {
        f(part * at_once, std::min((part + 1) * at_once, n));
    });
}

/// f(k) for k below n on all cores, many of them at once, as each takes little time. False if there
/// was no memory for one of them.
template <class F>
bool for_each_on_cores(std::size_t n, const F& f) {
    return in_parts(all_cores{}, n, 1024, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) f(k);
    });
}

/// Copies bytes, many of them on all cores: one core keeps up neither with the memory nor with the
/// link to a GPU.
inline void copy_on_cores(void* to, const void* from, std::size_t bytes) {
    constexpr std::size_t piece = std::size_t{1} << 22;
    for_each_index((bytes + piece - 1) / piece, [=](std::size_t k) {
        std::memcpy(static_cast<char*>(to) + k * piece, static_cast<const char*>(from) + k * piece,
                    std::min(piece, bytes - k * piece));
    });
}

/// Below so many items a plain loop ends before other threads are awake.
inline constexpr std::size_t few_items = 10'000;

/// The positions k of the items for which wanted(items[k]), in order.
template <class Index, class T, class F>
std::vector<Index> positions_where(const T* items, std::size_t count, const F& wanted) {
#if BATT_HAS_REFERENCE
    if (count >= few_items) {
        std::vector<Index> out(
            static_cast<std::size_t>(thrust::count_if(cores, items, items + count, wanted)));
        thrust::copy_if(cores, thrust::counting_iterator<Index>(0),
                        thrust::counting_iterator<Index>(static_cast<Index>(count)), items,
                        out.begin(), wanted);
        return out;
    }
#endif
    std::vector<Index> out;
    for (std::size_t k = 0; k < count; ++k)
        if (wanted(items[k])) out.push_back(static_cast<Index>(k));
    return out;
}

} // namespace batt::detail
