// Runs pipelines over the samples of many tasks and brings the results back to the tasks.
#include "evaluation.hpp"

#include "text.hpp"
#include <algorithm>
#include <batt/io/json_document.hpp>
#include <bit>

namespace run_batt {

void pipeline_outcome::add(const pipeline_outcome& other) {
    samples += other.samples;
    seconds.add(other.seconds);
    using batt::evaluation_counts;
    for (const auto count : {&evaluation_counts::columns, &evaluation_counts::definition,
                             &evaluation_counts::no_form, &evaluation_counts::too_large,
                             &evaluation_counts::no_place, &evaluation_counts::stayed}) {
        evaluations.*count += other.evaluations.*count;
    }
    tier_samples.resize(std::max(tier_samples.size(), other.tier_samples.size()));
    for (std::size_t k = 0; k < other.tier_samples.size(); ++k) {
        tier_samples[k] += other.tier_samples[k];
    }
}

bool evaluation::solves_train(std::size_t p, std::size_t task) const {
    const evaluated_task& t = tasks[task];
    for (std::size_t k = t.first; k < t.tests; ++k) {
        if (!solved(p, k)) return false;
    }
    return runs(p, task) && t.tests > t.first;
}

std::string evaluation::sample_name(std::size_t k) const {
    return "Task " + batt::io::detail::printable(task(samples[k].task).id) + ", " +
           pair_name(samples[k].part, *samples[k].pair);
}

evaluation make_evaluation(const context& here, const collection& programs,
                           const std::vector<task_programs>& tasks) {
    evaluation all;
    all.here = &here;
    all.programs = &programs;
    all.outcomes.resize(programs.programs.size());
    all.pipelines.resize(programs.pipelines.size());
    for (const task_programs& job : tasks) {
        evaluated_task t{job.what, all.samples.size()};
        t.tests = t.first + job.what->train.size();
        job.what->for_parts([&](std::string_view part, const auto& pairs) {
            for (const auto& pair : pairs) all.samples.push_back({all.tasks.size(), part, &pair});
        });
        t.last = all.samples.size();
        for (const std::size_t p : job.programs) {
            all.outcomes[p].own_task = all.tasks.size();
            all.outcomes[p].first = t.first;
            all.outcomes[p].verdicts.resize(t.last - t.first);
        }
        t.programs = job.programs;
        all.tasks.push_back(std::move(t));
    }
    if (here.wanted.cross) {
        std::vector<std::size_t> every(programs.programs.size());
        for (std::size_t p = 0; p < every.size(); ++p) every[p] = p;
        for (auto& t : all.tasks) t.programs = every;
        for (auto& outcome : all.outcomes) {
            outcome.first = 0;
            outcome.verdicts.resize(all.samples.size());
        }
    }
    for (auto& outcome : all.outcomes) outcome.ran.resize(outcome.verdicts.size());
    return all;
}

selection everything(const evaluation& all) {
    return [&all](std::size_t p, std::size_t k) { return all.runs(p, all.samples[k].task); };
}

selection everything_done(const evaluation& all) {
    return [&all](std::size_t p, std::size_t k) { return all.ran(p, k); };
}

const batt::packed_samples* packed_samples_of(const evaluation& all, bool blind,
                                              std::string& problem) {
    auto& known = all.packed[blind ? 1 : 0];
    if (known != nullptr) return known.get();
    batt::sample_set set;
    std::size_t task = none;
    for (const sample& what : all.samples) {
        if (what.task != task) set.demonstrations.push_back(demonstrations(all.task(what.task)));
        task = what.task;
        set.inputs.push_back(what.pair->input);
        set.expected.push_back(blind && !what.is_train() ? std::nullopt : what.pair->output);
        set.task.push_back(static_cast<std::uint32_t>(set.demonstrations.size() - 1));
    }
    auto packed = batt::packed_samples::pack(set);
    if (!packed) {
        problem = packed.error().text;
        return nullptr;
    }
    known = std::make_shared<const batt::packed_samples>(std::move(*packed));
    all.packing_seconds += known->seconds();
    return known.get();
}

batch_maker::batch_maker(const evaluation& all, std::size_t pipeline) {
    for (std::size_t p = 0; p < all.outcomes.size(); ++p) {
        if (all.of(p).pipeline == pipeline) batch_.programs.push_back(p);
    }
}

void batch_maker::add(std::size_t k, std::span<const std::uint64_t> programs) {
    batch_.sets.insert(batch_.sets.end(), programs.begin(), programs.end());
    batch_.origin.push_back(static_cast<std::uint32_t>(k));
    for (const std::uint64_t set : programs) {
        batch_.program_samples += static_cast<std::size_t>(std::popcount(set));
    }
}

pipeline_batch batch_maker::take() {
    // every program on every sample needs no sets
    if (batch_.program_samples == batch_.programs.size() * batch_.origin.size()) {
        batch_.sets.clear();
    }
    return std::move(batch_);
}

pipeline_batch make_batch(const evaluation& all, std::size_t pipeline, const selection& wants) {
    batch_maker batch(all, pipeline);
    std::size_t programs = 0;
    for (std::size_t p = 0; p < all.outcomes.size(); ++p) {
        if (all.of(p).pipeline == pipeline) ++programs;
    }
    std::vector<std::uint64_t> set(batt::sample_set::words_for(programs));
    for (const evaluated_task& t : all.tasks) {
        std::vector<std::size_t> own;
        for (const std::size_t p : t.programs) {
            if (all.of(p).pipeline == pipeline) own.push_back(p);
        }
        for (std::size_t k = own.empty() ? t.last : t.first; k < t.last; ++k) {
            bool is_wanted = false;
            std::fill(set.begin(), set.end(), 0);
            for (const std::size_t p : own) {
                if (!wants(p, k)) continue;
                all.of(p).add_to(set.data());
                is_wanted = true;
            }
            if (is_wanted) batch.add(k, set);
        }
    }
    return batch.take();
}

std::size_t pipeline_batch::count_at(std::size_t k) const {
    if (sets.empty()) return programs.size();
    std::size_t count = 0;
    for (const std::uint64_t set : programs_on(k)) {
        count += static_cast<std::size_t>(std::popcount(set));
    }
    return count;
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

template <class T>
std::vector<T> cut(const std::vector<T>& list, std::size_t first, std::size_t last) {
    return {list.begin() + static_cast<std::ptrdiff_t>(first),
            list.begin() + static_cast<std::ptrdiff_t>(last)};
}

/// The most results of one call, which have a place for each program on each sample, even where it
/// does not run: that many verdicts take 64 MiB, and that many outputs a few times as much.
constexpr std::size_t most_verdicts = std::size_t{1} << 22;
constexpr std::size_t most_outputs = std::size_t{1} << 20;

/// How many samples of a batch give no more results than that.
std::size_t samples_within(const pipeline_batch& batch, std::size_t most) {
    return std::max(most / std::max(batch.programs.size(), std::size_t{1}), std::size_t{1});
}

} // namespace

pipeline_batch piece_of(const pipeline_batch& batch, std::size_t first, std::size_t last) {
    pipeline_batch piece;
    piece.programs = batch.programs;
    piece.is_blind = batch.is_blind;
    piece.origin = cut(batch.origin, first, last);
    const std::size_t words = batch.sets.size() / batch.origin.size();
    piece.sets = cut(batch.sets, first * words, last * words);
    for (std::size_t k = 0; k < piece.origin.size(); ++k) {
        piece.program_samples += piece.count_at(k);
    }
    return piece;
}

std::vector<pipeline_batch> pieces_of(const pipeline_batch& batch) {
    std::vector<pipeline_batch> pieces;
    const std::size_t most = samples_within(batch, most_outputs);
    for (std::size_t first = 0; first < batch.origin.size(); first += most) {
        pieces.push_back(piece_of(batch, first, std::min(first + most, batch.origin.size())));
    }
    return pieces;
}

namespace {

/// The verdict of a program on sample k of a batch: that of the first repetition that went wrong,
/// or of the first one if none did.
batt::verdict verdict_of(const batt::run_report& report, const pipeline_batch& batch,
                         std::size_t number, std::size_t k) {
    const std::size_t each = report.verdicts.size() / batch.programs.size();
    const batt::verdict* const own = report.verdicts.data() + number * each;
    for (std::size_t at = k; at < each; at += batch.origin.size()) {
        if (!own[at].ok() || !own[at].match()) return own[at];
    }
    return own[k];
}

/// Runs a pipeline on a batch.
bool run_batch(const evaluation& all, std::size_t at, const pipeline_batch& batch,
               std::size_t repeat, const batt::run_options& how, batt::run_report& report,
               std::string& problem) {
    const named_pipeline& one = all.programs->pipelines[at];
    if (const auto* const packed = packed_samples_of(all, batch.is_blind, problem)) {
        auto result = one.pipeline->run(packed->view(), how, batch.choice(all, repeat));
        if (!result) problem = result.error().text;
        if (result && is_complete(*result, batch, how.outputs, problem)) {
            report = std::move(*result);
            return true;
        }
    }
    problem = "Pipeline " + one.name + ": " + problem;
    return false;
}

/// The end of the samples that run in one call, from `first` on. Compiled programs take a batch as
/// a whole: a GPU wants many samples at once.
std::size_t end_of_portion(const pipeline_batch& batch, std::size_t first, bool is_text,
                           const portion& size) {
    if (!is_text) return batch.origin.size();
    const std::size_t end =
        std::min(batch.origin.size(), first + samples_within(batch, most_verdicts));
    // all of one size, as a small one at the end would not be worth a GPU
    const std::size_t most = size.program_samples();
    const std::size_t each = batch.program_samples / ((batch.program_samples + most - 1) / most);
    std::size_t count = 0;
    std::size_t last = first;
    while (last < end && count < each) count += batch.count_at(last++);
    return last;
}

/// How many repetitions of a piece run in one call.
std::size_t repetitions_of(const pipeline_batch& piece, const portion& size) {
    const std::size_t most = samples_within(piece, most_verdicts) / piece.origin.size();
    return std::clamp(size.program_samples() / std::max(piece.program_samples, std::size_t{1}),
                      std::size_t{1}, std::max(most, std::size_t{1}));
}

void keep(evaluation& all, std::size_t at, const pipeline_batch& batch,
          const batt::run_report& report, std::size_t repeat) {
    for (std::size_t i = 0; i < batch.programs.size(); ++i) {
        program_outcome& outcome = all.outcomes[batch.programs[i]];
        for (std::size_t k = 0; k < batch.origin.size(); ++k) {
            if (!batch.active(i, k)) continue;
            const std::size_t place = batch.origin[k] - outcome.first;
            const batt::verdict before = outcome.verdicts[place];
            // The first repetition that went wrong counts.
            if (!outcome.ran[place] || (before.ok() && before.match())) {
                outcome.verdicts[place] = verdict_of(report, batch, i, k);
            }
            outcome.ran[place] = true;
        }
    }
    all.pipelines[at].add(
        {batch.program_samples * repeat, report.seconds, report.tier_samples, report.evaluations});
    all.where = report.where;
    all.device = report.device;
}

} // namespace

void portion::took(double seconds) {
    constexpr double longest = 0.2;
    constexpr double shortest = 0.05;
    if (seconds > longest) {
        const double fitting = static_cast<double>(enough_) * longest / seconds;
        enough_ = std::max(static_cast<std::size_t>(fitting), least_);
    } else if (seconds < shortest) {
        enough_ = std::min(4 * enough_, most_);
    }
}

bool run_portions(evaluation& all, std::size_t pipeline, const pipeline_batch& batch,
                  const batt::run_options& how, portion& size,
                  const std::function<void(std::size_t done)>& tell, std::string& problem) {
    const bool is_text = all.programs->pipelines[pipeline].is_text;
    std::size_t done = 0;
    for (std::size_t first = 0; first < batch.origin.size();) {
        const std::size_t last = end_of_portion(batch, first, is_text, size);
        const pipeline_batch part = piece_of(batch, first, last);
        first = last;
        for (std::size_t left = all.here->wanted.repeat; left > 0;) {
            const std::size_t repeat = is_text ? std::min(left, repetitions_of(part, size)) : left;
            tell(done);
            const auto is_stopped = [&] { return how.stopped != nullptr && how.stopped(); };
            batt::run_report report;
            if (is_stopped() || !run_batch(all, pipeline, part, repeat, how, report, problem)) {
                if (is_stopped()) problem.clear();
                return false;
            }
            keep(all, pipeline, part, report, repeat);
            size.took(report.seconds.total);
            done += part.program_samples * repeat;
            left -= repeat;
        }
    }
    return true;
}

bool run_together(evaluation& all, std::span<const std::size_t> pipelines,
                  std::span<const pipeline_batch> batches, const batt::run_options& how,
                  std::string& problem) {
    const auto* const packed = packed_samples_of(all, false, problem);
    if (packed == nullptr) return false;
    const std::size_t repeat = all.here->wanted.repeat;
    std::vector<batt::pipeline_call> calls;
    for (std::size_t k = 0; k < pipelines.size(); ++k) {
        calls.push_back(
            {all.programs->pipelines[pipelines[k]].pipeline.get(), batches[k].choice(all, repeat)});
    }
    auto results = batt::run_side_by_side(packed->view(), calls, how);
    for (std::size_t k = 0; k < pipelines.size(); ++k) {
        if (!results[k]) problem = results[k].error().text;
        if (!results[k] || !is_complete(*results[k], batches[k], how.outputs, problem)) {
            problem = "Pipeline " + all.programs->pipelines[pipelines[k]].name + ": " + problem;
            return false;
        }
        keep(all, pipelines[k], batches[k], *results[k], repeat);
    }
    return true;
}

bool run_for_outputs(const evaluation& all, std::size_t pipeline, const pipeline_batch& batch,
                     batt::run_options how, output_map& outputs, std::string& problem) {
    how.outputs = true;
    for (const pipeline_batch& part : pieces_of(batch)) {
        batt::run_report report;
        if (!run_batch(all, pipeline, part, 1, how, report, problem)) return false;
        for (std::size_t i = 0; i < part.programs.size(); ++i) {
            for (std::size_t k = 0; k < part.origin.size(); ++k) {
                const std::size_t entry = i * part.origin.size() + k;
                if (!part.active(i, k) || !report.verdicts[entry].ok()) continue;
                outputs[{part.programs[i], part.origin[k]}] = std::move(report.outputs[entry]);
            }
        }
    }
    return true;
}

compiled_evaluation compile_side(const evaluation& text) {
    compiled_evaluation side;
    const context& here = *text.here;
    std::vector<task_programs> jobs;
    for (const evaluated_task& t : text.tasks) jobs.push_back({t.what, {}});
    if (text.programs->is_text()) {
        for (std::size_t p = 0; p < text.outcomes.size(); ++p) {
            const std::size_t q = compiled_form(text.of(p), here.compiled);
            if (q == here.compiled.programs.size() || !side.text_of.emplace(q, p).second) continue;
            if (text.outcomes[p].own_task != none) {
                jobs[text.outcomes[p].own_task].programs.push_back(q);
            }
        }
    }
    side.all = make_evaluation(here, here.compiled, jobs);
    return side;
}

} // namespace run_batt
