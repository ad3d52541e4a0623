// A host that runs out of memory: operator new refuses more bytes than a limit that tests set, and
// counts what is allocated.
//
// It replaces operator new of the whole binary, so only one source of a test includes it.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <new>

static std::atomic<std::size_t> largest_allocation = ~std::size_t{0};
static std::atomic<std::size_t> bytes_now = 0, most_bytes = 0;

// not inlined: g++ 12 would see malloc without its free, and warn
[[gnu::noinline]] void* operator new(std::size_t n) {
    void* const p = n <= largest_allocation ? std::malloc(n != 0 ? n : 1) : nullptr;
    if (p == nullptr) throw std::bad_alloc();
    const std::size_t now = bytes_now += malloc_usable_size(p);
    for (std::size_t most = most_bytes; now > most;)
        if (most_bytes.compare_exchange_weak(most, now)) break;
    return p;
}
[[gnu::noinline]] void operator delete(void* p) noexcept {
    bytes_now -= malloc_usable_size(p);
    std::free(p);
}
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { operator delete(p); }

namespace batt::testing {

/// Allocations of more than `bytes` fail while this lives.
struct memory_limit {
    explicit memory_limit(std::size_t bytes) { largest_allocation = bytes; }
    ~memory_limit() { largest_allocation = ~std::size_t{0}; }
    memory_limit(const memory_limit&) = delete;
    memory_limit& operator=(const memory_limit&) = delete;
};

} // namespace batt::testing
