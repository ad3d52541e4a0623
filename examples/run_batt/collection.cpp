// What a run is about: tasks, pipelines, and the programs of these by name.
#include "collection.hpp"

#include "text.hpp"
#include <algorithm>
#include <batt/io/json_document.hpp>
#include <map>
#include <set>

namespace run_batt {

namespace {

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

void name_programs(std::vector<program>& programs) {
    std::map<std::string, int> functions;
    std::map<std::string, int> ids;
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

} // namespace

collection make_collection(const std::vector<batt::pipeline_entry>& entries,
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
        problems.push_back("There is no collection " + batt::io::detail::printable(card) +
                           "; there is " + (list.empty() ? "none" : list) + ".");
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
            result.programs.push_back(
                {result.pipelines.size(), number, pipeline->source(number), {}, {}});
        }
        result.names.push_back(entry.name);
        result.pipelines.push_back(std::move(pipeline));
    }
    name_programs(result.programs);
    return result;
}

std::vector<task_programs> match(context& here, bool all_tasks) {
    std::map<std::string, std::vector<std::size_t>> programs_of;
    for (std::size_t p = 0; p < here.programs.programs.size(); ++p) {
        programs_of[here.programs.programs[p].source.id].push_back(p);
    }
    std::map<std::string, const batt::io::task*> task_of;
    for (const auto& t : here.tasks) task_of[t.id] = &t;

    std::vector<task_programs> jobs;
    if (!here.wanted.ids.empty()) {
        std::set<std::string> taken;
        for (const std::string& id : here.wanted.ids) {
            const auto programs = programs_of.find(id);
            if (!task_of.contains(id)) {
                here.problems.push_back("There is no task " + id + " in " + here.wanted.tasks +
                                        ".");
            } else if (programs == programs_of.end() && !here.wanted.cross) {
                here.problems.push_back("There is no program for task " + id + ".");
            } else if (taken.insert(id).second) {
                jobs.push_back({task_of[id], programs_of[id]});
            }
        }
    } else {
        std::size_t without_program = 0;
        for (const auto& t : here.tasks) {
            const auto found = programs_of.find(t.id);
            if (found == programs_of.end()) ++without_program;
            if (found != programs_of.end() || all_tasks) jobs.push_back({&t, programs_of[t.id]});
        }
        std::vector<std::string> without_task;
        for (const program& p : here.programs.programs) {
            if (!task_of.contains(p.source.id)) without_task.push_back(p.label);
        }
        if (without_program > 0) {
            here.notes.push_back(counted(without_program, "task has", "tasks have") +
                                 " no program.");
        }
        if (!without_task.empty()) {
            here.notes.push_back(counted(without_task.size(), "program is for a task that is",
                                         "programs are for tasks that are") +
                                 " not in " + here.wanted.tasks + ": " + list_some(without_task) +
                                 ".");
        }
    }
    if (here.wanted.count > 0 && jobs.size() > here.wanted.count) jobs.resize(here.wanted.count);
    return jobs;
}

std::vector<std::pair<batt::grid, batt::grid>> demonstrations(const batt::io::task& t) {
    std::vector<std::pair<batt::grid, batt::grid>> pairs;
    for (const auto& pair : t.train) {
        if (pair.output) pairs.emplace_back(pair.input, *pair.output);
    }
    return pairs;
}

} // namespace run_batt
