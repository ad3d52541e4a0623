// What a program may use while it runs: steps, bytes and depth, all counted before they are used.
#pragma once

#include <batt/value/status.hpp>
#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace batt::text {
struct vocabulary;
}

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// What one program may use on one sample; beyond either it ends with `capacity`.
struct limits {
    std::uint64_t steps = 100'000'000;            ///< elements looked at; below a second of a core
    std::uint64_t bytes = std::uint64_t{1} << 28; ///< of values that exist at the same time
};

/// The failure of an operation, thrown inside this layer alone: everyday results need no text.
struct failed {
    status why;
};

/// Throws `failed(why)`.
[[noreturn]] inline void fail(status why) { throw failed{why}; }

/// Tuples in tuples, functions of functions and calls in calls go no deeper: what walks along them
/// recurses.
inline constexpr int max_depth = 400;

class operation_table;

/// What runs on a thread and what is left to it.
struct meter {
    std::uint64_t steps = ~std::uint64_t{0};      ///< left
    std::uint64_t bytes = 0;                      ///< of all values of this thread
    std::uint64_t most_bytes = ~std::uint64_t{0}; ///< that `bytes` may become
    std::uint64_t peak = 0;                       ///< the largest `bytes` since it was set
    int depth = 0;                                ///< of calls of functions
    bool tied = false;                            ///< equals were told apart by their order
    const operation_table* table = nullptr;       ///< the operations that functions name
    const text::vocabulary* own = nullptr;        ///< those of them that are said in text
};

/// The meter of the calling thread.
inline thread_local constinit meter running{};

/// Counts steps before they are made.
inline void charge(std::uint64_t steps = 1) {
    meter& m = running;
    if (steps > m.steps) {
        m.steps = 0;
        fail(status::capacity);
    }
    m.steps -= steps;
}

/// Memory that is counted; `capacity` if it is too much.
inline void* allocate(std::uint64_t bytes) {
    meter& m = running;
    if (bytes > m.most_bytes || m.bytes > m.most_bytes - bytes) fail(status::capacity);
    void* p = ::operator new(static_cast<std::size_t>(bytes), std::nothrow);
    if (p == nullptr) fail(status::capacity);
    m.bytes += bytes;
    m.peak = m.bytes > m.peak ? m.bytes : m.peak;
    return p;
}
/// Gives back what `allocate` gave.
inline void deallocate(void* p, std::uint64_t bytes) noexcept {
    running.bytes -= bytes;
    ::operator delete(p);
}

/// Counts what a standard container holds.
template <class T>
struct counted {
    using value_type = T;

    counted() = default;
    template <class U>
    counted(const counted<U>&) {}

    T* allocate(std::size_t n) {
        return static_cast<T*>(dynamic::allocate(std::uint64_t{n} * sizeof(T)));
    }
    void deallocate(T* p, std::size_t n) noexcept { dynamic::deallocate(p, n * sizeof(T)); }

    friend bool operator==(const counted&, const counted&) { return true; }
};

/// A vector whose memory is counted.
template <class T>
using vector = std::vector<T, counted<T>>;

/// A vector with room for n elements; `capacity` if there is none.
template <class T>
vector<T> vector_for(std::uint64_t n) {
    if (n > (std::uint64_t{1} << 40) / sizeof(T)) fail(status::capacity);
    vector<T> out;
    out.reserve(static_cast<std::size_t>(n));
    return out;
}

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
