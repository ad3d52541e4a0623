// Writes, reads, checks and scores the file that the ARC competitions accept.
//
// Opt-in: needs nlohmann-json (3.10 or later) and exceptions; <batt/batt.hpp> does not include it.
#pragma once

#include <algorithm>
#include <batt/io/grid_json.hpp>
#include <batt/io/json_document.hpp>
#include <batt/io/task.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace batt::io {

/// The two answers to one test input that a competition allows.
struct attempts {
    grid first;
    grid second;

    friend bool operator==(const attempts&, const attempts&) = default;
};

/// The answers to the test inputs of each task, by its ID and in order.
using submission = std::map<std::string, std::vector<attempts>>;

/// The attempts for a test input that nobody has an answer to.
inline attempts placeholder_attempts() { return {grid(2, 2), grid(2, 2)}; }

/// The number of test inputs of a task, including unreadable ones before the last good one.
inline std::size_t test_inputs(const task& t) {
    int count = 0;
    for (const example& e : t.test) count = std::max(count, e.number);
    return static_cast<std::size_t>(count);
}

/// The text of a submission: `{ID: [{"attempt_1": grid, "attempt_2": grid}, ...], ...}`.
inline std::string submission_text(const submission& answers) {
    nlohmann::json root = nlohmann::json::object();
    for (const auto& [id, list] : answers) {
        nlohmann::json entries = nlohmann::json::array();
        for (const attempts& a : list) {
            entries.push_back(
                {{"attempt_1", grid_to_json(a.first)}, {"attempt_2", grid_to_json(a.second)}});
        }
        root[id] = std::move(entries);
    }
    return root.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

/// Writes the text of a submission to a file.
/// @return whether the file could be written.
inline bool write_submission(const std::filesystem::path& path, const submission& answers) {
    std::ofstream file(path, std::ios::binary);
    file << submission_text(answers);
    file.close();
    return static_cast<bool>(file);
}

/// What could be read of a submission, and a sentence for each thing that could not.
struct loaded_submission {
    submission answers;
    std::vector<std::string> errors;
};

/// Reads a submission. A task with anything wrong in it is left out.
inline loaded_submission read_submission(const std::filesystem::path& path) {
    loaded_submission result;
    const auto complain = [&](const detail::place& where, const std::string& what) {
        result.errors.push_back(where.text + ": " + what + ".");
    };
    const detail::place file{detail::printable(path.string())};
    const detail::json_document document = detail::read_json_document(path);
    if (!document.problem.empty()) {
        complain(file, document.problem);
        return result;
    }
    if (!document.root.is_object()) {
        complain(file, "does not hold an object");
        return result;
    }
    for (const auto& [key, steps] : document.repeated_keys) {
        complain(file, "the key \"" + key + "\" stands twice, the last one counts");
    }
    for (const auto& [id, list] : document.root.items()) {
        const detail::place here{file.text + ": task " + detail::printable(id)};
        if (!list.is_array()) {
            complain(here, "is not a list of answers");
            continue;
        }
        std::vector<attempts> answers;
        for (std::size_t k = 0; k < list.size(); ++k) {
            const detail::place entry_place = here.in("test input " + std::to_string(k + 1));
            const nlohmann::json& entry = list[k];
            const auto attempt = [&](const char* name) -> std::optional<grid> {
                if (!entry.is_object() || !entry.contains(name)) {
                    complain(entry_place, std::string("the key \"") + name + "\" is missing");
                    return std::nullopt;
                }
                return detail::read_grid(entry[name], entry_place.in(name), complain);
            };
            auto first = attempt("attempt_1");
            auto second = attempt("attempt_2");
            if (first && second) answers.push_back({std::move(*first), std::move(*second)});
        }
        if (answers.size() == list.size()) result.answers[id] = std::move(answers);
    }
    return result;
}

/// Checks a submission against the tasks it is for: every task has an answer to each test input,
/// there are no other answers, and every grid is one that a task may have.
/// @return a sentence for each thing that is wrong.
inline std::vector<std::string> check_submission(const submission& answers,
                                                 const std::vector<task>& tasks) {
    std::vector<std::string> errors;
    std::map<std::string, const task*> known;
    for (const task& t : tasks) {
        known[t.id] = &t;
        if (!answers.contains(t.id)) {
            errors.push_back("Task " + detail::printable(t.id) + " has no entry.");
        }
    }
    for (const auto& [id, list] : answers) {
        const std::string here = "Task " + detail::printable(id);
        const auto found = known.find(id);
        if (found == known.end()) {
            errors.push_back(here + " is not among the tasks.");
            continue;
        }
        const std::size_t inputs = test_inputs(*found->second);
        if (list.size() != inputs) {
            errors.push_back(here + " has " + std::to_string(list.size()) + " entries for " +
                             std::to_string(inputs) + " test inputs.");
        }
        for (std::size_t k = 0; k < list.size(); ++k) {
            for (const bool is_first : {true, false}) {
                if (is_task_grid(is_first ? list[k].first : list[k].second)) continue;
                errors.push_back(here + ", test input " + std::to_string(k + 1) + ", attempt " +
                                 (is_first ? "1" : "2") +
                                 ": not a grid of 1 to 30 rows and columns with colours 0 to 9.");
            }
        }
    }
    return errors;
}

/// How many test outputs of a task a submission gets right by either attempt.
struct task_score {
    std::string id;
    std::size_t hits = 0;
    std::size_t outputs = 0; ///< those that are known

    double fraction() const {
        return outputs ? static_cast<double>(hits) / static_cast<double>(outputs) : 0;
    }
};

/// The score of a submission, task by task.
struct submission_score {
    std::vector<task_score> tasks; ///< those with a known output

    std::size_t hits() const { return sum(&task_score::hits); }
    std::size_t outputs() const { return sum(&task_score::outputs); }
    /// The sum over all tasks of the fraction of outputs that are right.
    double total() const {
        double all = 0;
        for (const task_score& t : tasks) all += t.fraction();
        return all;
    }

private:
    std::size_t sum(std::size_t task_score::*count) const {
        std::size_t all = 0;
        for (const task_score& t : tasks) all += t.*count;
        return all;
    }
};

/// Scores a submission by the outputs that the tasks hold (as load_tasks gets them from solutions).
inline submission_score score_submission(const submission& answers,
                                         const std::vector<task>& tasks) {
    submission_score score;
    for (const task& t : tasks) {
        task_score one{t.id};
        const auto found = answers.find(t.id);
        for (const example& e : t.test) {
            if (!e.output) continue;
            ++one.outputs;
            const auto place = static_cast<std::size_t>(e.number - 1);
            if (found == answers.end() || place >= found->second.size()) continue;
            const attempts& a = found->second[place];
            if (a.first == *e.output || a.second == *e.output) ++one.hits;
        }
        if (one.outputs > 0) score.tasks.push_back(std::move(one));
    }
    return score;
}

} // namespace batt::io
