// Runs pipelines over the samples of many tasks and brings the results back to the tasks.
#pragma once

#include "collection.hpp"
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <utility>

namespace run_batt {

/// No place in a list.
inline constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// A pair of a task, as a sample.
struct sample {
    std::size_t task = 0;  ///< its place in the evaluation
    std::string_view part; ///< of the task: "train", "test", or a further list's name
    const batt::io::example* pair = nullptr;

    bool is_train() const { return part == "train"; }
    bool is_test() const { return part == "test"; }
    /// "train1", or with something between: "train 1".
    std::string name(const char* between = "") const {
        return std::string(part) + between + std::to_string(pair->number);
    }
};

/// A task of an evaluation: its samples are the train pairs, then the test pairs, then those of
/// further lists.
struct evaluated_task {
    const batt::io::task* what = nullptr;
    std::size_t first = 0;
    std::size_t tests = 0;               ///< where the test pairs begin
    std::size_t last = 0;                ///< behind the last sample
    std::vector<std::size_t> programs{}; ///< all that run on it
};

/// What came of a program on samples that follow each other: those of its own task, or all.
struct program_outcome {
    std::size_t own_task = none; ///< its place in the evaluation
    std::size_t first = 0;       ///< the sample of the first verdict
    std::vector<batt::verdict> verdicts{};
    std::vector<bool> ran{}; ///< whether it ran on the sample
};

/// How much a pipeline ran, and what time it took.
struct pipeline_outcome {
    std::size_t samples = 0; ///< a program on a pair each, repetitions included
    batt::phase_times seconds{};
    std::vector<std::size_t> tier_samples{}; ///< samples that ran at each tier
    batt::evaluation_counts evaluations{};

    double seconds_per_sample() const {
        return samples ? seconds.total / static_cast<double>(samples) : 0;
    }
    void add(const pipeline_outcome& other);
};

/// All samples of all tasks, and what every program made of those that it ran on.
struct evaluation {
    const context* here = nullptr;
    const collection* programs = nullptr;
    std::vector<evaluated_task> tasks;
    std::vector<sample> samples;
    std::vector<program_outcome> outcomes;   ///< by program, as in the collection
    std::vector<pipeline_outcome> pipelines; ///< as in the collection
    batt::backend where = batt::backend::host;
    std::string device;
    bool is_partial = false; ///< somebody stopped it
    /// The samples, packed with and without the answers of test pairs: each once for all pipelines,
    /// when the first one asks for it (`packed_samples_of`).
    mutable std::shared_ptr<const batt::packed_samples> packed[2];
    mutable double packing_seconds = 0; ///< for both

    const program& of(std::size_t p) const { return programs->programs[p]; }
    const batt::io::task& task(std::size_t t) const { return *tasks[t].what; }
    bool runs(std::size_t p, std::size_t task) const {
        return here->wanted.cross || outcomes[p].own_task == task;
    }
    bool ran(std::size_t p, std::size_t k) const {
        const program_outcome& o = outcomes[p];
        return k >= o.first && k - o.first < o.ran.size() && o.ran[k - o.first];
    }
    /// What came of a program on a sample; status ok, no match and no cells if it did not run.
    batt::verdict verdict(std::size_t p, std::size_t k) const {
        return ran(p, k) ? outcomes[p].verdicts[k - outcomes[p].first] : batt::verdict();
    }
    /// Whether the output is the expected one in every repetition.
    bool solved(std::size_t p, std::size_t k) const {
        const batt::verdict v = verdict(p, k);
        return v.ok() && v.match();
    }
    /// Whether it ran and did not give what is expected.
    bool wrong(std::size_t p, std::size_t k) const {
        return ran(p, k) && samples[k].pair->output && !solved(p, k);
    }
    /// Whether the program gives the output of every train pair of the task.
    bool solves_train(std::size_t p, std::size_t task) const;
    /// "Task 0abc, train pair 2".
    std::string sample_name(std::size_t k) const;
};

/// Says whether a program is to run on a sample.
using selection = std::function<bool(std::size_t program, std::size_t sample)>;

/// The samples of a pipeline.
struct pipeline_batch {
    std::vector<std::uint32_t> origin; ///< the place of each in the evaluation; they ascend
    std::vector<std::uint64_t> sets;   ///< a row per sample, as in a sample_set; empty: all run
    std::vector<std::size_t> programs; ///< all those of the pipeline, as places in the collection
    std::size_t program_samples = 0;
    bool is_blind = false; ///< the programs get no C on test pairs

