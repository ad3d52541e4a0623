// One call of an executor of programs as data: columns where they can, the definition for the rest.
#pragma once

#include <batt/columns/collect.hpp>
#include <batt/columns/definition_queue.hpp>
#include <batt/columns/host_pass.hpp>
#include <batt/exec/samples.hpp>
#include <chrono>
#include <deque>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// One call of an executor: the graph of its programs, and what became of them.
class program_run {
public:
    explicit program_run(const run_request& r)
        : programs_(r.programs), catalog_(r.compiled), data_(r.data), which_(r.which),
          options_(r.options), threads_(r.options), leaves_(r.leaves),
          graph_(r.compiled, r.programs.graph().own()),
          unmatchable_(graph_, catalog_, data_, wide_, options_) {}

    /// All of the call, on the host if device is null; false with an error if a device failed or
    /// the run was stopped.
    bool run(device_runner* device, run_report& report, run_counts& counts, error_message& error) {
        const auto start = clock::now();
        if (!make_graph()) return lacks_memory(error);
        if (batt::detail::is_stopped(options_)) return was_stopped(error);
        counts.nodes = static_cast<std::size_t>(graph_.size());
        report.seconds.prepare = since(start);
        all_.lists = which_.lists;
        for (const output& o : all_.outputs)
            all_.list_of.push_back(static_cast<std::uint32_t>(o.samples) - 1);
        const auto take_memory = [&] {
            batt::detail::assign_many(report.verdicts, output_of_.verdicts());
            if (options_.outputs) report.outputs.assign(output_of_.verdicts(), {});
            wide_ = batt::detail::needs_of(data_);
            if (!leaves_)
                definition_.emplace(programs_, data_, device, options_, report,
                                    output_of_.verdicts());
        };
        if (!batt::detail::within_memory(take_memory)) return lacks_memory(error);
        const auto first = clock::now();
        if (device != nullptr && definition_) begin_definition();
        if (!run_first(device, report, error)) return false;
        report.seconds.kernel = since(first);
        const auto again = clock::now();
        if (!run_again(device, report, error)) return false;
        report.seconds.retry = since(again);
        const auto last = clock::now();
        if (!collect(report, counts)) return lacks_memory(error);
        if (definition_ && !definition_->finish(error)) return false;
        if (batt::detail::is_stopped(options_)) return was_stopped(error);
        report.seconds.reference = since(last);
        const std::size_t left =
            counts.beyond + counts.overflowed + counts.no_place - counts.stayed;
        report.tier_samples = {counts.evaluations, counts.again, left};
        report.evaluations = {counts.evaluations - left - counts.stayed,
                              left,
                              counts.beyond,
                              counts.overflowed,
                              counts.no_place,
                              counts.stayed};
        report.seconds.total = since(start);
        return true;
    }

private:
    using clock = std::chrono::steady_clock;
    using sample_need = batt::detail::sample_need;
    static double since(clock::time_point t) {
        return std::chrono::duration<double>(clock::now() - t).count();
    }
    static bool lacks_memory(error_message& error) {
        error.text = "there is no memory for the samples of programs on columns";
        return false;
    }

    static bool was_stopped(error_message& error) {
        error.text = "the run was stopped";
        return false;
    }

    /// False if there was no memory.
    bool make_graph() {
        for (std::size_t k = 0; k < which_.lists.size(); ++k) graph_.add_samples();
        const auto samples_of = [&](std::size_t p) {
            const std::uint32_t list = which_.of_program[p];
            return which_.lists[list].empty() ? space_id{-1} : static_cast<space_id>(list) + 1;
        };
        return lowered_.make(graph_, catalog_, programs_, static_cast<int>(which_.lists.size()),
                             threads_, samples_of) &&
               batt::detail::within_memory([&] {
                   output_of_.make(graph_, lowered_, which_, data_.in.count, samples_of,
                                   all_.outputs);
               });
    }

    /// Which samples run, by what they need.
    struct needs {
        bool packed, wide, fifteen;

        bool have(sample_need n) const {
            return n == sample_need::packed ? packed : n == sample_need::wide ? wide : fifteen;
        }
    };
    // The definition, which works beside a device.

