// Reads tasks in the layouts that people have, and says in one sentence what is wrong where.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <algorithm>
#include <batt/io/example.hpp>
#include <batt/io/grid_json.hpp>
#include <batt/io/json_document.hpp>
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

/// What could be read, and a sentence for each thing that could not.
struct loaded_tasks {
    std::vector<task> tasks;
    std::vector<std::string> errors;
};

namespace detail {

/// Reads one value after the other and collects what is wrong with them.
class task_reader {
public:
    explicit task_reader(loaded_tasks& result) : result_(result) {}

    void file(const std::filesystem::path& path) {
        if (const auto text = read_text_file(path)) return this->text(*text, path);
        complain({printable(path.string())}, unreadable_file);
    }

    /// @param path where the text is from: its stem is the ID of a task that has none.
    /// @param plain_first false: without the short way for tasks that nothing is wrong with.
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
        const json_document document = checked(parse_json_document(text), here);
        const auto& json = document.root;
        if (!json.is_object()) return;
        const layout kind = layout_of(json);
        for (const auto& [key, steps] : document.repeated_keys) {
            std::string where = kind == layout::one_task ? ": task " + printable(id) : "";
            for (const std::string& step : steps)
                where += where.empty() ? ": task " + step : ", " + step;
            complain({here.text + where},
                     "the key \"" + key + "\" stands twice, the last one counts");
        }
        switch (kind) {
        case layout::one_task: add(json, id, here); break;
        case layout::challenges:
            for (const auto& [key, value] : json.items()) add(value, key, here);
            break;
        case layout::solutions:
            complain(here, "holds solutions, which come beside a challenges file and not as tasks");
            break;
        }
    }

    /// Those of `ids` alone, or all of them if there are none.
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
    enum class layout { one_task, challenges, solutions };

    static layout layout_of(const nlohmann::json& json) {
        for (const char* key : {"train", "test"}) {
            if (json.contains(key) && !json[key].is_object()) return layout::one_task;
        }
        const auto is_object = [](const auto& value) { return value.is_object(); };
        const auto is_outputs = [](const auto& value) {
            return value.is_array() && !value.empty() && value[0].is_array();
        };
        if (std::any_of(json.begin(), json.end(), is_object)) return layout::challenges;
        if (!json.empty() && std::all_of(json.begin(), json.end(), is_outputs)) {
            return layout::solutions;
        }
        return layout::one_task;
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

    /// @param tests how many test pairs its file has, good and bad.
    void keep(task t, std::size_t tests) {
        seen_[t.id] = {true, result_.tasks.size(), tests};
        result_.tasks.push_back(std::move(t));
    }

    void add(const nlohmann::json& json, const std::string& id, const place& file) {
        const place here{file.text + ": task " + printable(id)};
        if (!is_new(id, file)) return;
        if (!json.is_object()) return complain(here, "is not an object");
        if (!json.contains("train") && !json.contains("test")) {
            return complain(here, "the keys \"train\" and \"test\" are missing");
        }
        const std::size_t errors_before = result_.errors.size();
        task t{id, pairs(json, "train", true, here), pairs(json, "test", false, here)};
        if (t.train.empty() && t.test.empty()) {
            if (result_.errors.size() == errors_before) complain(here, "has no pairs");
            return;
        }
        keep(std::move(t), json.contains("test") ? json["test"].size() : 0);
    }

    std::vector<example> pairs(const nlohmann::json& json, const char* kind, bool output_needed,
                               const place& task_place) {
        std::vector<example> all;
        if (!json.contains(kind)) {
            complain(task_place, std::string("the key \"") + kind + "\" is missing");
            return all;
        }
        const auto& list = json[kind];
        if (!list.is_array()) {
            complain(task_place, std::string("\"") + kind + "\" is not a list of pairs");
            return all;
        }
        for (std::size_t i = 0; i < list.size(); ++i) {
            const place here = task_place.in(kind + (" pair " + std::to_string(i + 1)));
            auto one = pair(list[i], output_needed, here);
            if (!one) continue;
            one->number = static_cast<int>(i + 1);
            all.push_back(std::move(*one));
        }
        return all;
    }

    std::optional<example> pair(const nlohmann::json& json, bool output_needed, const place& here) {
        if (!json.is_object()) {
            complain(here, "is not an object");
            return std::nullopt;
        }
        for (const char* key : {"input", "output"}) {
            if (json.contains(key) || (key == std::string("output") && !output_needed)) continue;
            complain(here, std::string("the key \"") + key + "\" is missing");
            return std::nullopt;
        }
        example result;
        auto input = one_grid(json["input"], here.in("input"));
        if (!input) return std::nullopt;
        result.input = std::move(*input);
        if (json.contains("output")) {
            result.output = one_grid(json["output"], here.in("output"));
            if (!result.output) return std::nullopt;
        }
        return result;
    }

    std::optional<grid> one_grid(const nlohmann::json& json, const place& here) {
        return read_grid(json, here, [this](const place& where, const std::string& what) {
            complain(where, what);
        });
    }

    /// Gives the test pairs of a task, of which its file had so many, their outputs.
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

    /// What became of an ID: solutions may only name IDs that were seen.
    struct seen_entry {
        bool loaded = false;
        std::size_t position = 0; ///< in the result, if loaded
        std::size_t tests = 0;    ///< test pairs in its file, good and bad
    };

    loaded_tasks& result_;
    std::map<std::string, seen_entry> seen_;
};

} // namespace detail

/// Reads all tasks at a place.
/// @param tasks a folder of files with one task each, one such file, or a challenges file
///     `{ID: task, ...}`.
/// @param solutions none, or the file `{ID: [output, ...], ...}` that goes with a challenges file.
/// @param ids the tasks whose solutions are read; none: all.
/// @return every task with its good pairs, in the order of files and IDs, and one sentence for
///     every bad file, task or pair, which names file, task, pair and row (counted from 1).
inline loaded_tasks load_tasks(const std::filesystem::path& tasks,
                               const std::filesystem::path& solutions = {},
                               const std::vector<std::string>& ids = {}) {
    loaded_tasks result;
    detail::task_reader reader(result);
    const detail::place here{detail::printable(tasks.string())};
    std::error_code error;
    const auto status = std::filesystem::status(tasks, error);
    if (!std::filesystem::exists(status)) {
        reader.complain(here, "there is no such file or folder");
    } else if (std::filesystem::is_directory(status)) {
        std::vector<std::filesystem::path> files;
        std::filesystem::directory_iterator entry(tasks, error);
        for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
            if (entry->path().extension() == ".json") files.push_back(entry->path());
        }
        if (error) {
            reader.complain(here, "the folder cannot be read");
        } else if (files.empty()) {
            reader.complain(here, "the folder holds no .json file");
        }
        std::sort(files.begin(), files.end());
        for (const auto& file : files) reader.file(file);
    } else {
        reader.file(tasks);
    }
    if (!solutions.empty()) reader.solutions(solutions, ids);
    return result;
}

/// Reads all tasks of a text, such as what comes from standard input.
/// @param text one task or `{ID: task, ...}`.
/// @param name what the text is called in sentences; without its extension the ID of a single task.
/// @param solutions, ids as for load_tasks.
inline loaded_tasks load_task_text(std::string_view text, const std::string& name,
                                   const std::filesystem::path& solutions = {},
                                   const std::vector<std::string>& ids = {}) {
    loaded_tasks result;
    detail::task_reader reader(result);
    reader.text(text, name);
    if (!solutions.empty()) reader.solutions(solutions, ids);
    return result;
}

} // namespace batt::io
