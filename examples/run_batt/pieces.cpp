// The work of a run in pieces: what ranks ask for, and what a journal keeps.
#include "pieces.hpp"

#include "grid_bytes.hpp"
#include "interrupt.hpp"
#include <algorithm>
#include <batt/mpi/host_share.hpp>

namespace run_batt {

namespace {

using batt::mpi::byte_reader;
using batt::mpi::byte_writer;

/// Keeps only the programs of a batch from the place `first` on and before `last`.
void keep_programs(pipeline_batch& batch, std::size_t first, std::size_t last) {
    const std::size_t words = batt::sample_set::words_for(batch.programs.size());
    std::vector<std::uint64_t> sets;
    batch.program_samples = 0;
    for (std::size_t k = 0; k < batch.origin.size(); ++k) {
        std::vector<std::uint64_t> set(words);
        for (std::size_t p = first; p < last; ++p) {
            if (!batch.active(p, k)) continue;
            set[p / 64] |= std::uint64_t{1} << p % 64;
            ++batch.program_samples;
        }
        sets.insert(sets.end(), set.begin(), set.end());
    }
    batch.sets = std::move(sets);
}

/// Calls f(p, k) for each program p and each sample k of the batch that p runs on.
template <class F>
void for_each_evaluation(const pipeline_batch& batch, const F& f) {
    for (std::size_t i = 0; i < batch.programs.size(); ++i) {
        for (std::size_t k = 0; k < batch.origin.size(); ++k) {
            if (batch.active(i, k)) f(batch.programs[i], batch.origin[k]);
        }
    }
}

void put(byte_writer& out, const pipeline_outcome& what) {
    out.put(what.samples).put(what.seconds).put(what.tier_samples).put(what.evaluations);
}

void get(byte_reader& in, pipeline_outcome& what) {
    in.get(what.samples);
    in.get(what.seconds);
    in.get(what.tier_samples);
    in.get(what.evaluations);
}

} // namespace

piece_sizes::piece_sizes(const evaluation& all, std::size_t total)
    : all_(&all), left_(total), has_device_(all.here->wanted.where != batt::backend::host &&
                                            !batt::mpi::visible_devices().empty()) {}

bool piece_sizes::cuts_programs(std::size_t pipeline) const {
    return all_->programs->pipelines[pipeline].is_text;
}

std::size_t piece_sizes::least(std::size_t pipeline) const {
    const named_pipeline& one = all_->programs->pipelines[pipeline];
    if (!one.is_text) return 4096;
    if (!one.by_columns) return 16;
    // columns are made anew for every piece, and where there is a GPU fewer would run on the host
    const auto programs = static_cast<std::size_t>(one.pipeline->programs());
    return has_device_ ? 20'000 : std::max<std::size_t>(256, programs / 16);
}

std::size_t piece_sizes::next(std::size_t pipeline) const {
    const named_pipeline& one = all_->programs->pipelines[pipeline];
    const std::size_t most = !one.is_text      ? std::size_t{1} << 22
                             : !one.by_columns ? 8192
                             : has_device_     ? 262'144
                                               : 65'536;
    const auto ranks = static_cast<std::size_t>(all_->here->ranks());
    const std::size_t share = left_ / (4 * ranks);
    const std::size_t repeat = std::max<std::size_t>(all_->here->wanted.repeat, 1);
    return std::max<std::size_t>(std::clamp(share, least(pipeline), most) / repeat, 1);
}

void cut(const pipeline_batch& batch, std::size_t pipeline, purpose what, piece_sizes& sizes,
         std::vector<piece>& pieces) {
    const std::size_t n = batch.origin.size();
    const auto task_at = [&](std::size_t k) { return sizes.task_of(batch.origin[k]); };
    const auto add = [&](pipeline_batch part) {
        sizes.took(part);
        pieces.push_back({what, pipeline, std::move(part)});
    };
    // the programs of a compiled pipeline stay together: only its samples are divided
    const bool has_parts = sizes.cuts_programs(pipeline);
    std::size_t left = batch.program_samples;
    for (std::size_t first = 0; first < n;) {
        const std::size_t wanted = sizes.next(pipeline);
        std::size_t last = first;
        std::size_t count = 0;
        std::size_t in_task = 0; // of the first task
        while (last < n && (count < wanted || left - count < sizes.least(pipeline))) {
            count += batch.count_at(last);
            if (task_at(last) == task_at(first)) in_task = count;
            ++last;
        }
        std::size_t end_of_task = first;
        std::size_t task_count = 0;
        while (end_of_task < n && task_at(end_of_task) == task_at(first)) {
            task_count += batch.count_at(end_of_task++);
        }
        if (!has_parts || in_task < count || task_count < 2 * wanted) {
            add(piece_of(batch, first, last));
            left -= count;
            first = last;
            continue;
        }
        // where a task has many programs these are divided, as samples share what is made of a
        // program
        const pipeline_batch task = piece_of(batch, first, end_of_task);
        const std::size_t parts = (task_count + wanted - 1) / wanted;
        const std::size_t each = (task_count + parts - 1) / parts;
        std::size_t from = 0;
        std::size_t sum = 0;
        for (std::size_t p = 0; p < task.programs.size(); ++p) {
            for (std::size_t k = 0; k < task.origin.size(); ++k) sum += task.active(p, k) ? 1 : 0;
            const bool is_last = p + 1 == task.programs.size();
            if (sum == 0 || (sum < each && !is_last)) continue;
            pipeline_batch part = task;
            keep_programs(part, from, p + 1);
            add(std::move(part));
            from = p + 1;
            sum = 0;
        }
        left -= task_count;
        first = end_of_task;
    }
}

std::string to_bytes(const piece& what) {
    byte_writer out;
    std::vector<std::uint64_t> samples(what.batch.origin.begin(), what.batch.origin.end());
    out.put(what.what).put(std::uint64_t{what.pipeline}).put(samples);
    out.put(what.batch.sets);
    return out.take();
}

std::optional<piece> piece_from(const evaluation& all, std::string_view bytes) {
    byte_reader in(bytes);
    piece result;
    std::uint64_t pipeline = 0;
    std::vector<std::uint64_t> samples;
    std::vector<std::uint64_t> sets;
    in.get(result.what);
    in.get(pipeline);
    in.get(samples);
    in.get(sets);
    if (!in.is_done() || pipeline >= all.pipelines.size() || samples.empty()) return std::nullopt;
    result.pipeline = pipeline;
    batch_maker batch(all, pipeline);
    const auto programs =
        static_cast<std::size_t>(all.programs->pipelines[pipeline].pipeline->programs());
    const std::size_t words = batt::sample_set::words_for(programs);
    if (sets.empty()) { // every program on every sample
        std::vector<std::uint64_t> every(words);
        for (std::size_t p = 0; p < programs; ++p) every[p / 64] |= std::uint64_t{1} << p % 64;
        for (std::size_t k = 0; k < samples.size(); ++k) {
            sets.insert(sets.end(), every.begin(), every.end());
        }
    }
    if (sets.size() != samples.size() * words) return std::nullopt;
    for (std::size_t k = 0; k < samples.size(); ++k) {
        if (samples[k] >= all.samples.size() || (k > 0 && samples[k] <= samples[k - 1])) {
            return std::nullopt;
        }
        if (programs % 64 != 0 && sets[(k + 1) * words - 1] >> programs % 64 != 0) {
            return std::nullopt;
        }
        batch.add(samples[k], std::span(sets).subspan(k * words, words));
    }
    result.batch = batch.take();
    bool is_known = true;
    for_each_evaluation(result.batch, [&](std::size_t p, std::size_t k) {
        const program_outcome& outcome = all.outcomes[p];
        is_known = is_known && k >= outcome.first && k - outcome.first < outcome.ran.size();
    });
    if (!is_known) return std::nullopt;
    return result;
}

std::string results_of(const evaluation& all, const piece& what) {
    byte_writer out;
    put(out, all.pipelines[what.pipeline]);
    out.put(all.where).put(all.device);
    std::vector<batt::verdict> verdicts;
    verdicts.reserve(what.batch.program_samples);
    for_each_evaluation(
        what.batch, [&](std::size_t p, std::size_t k) { verdicts.push_back(all.verdict(p, k)); });
    return out.put(verdicts).take();
}

bool take_results(evaluation& all, const piece& what, std::string_view bytes) {
    byte_reader in(bytes);
    pipeline_outcome took;
    batt::backend where{};
    std::string device;
    std::vector<batt::verdict> verdicts;
    get(in, took);
    in.get(where);
    in.get(device);
    in.get(verdicts);
    if (!in.is_done() || verdicts.size() != what.batch.program_samples) return false;
    auto next = verdicts.begin();
    for_each_evaluation(what.batch, [&](std::size_t p, std::size_t k) {
        program_outcome& outcome = all.outcomes[p];
        outcome.verdicts[k - outcome.first] = *next++;
        outcome.ran[k - outcome.first] = true;
    });
    all.pipelines[what.pipeline].add(took);
    all.where = where;
    all.device = std::move(device);
    return true;
}

std::string to_bytes(const piece& what, const output_map& outputs) {
    byte_writer out;
    for_each_evaluation(what.batch, [&](std::size_t p, std::size_t k) {
        const auto found = outputs.find({p, k});
        out.put(found != outputs.end());
        if (found != outputs.end()) put_grid(out, found->second);
    });
    return out.take();
}

bool take_outputs(const piece& what, std::string_view bytes, output_map& outputs) {
    byte_reader in(bytes);
    for_each_evaluation(what.batch, [&](std::size_t p, std::size_t k) {
        bool is_there = false;
        in.get(is_there);
        if (is_there) get_grid(in, outputs[{p, k}]);
    });
    return in.is_done();
}

batt::mpi::piece_work work_on(evaluation& all) {
    return [&all, size = portion(all.programs->by_columns())](
               std::string_view bytes,
               const std::function<bool()>& stopped) mutable -> batt::mpi::piece_result {
        auto what = piece_from(all, bytes);
        if (!what) return {false, "A piece of the work does not belong to this run."};
        batt::run_options how = all.here->wanted.how();
        how.stopped = stopped;
        std::string problem;
        if (what->what == purpose::verdicts) {
            // but not outputs: the reports need them, which are written after an interrupt, too
            how.stopped = [&stopped] { return stopped() || was_interrupted(); };
            all.pipelines[what->pipeline] = {};
            const auto nobody = [](std::size_t) {};
            if (!run_portions(all, what->pipeline, what->batch, how, size, nobody, problem)) {
                return {false, problem};
            }
            return {true, results_of(all, *what)};
        }
        what->batch.is_blind = what->what == purpose::blind_outputs;
        output_map outputs;
        if (!run_for_outputs(all, what->pipeline, what->batch, how, outputs, problem)) {
            return {false, problem};
        }
        return {true, to_bytes(*what, outputs)};
    };
}

} // namespace run_batt
