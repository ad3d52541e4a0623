// run_batt --submission: answers from the programs that solve all train pairs.
#include "submission.hpp"

#include "text.hpp"
#include <algorithm>
#include <batt/io/submission.hpp>
#include <ostream>

namespace run_batt {

namespace {

using batt::io::attempts;

/// The programs that solve all train pairs of a task, its own ones first.
std::vector<std::size_t> solvers_of(const evaluation& all, std::size_t task) {
    std::vector<std::size_t> solvers;
    for (std::size_t p = 0; p < all.outcomes.size(); ++p) {
        if (all.runs(p, task) && all.solves_train(p, task)) solvers.push_back(p);
    }
    std::stable_partition(solvers.begin(), solvers.end(),
                          [&](std::size_t p) { return all.outcomes[p].own_task == task; });
    return solvers;
}

/// The first two different answers of these programs to a test input, or the only one twice. If
/// there is no answer, the result is empty.
std::vector<attempts> attempt(const std::vector<std::size_t>& solvers, std::size_t k,
                              const output_map& outputs) {
    std::vector<attempts> result;
    for (const std::size_t p : solvers) {
        const auto found = outputs.find({p, k});
        if (found == outputs.end() || !batt::io::is_task_grid(found->second)) continue;
        if (result.empty()) {
            result.push_back({found->second, found->second});
        } else if (found->second != result.front().first) {
            result.front().second = found->second;
            break;
        }
    }
    return result;
}

/// Prints the score of every task that has an answer, and the total.
void print_score(const evaluation& all, const batt::io::submission_score& score,
                 const std::vector<std::string>& without_solver) {
    std::ostream& out = all.here->out;
    text_table table;
    table.add({"task", "test outputs hit", "score"});
    std::vector<const char*> colors;
    std::size_t left_out = 0;
    for (const auto& task : score.tasks) {
        const bool has_answer = std::find(without_solver.begin(), without_solver.end(), task.id) ==
                                without_solver.end();
        if (!has_answer && task.hits == 0) {
            ++left_out;
            continue;
        }
        table.add({batt::io::detail::printable(task.id), solved_of(task.hits, task.outputs),
                   format("%.2f", task.fraction())});
        colors.push_back(task.hits == task.outputs ? "32" : "31");
    }
    table.add({"total", solved_of(score.hits(), score.outputs()), format("%.2f", score.total())});
    colors.push_back("");
    out << table.text(colors, all.here->wanted);
    if (left_out > 0) {
        out << "Not listed: " << counted(left_out, "task", "tasks")
            << " with nothing but placeholders, which hit nothing.\n";
    }
    out << "The submission scores " << format("%.2f", score.total()) << " of "
        << counted(score.tasks.size(), "task", "tasks") << " ("
        << format("%.1f", 100 * score.total() / static_cast<double>(score.tasks.size()))
        << " %) and hits " << score.hits() << " of "
        << counted(score.outputs(), "test output", "test outputs") << ".\n";
}

} // namespace

void submit(const evaluation& all, output_file& file, std::vector<std::string>& problems) {
    const std::string& path = file.name();
    std::vector<std::vector<std::size_t>> solvers;
    for (std::size_t task = 0; task < all.tasks.size(); ++task) {
        solvers.push_back(solvers_of(all, task));
    }
    const auto is_answer = [&](std::size_t p, std::size_t k) {
        const auto& of_task = solvers[all.samples[k].task];
        return all.samples[k].is_test() &&
               std::find(of_task.begin(), of_task.end(), p) != of_task.end();
    };
    output_map outputs;
    std::string problem;
    // A program that looks at C would only repeat it; in a competition there is none.
    if (!fetch_outputs(all, is_answer, true, outputs, problem)) {
        problems.push_back(problem);
        return;
    }

    batt::io::submission answers;
    std::vector<batt::io::task> tasks;
    std::vector<std::string> without_solver;
    std::size_t inputs = 0;
    std::size_t placeholders = 0;
    for (std::size_t task = 0; task < all.tasks.size(); ++task) {
        const evaluated_task& t = all.tasks[task];
        tasks.push_back(*t.what);
        auto& list = answers[t.what->id];
        list.assign(batt::io::test_inputs(*t.what), batt::io::placeholder_attempts());
        inputs += list.size();
        placeholders += list.size();
        for (std::size_t k = t.tests; k < t.last; ++k) {
            const auto found = attempt(solvers[task], k, outputs);
            if (found.empty()) continue;
            list[static_cast<std::size_t>(all.samples[k].pair->number - 1)] = found.front();
            --placeholders;
        }
        if (solvers[task].empty()) without_solver.push_back(t.what->id);
    }
    if (!file.write(batt::io::submission_text(answers))) {
        problems.push_back(file.problem());
        return;
    }
    // What counts is what the file holds, unless it is a device.
    batt::io::loaded_submission written{answers, {}};
    if (!file.draft().empty()) written = batt::io::read_submission(file.draft());
    problems.insert(problems.end(), written.errors.begin(), written.errors.end());
    for (const auto& error : batt::io::check_submission(written.answers, tasks)) {
        problems.push_back(path + ": " + error);
    }
    if (!file.keep()) {
        problems.push_back(file.problem());
        return;
    }
    if (all.here->wanted.quiet) return;
    all.here->out << '\n'
                  << path << ": " << counted(tasks.size(), "task", "tasks") << ", "
                  << counted(inputs, "test input", "test inputs") << ", " << placeholders
                  << " of them with a placeholder";
    if (!without_solver.empty()) {
        all.here->out << "; no program solves all train pairs of "
                      << counted(without_solver.size(), "task", "tasks") << ": "
                      << list_some(without_solver);
    }
    all.here->out << ".\n";
    const auto score = batt::io::score_submission(written.answers, tasks);
    if (!score.tasks.empty()) print_score(all, score, without_solver);
}

} // namespace run_batt
