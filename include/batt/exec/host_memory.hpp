// Running out of memory on the host: a value with a sentence, wherever it was met.
#pragma once

#include <batt/reference/memory.hpp>
#include <cstddef>
#include <string>

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

} // namespace batt::detail
