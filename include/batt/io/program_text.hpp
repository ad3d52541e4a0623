// What the readers of files with programs have in common: a piece of text, and where it is from.
#pragma once

#include <algorithm>
#include <batt/io/json_document.hpp>
#include <batt/io/prose.hpp>
#include <string>
#include <utility>
#include <vector>

namespace batt::io {

/// A piece of program text, to be read by text::read.
struct program_text {
    std::string text;
    /// The file that it is from, followed by `#` and the line of a JSON lines file, or the number
    /// of the program in a JSON file. What is before the extension is the file's name either way.
    std::string file;
    int first_line = 1; ///< the line of the file, or of the JSON string, that its first line is
    std::string hint;   ///< the task that the file says it is for, or nothing
};

/// What was found, and a sentence for each thing that could not be read or that holds no program.
struct program_texts {
    std::vector<program_text> pieces;
    std::vector<std::string> problems;
};

namespace detail {

inline bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\f\v\r\n") == std::string_view::npos;
}

/// A sentence about a file or a place in it.
inline void complain(program_texts& result, const std::string& place, const std::string& what) {
    result.problems.push_back(printable(place) + ": " + what + ".");
}

/// Adds the program text in prose.
/// @return whether there was any.
inline bool add_prose(program_texts& result, std::string_view text, const std::string& file,
                      const std::string& hint) {
    std::vector<code_block> blocks = code_in_prose(text);
    for (code_block& block : blocks)
        result.pieces.push_back({std::move(block.text), file, block.first_line, hint});
    return !blocks.empty();
}

/// Adds a text that is one program file, or prose where a fence comes before any code.
/// @return whether there was any program.
inline bool add_program(program_texts& result, std::string_view text, const std::string& file,
                        const std::string& hint) {
    const std::vector<std::string_view> lines = lines_of(text);
    const auto is_telling = [](std::string_view line) {
        return fence_of(line).length > 0 || !definition_of(line).name.empty();
    };
    const auto first = std::find_if(lines.begin(), lines.end(), is_telling);
    if (first != lines.end() && fence_of(*first).length > 0)
        return add_prose(result, text, file, hint);
    if (is_blank(text)) return false;
    result.pieces.push_back({std::string(text), file, 1, hint});
    return true;
}

} // namespace detail

} // namespace batt::io
