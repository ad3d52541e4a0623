// Runs merged pipelines over the samples of many tasks and brings the results back to the tasks.
#pragma once

#include "collection.hpp"
#include <functional>
#include <limits>
#include <map>
#include <utility>

namespace run_batt {

/// A pair of a task, as a sample.
struct sample {
    std::size_t task = 0; ///< its place in the evaluation
    bool is_test = false;
    const batt::io::example* pair = nullptr;
};

/// A task of an evaluation: its samples are train pairs, then test pairs, from first to last.
struct evaluated_task {
    const batt::io::task* what = nullptr;
    std::size_t first = 0;
    std::size_t tests = 0; ///< where the test pairs begin
    std::size_t last = 0;  ///< behind the last
};

/// What a program made of the samples.
struct program_outcome {
    std::size_t own_task = none;         ///< its place in the evaluation
    std::vector<batt::verdict> verdicts; ///< one a sample, those that did not run included

    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
};

/// What a pipeline took.
struct pipeline_outcome {
    std::size_t samples = 0; ///< program-samples, repetitions included
    batt::phase_times seconds;
    std::vector<std::size_t> tier_samples{}; ///< samples that ran at each tier

    double seconds_a_sample() const {
        return samples ? seconds.total / static_cast<double>(samples) : 0;
    }
};

/// All samples of all tasks, and what every program made of those that it ran on.
struct evaluation {
    const context* here = nullptr;
    std::vector<evaluated_task> tasks;
    std::vector<sample> samples;
    std::vector<program_outcome> programs;   ///< as in the collection
    std::vector<pipeline_outcome> pipelines; ///< as in the collection
    batt::backend where = batt::backend::host;
    std::string device;

    const program& of(std::size_t p) const { return here->programs.programs[p]; }
    bool cross() const { return here->wanted.cross; }
    bool runs(std::size_t p, std::size_t task) const {
        return cross() || programs[p].own_task == task;
    }
    /// Whether the output is the expected one, each time that it was asked for.
    bool solved(std::size_t p, std::size_t k) const {
        const batt::verdict v = programs[p].verdicts[k];
        return v.ok() && v.match();
    }
    bool wrong(std::size_t p, std::size_t k) const {
        return samples[k].pair->output && !solved(p, k);
    }
    /// Whether the program gives the output of every train pair of the task.
    bool solves_train(std::size_t p, std::size_t task) const;
};

/// Says whether a program is to run on a sample.
using selection = std::function<bool(std::size_t program, std::size_t sample)>;

/// The samples of a pipeline.
struct pipeline_batch {
    batt::sample_set samples;
    std::vector<std::size_t> origin;   ///< the place of each in the evaluation
    std::vector<std::size_t> programs; ///< all those of the pipeline, as places in the collection
    std::size_t program_samples = 0;

    bool active(std::size_t program, std::size_t k) const {
        return (samples.active[k] >> program & 1U) != 0;
    }
};

/// The samples of the tasks, still without results.
evaluation make_evaluation(const context& here, const std::vector<task_programs>& tasks);

/// All programs of the evaluation on all samples that concern them.
selection everything(const evaluation& all);

/// The samples on which programs of the pipeline are wanted.
pipeline_batch make_batch(const evaluation& all, std::size_t pipeline, const selection& wants);

/// Runs every pipeline on its samples, and keeps verdicts and times.
/// @return false, with a sentence, if the environment failed.
bool evaluate(evaluation& all, std::string& problem);

/// Outputs by program and sample.
using output_map = std::map<std::pair<std::size_t, std::size_t>, batt::grid>;

/// Runs once more and brings the outputs back of what is wanted and does not fail.
/// @param blind whether the programs get no C on test pairs, as in a competition.
bool fetch_outputs(const evaluation& all, const selection& wants, bool blind, output_map& outputs,
                   std::string& problem);

/// Whether a report holds as much as its samples ask for; a sentence if not.
bool is_complete(const batt::run_report& report, const pipeline_batch& batch, bool outputs,
                 std::string& problem);

} // namespace run_batt
