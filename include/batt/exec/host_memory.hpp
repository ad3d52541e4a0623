// Running out of memory on the host: a value with a sentence, wherever it was met.
#pragma once

#include <batt/config.hpp>
#include <cstddef>
#include <new>
#include <stdexcept>
#include <string>

namespace batt::detail {

/// Runs f; false if the host had no memory for it. Without exceptions the program ends there, as the
/// standard library has it.
template <class F>
bool within_memory(const F& f) {
#if BATT_HAS_REFERENCE
    try {
        f();
    } catch (const std::bad_alloc&) {
        return false;
    } catch (const std::length_error&) { // more than a container can ever have
        return false;
    }
#else
    f();
#endif
    return true;
}

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
