// Finds the program text in files and folders of every kind that people keep programs in, so that
// nobody needs to convert programs first.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <batt/io/folder_files.hpp>
#include <batt/io/json_document.hpp>
#include <batt/io/program_json.hpp>
#include <batt/io/program_text.hpp>
#include <batt/text/tokens.hpp>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace batt::io {

/// The most bytes that a file with programs may have unless the caller says otherwise.
inline constexpr std::uintmax_t max_program_file = std::uintmax_t{1} << 28;

/// The program text in one text; the name of its file says of which kind the text is.
/// @param file `.py`: the whole text; `.ipynb`: its code cells as one piece, without the lines
///     that begin with % or !; `.json`, `.jsonl` and `.ndjson`: what stands under `program`,
///     `code`, `source`, `completion`, `response`, `text` and their like, at any depth, or under
///     the IDs of tasks; any other name: the fenced blocks of prose (code_in_prose).
inline program_texts program_texts_of(std::string_view text, const std::string& file) {
    program_texts result;
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (detail::is_blank(text)) {
        detail::complain(result, file, "no program in the file, which is empty");
        return result;
    }
    if (const auto at = text::not_text(text)) {
        detail::complain(result, file,
                         "is not text in UTF-8 (line " + std::to_string(at->line) + ", column " +
                             std::to_string(at->column) + ")");
        return result;
    }
    std::string extension = std::filesystem::path(file).extension().string();
    for (char& c : extension) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    bool found = true;
    if (extension == ".py") {
        found = detail::add_program(result, text, file, "");
    } else if (extension == ".json" || extension == ".jsonl" || extension == ".ndjson") {
        detail::add_json(result, text, file);
    } else if (extension == ".ipynb") {
        std::string problem;
        if (const auto root = detail::parse_json(text, problem)) {
            detail::notebook(result, file).read(*root);
        } else {
            detail::complain(result, file, problem);
        }
    } else {
        found = detail::add_prose(result, text, file, "");
    }
    if (!found) detail::complain(result, file, "no program in the file");
    return result;
}

namespace detail {

/// Goes through files and folders, each once.
class program_file_reader {
public:
    program_file_reader(program_texts& result, std::uintmax_t most)
        : result_(result), most_(most) {}

    void path(const std::filesystem::path& where) {
        std::error_code error;
        const auto status = std::filesystem::status(where, error);
        if (!std::filesystem::exists(status)) {
            complain(result_, where.string(),
                     std::filesystem::is_symlink(std::filesystem::symlink_status(where, error))
                         ? "is a link that leads to no file"
                         : "there is no such file or folder");
        } else if (std::filesystem::is_directory(status)) {
            const std::size_t problems = result_.problems.size();
            const auto files = walk_.files(
                where, [](const auto&) { return true; },
                [&](const std::filesystem::path& file, const char* what) {
                    complain(result_, file.string(), what);
                });
            if (files.empty() && problems == result_.problems.size())
                complain(result_, where.string(), "no program in the folder, which holds no file");
            for (const auto& one : files) file(one);
        } else {
            file(where);
        }
    }

private:
    void file(const std::filesystem::path& where) {
        if (!walk_.is_new(where)) return;
        const auto text = read_text_file(where, most_);
        if (!text) return complain(result_, where.string(), unreadable_file);
        if (text->size() > most_) {
            return complain(result_, where.string(),
                            "is larger than " + std::to_string(most_) + " bytes and was not read");
        }
        program_texts more = program_texts_of(*text, where.string());
        std::move(more.pieces.begin(), more.pieces.end(), std::back_inserter(result_.pieces));
        std::move(more.problems.begin(), more.problems.end(), std::back_inserter(result_.problems));
    }

    program_texts& result_;
    std::uintmax_t most_;
    folder_walk walk_;
};

} // namespace detail

/// Finds the program text in files and folders.
/// @param paths files, and folders with folders in them; hidden files and `__pycache__` in folders
///     are left out.
/// @param most the most bytes that a file may have.
/// @return the pieces in the order of the paths, those of a folder sorted by path, each file once;
///     and one sentence for every file that cannot be read or holds no program.
inline program_texts read_program_files(const std::vector<std::filesystem::path>& paths,
                                        std::uintmax_t most = max_program_file) {
    program_texts result;
    detail::program_file_reader reader(result, most);
    for (const auto& path : paths) reader.path(path);
    return result;
}

} // namespace batt::io
