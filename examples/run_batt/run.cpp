// The course of a run: tasks, programs, verdicts, report.
#include "run.hpp"

#include "mega_batch.hpp"
#include "report.hpp"
#include "text.hpp"
#include "trace.hpp"
#include <algorithm>
#include <fstream>
#include <ostream>
#include <set>

namespace run_batt {

using batt::io::example;

std::string pair_name(bool is_test, const example& pair) {
    return (is_test ? "test pair " : "train pair ") + std::to_string(pair.number);
}

std::string pair_result::name() const { return pair_name(is_test, *pair); }

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

std::size_t summary::tasks() const {
    std::set<const batt::io::task*> all;
    for (const auto& result : results) all.insert(result.task);
    return all.size();
}

std::size_t summary::solved_tasks() const {
    std::set<const batt::io::task*> solved;
    for (const auto& result : results) {
        if (result.solved() == result.pairs.size()) solved.insert(result.task);
    }
    return solved.size();
}

namespace {

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

/// Runs one program of a pipeline and leaves its results alone in the report.
bool run_alone(const program& what, const batt::io::task& task, batt::sample_set samples,
               std::size_t repeat, const batt::run_options& how, const collection& all,
               batt::run_report& report, batt::error_message& error) {
    const std::size_t count = samples.inputs.size();
    samples.active.assign(count, what.bit());
    samples.task.assign(count, 0);
    samples.demonstrations = {demonstrations(task)};
    auto& pipeline = *all.pipelines[what.pipeline];
    if (!pipeline.run(samples, repeat, how, report, error)) return false;
    const auto keep_own = [&](auto& of_all) {
        const std::size_t each = of_all.size() / static_cast<std::size_t>(pipeline.programs());
        const auto first = of_all.begin() + static_cast<std::ptrdiff_t>(
                                                static_cast<std::size_t>(what.number) * each);
        of_all = {first, first + static_cast<std::ptrdiff_t>(each)};
    };
    keep_own(report.verdicts);
    keep_own(report.outputs);
    return true;
}

/// Runs one program on its pairs. Adds to the problems and returns false if the environment failed.
bool run_one(const context& here, const batt::io::task& task, const program& what,
             std::size_t& unscored, summary& all) {
    task_result result;
    result.task = &task;
    result.what = &what;
    batt::sample_set samples;
    for (const bool is_test : {false, true}) {
        for (const example& pair : is_test ? task.test : task.train) {
            if (!pair.output) {
                ++unscored;
                continue;
            }
            result.pairs.push_back({is_test, &pair, {}, false});
            samples.inputs.push_back(pair.input);
            samples.expected.push_back(pair.output);
        }
    }
    if (samples.inputs.empty()) return true;
    result.samples = samples.inputs.size() * here.wanted.repeat;
    batt::error_message error;
    if (!run_alone(what, task, std::move(samples), here.wanted.repeat, here.wanted.how(),
                   here.programs, result.report, error)) {
        all.problems.push_back("Task " + what.label + ": " + error.text);
        return false;
    }
    judge(result);
    all.results.push_back(std::move(result));
    return true;
}

/// Runs a program once more on the pairs it failed, this time with outputs, and shows them.
void show_failed(const context& here, const task_result& task) {
    std::vector<const pair_result*> failed;
    batt::sample_set samples;
    for (const pair_result& pair : task.pairs) {
        if (pair.solved) continue;
        failed.push_back(&pair);
        samples.inputs.push_back(pair.pair->input);
        samples.expected.push_back(pair.pair->output);
    }
    if (failed.empty()) return;
    batt::run_options how;
    how.where = here.wanted.where;
    how.outputs = true;
    batt::run_report report;
    batt::error_message error;
    const bool ran =
        run_alone(*task.what, *task.task, std::move(samples), 1, how, here.programs, report, error);
    for (std::size_t k = 0; k < failed.size(); ++k) {
        const bool has_output = ran && k < report.outputs.size() && failed[k]->verdict.ok();
        print_failed_pair(here.out, task.what->label, *failed[k],
                          has_output ? &report.outputs[k] : nullptr, here.wanted);
    }
}

/// Each program on the pairs of its own task, one after the other.
int run_own_tasks(context& here) {
    const options& wanted = here.wanted;
    const auto jobs = match(here, false);
    if (jobs.empty() && here.problems.empty()) {
        here.problems.push_back("There is nothing to run: no task in " + wanted.tasks +
                                " has a program.");
    }
    for (const auto& problem : here.problems) here.err << "run_batt: " << problem << '\n';
    const std::size_t shown_problems = here.problems.size();
    summary all;
    all.problems = std::move(here.problems);
    all.notes = std::move(here.notes);

    std::size_t unscored = 0;
    {
        progress_bar bar(here.err, jobs.size(), wanted.progress);
        bool goes_on = true;
        for (std::size_t k = 0; k < jobs.size() && goes_on; ++k) {
            bar.show(k, jobs[k].what->id);
            for (const std::size_t p : jobs[k].programs) {
                // What the environment refused once it would refuse again.
                goes_on = run_one(here, *jobs[k].what, here.programs.programs[p], unscored, all);
                if (!goes_on) break;
            }
        }
    }
    if (unscored > 0) {
        all.notes.push_back(counted(unscored, "pair has", "pairs have") +
                            " no expected output and did not run.");
    }

    print_table(here.out, all, wanted);
    if (wanted.timing) print_timing(here.out, all);
    if (wanted.show) {
        for (const auto& result : all.results) show_failed(here, result);
    }
    for (const auto& note : all.notes) here.out << note << '\n';
    print_summary(here.out, all);
    here.out.flush();
    if (!wanted.json.empty()) {
        std::ofstream file(wanted.json);
        file << to_json(all, wanted) << '\n';
        file.close();
        if (!file) all.problems.push_back("The file " + wanted.json + " cannot be written.");
    }
    for (std::size_t k = shown_problems; k < all.problems.size(); ++k) {
        here.err << "run_batt: " << all.problems[k] << '\n';
    }
    if (!all.problems.empty()) return bad_input;
    return all.solved_pairs() == all.pairs() ? all_solved : pair_failed;
}

} // namespace

int run(const options& wanted, const std::vector<batt::pipeline_entry>& pipelines,
        std::ostream& out, std::ostream& err) {
    context here{wanted, out, err};
    auto loaded = batt::io::load_tasks(wanted.tasks, wanted.solutions, wanted.ids);
    here.tasks = std::move(loaded.tasks);
    here.problems = std::move(loaded.errors);
    here.programs = make_collection(pipelines, wanted.cards, here.problems);
    if (!wanted.traces.empty() || !wanted.trace_diffs.empty()) return run_traces(here);
    return wanted.mega_batch ? run_mega_batch(here) : run_own_tasks(here);
}

} // namespace run_batt
