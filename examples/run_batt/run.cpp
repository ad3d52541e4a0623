// The course of a run: tasks, programs, verdicts, report.
#include "run.hpp"

#include "report.hpp"
#include <algorithm>
#include <batt/io/task.hpp>
#include <fstream>
#include <ostream>
#include <set>

namespace run_batt {

using batt::io::example;
using batt::io::task;

std::string pair_result::name() const {
    return (is_test ? "test pair " : "train pair ") + std::to_string(pair->number);
}

std::size_t task_result::solved() const {
    return static_cast<std::size_t>(
        std::count_if(pairs.begin(), pairs.end(), [](const auto& pair) { return pair.solved; }));
}

std::size_t summary::pairs() const {
    std::size_t count = 0;
    for (const auto& result : results) count += result.pairs.size();
    return count;
}

std::size_t summary::solved_pairs() const {
    std::size_t count = 0;
    for (const auto& result : results) count += result.solved();
    return count;
}

std::size_t summary::solved_tasks() const {
    return static_cast<std::size_t>(
        std::count_if(results.begin(), results.end(), [](const task_result& result) {
            return result.solved() == result.pairs.size();
        }));
}

namespace {

using batt::program_entry;

/// A task and its program.
struct job {
    const task* what;
    const program_entry* program;
};

std::string list_some(const std::vector<std::string>& names) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t k = 0; k < std::min(names.size(), most); ++k) {
        text += (k ? ", " : "") + batt::io::detail::printable(names[k]);
    }
    return names.size() > most ? text + ", ..." : text;
}

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

/// Brings tasks and programs together and notes whatever has no counterpart.
std::vector<job> match(const std::vector<task>& tasks, const std::vector<program_entry>& programs,
                       const options& wanted, summary& all) {
    const auto program_of = [&](const std::string& id) -> const program_entry* {
        const auto found = std::find_if(programs.begin(), programs.end(),
                                        [&](const auto& program) { return program.id == id; });
        return found == programs.end() ? nullptr : &*found;
    };
    const auto task_of = [&](const std::string& id) -> const task* {
        const auto found =
            std::find_if(tasks.begin(), tasks.end(), [&](const task& t) { return t.id == id; });
        return found == tasks.end() ? nullptr : &*found;
    };

    std::vector<job> jobs;
    if (!wanted.ids.empty()) {
        std::set<std::string> taken;
        for (const std::string& id : wanted.ids) {
            const job found{task_of(id), program_of(id)};
            if (found.what == nullptr) {
                all.problems.push_back("There is no task " + id + " in " + wanted.tasks + ".");
            } else if (found.program == nullptr) {
                all.problems.push_back("There is no program for task " + id + ".");
            } else if (taken.insert(id).second) {
                jobs.push_back(found);
            }
        }
    } else {
        std::size_t without_program = 0;
        for (const task& t : tasks) {
            const program_entry* program = program_of(t.id);
            if (program) {
                jobs.push_back({&t, program});
            } else {
                ++without_program;
            }
        }
        std::vector<std::string> without_task;
        for (const program_entry& program : programs) {
            if (task_of(program.id) == nullptr) without_task.push_back(program.id);
        }
        if (without_program > 0) {
            all.notes.push_back(counted(without_program, "task has", "tasks have") +
                                " no program.");
        }
        if (!without_task.empty()) {
            all.notes.push_back(counted(without_task.size(), "program is for a task that is",
                                        "programs are for tasks that are") +
                                " not in " + wanted.tasks + ": " + list_some(without_task) + ".");
        }
    }
    if (wanted.count > 0 && jobs.size() > wanted.count) jobs.resize(wanted.count);
    return jobs;
}

/// The verdict on each pair; sample k of a repeated run is pair k modulo the number of pairs.
void judge(task_result& result) {
    const auto& verdicts = result.report.verdicts;
    const std::size_t count = result.pairs.size();
    for (std::size_t k = 0; k < count; ++k) {
        pair_result& pair = result.pairs[k];
        pair.solved = k < verdicts.size();
        for (std::size_t sample = k; sample < verdicts.size(); sample += count) {
            const batt::verdict& verdict = verdicts[sample];
            // The first repetition that went wrong is the one to report.
            if (pair.solved) pair.verdict = verdict;
            pair.solved = pair.solved && verdict.ok() && verdict.match();
        }
    }
}

