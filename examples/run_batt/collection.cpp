// What a run is about: tasks, pipelines, and the programs of these by name.
#include "collection.hpp"

#include "text.hpp"
#include <algorithm>
#include <batt/io/json_document.hpp>
#include <batt/mpi/channel.hpp>
#include <filesystem>
#include <ostream>
#include <set>
#include <unordered_map>

namespace run_batt {

namespace {

using batt::io::detail::printable;

/// "arc_12" as "arc": big collections are split into numbered pipelines.
std::string without_number(const std::string& name) {
    const auto digits = name.find_last_not_of("0123456789");
    const bool numbered = digits != std::string::npos && digits > 0 && digits + 1 < name.size() &&
                          name[digits] == '_';
    return numbered ? name.substr(0, digits) : name;
}

bool is_of(const std::string& card, const std::string& pipeline) {
    return pipeline == card || without_number(pipeline) == card;
}

/// Tasks by their IDs.
class task_index {
public:
    explicit task_index(const std::vector<batt::io::task>& tasks) {
        for (const auto& t : tasks) by_id_.emplace(t.id, &t);
    }
    const batt::io::task* find(const std::string& id) const {
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : found->second;
    }
    /// The task of the first of the program's IDs that any task has.
    const batt::io::task* of(const program& p) const {
        for (const std::string& id : p.ids) {
            if (const auto* t = find(id)) return t;
        }
        return nullptr;
    }

private:
    std::unordered_map<std::string, const batt::io::task*> by_id_;
};

} // namespace

int context::ranks() const { return wanted.ranks != nullptr ? wanted.ranks->size() : 1; }

void context::tell_problems() {
    for (; told < problems.size(); ++told) err << "run_batt: " << problems[told] << '\n';
    err.flush();
}

std::size_t compiled_form(const program& text, const collection& compiled) {
    const auto is_same = [&](const program& p) {
        const bool counted = p.source.statements > 0 && text.source.statements > 0;
        return std::string_view(p.source.name) == text.source.name &&
               std::string_view(p.source.id) == text.source.id &&
               (!counted || p.source.statements == text.source.statements);
    };
    const auto found = std::find_if(compiled.programs.begin(), compiled.programs.end(), is_same);
    return static_cast<std::size_t>(found - compiled.programs.begin());
}

void name_programs(std::vector<program>& programs) {
    std::unordered_map<std::string, int> functions;
    std::unordered_map<std::string, int> ids;
    for (const program& p : programs) {
        ++functions[p.source.name];
        ++ids[p.source.id];
    }
    for (program& p : programs) {
        p.name = p.source.name;
        if (functions[p.source.name] > 1) {
            p.name += " (" + std::string(p.source.file) + ":" + std::to_string(p.source.line) + ")";
        }
        p.label = p.source.id;
        if (ids[p.source.id] > 1) p.label += " " + p.name;
    }
}

std::vector<std::string> ids_of(const batt::program_source& source) {
    std::vector<std::string> ids;
    const auto add = [&](std::string id) {
        if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) {
            ids.push_back(std::move(id));
        }
    };
    const std::string id = source.id;
    add(id);
    add(id.substr(0, id.find('_')));
    add(std::filesystem::path(source.file).stem().string());
    return ids;
}

collection link_programs(const std::vector<batt::pipeline_entry>& entries,
                         const std::vector<std::string>& cards,
                         std::vector<std::string>& problems) {
    for (const std::string& card : cards) {
        const bool known = std::any_of(entries.begin(), entries.end(),
                                       [&](const auto& entry) { return is_of(card, entry.name); });
        if (known) continue;
        std::set<std::string> names;
        for (const auto& entry : entries) names.insert(without_number(entry.name));
        std::string list;
        for (const auto& name : names) list += (list.empty() ? "" : ", ") + name;
        problems.push_back("There is no collection " + printable(card) + "; there is " +
                           (list.empty() ? "none" : list) + ".");
    }
    collection result;
    for (const auto& entry : entries) {
        const bool asked =
            cards.empty() || std::any_of(cards.begin(), cards.end(), [&](const std::string& card) {
                return is_of(card, entry.name);
            });
        if (!asked) continue;
        auto pipeline = entry.make();
        for (int number = 0; number < pipeline->programs(); ++number) {
            const batt::program_source source = pipeline->source(number);
            result.programs.push_back(
                {result.pipelines.size(), number, source, ids_of(source), {}, {}});
        }
        result.pipelines.push_back({entry.name, std::move(pipeline), false});
    }
    name_programs(result.programs);
    return result;
}

