// Says what a file holds if it holds no tasks: whoever named the wrong file wants to know what it
// is.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace batt::io::detail {

/// Whether a value is a list whose first element fulfils a condition.
template <class Condition>
bool is_list_of(const nlohmann::json& json, const Condition& is_one) {
    return json.is_array() && !json.empty() && is_one(json[0]);
}

/// Whether a value looks like rows of numbers.
inline bool is_grid_like(const nlohmann::json& json) {
    return is_list_of(json, [](const nlohmann::json& row) {
        return is_list_of(row, [](const nlohmann::json& cell) { return cell.is_number(); });
    });
}

/// Whether a value looks like a list of pairs.
inline bool is_pair_list(const nlohmann::json& json) {
    return is_list_of(json, [](const nlohmann::json& pair) {
        return pair.is_object() && pair.contains("input");
    });
}

/// Whether a value looks like the answers to a task in a submission.
inline bool is_answer_list(const nlohmann::json& json) {
    return is_list_of(json, [](const nlohmann::json& entry) {
        return entry.is_object() && entry.contains("attempt_1");
    });
}

/// What a text is that is not JSON, as the end of a sentence; empty if it is of no known kind.
inline std::string kind_of_text(std::string_view text) {
    const auto begins = [&](std::string_view with) { return text.starts_with(with); };
    using namespace std::string_view_literals;
    constexpr std::pair<std::string_view, const char*> beginnings[] = {
        {"PK\x03\x04"sv, "is a ZIP archive"},
        {"\x1f\x8b"sv, "is compressed by gzip"},
        {"\x28\xb5\x2f\xfd"sv, "is compressed by Zstandard"},
        {"\xfd\x37zXZ"sv, "is compressed by xz"},
        {"BZh"sv, "is compressed by bzip2"},
        {"\x89PNG"sv, "is a picture (PNG)"},
        {"\xff\xd8\xff"sv, "is a picture (JPEG)"},
        {"%PDF"sv, "is a document (PDF)"},
        {"PAR1"sv, "is a Parquet file"},
        {"ARROW1"sv, "is an Arrow file"},
        {"\x93NUMPY"sv, "is a numpy array"},
        {"\x80\x04\x95"sv, "is a Python pickle"},
        {"SQLite format 3"sv, "is a database (SQLite)"},
        {"\xff\xfe"sv, "is text in UTF-16, not in UTF-8"},
        {"\xfe\xff"sv, "is text in UTF-16, not in UTF-8"},
        {"version https://git-lfs"sv, "is a Git LFS pointer: the file itself was not fetched"},
    };
    for (const auto& [beginning, kind] : beginnings)
        if (begins(beginning)) return kind;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return "is empty";
    text.remove_prefix(first);
    if (begins("<")) return "is HTML or XML, not JSON";
    for (const char* word : {"def ", "import ", "from ", "#!", "class ", "\"\"\""})
        if (begins(word)) return "holds Python code, not tasks in JSON";
    return {};
}

/// What a JSON value is that neither is nor holds a task, as the end of a sentence; empty if it is
/// of no known kind.
inline std::string kind_of_json(const nlohmann::json& json) {
    if (is_grid_like(json)) return "holds a grid, not tasks";
    if (is_list_of(json, is_grid_like)) return "holds a list of grids, not tasks";
    if (json.is_array()) {
        if (json.empty()) return "holds an empty list";
        const std::string inner = json[0].is_object() ? kind_of_json(json[0]) : std::string();
        return !inner.empty()        ? inner
               : json[0].is_object() ? "holds a list of objects that are not tasks"
                                     : "holds a list of things other than tasks";
    }
    if (!json.is_object()) {
        return std::string("holds ") +
               (json.is_null() ? "nothing but null"
                               : std::string("a ") + (json.is_string()    ? "text"
                                                      : json.is_boolean() ? "truth value"
                                                                          : "number")) +
               ", not tasks";
    }
    const auto has = [&](const char* key) { return json.contains(key); };
    if (has("nbformat")) return "is a notebook, which holds no tasks";
    if (has("version") && has("asked") && has("verdicts"))
        return "is a report of run_batt, which holds no tasks";
    if (has("frame") || (has("data") && json["data"].is_object() && json["data"].contains("frame")))
        return "holds frames of a game, not tasks";
    for (const char* key : {"program", "code", "source", "completion"})
        if (has(key) && json[key].is_string()) return "holds programs, not tasks";
    if (has("input") && has("output")) return "holds a single pair, not a list of pairs";
    if (!json.empty() && is_answer_list(*json.begin()))
        return "holds a submission: answers to tasks (which can be scored), not tasks";
    const auto is_outputs = [](const auto& value) { return is_list_of(value, is_grid_like); };
    bool all = !json.empty();
    for (const auto& value : json) all = all && is_outputs(value);
    return all ? "holds solutions, which belong beside a challenges file, not tasks" : "";
}

} // namespace batt::io::detail
