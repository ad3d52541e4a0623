// Reads a JSON file and finds what nlohmann-json alone does not report: keys that stand twice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace batt::io::detail {

inline constexpr const char* unreadable_file = "the file cannot be read";

/// Text from a file, safe to show: what a terminal could take for a command becomes '?'.
inline std::string printable(std::string text) {
    unsigned char before = 0;
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        // UTF-8 has a second set of control characters, 0xC2 0x80 to 0xC2 0x9F.
        const bool control = byte < 0x20 || byte == 0x7f || (before == 0xc2 && byte < 0xa0);
        if (control) c = '?';
        before = byte;
    }
    return text;
}

/// What a parser found wrong, to be put after the name of a file.
inline std::string json_problem(const nlohmann::json::exception& problem) {
    // "[json.exception.parse_error.101] parse error at ..." without the part in brackets.
    std::string what = problem.what();
    const auto bracket = what.find("] ");
    if (bracket != std::string::npos) what.erase(0, bracket + 2);
    // It quotes what it read last, which may be a whole file; it is not cut within a character.
    if (constexpr std::size_t most = 200; what.size() > most) {
        std::size_t end = most;
        while ((static_cast<unsigned char>(what[end]) & 0xc0U) == 0x80) --end;
        what.replace(end, what.npos, "...");
    }
    return "is not JSON (" + printable(what) + ")";
}

/// A key that stands twice in one object, and the path to that object.
struct repeated_key {
    std::string name;
    std::vector<std::string> path;
};

/// A parsed file, or the problem that kept it from being parsed.
struct json_document {
    nlohmann::json root;
    std::vector<repeated_key> repeated_keys;
    std::string problem;
};

/// Follows the events of the parser and notes repeated keys.
class key_watcher {
public:
    explicit key_watcher(std::vector<repeated_key>& repeated) : repeated_(repeated) {}

    bool operator()(int, nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
        using event_t = nlohmann::json::parse_event_t;
        switch (event) {
        case event_t::object_start: open(true); break;
        case event_t::array_start: open(false); break;
        case event_t::object_end:
        case event_t::array_end: levels_.pop_back(); break;
        case event_t::key: {
            level& top = levels_.back();
            top.step = parsed.get<std::string>();
            if (!top.keys.insert(top.step).second)
                repeated_.push_back({printable(top.step), path()});
            break;
        }
        case event_t::value: count(); break;
        }
        return true;
    }

private:
    struct level {
        bool is_object = false;
        std::set<std::string> keys;
        std::string step; ///< the current key
        std::size_t index = 0;
    };

    void count() {
        if (!levels_.empty()) ++levels_.back().index;
    }

    void open(bool is_object) {
        count();
        levels_.push_back({is_object, {}, {}, 0});
    }

    /// The steps to the innermost object; a list and its index make one step: "train pair 2".
    std::vector<std::string> path() const {
        std::vector<std::string> steps;
        for (std::size_t i = 0; i + 1 < levels_.size(); ++i) {
            if (levels_[i].is_object) {
                steps.push_back(printable(levels_[i].step));
            } else {
                const std::string index = std::to_string(levels_[i].index);
                if (steps.empty()) steps.emplace_back();
                steps.back() += " pair " + index;
            }
        }
        return steps;
    }

    std::vector<level> levels_;
    std::vector<repeated_key>& repeated_;
};

/// Parses a text; never throws because of what is in it.
inline json_document parse_json_document(std::string_view text) {
    json_document result;
    try {
        result.root =
            nlohmann::json::parse(text.begin(), text.end(), key_watcher(result.repeated_keys));
    } catch (const nlohmann::json::exception& problem) {
        result.problem = json_problem(problem);
    }
    return result;
}

/// What a file holds, or nothing if it cannot be read, or if a signal ended the wait for what a
/// pipe would give. If it holds more than `most` bytes, only so much is read that the text is
/// longer than that: a pipe does not say how much there is.
inline std::optional<std::string>
read_text_file(const std::filesystem::path& path,
               std::uintmax_t most = std::numeric_limits<std::uintmax_t>::max()) {
    // Not a C++ stream, which would wait again after a signal.
    const auto close = [](std::FILE* f) { std::fclose(f); };
    const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.string().c_str(), "rb"),
                                                           close);
    if (!file) return std::nullopt;
    std::string text;
    std::array<char, 1 << 14> buffer;
    for (std::size_t n = buffer.size(); n == buffer.size() && text.size() <= most;) {
        n = std::fread(buffer.data(), 1, buffer.size(), file.get());
        text.append(buffer.data(), n);
    }
    // A folder opens like a file, but reading it fails.
    if (std::ferror(file.get()) != 0) return std::nullopt;
    return text;
}

/// Reads and parses a file; never throws because of what is in it.
inline json_document read_json_document(const std::filesystem::path& path) {
    const auto text = read_text_file(path);
    if (text) return parse_json_document(*text);
    json_document result;
    result.problem = unreadable_file;
    return result;
}

} // namespace batt::io::detail