/// Runs one program on its pairs. Adds to the problems and returns false if the environment failed.
bool run_one(const job& one, const options& wanted, std::size_t& unscored, summary& all,
             std::vector<std::unique_ptr<batt::any_program>>& kept) {
    task_result result;
    result.id = one.what->id;
    std::vector<batt::grid> inputs;
    std::vector<batt::grid> expected;
    for (const bool is_test : {false, true}) {
        for (const example& pair : is_test ? one.what->test : one.what->train) {
            if (!pair.output) {
                ++unscored;
                continue;
            }
            result.pairs.push_back({is_test, &pair, {}, false});
            inputs.push_back(pair.input);
            expected.push_back(*pair.output);
        }
    }
    if (inputs.empty()) return true;
    auto program = one.program->make();
    result.statements = program->statements();
    result.samples = inputs.size() * wanted.repeat;
    batt::run_options how;
    how.where = wanted.where;
    how.batch_size = wanted.batch_size;
    batt::error_message error;
    if (!program->run(inputs, expected, wanted.repeat, how, result.report, error)) {
        all.problems.push_back("Task " + result.id + ": " + error.text);
        return false;
    }
    judge(result);
    all.results.push_back(std::move(result));
    kept.push_back(std::move(program));
    return true;
}

/// Runs a program once more on the pairs it failed, this time with outputs, and shows them.
void show_failed(const task_result& task, batt::any_program& program, const options& wanted,
                 std::ostream& out) {
    std::vector<const pair_result*> failed;
    std::vector<batt::grid> inputs;
    std::vector<batt::grid> expected;
    for (const pair_result& pair : task.pairs) {
        if (pair.solved) continue;
        failed.push_back(&pair);
        inputs.push_back(pair.pair->input);
        expected.push_back(*pair.pair->output);
    }
    if (failed.empty()) return;
    batt::run_options how;
    how.where = wanted.where;
    how.outputs = true;
    batt::run_report report;
    batt::error_message error;
    const bool ran = program.run(inputs, expected, 1, how, report, error);
    for (std::size_t k = 0; k < failed.size(); ++k) {
        const bool has_output = ran && k < report.outputs.size() && failed[k]->verdict.ok();
        print_failed_pair(out, task, *failed[k], has_output ? &report.outputs[k] : nullptr, wanted);
    }
}

} // namespace

int run(const options& wanted, const std::vector<batt::program_entry>& programs, std::ostream& out,
        std::ostream& err) {
    summary all;
    auto loaded = batt::io::load_tasks(wanted.tasks, wanted.solutions);
    all.problems = std::move(loaded.errors);
    const std::vector<job> jobs = match(loaded.tasks, programs, wanted, all);
    if (jobs.empty() && all.problems.empty()) {
        all.problems.push_back("There is nothing to run: no task in " + wanted.tasks +
                               " has a program.");
    }
    for (const auto& problem : all.problems) err << "run_batt: " << problem << '\n';
    const std::size_t shown_problems = all.problems.size();

    std::size_t unscored = 0;
    std::vector<std::unique_ptr<batt::any_program>> kept;
    {
        progress_bar bar(err, jobs.size(), wanted.progress);
        for (std::size_t k = 0; k < jobs.size(); ++k) {
            bar.show(k, jobs[k].what->id);
            // What the environment refused once it would refuse again.
            if (!run_one(jobs[k], wanted, unscored, all, kept)) break;
        }
    }
    if (unscored > 0) {
        all.notes.push_back(counted(unscored, "pair has", "pairs have") +
                            " no expected output and did not run.");
    }

    print_table(out, all, wanted);
    if (wanted.timing) print_timing(out, all);
    if (wanted.show) {
        for (std::size_t k = 0; k < kept.size(); ++k) {
            show_failed(all.results[k], *kept[k], wanted, out);
        }
    }
    for (const auto& note : all.notes) out << note << '\n';
    print_summary(out, all);
    out.flush();
    if (!wanted.json.empty()) {
        std::ofstream file(wanted.json);
        file << to_json(all, wanted) << '\n';
        file.close();
        if (!file) all.problems.push_back("The file " + wanted.json + " cannot be written.");
    }
    for (std::size_t k = shown_problems; k < all.problems.size(); ++k) {
        err << "run_batt: " << all.problems[k] << '\n';
    }
    if (!all.problems.empty()) return bad_input;
    return all.solved_pairs() == all.pairs() ? all_solved : pair_failed;
}

} // namespace run_batt