std::string place_of_tasks(const options& wanted) {
    return wanted.tasks == "-" ? "the standard input" : printable(wanted.tasks);
}

const batt::io::task* task_of(const program& p, const std::vector<batt::io::task>& tasks) {
    return task_index(tasks).of(p);
}

std::vector<task_programs> match(context& here, bool all_tasks) {
    const options& wanted = here.wanted;
    const task_index tasks(here.tasks);
    const auto no_task = [&](const std::string& id) {
        here.problems.push_back("There is no task " + printable(id) + " in " +
                                place_of_tasks(wanted) + ".");
    };
    if (!wanted.task.empty()) {
        const auto* t = tasks.find(wanted.task);
        if (t == nullptr) {
            no_task(wanted.task);
            return {};
        }
        task_programs all{t, {}};
        for (std::size_t p = 0; p < here.programs.programs.size(); ++p) all.programs.push_back(p);
        return {all};
    }
    std::unordered_map<const batt::io::task*, std::vector<std::size_t>> programs_of;
    std::vector<std::string> without_task;
    for (std::size_t p = 0; p < here.programs.programs.size(); ++p) {
        const program& one = here.programs.programs[p];
        if (const auto* t = tasks.of(one)) {
            programs_of[t].push_back(p);
        } else {
            without_task.push_back(one.label);
        }
    }
    std::vector<task_programs> jobs;
    if (!wanted.ids.empty()) {
        std::set<std::string> taken;
        for (const std::string& id : wanted.ids) {
            const auto* t = tasks.find(id);
            if (t == nullptr) {
                no_task(id);
            } else if (programs_of[t].empty() && !wanted.cross) {
                here.problems.push_back("There is no program for task " + printable(id) + ".");
            } else if (taken.insert(id).second) {
                jobs.push_back({t, programs_of[t]});
            }
        }
    } else {
        std::size_t without_program = 0;
        for (const auto& t : here.tasks) {
            const auto& programs = programs_of[&t];
            if (programs.empty()) ++without_program;
            if (!programs.empty() || all_tasks) jobs.push_back({&t, programs});
        }
        // With --cross every program runs on every task.
        if (without_program > 0 && !wanted.cross) {
            here.notes.push_back(counted(without_program, "task has", "tasks have") +
                                 " no program.");
        }
        // Most of the programs that come with batt are for tasks that do not.
        const bool is_told = !without_task.empty() && !wanted.cross && !here.tasks.empty();
        if (is_told && !(wanted.default_tasks && wanted.programs.empty())) {
            here.notes.push_back(counted(without_task.size(), "program is for a task that is",
                                         "programs are for tasks that are") +
                                 " not in " + place_of_tasks(wanted) + ": " +
                                 list_some(without_task) + ".");
        }
    }
    if (wanted.count > 0 && jobs.size() > wanted.count) jobs.resize(wanted.count);
    return jobs;
}

std::vector<std::pair<batt::grid, batt::grid>> demonstrations(const batt::io::task& t) {
    std::vector<std::pair<batt::grid, batt::grid>> pairs;
    for (const auto& pair : t.train) {
        if (pair.output) pairs.emplace_back(pair.input, *pair.output);
    }
    return pairs;
}

std::string pair_name(std::string_view part, const batt::io::example& pair) {
    return std::string(part) + " pair " + std::to_string(pair.number);
}

} // namespace run_batt
