// Finds program text in JSON: records with programs or with a language model's answers, and the
// code cells of notebooks.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <algorithm>
#include <batt/io/program_text.hpp>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace batt::io::detail {

/// Parses JSON; if that fails, `problem` says why.
inline std::optional<nlohmann::json> parse_json(std::string_view text, std::string& problem) {
    try {
        return nlohmann::json::parse(text.begin(), text.end());
    } catch (const nlohmann::json::exception& error) {
        problem = json_problem(error);
        return std::nullopt;
    }
}

/// Walks a JSON value and adds the programs in it.
class json_programs {
public:
    json_programs(program_texts& result, const std::string& file) : result_(result), file_(file) {}

    /// @param number of the record in its file, or 0 where the file is one value
    /// @return whether it holds a program.
    bool record(const nlohmann::json& value, std::size_t number) {
        number_ = number;
        in_record_ = 0;
        return walk(value, "", 0);
    }

private:
    using json = nlohmann::json;

    /// The keys of a program, of a text that may hold a program, and of the task that it is for.
    static constexpr const char* program_keys[] = {"program", "programs", "code", "codes"};
    static constexpr const char* text_keys[] = {
        "source",    "solution", "solutions", "solver",  "function", "completion", "completions",
        "responses", "response", "text",      "content", "answer",   "output"};
    static constexpr const char* task_keys[] = {"task_id",   "task", "puzzle_id", "problem_id",
                                                "custom_id", "id",   "name",      "key"};
    /// What a model was asked, which may show programs that are not an answer.
    static constexpr const char* question_keys[] = {"prompt", "question", "instruction", "input",
                                                    "description"};
    static constexpr int deepest = 32;

    std::string place() {
        ++in_record_;
        std::string text = file_ + "#" + std::to_string(number_ ? number_ : in_record_);
        if (number_ && in_record_ > 1) text += "-" + std::to_string(in_record_);
        return text;
    }

    static bool is_text(const json& value) {
        const auto is_string = [](const json& v) { return v.is_string(); };
        return value.is_string() || (value.is_array() && !value.empty() &&
                                     std::all_of(value.begin(), value.end(), is_string));
    }

    /// A string, strings that are its lines, or strings that are each a text of their own.
    bool add(const json& value, const std::string& hint, bool is_program) {
        if (value.is_string()) return add(value.get_ref<const std::string&>(), hint, is_program);
        const auto is_line = [](const json& v) {
            const auto& text = v.get_ref<const std::string&>();
            return !text.empty() && text.find('\n') == text.size() - 1;
        };
        if (value.size() > 1 && std::all_of(value.begin(), std::prev(value.end()), is_line)) {
            std::string text;
            for (const json& line : value) text += line.get_ref<const std::string&>();
            return add(text, hint, is_program);
        }
        bool any = false;
        for (const json& one : value)
            any = add(one.get_ref<const std::string&>(), hint, is_program) || any;
        return any;
    }

    bool add(const std::string& text, const std::string& hint, bool is_program) {
        const std::string here = place();
        const bool any = is_program ? add_program(result_, text, here, hint)
                                    : add_prose(result_, text, here, hint);
        if (!any) --in_record_;
        return any;
    }

    static std::string task_of(const json& object, const std::string& otherwise) {
        for (const char* key : task_keys) {
            const auto found = object.find(key);
            if (found != object.end() && found->is_string()) return found->get<std::string>();
        }
        return otherwise;
    }

    static bool is_question(const json& object) {
        const auto role = object.find("role");
        return role != object.end() && role->is_string() && *role != "assistant";
    }

    static bool is_question(const std::string& key) {
        return std::find(std::begin(question_keys), std::end(question_keys), key) !=
               std::end(question_keys);
    }

    bool walk(const json& value, const std::string& hint, int depth) {
        if (depth > deepest) return false;
        if (value.is_string()) return add(value, hint, false);
        if (value.is_object()) return object(value, hint, depth);
        bool any = false;
        if (value.is_array()) {
            for (const json& element : value) any = walk(element, hint, depth + 1) || any;
        }
        return any;
    }

    bool object(const json& value, const std::string& outer, int depth) {
        if (is_question(value)) return false;
        const std::string hint = task_of(value, outer);
        const auto add_any = [&](const auto& keys, bool is_program) {
            return std::any_of(std::begin(keys), std::end(keys), [&](const char* key) {
                const auto found = value.find(key);
                return found != value.end() && is_text(*found) && add(*found, hint, is_program);
            });
        };
        if (add_any(program_keys, true) || add_any(text_keys, false)) return true;
        // {ID: program, ...} or {ID: {...}, ...}: values of one kind under keys that name the task.
        const bool texts = std::all_of(value.begin(), value.end(), is_text);
        const bool nested = std::all_of(value.begin(), value.end(),
                                        [](const json& v) { return v.is_structured(); });
        bool any = false;
        for (const auto& [key, inner] : value.items()) {
            if (is_question(key)) continue;
            if (!texts && !inner.is_structured()) continue;
            any = walk(inner, texts || nested ? key : hint, depth + 1) || any;
        }
        return any;
    }

    program_texts& result_;
    const std::string& file_;
    std::size_t number_ = 0;
    std::size_t in_record_ = 0;
};

/// Says which of a file's records hold no program.
inline void complain_of_records(program_texts& result, const std::string& file, const char* what,
                                const std::vector<std::size_t>& without, std::size_t records) {
    if (without.empty()) return;
    if (without.size() == records) return complain(result, file, "no program in the file");
    const std::string first = std::string(what) + " " + std::to_string(without.front());
    complain(result, file,
             without.size() == 1
                 ? first + " holds no program"
                 : std::to_string(without.size()) + " of " + std::to_string(records) + " " + what +
                       "s hold no program, the first is " + first);
}

