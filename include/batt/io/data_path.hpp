// Finds what comes with the tools of batt: tasks, programs, dialects, the page of all operations.
//
// Opt-in: needs exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

namespace batt::io {

/// A folder or file that comes with batt: beside the program that runs, where it is installed, or
/// in the tree that it was built from.
/// @param installed where it is installed, relative to the prefix
/// @param source where it is in the tree
inline std::string data_path(const char* name, const char* installed, const char* source) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const std::array<fs::path, 2> places = {program.parent_path().parent_path() / installed / name,
                                            fs::path(source) / name};
    for (const fs::path& place : places) {
        if (fs::exists(place, error)) return place.string();
    }
    return places.back().string();
}

} // namespace batt::io
