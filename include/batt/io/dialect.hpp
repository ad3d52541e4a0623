// Finds dialects: folders of text whose functions are operations beside those of the DSL.
//
// Opt-in: needs exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <algorithm>
#include <batt/io/program_text.hpp>
#include <batt/text/read.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

namespace batt::io {

/// The texts of a dialect, and a sentence for each thing that is wrong.
/// @param named a folder, or the name of one in `shipped`; its `.py` files are read in the order
///     of their names
/// @param shipped the folder with the dialects that are known by name
inline program_texts read_dialect(const std::string& named, const std::filesystem::path& shipped) {
    namespace fs = std::filesystem;
    std::error_code failed;
    const auto names_of = [&](const fs::path& folder, auto&& wanted) {
        std::vector<fs::path> found;
        for (fs::directory_iterator each(folder, failed), end; !failed && each != end;
             each.increment(failed))
            if (wanted(*each)) found.push_back(each->path());
        std::sort(found.begin(), found.end());
        return found;
    };
    fs::path folder = named;
    if (!fs::is_directory(folder, failed)) folder = shipped / named;
    if (named.empty() || !fs::is_directory(folder, failed)) {
        std::string names;
        for (const fs::path& one : names_of(shipped, [](const fs::directory_entry& e) {
                 std::error_code unknown;
                 return e.is_directory(unknown);
             }))
            names += (names.empty() ? "" : ", ") + one.filename().string();
        return {{},
                {"There is no dialect " + named + ": name a folder" +
                 (names.empty() ? "" : " or one of " + names) + "."}};
    }
    const std::vector<fs::path> files = names_of(
        folder, [](const fs::directory_entry& e) { return e.path().extension() == ".py"; });
    if (files.empty())
        return {{}, {"There is no .py file in the dialect's folder " + folder.string() + "."}};
    program_texts texts;
    for (const fs::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        if (!in) return {{}, {"The dialect's file " + file.string() + " cannot be read."}};
        texts.pieces.push_back(
            {std::string(std::istreambuf_iterator<char>(in), {}), file.string(), 1, ""});
    }
    return texts;
}

/// Adds the operations of a dialect to what texts may use (`text::prelude::add_dialect`). Gives a
/// sentence for each thing that is wrong; if there is one, programs cannot be read with it.
inline std::vector<std::string> add_dialect(text::prelude& known, const program_texts& texts) {
    std::vector<std::string> problems = texts.problems;
    for (const program_text& file : texts.pieces) {
        const auto wrong = known.add_dialect(file.text, file.file);
        for (const text::problem& p : wrong) problems.push_back(to_string(p));
        if (!wrong.empty()) break; // what follows may need it
    }
    return problems;
}
inline std::vector<std::string> add_dialect(text::prelude& known, const std::string& named,
                                            const std::filesystem::path& shipped) {
    return add_dialect(known, read_dialect(named, shipped));
}

} // namespace batt::io
