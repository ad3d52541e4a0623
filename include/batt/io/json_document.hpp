// Reads a JSON file with what nlohmann-json alone does not tell: keys that stand twice.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace batt::io::detail {

/// Text from a file, fit to be shown: what a terminal could take for a command becomes '?'.
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

/// What a parser found wrong, to be put behind the name of a file.
inline std::string json_problem(const nlohmann::json::exception& problem) {
    // "[json.exception.parse_error.101] parse error at ..." without the part in brackets.
    std::string what = problem.what();
    const auto bracket = what.find("] ");
    if (bracket != std::string::npos) what.erase(0, bracket + 2);
    // It quotes what it read last, which may be a whole file; not cut amid a character.
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
        std::string step; ///< the key at hand
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

/// Reads and parses a file; never throws for what the file holds.
inline json_document read_json_document(const std::filesystem::path& path) {
    json_document result;
    try {
        std::ifstream stream(path, std::ios::binary);
        // A folder opens like a file.
        if (!stream || std::filesystem::is_directory(path)) {
            result.problem = "the file cannot be read";
            return result;
        }
        const std::string text(std::istreambuf_iterator<char>(stream), {});
        result.root = nlohmann::json::parse(text, key_watcher(result.repeated_keys));
    } catch (const nlohmann::json::exception& problem) {
        result.problem = json_problem(problem);
    } catch (const std::system_error&) {
        result.problem = "the file cannot be read";
    }
    return result;
}

} // namespace batt::io::detail
