// Running out of memory on the host: a value with a sentence, wherever it was met.
#pragma once

#include <batt/reference/memory.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace batt::detail {

/// n * times, or the largest number: a size that no container can have.
inline std::size_t capped_product(std::size_t n, std::size_t times) {
    constexpr std::size_t most = ~std::size_t{0};
    return times != 0 && n > most / times ? most : n * times;
}

/// What is said where `samples` ("4 samples") did not fit.
inline std::string no_memory(const std::string& samples, std::size_t bytes_each) {
    return "the host has no memory for " + samples + " at " + std::to_string(bytes_each) +
           " bytes each";
}

/// "4 samples", or how often.
inline std::string repeated_samples(std::size_t n, std::size_t repeat) {
    return std::to_string(n) + " samples" +
           (repeat == 1 ? "" : ", " + std::to_string(repeat) + " times over,");
}

/// A wish of large pages for memory that is about to be written: page by page, much memory would
/// take longer to get than to fill, and GPUs read it at half of the speed of their link. Without
/// large pages all works as well.
inline void ask_for_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#if defined(MADV_HUGEPAGE)
    constexpr std::uintptr_t page = std::uintptr_t{1} << 21;
    const auto at = reinterpret_cast<std::uintptr_t>(memory);
    const auto begin = (at + page - 1) / page * page, end = (at + bytes) / page * page;
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

} // namespace batt::detail