    /// Whether so little runs that a device gives all results at once.
    bool comes_at_once() const { return output_of_.verdicts() <= std::size_t{1} << 20; }
    /// How many results a thread looks through at once: if not all, programs on a sample that begin
    /// alike are not found together.
    std::size_t looked_through_at_once() const {
        return comes_at_once() ? std::size_t{1} << 20 : std::size_t{1} << 16;
    }
    /// Programs with some outputs on those of the samples [begin, end) of each, or of all if both
    /// are 0, for which wanted(output, number of the sample).
    template <class F>
    std::vector<left_over> find(std::span<const std::size_t> outputs, std::size_t begin,
                                std::size_t end, const F& wanted) const {
        std::vector<left_over> some;
        for (const std::size_t k : outputs) {
            const std::vector<std::uint32_t>& samples = all_.samples_of(k);
            for (std::size_t i = begin; i < (end == 0 ? samples.size() : end); ++i) {
                if (!wanted(k, i)) continue;
                for (const std::uint32_t p : output_of_.programs_of(k))
                    some.push_back({p, samples[i], output_of_.place(p, i, samples[i])});
            }
        }
        return some;
    }
    /// Gives finders of what is wanted, each of some of the outputs, to f.
    template <class F, class G>
    void each_finder(std::span<const std::size_t> outputs, std::size_t begin, std::size_t end,
                     const F& wanted, const G& f) {
        std::size_t count = 0;
        for (std::size_t from = 0, k = 0; k < outputs.size(); ++k) {
            count += end == 0 ? all_.samples_of(outputs[k]).size() : end - begin;
            if (count < looked_through_at_once() && k + 1 < outputs.size()) continue;
            f([this, begin, end, wanted,
               own = std::vector(outputs.begin() + static_cast<std::ptrdiff_t>(from),
                                 outputs.begin() + static_cast<std::ptrdiff_t>(k + 1))] {
                return find(own, begin, end, wanted);
            });
            from = k + 1;
            count = 0;
        }
    }
    /// Results have come: what is beyond columns is left to the definition.
    void look_through(std::span<const std::size_t> outputs, std::size_t begin, std::size_t end) {
        const auto is_beyond = [this](std::size_t k, std::size_t i) {
            return why(result(k, i).failed) == beyond_status;
        };
        each_finder(outputs, begin, end, is_beyond,
                    [&](auto&& f) { definition_->add(std::move(f)); });
    }
    /// What the graph knows to be beyond columns. If the results come all at once, what may be so
    /// is guessed until then.
    void begin_definition() {
        std::vector<std::size_t> certain, possible;
        for (std::size_t k = 0; k < all_.outputs.size(); ++k) {
            const node_id n = all_.outputs[k].node;
            if (collector::is_beyond(graph_, n))
                (graph_.is_beyond(n) ? certain : possible).push_back(k);
        }
        const auto all = [](std::size_t, std::size_t) { return true; };
        each_finder(certain, 0, 0, all, [&](auto&& f) { definition_->add(std::move(f)); });
        if (comes_at_once())
            each_finder(possible, 0, 0, all, [&](auto&& f) { definition_->guess(std::move(f)); });
        definition_->start();
    }
    /// What did not fit may not fit larger windows either: it is guessed until they have run.
    void guess_too_large(std::span<const std::size_t> outputs, const needs& now) {
        if (!options_.last_tier) return;
        const auto likely = [this, now](std::size_t k, std::size_t i) {
            return did_not_fit(k, i, now);
        };
        each_finder(outputs, 0, 0, likely, [&](auto&& f) { definition_->guess(std::move(f)); });
    }

    // Columns, at both sizes of windows.

