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
#include <unistd.h>

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

/// A file of this process, for readers that take a path.
class scratch_file {
public:
    explicit scratch_file(const std::string& name)
        : path_(std::filesystem::temp_directory_path() /
                ("batt_fuzz_" + std::to_string(getpid()) + "_" + name)) {}
    scratch_file(const scratch_file&) = delete;
    scratch_file& operator=(const scratch_file&) = delete;
    ~scratch_file() {
        std::error_code gone;
        std::filesystem::remove(path_, gone);
    }

    const std::filesystem::path& write(std::string_view text) const {
        std::ofstream(path_, std::ios::binary | std::ios::trunc)
            .write(text.data(), static_cast<std::streamsize>(text.size()));
        return path_;
    }
    std::string read() const {
        std::ifstream stream(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

private:
    std::filesystem::path path_;
};

} // namespace batt::fuzz
