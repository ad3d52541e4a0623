// Running out of memory on the host becomes a value with a sentence, wherever it happens.
#pragma once

#include <batt/reference/memory.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace batt::detail {

/// n * times, or the largest number, which no container can have as its size.
inline std::size_t capped_product(std::size_t n, std::size_t times) {
    constexpr std::size_t most = ~std::size_t{0};
    return times != 0 && n > most / times ? most : n * times;
}

/// The message where `samples` ("4 samples") did not fit.
inline std::string no_memory(const std::string& samples, std::size_t bytes_each) {
    return "the host has no memory for " + samples + " at " + std::to_string(bytes_each) +
           " bytes each";
}

/// "4 samples", and how many times over they run.
inline std::string repeated_samples(std::size_t n, std::size_t repeat) {
    return std::to_string(n) + " samples" +
           (repeat == 1 ? "" : ", " + std::to_string(repeat) + " times over,");
}

/// So many values, each T{}. Memory for many is asked for in large pages: page by page it would
/// take longer to get than to fill.
template <class T>
void assign_many(std::vector<T>& values, std::size_t n) {
    values.clear();
    values.reserve(n);
#if defined(MADV_HUGEPAGE)
    constexpr std::uintptr_t page = std::uintptr_t{1} << 21;
    const auto begin = (reinterpret_cast<std::uintptr_t>(values.data()) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(values.data() + n) / page * page;
    // only a hint: without large pages everything works as well
    if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
    values.resize(n);
}

} // namespace batt::detail