/// Adds the programs of a text that has a JSON value in each line.
inline void add_json_lines(program_texts& result, std::string_view text, const std::string& file) {
    json_programs programs(result, file);
    std::vector<std::size_t> without;
    std::size_t number = 0;
    std::size_t records = 0;
    for (const std::string_view line : lines_of(text)) {
        ++number;
        if (is_blank(line)) continue;
        std::string problem;
        if (const auto value = parse_json(line, problem)) {
            ++records;
            if (!programs.record(*value, number)) without.push_back(number);
        } else {
            complain(result, file, "line " + std::to_string(number) + " " + problem);
        }
    }
    complain_of_records(result, file, "line", without, records);
}

/// Adds the programs of a text that is one JSON value.
inline void add_json_value(program_texts& result, const nlohmann::json& root,
                           const std::string& file) {
    json_programs programs(result, file);
    if (!root.is_array()) {
        if (!programs.record(root, 0)) complain(result, file, "no program in the file");
        return;
    }
    std::vector<std::size_t> without;
    for (std::size_t k = 0; k < root.size(); ++k) {
        if (!programs.record(root[k], k + 1)) without.push_back(k + 1);
    }
    if (root.empty()) complain(result, file, "no program in the file");
    complain_of_records(result, file, "element", without, root.size());
}

/// Adds the programs of a JSON or JSON lines file, whichever its name says it is.
inline void add_json(program_texts& result, std::string_view text, const std::string& file) {
    const std::vector<std::string_view> lines = lines_of(text);
    const auto first = std::find_if_not(lines.begin(), lines.end(), is_blank);
    const auto filled = lines.end() - first - std::count_if(first, lines.end(), is_blank);
    std::string problem;
    if (filled > 1 && parse_json(*first, problem)) return add_json_lines(result, text, file);
    if (const auto root = parse_json(text, problem)) return add_json_value(result, *root, file);
    if (filled > 1 && std::filesystem::path(file).extension() != ".json")
        return add_json_lines(result, text, file);
    complain(result, file, problem);
}

/// Cuts the code cells of a notebook into program text.
class notebook {
public:
    notebook(program_texts& result, const std::string& file) : result_(result), file_(file) {}

    void read(const nlohmann::json& root) {
        const std::size_t before = result_.pieces.size();
        const auto main = static_cast<std::ptrdiff_t>(before);
        cells_of(root);
        // Older notebooks keep their cells in worksheets.
        if (root.is_object() && root.contains("worksheets") && root["worksheets"].is_array()) {
            for (const auto& sheet : root["worksheets"]) cells_of(sheet);
        }
        if (!is_blank(text_)) {
            result_.pieces.insert(result_.pieces.begin() + main, {std::move(text_), file_, 1, ""});
        }
        if (result_.pieces.size() == before) complain(result_, file_, "no program in the file");
    }

private:
    void cells_of(const nlohmann::json& root) {
        if (!root.is_object() || !root.contains("cells") || !root["cells"].is_array()) return;
        for (const auto& one : root["cells"]) {
            if (!one.is_object()) continue;
            const auto kind = one.find("cell_type");
            if (kind == one.end() || *kind != "code") continue;
            for (const char* key : {"source", "input"}) {
                if (one.contains(key)) cell(source_of(one[key]));
            }
        }
    }

    static std::string source_of(const nlohmann::json& value) {
        if (value.is_string()) return value.get<std::string>();
        std::string text;
        if (!value.is_array()) return text;
        for (const auto& line : value) {
            if (line.is_string()) text += line.get_ref<const std::string&>();
        }
        return text;
    }

    void cell(const std::string& source) {
        std::vector<std::string_view> lines = lines_of(source);
        const auto first = std::find_if_not(lines.begin(), lines.end(), is_blank);
        std::string file;
        if (first != lines.end() && first->starts_with("%%")) {
            const std::string_view magic = leading_name(first->substr(2));
            if (magic == "writefile") {
                const std::string_view rest = trimmed(first->substr(2 + magic.size()));
                file = rest.substr(rest.find_last_of(" /") + 1); // without -a and folders
                if (!file.ends_with(".py")) return;
            } else if (std::find(std::begin(python_cells), std::end(python_cells), magic) ==
                       std::end(python_cells)) {
                return;
            }
            *first = {};
        }
        std::string text;
        open_brackets brackets;
        for (std::string_view line : lines) {
            if (!brackets.any() && is_command(line)) line = {};
            brackets.line(line);
            (text += line) += '\n';
        }
        // Such a cell stands alone: joined with others it could break them.
        if (!file.empty() || brackets.any()) {
            if (is_blank(text)) return;
            const std::string place = file.empty() ? file_ : file_ + "/" + file;
            result_.pieces.push_back({std::move(text), place, 1, ""});
        } else {
            text_ += text;
        }
    }

    /// The first words of cells whose other lines are Python that the notebook runs.
    static constexpr std::string_view python_cells[] = {"time", "timeit",  "capture",
                                                        "prun", "python3", "python"};

    /// A line that is for the notebook and not Python.
    static bool is_command(std::string_view line) {
        line = trimmed(line);
        return line.starts_with('%') || line.starts_with('!') || line.starts_with('?') ||
               (line.ends_with('?') && line.find('#') == line.npos);
    }

    program_texts& result_;
    const std::string& file_;
    std::string text_; ///< of the cells that are joined
};

} // namespace batt::io::detail
