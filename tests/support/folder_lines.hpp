// The lines of a folder's files, for tests on recorded programs.
#pragma once

#include <cstdio>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace batt::testing {

/// The lines of all files of JSON lines in a folder: of plain ones, and of compressed ones through
/// gzip.
inline std::vector<std::string> lines_in(const std::filesystem::path& folder) {
    std::vector<std::string> lines;
    const auto add = [&](std::istream& in) {
        for (std::string line; std::getline(in, line);) lines.push_back(line);
    };
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string path = entry.path().string();
        if (path.ends_with(".jsonl")) {
            std::ifstream in(path);
            add(in);
        } else if (path.ends_with(".jsonl.gz")) {
            FILE* const pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
            REQUIRE(pipe != nullptr);
            std::string all;
            char buffer[1 << 16];
            while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe))
                all.append(buffer, n);
            REQUIRE(pclose(pipe) == 0);
            std::istringstream in(all);
            add(in);
        }
    }
    return lines;
}

} // namespace batt::testing
