// Runs merged pipelines over the samples of many tasks and brings the results back to the tasks.
#include "evaluation.hpp"

#include "text.hpp"

namespace run_batt {

bool evaluation::solves_train(std::size_t p, std::size_t task) const {
    const evaluated_task& t = tasks[task];
    for (std::size_t k = t.first; k < t.tests; ++k) {
        if (!solved(p, k)) return false;
    }
    return runs(p, task) && t.tests > t.first;
}

evaluation make_evaluation(const context& here, const std::vector<task_programs>& tasks) {
    evaluation all;
    all.here = &here;
    all.programs.resize(here.programs.programs.size());
    all.pipelines.resize(here.programs.pipelines.size());
    for (const task_programs& job : tasks) {
        evaluated_task t{job.what, all.samples.size(), 0, 0};
        for (const auto& pair : job.what->train)
            all.samples.push_back({all.tasks.size(), false, &pair});
        t.tests = all.samples.size();
        for (const auto& pair : job.what->test)
            all.samples.push_back({all.tasks.size(), true, &pair});
        t.last = all.samples.size();
        for (const std::size_t p : job.programs) all.programs[p].own_task = all.tasks.size();
        all.tasks.push_back(t);
    }
    for (auto& outcome : all.programs) outcome.verdicts.resize(all.samples.size());
    return all;
}

selection everything(const evaluation& all) {
    return [&all](std::size_t p, std::size_t k) { return all.runs(p, all.samples[k].task); };
}

pipeline_batch make_batch(const evaluation& all, std::size_t pipeline, const selection& wants) {
    pipeline_batch batch;
    for (std::size_t p = 0; p < all.programs.size(); ++p) {
        if (all.of(p).pipeline == pipeline) batch.programs.push_back(p);
    }
    std::size_t demonstrated = program_outcome::none; // the task that stands last in the batch
    for (std::size_t k = 0; k < all.samples.size(); ++k) {
        const sample& s = all.samples[k];
        std::uint64_t active = 0;
        for (const std::size_t p : batch.programs) {
            if (!wants(p, k)) continue;
            active |= all.of(p).bit();
            ++batch.program_samples;
        }
        if (active == 0) continue;
        if (s.task != demonstrated) {
            batch.samples.demonstrations.push_back(demonstrations(*all.tasks[s.task].what));
            demonstrated = s.task;
        }
        batch.samples.inputs.push_back(s.pair->input);
        batch.samples.expected.push_back(s.pair->output);
        batch.samples.active.push_back(active);
        batch.samples.task.push_back(
            static_cast<std::uint32_t>(batch.samples.demonstrations.size() - 1));
        batch.origin.push_back(k);
    }
    return batch;
}

bool is_complete(const batt::run_report& report, const pipeline_batch& batch, bool outputs,
                 std::string& problem) {
    const std::size_t needed = batch.programs.size() * batch.origin.size();
    if (report.verdicts.size() >= needed && (!outputs || report.outputs.size() >= needed)) {
        return true;
    }
    problem = "the run gave " + std::to_string(report.verdicts.size()) + " verdicts and " +
              std::to_string(report.outputs.size()) + " outputs where " + std::to_string(needed) +
              " are due";
    return false;
}

namespace {

/// The verdict of a program on sample k of a batch: that of the first repetition that went wrong.
batt::verdict verdict_of(const batt::run_report& report, const pipeline_batch& batch,
                         std::size_t number, std::size_t k) {
    const std::size_t each = report.verdicts.size() / batch.programs.size();
    const batt::verdict* const own = report.verdicts.data() + number * each;
    for (std::size_t at = k; at < each; at += batch.origin.size()) {
        if (!own[at].ok() || !own[at].match()) return own[at];
    }
    return own[k];
}

} // namespace

bool evaluate(evaluation& all, std::string& problem) {
    const context& here = *all.here;
    const collection& programs = here.programs;
    progress_bar bar(here.err, programs.pipelines.size(), here.wanted.progress);
    for (std::size_t at = 0; at < programs.pipelines.size(); ++at) {
        bar.show(at, programs.names[at]);
        const pipeline_batch batch = make_batch(all, at, everything(all));
        if (batch.origin.empty()) continue;
        batt::run_report report;
        batt::error_message error;
        const bool ran = programs.pipelines[at]->run(batch.samples, here.wanted.repeat,
                                                     here.wanted.how(), report, error);
        if (!ran) problem = error.text;
        if (!ran || !is_complete(report, batch, false, problem)) {
            problem = "Pipeline " + programs.names[at] + ": " + problem;
            return false;
        }
        for (std::size_t i = 0; i < batch.programs.size(); ++i) {
            for (std::size_t k = 0; k < batch.origin.size(); ++k) {
                if (!batch.active(i, k)) continue;
                all.programs[batch.programs[i]].verdicts[batch.origin[k]] =
                    verdict_of(report, batch, i, k);
            }
        }
        all.pipelines[at] = {batch.program_samples * here.wanted.repeat, report.seconds,
                             report.tier_samples};
        all.where = report.where;
        all.device = report.device;
    }
    return true;
}

bool fetch_outputs(const evaluation& all, const selection& wants, bool blind, output_map& outputs,
                   std::string& problem) {
    const context& here = *all.here;
    const collection& programs = here.programs;
    batt::run_options how = here.wanted.how();
    how.outputs = true;
    for (std::size_t at = 0; at < programs.pipelines.size(); ++at) {
        pipeline_batch batch = make_batch(all, at, wants);
        if (batch.origin.empty()) continue;
        for (std::size_t k = 0; blind && k < batch.origin.size(); ++k) {
            if (all.samples[batch.origin[k]].is_test) batch.samples.expected[k].reset();
        }
        batt::run_report report;
        batt::error_message error;
        const bool ran = programs.pipelines[at]->run(batch.samples, 1, how, report, error);
        if (!ran) problem = error.text;
        if (!ran || !is_complete(report, batch, true, problem)) {
            problem = "Pipeline " + programs.names[at] + ": " + problem;
            return false;
        }
        for (std::size_t i = 0; i < batch.programs.size(); ++i) {
            for (std::size_t k = 0; k < batch.origin.size(); ++k) {
                const std::size_t entry = i * batch.origin.size() + k;
                if (!batch.active(i, k) || !report.verdicts[entry].ok()) continue;
                outputs[{batch.programs[i], batch.origin[k]}] = std::move(report.outputs[entry]);
            }
        }
    }
    return true;
}

} // namespace run_batt
