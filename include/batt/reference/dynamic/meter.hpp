// What a program may use while it runs: steps, bytes and depth, all counted before they are used.
#pragma once

#include <batt/value/status.hpp>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace batt::text {
struct vocabulary;
}

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// What one program may use on one sample; beyond either limit it ends with `capacity`.
struct limits {
    std::uint64_t steps = 100'000'000;            ///< elements looked at; under a second of a core
    std::uint64_t bytes = std::uint64_t{1} << 28; ///< of values that exist at the same time
};

/// The failure of an operation, thrown only inside this layer. Failures are common, so no text.
struct failed {
    status why;
};

/// Throws `failed(why)`.
[[noreturn]] inline void fail(status why) { throw failed{why}; }

/// The greatest depth of tuples in tuples, functions of functions and calls in calls, because the
/// code that follows them is recursive.
inline constexpr int max_depth = 400;

class operation_table;

/// What a thread runs, and how much it may still use.
struct meter {
    std::uint64_t steps = ~std::uint64_t{0};      ///< left
    std::uint64_t bytes = 0;                      ///< of all values of this thread
    std::uint64_t most_bytes = ~std::uint64_t{0}; ///< the limit of `bytes`
    std::uint64_t peak = 0;                       ///< the largest `bytes` since it was set
    int depth = 0;                                ///< of calls of functions
    bool tied = false;                            ///< the order of equals decided something
    const operation_table* table = nullptr;       ///< the operations that functions name
    const text::vocabulary* own = nullptr;        ///< the user's own that are written in text
};

/// The meter of the calling thread.
inline thread_local constinit meter running{};

/// Counts steps before they are made; `capacity` if fewer are left.
inline void charge(std::uint64_t steps = 1) {
    meter& m = running;
    if (steps > m.steps) {
        m.steps = 0;
        fail(status::capacity);
    }
    m.steps -= steps;
}

/// `capacity` where fewer bytes are left.
inline void require_bytes(std::uint64_t bytes) {
    const meter& m = running;
    if (bytes > m.most_bytes || m.bytes > m.most_bytes - bytes) fail(status::capacity);
}
/// `capacity` at once where fewer steps or bytes are left than something is known to take.
inline void require(std::uint64_t steps, std::uint64_t bytes) {
    if (steps > running.steps) charge(steps);
    require_bytes(bytes);
}

namespace detail {

/// Small blocks that a thread keeps to use them again: programs make and drop pairs by the hundred
/// thousand, and allocating these takes longer than all that is done with them.
struct spare_blocks {
    struct block {
        block* next;
    };
    static constexpr std::uint64_t unit = 16;
    static constexpr std::uint64_t largest = 256;
    /// The most bytes that are kept; none under a sanitizer, so that it sees what is given back.
#if defined(__SANITIZE_ADDRESS__)
    static constexpr std::uint64_t most = 0;
#else
    static constexpr std::uint64_t most = 16 << 20;
#endif

    block* first[largest / unit + 1] = {}; ///< of each size, in units
    std::uint64_t room = 0;                ///< bytes that may still be kept
    bool is_open = false;                  ///< from the first block to the end of the thread

    static std::uint64_t units(std::uint64_t bytes) { return (bytes + unit - 1) / unit; }
    void give_back() {
        for (block*& b : first)
            while (b != nullptr) ::operator delete(std::exchange(b, b->next));
        room = 0;
    }
};
inline thread_local constinit spare_blocks spare{};

/// Spare blocks of threads that have ended, until somebody has time to give them back: half a
/// million take 10 ms, for which whoever joins the thread would wait. At most 64 MB stay with the
/// process. Another thread does not use them: its own come from memory that is near to it.
class spare_stash {
public:
    spare_stash() = default;
    spare_stash(const spare_stash&) = delete;
    spare_stash& operator=(const spare_stash&) = delete;
    ~spare_stash() {
        while (give_back_one()) {}
        const std::lock_guard lock(mutex_);
        has_ended_ = true;
    }
    /// Takes over the blocks of a thread, or gives them back if they are few or it has enough.
    void put(spare_blocks& from) {
        if (from.room + worth <= spare_blocks::most) {
            const std::lock_guard lock(mutex_);
            if (count_ < most_sets && !has_ended_) {
                sets_[count_++] = from;
                return;
            }
        }
        from.give_back();
    }
    /// Gives back the blocks of one thread; false if there are none.
    bool give_back_one() {
        spare_blocks one;
        {
            const std::lock_guard lock(mutex_);
            if (count_ == 0) return false;
            one = sets_[--count_];
        }
        one.give_back();
        return true;
    }

private:
    static constexpr std::size_t most_sets = 4;     ///< each of at most `spare_blocks::most` bytes
    static constexpr std::uint64_t worth = 1 << 20; ///< bytes of a set

    std::mutex mutex_;
    spare_blocks sets_[most_sets];
    std::size_t count_ = 0;
    bool has_ended_ = false; ///< a thread may live longer
};
inline constinit spare_stash stashed;

/// Stashes the spare blocks when the thread ends; blocks dropped later are not kept.
struct spare_keeper {
    spare_keeper() { spare.room = spare_blocks::most; }
    ~spare_keeper() {
        stashed.put(spare);
        spare = {};
        spare.is_open = true; // with no room
    }
    void open() { spare.is_open = true; }
};
inline thread_local spare_keeper keeps_spare;

inline void* new_block(std::uint64_t bytes) {
    const std::uint64_t units = spare_blocks::units(bytes);
    if (bytes > spare_blocks::largest) return ::operator new(bytes, std::nothrow);
    spare_blocks::block*& first = spare.first[units];
    if (first == nullptr) return ::operator new(units * spare_blocks::unit, std::nothrow);
    spare.room += units * spare_blocks::unit;
    return std::exchange(first, first->next);
}
inline void drop_block(void* p, std::uint64_t bytes) noexcept {
    const std::uint64_t kept = spare_blocks::units(bytes) * spare_blocks::unit;
    if (!spare.is_open) keeps_spare.open();
    if (bytes > spare_blocks::largest || kept > spare.room) {
        ::operator delete(p);
        return;
    }
    spare.room -= kept;
    spare_blocks::block*& first = spare.first[kept / spare_blocks::unit];
    first = new (p) spare_blocks::block{first};
}

} // namespace detail

/// Gives back memory that threads have left when they ended; for a thread that has time.
inline void give_back_left_memory() {
    while (detail::stashed.give_back_one()) {}
}

/// Memory that is counted; `capacity` if it is too much.
inline void* allocate(std::uint64_t bytes) {
    require_bytes(bytes);
    void* p = detail::new_block(bytes);
    if (p == nullptr) fail(status::capacity);
    meter& m = running;
    m.bytes += bytes;
    m.peak = m.bytes > m.peak ? m.bytes : m.peak;
    return p;
}
/// Gives back what `allocate` gave.
inline void deallocate(void* p, std::uint64_t bytes) noexcept {
    running.bytes -= bytes;
    detail::drop_block(p, bytes);
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