    sample_need need_of(std::uint32_t sample) const {
        return wide_.empty() ? sample_need::packed : wide_[sample];
    }
    const judged& result(std::size_t k, std::size_t i) const {
        return all_.results[all_.first[k] + i];
    }
    /// Whether an output on sample i of its list, one of some samples, has not fitted so far and
    /// may match.
    bool did_not_fit(std::size_t k, std::size_t i, const needs& some) const {
        const std::uint32_t sample = all_.samples_of(k)[i];
        const judged& j = result(k, i);
        return some.have(need_of(sample)) && j.is_too_large() &&
               !unmatchable_.is_one(all_.outputs[k], j, sample);
    }
    bool run_first(device_runner* device, run_report& report, error_message& error) {
        all_.prepare<0>(options_.outputs);
        if (wide_.empty()) return evaluate<0>(all_, device, report, error);
        // what windows of 32 rows cannot hold need not try them
        for (judged& j : all_.results)
            j.failed = failure_at(static_cast<unsigned>(status::capacity), 0);
        return run_some<0>({true, false, false}, device, report, error);
    }
    /// What did not fit, with larger windows.
    bool run_again(device_runner* device, run_report& report, error_message& error) {
        return run_some<1>({true, true, false}, device, report, error) &&
               (wide_.empty() || run_some<1>({false, false, true}, device, report, error));
    }
    /// A pass that is prepared.
    template <int Tier>
    bool evaluate(pass& p, device_runner* device, run_report& report, error_message& error) {
        if (device == nullptr)
            return host_pass<Tier>(graph_, catalog_, data_, options_, p).run() ||
                   lacks_memory(error);
        device_call call{Tier,  graph_, catalog_,         p.outputs,  p.lists,  p.list_of,
                         data_, sent_,  p.results.data(), p.places(), options_, p.fifteen};
        if (&p == &all_ && definition_)
            call.have_come = [this](std::span<const std::size_t> outputs, std::size_t begin,
                                    std::size_t end) { look_through(outputs, begin, end); };
        sent_ = true;
        return device->run(call, report, error);
    }
    /// What has not fitted so far, of some samples, with the windows of a tier.
    template <int Tier>
    bool run_some(const needs& some, device_runner* device, run_report& report,
                  error_message& error) {
        std::vector<std::vector<too_large>> parts;
        const auto look = [&](auto& part, std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k) {
                too_large one{k, {}};
                for (std::size_t i = 0; i < all_.samples_of(k).size(); ++i)
                    if (did_not_fit(k, i, some))
                        one.places.push_back(static_cast<std::uint32_t>(i));
                if (!one.places.empty()) part.push_back(std::move(one));
            }
        };
        if (!threads_.in_parts(all_.outputs.size(), parts, look)) return lacks_memory(error);
        std::vector<too_large> which;
        for (auto& part : parts)
            which.insert(which.end(), std::make_move_iterator(part.begin()),
                         std::make_move_iterator(part.end()));
        if (which.empty()) return true;
        pass& again = again_passes_.emplace_back();
        again.fifteen = some.fifteen;
        // A device has time for some samples more, but not for many launches.
        const std::size_t needless = device != nullptr ? 8192 : 0;
        const std::vector<std::vector<std::uint32_t>> places =
            share_lists(all_, which, needless, again);
        again.prepare<Tier>(options_.outputs);
        std::vector<std::size_t> outputs;
        for (const too_large& w : which) outputs.push_back(w.output);
        const bool beside = device != nullptr && definition_;
        if (beside && Tier > 0) {
            definition_->end_guesses(); // the results of the pass before have come
            guess_too_large(outputs, some);
        }
        if (!evaluate<Tier>(again, device, report, error)) return false;
        if (beside) definition_->settle(); // nothing reads results that change now
        for (std::size_t k = 0; k < which.size(); ++k) {
            // programs that share an output count each, as if each ran alone
            if (Tier > 0)
                again_ += which[k].places.size() * output_of_.programs_of(which[k].output).size();
            take_again(all_, again, k, places[again.list_of[k]], which[k]);
        }
        if (again.wide.empty()) again_passes_.pop_back();
        if (beside) look_through(outputs, 0, 0);
        return true;
    }

    /// Verdicts of programs from those of outputs; false if there was no memory.
    bool collect(run_report& report, run_counts& counts) {
        if (definition_) definition_->settle();
        counts.again = again_;
        const collector some(graph_, programs_, lowered_, all_, output_of_, options_, unmatchable_);
        struct part {
            run_counts counts;
            std::vector<left_over> left;
        };
        std::vector<part> parts;
        const auto is_certain = [&](std::size_t place) {
            return definition_ && definition_->is_certain(place);
        };
        const bool good = threads_.in_parts(
            programs_.size(), parts, [&](part& p, std::size_t begin, std::size_t end) {
                some.collect(begin, end, report, p.counts, p.left, is_certain);
            });
        std::vector<left_over> left;
        for (const part& p : parts) {
            counts.evaluations += p.counts.evaluations;
            counts.beyond += p.counts.beyond;
            counts.overflowed += p.counts.overflowed;
            counts.no_place += p.counts.no_place;
            counts.stayed += p.counts.stayed;
            left.insert(left.end(), p.left.begin(), p.left.end());
        }
        if (definition_)
            definition_->add([some = std::move(left)]() mutable { return std::move(some); });
        else
            for (const left_over& l : left) report.verdicts[l.place] = {status::capacity, 0};
        return good;
    }

    const program_set& programs_;
    const catalog& catalog_;
    const sample_view& data_;
    const program_samples& which_;
    const run_options& options_;
    const host_threads threads_;
    bool leaves_;
    graph graph_;
    unmatchable_outputs unmatchable_;
    lowered_programs lowered_;
    program_outputs output_of_;
    pass all_;
    std::vector<sample_need> wide_; ///< of each sample; nothing if all are packed
    std::deque<pass> again_passes_; ///< which hold wide outputs of all_
    bool sent_ = false;             ///< devices have the samples
    std::size_t again_ = 0;         ///< evaluations with larger windows
    std::optional<definition_queue> definition_;
};

/// Runs one call: what a catalog names, so that it is compiled once.
inline bool execute(const run_request& r, device_runner* device, run_report& report,
                    run_counts& counts, error_message& error) {
    return program_run(r).run(device, report, counts, error);
}

} // namespace batt::columns
BATT_HOST_CALLS_END
