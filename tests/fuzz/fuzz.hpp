// What the fuzzers of this folder share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// One input of libFuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace batt::fuzz {

/// Ends the fuzzer with a sentence where something does not hold; libFuzzer then keeps the input.
inline void require(bool holds, const char* sentence) {
    if (holds) return;
    std::fprintf(stderr, "It does not hold that %s.\n", sentence);
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Whether a sentence can be printed as it is: no control characters.
inline bool is_printable(std::string_view sentence) {
    for (const char c : sentence) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    }
    return !sentence.empty();
}

/// All that a file holds.
inline std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace batt::fuzz
