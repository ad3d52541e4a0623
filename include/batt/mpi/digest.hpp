// A digest of bytes: tells damaged records from whole ones, and one run from another.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace batt::mpi {

/// 128 bits that depend on every byte, and on what came before through the seed. It reveals damage
/// by accident; it is no protection against people.
struct digest {
    std::array<std::uint64_t, 2> words{};

    friend bool operator==(const digest&, const digest&) = default;
};

/// The digest of bytes that follow what has the digest `seed`.
inline digest digest_of(std::string_view bytes, digest seed = {}) {
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    constexpr std::uint64_t other = 0xd6e8feb86659fd93;
    const auto mixed = [](std::uint64_t x) {
        x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
        x = (x ^ x >> 27) * 0x94d049bb133111eb;
        return x ^ x >> 31;
    };
    std::uint64_t a = mixed(seed.words[0] + odd + bytes.size());
    std::uint64_t b = mixed(seed.words[1] ^ other ^ bytes.size());
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) {
        const std::string_view part = bytes.substr(at, sizeof(std::uint64_t));
        std::uint64_t word = 0;
        std::memcpy(&word, part.data(), part.size());
        a = mixed(a ^ word) + odd;
        b = (b + word) * other;
        b ^= b >> 29;
    }
    return {{mixed(a ^ b >> 32), mixed(b + a)}};
}

} // namespace batt::mpi