    /// The set of programs that run on sample k, where the batch has sets.
    std::span<const std::uint64_t> programs_on(std::size_t k) const {
        const std::size_t words = sets.size() / origin.size();
        return std::span(sets).subspan(k * words, words);
    }
    bool active(std::size_t program, std::size_t k) const {
        return sets.empty() || (programs_on(k)[program / 64] >> program % 64 & 1U) != 0;
    }
    /// What a pipeline is asked to run, of all samples of the evaluation.
    batt::sample_choice choice(const evaluation& all, std::size_t repeat) const {
        batt::sample_choice which{{}, sets, repeat};
        if (origin.size() != all.samples.size()) which.samples = origin;
        return which;
    }
    /// How many programs run on sample k.
    std::size_t count_at(std::size_t k) const;
};

/// Makes the evaluation of some tasks: their samples, still without results.
evaluation make_evaluation(const context& here, const collection& programs,
                           const std::vector<task_programs>& tasks);

/// The samples of an evaluation, packed; null, with a sentence, if memory cannot hold them.
const batt::packed_samples* packed_samples_of(const evaluation& all, bool blind,
                                              std::string& problem);

/// Selects all programs of the evaluation on all samples of the tasks that they run on.
selection everything(const evaluation& all);

/// Selects all that has run.
selection everything_done(const evaluation& all);

/// The samples of a batch from `first` on and before `last`.
pipeline_batch piece_of(const pipeline_batch& batch, std::size_t first, std::size_t last);

/// The batch in pieces whose outputs fit into memory.
std::vector<pipeline_batch> pieces_of(const pipeline_batch& batch);

/// Makes the batch of a pipeline, sample by sample, in the order of the evaluation.
class batch_maker {
public:
    batch_maker(const evaluation& all, std::size_t pipeline);
    /// Adds a sample, for the programs of a set.
    void add(std::size_t sample, std::span<const std::uint64_t> programs);
    /// Gives the batch; nothing may be added after that.
    pipeline_batch take();

private:
    pipeline_batch batch_;
};

/// The samples on which programs of the pipeline are wanted.
pipeline_batch make_batch(const evaluation& all, std::size_t pipeline, const selection& wants);

/// How much runs in one call: after each portion the results are kept and progress is shown.
class portion {
public:
    /// By columns portions are larger: columns are made anew for each, and can be stopped within
    /// one.
    explicit portion(bool by_columns)
        : least_(by_columns ? 16'384 : 1), enough_(by_columns ? 65'536 : 16),
          most_(by_columns ? 1'048'576 : 8192) {}

    std::size_t program_samples() const { return enough_; }

    /// Adapts the size to the time that the last portion took: some programs take a thousand times
    /// as long as others.
    void took(double seconds);

private:
    std::size_t least_, enough_, most_;
};

/// Runs a batch, portion by portion, and keeps what came of each.
/// @param tell is called before each, with the number of evaluations that are done
/// @return false if it was stopped, or, with a sentence, if the environment failed.
bool run_portions(evaluation& all, std::size_t pipeline, const pipeline_batch& batch,
                  const batt::run_options& how, portion& size,
                  const std::function<void(std::size_t done)>& tell, std::string& problem);

/// Runs the batches of several pipelines side by side, and keeps what came of each.
/// @return false, with a sentence, if the environment failed.
bool run_together(evaluation& all, std::span<const std::size_t> pipelines,
                  std::span<const pipeline_batch> batches, const batt::run_options& how,
                  std::string& problem);

/// Outputs by program and sample.
using output_map = std::map<std::pair<std::size_t, std::size_t>, batt::grid>;

/// Runs a batch and adds the outputs of what does not fail.
bool run_for_outputs(const evaluation& all, std::size_t pipeline, const pipeline_batch& batch,
                     batt::run_options how, output_map& outputs, std::string& problem);

/// Runs every pipeline on its samples, and keeps verdicts and times; if the run is interrupted,
/// what was done until then counts.
/// @return false, with a sentence, if the environment failed.
bool evaluate(evaluation& all, std::string& problem);

/// Runs what is wanted once more, and brings back the outputs of what does not fail.
/// @param blind whether the programs get no C on test pairs, as in a competition.
bool fetch_outputs(const evaluation& all, const selection& wants, bool blind, output_map& outputs,
                   std::string& problem);

/// Compiled programs beside programs of text of the same name, on the same tasks.
struct compiled_evaluation {
    evaluation all; ///< of the compiled ones, without results; its samples are those of the text
    std::map<std::size_t, std::size_t> text_of; ///< a compiled program's text, where there is one
};

/// The compiled side of programs of text; empty where the programs are compiled themselves.
compiled_evaluation compile_side(const evaluation& text);

/// Whether a report holds as much as its samples ask for; a sentence if not.
bool is_complete(const batt::run_report& report, const pipeline_batch& batch, bool outputs,
                 std::string& problem);

} // namespace run_batt
