// The course of a mega-batch: samples, pipelines, scores, and what else is asked for.
#include "mega_batch.hpp"

#include "evaluation.hpp"
#include "form_timing.hpp"
#include "forms.hpp"
#include "mega_report.hpp"
#include "report.hpp"
#include "submission.hpp"
#include <fstream>
#include <ostream>
#include <utility>

namespace run_batt {

namespace {

/// The tasks that the batch is about. A task without a program still has samples, and an entry in
/// a submission, but where only so many tasks are wanted it does not count as one of them.
std::vector<task_programs> choose_tasks(context& here) {
    const bool without_programs = here.wanted.cross || here.wanted.count == 0;
    return match(here, without_programs);
}

/// What is wrong with own programs, as grids side by side.
void show_wrong_pairs(const evaluation& all, std::string& problem) {
    const auto is_wrong = [&](std::size_t p, std::size_t k) {
        return all.samples[k].task == all.programs[p].own_task && all.wrong(p, k);
    };
    output_map outputs;
    if (!fetch_outputs(all, is_wrong, false, outputs, problem)) return;
    for (std::size_t p = 0; p < all.programs.size(); ++p) {
        const std::size_t task = all.programs[p].own_task;
        if (task == program_outcome::none) continue;
        for (std::size_t k = all.tasks[task].first; k < all.tasks[task].last; ++k) {
            if (!is_wrong(p, k)) continue;
            const auto got = outputs.find({p, k});
            const pair_result pair{all.samples[k].is_test, all.samples[k].pair,
                                   all.programs[p].verdicts[k], false};
            print_failed_pair(all.here->out, all.of(p).label, pair,
                              got == outputs.end() ? nullptr : &got->second, all.here->wanted);
        }
    }
}

/// The phases of the pipelines that ran.
std::vector<phase_line> phases_of(const evaluation& all) {
    std::vector<phase_line> lines;
    for (std::size_t at = 0; at < all.pipelines.size(); ++at) {
        const pipeline_outcome& one = all.pipelines[at];
        if (one.samples == 0) continue;
        lines.push_back({all.here->programs.names[at], one.seconds, one.tier_samples});
    }
    return lines;
}

void write_json(const evaluation& all, std::string& problem) {
    output_map outputs;
    if (all.here->wanted.outputs && !fetch_outputs(all, everything(all), false, outputs, problem)) {
        return;
    }
    std::ofstream file(all.here->wanted.json);
    file << to_json(all, outputs) << '\n';
    file.close();
    if (!file) problem = "The file " + all.here->wanted.json + " cannot be written.";
}

} // namespace

int run_mega_batch(context& here) {
    const options& wanted = here.wanted;
    evaluation all = make_evaluation(here, choose_tasks(here));
    bool has_work = false;
    for (std::size_t p = 0; p < all.programs.size(); ++p) {
        has_work = has_work || wanted.cross || all.programs[p].own_task != program_outcome::none;
    }
    if ((!has_work || all.samples.empty()) && here.problems.empty()) {
        here.problems.push_back("There is nothing to run: no task in " + wanted.tasks +
                                " has a program.");
    }
    std::size_t shown = 0;
    const auto show_problems = [&] {
        for (; shown < here.problems.size(); ++shown) {
            here.err << "run_batt: " << here.problems[shown] << '\n';
        }
    };
    show_problems();

    bool equal = true;
    std::string problem;
    const auto keep_problem = [&] {
        if (!problem.empty()) here.problems.push_back(std::exchange(problem, {}));
    };
    const bool ran = evaluate(all, problem);
    keep_problem();
    if (ran) {
        print_scores(all);
        if (wanted.show) show_wrong_pairs(all, problem);
        keep_problem();
    }
    for (const auto& note : here.notes) here.out << note << '\n';
    // What the environment refused once it would refuse again.
    if (ran) {
        print_totals(all);
        if (!wanted.json.empty()) write_json(all, problem);
        keep_problem();
        if (!wanted.submission.empty()) submit(all, here.problems);
        if (wanted.check_forms) equal = check_forms(all, problem);
        keep_problem();
        if (wanted.timing) {
            print_phases(here.out, phases_of(all));
            print_form_timing(all, problem);
        }
        keep_problem();
    }
    here.out.flush();
    show_problems();
    if (!here.problems.empty()) return bad_input;
    return equal && all_pairs_solved(all) ? all_solved : pair_failed;
}

} // namespace run_batt
