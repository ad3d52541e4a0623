// One call of an executor of programs as data: columns where they can, the definition for the rest.
#pragma once

#include <batt/columns/by_definition.hpp>
#include <batt/columns/collect.hpp>
#include <batt/exec/samples.hpp>
#include <chrono>
#include <deque>
#include <unordered_map>

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
        make_graph();
        counts.nodes = static_cast<std::size_t>(graph_.size());
        report.seconds.prepare = since(start);
        all_.lists = which_.lists;
        for (const output& o : all_.outputs)
            all_.list_of.push_back(static_cast<std::uint32_t>(o.samples) - 1);
        const auto take_memory = [&] {
            make_room(report);
            wide_ = batt::detail::needs_of(data_);
        };
        if (!batt::detail::within_memory(take_memory)) return has_no_memory(error);
        const auto first = clock::now();
        if (!run_first(device, report, error)) return false;
        report.seconds.kernel = since(first);
        const auto again = clock::now();
        if (!run_again(device, report, error)) return false;
        report.seconds.retry = since(again);
        const auto last = clock::now();
        bool good = collect(report, counts);
        if (good && leaves_) {
            for (const left_over& l : left_) report.verdicts[l.place] = {status::capacity, 0};
        } else if (good) {
            samples_at_hand at_hand(data_);
            if (!bring(left_, at_hand, device, error)) return false;
            good = definition_run(programs_, data_, at_hand, options_).run(left_, report);
        }
        if (!good) return has_no_memory(error);
        if (batt::detail::is_stopped(options_)) {
            error.text = "the run was stopped";
            return false;
        }
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
    static std::size_t index(auto k) { return static_cast<std::size_t>(k); }

    /// Which samples run, by what they need.
    struct needs {
        bool packed, wide, fifteen;

        bool have(sample_need n) const {
            return n == sample_need::packed ? packed : n == sample_need::wide ? wide : fifteen;
        }
    };
    sample_need need_of(std::uint32_t sample) const {
        return wide_.empty() ? sample_need::packed : wide_[sample];
    }
    bool run_first(device_runner* device, run_report& report, error_message& error) {
        if (wide_.empty())
            return beside(device, &program_run::find_beyond, report, error,
                          [&] { return evaluate<0>(all_, device, report, error); });
        // what windows of 32 rows cannot hold need not try them
        prepare<0>(all_);
        for (judged& j : all_.results) j.failed = failure_at(index_of(status::capacity), 0);
        return run_some<0>({true, false, false}, device, report, error);
    }
    /// What did not fit, with larger windows.
    bool run_again(device_runner* device, run_report& report, error_message& error) {
        return run_some<1>({true, true, false}, device, report, error) &&
               (wide_.empty() || run_some<1>({false, false, true}, device, report, error));
    }
    /// Calls f. While a device works on it, the host runs by definition what `find` names, until f
    /// ends.
    template <class F>
    bool beside(device_runner* device, bool (program_run::*find)(std::vector<left_over>&) const,
                run_report& report, error_message& error, const F& f) {
        if (device == nullptr || leaves_) return f();
        std::vector<left_over> some;
        samples_at_hand at_hand(data_);
        if (!(this->*find)(some)) return has_no_memory(error);
        if (!bring(some, at_hand, device, error)) return false;
        bool good = false, defined = true;
        {
            std::atomic<bool> enough = false;
            const beside_thread definition(!some.empty(), [&] {
                defined =
                    definition_run(programs_, data_, at_hand, options_).run(some, report, &enough);
            });
            const struct at_the_end {
                std::atomic<bool>& enough;
                ~at_the_end() { enough = true; } // columns now say more of what is left
            } then{enough};
            good = f();
        }
        if (!good) return false;
        for (const left_over& l : some) defined_[l.place] = l.done;
        return defined || has_no_memory(error);
    }
    enum class due { no, perhaps, certainly };
    /// Programs on samples that need the definition, as (*due_of(program))(place of the sample
    /// among those of the program) says; nothing of a program: none of its samples do. False if
    /// there was no memory.
    template <class F>
    bool find_left(std::vector<left_over>& some, const F& due_of) const {
        std::vector<std::vector<left_over>> parts;
        const auto find = [&](auto& part, std::size_t begin, std::size_t end) {
            for (std::size_t p = begin; p < end; ++p) {
                if (output_of_[p] == collector::no_output) continue;
                const std::vector<std::uint32_t>& samples = all_.samples_of(output_of_[p]);
                const auto due_on = due_of(p);
                if (!due_on) continue;
                for (std::size_t i = 0; i < samples.size(); ++i) {
                    const std::size_t place = places_[p] + (which_.packed ? i : samples[i]);
                    const due d = defined_[place] ? due::no : (*due_on)(i);
                    if (d != due::no)
                        part.push_back({static_cast<std::uint32_t>(p), samples[i], place,
                                        d == due::certainly});
                }
            }
        };
        if (!threads_.in_parts(programs_.size(), parts, find)) return false;
        for (const auto& part : parts) some.insert(some.end(), part.begin(), part.end());
        return true;
    }
    /// What the graph knows to be beyond columns.
    bool find_beyond(std::vector<left_over>& some) const {
        return find_left(some, [&](std::size_t p) {
            const node_id n = all_.outputs[output_of_[p]].node;
            const due one = !collector::is_beyond(graph_, n) ? due::no
                            : graph_.is_beyond(n)            ? due::certainly
                                                             : due::perhaps;
            const auto same = [one](std::size_t) { return one; };
            return one == due::no ? std::nullopt : std::optional(same);
        });
    }
    /// What columns have left, and what did not fit and may not fit larger windows: these have the
    /// last word on it.
    bool find_likely(std::vector<left_over>& some) const {
        const due large = options_.last_tier ? due::perhaps : due::no;
        return find_left(some, [&, large](std::size_t p) {
            const std::uint32_t at = output_of_[p];
            return std::optional([&, large, at](std::size_t i) {
                const judged& j = all_.results[all_.first[at] + i];
                if (why(j.failed) == beyond_status) return due::certainly;
                const std::uint32_t sample = all_.samples_of(at)[i];
                if (!j.is_too_large() || !now_.have(need_of(sample))) return due::no;
                return unmatchable_.is_one(all_.outputs[at], j, sample) ? due::no : large;
            });
        });
    }
    static bool lacks_memory(error_message& error) {
        error.text = no_memory;
        return false;
    }
    /// Room for the results of a pass.
    template <int Tier>
    void prepare(pass& p) const {
        std::size_t places = 0;
        p.first.clear();
        for (std::size_t k = 0; k < p.outputs.size(); ++k) {
            p.first.push_back(places);
            places += p.samples_of(k).size();
        }
        p.results.resize(places);
        make_places<Tier>(p, places);
    }
    /// Places for so many outputs, if they are wanted.
    template <int Tier>
    void make_places(pass& p, std::size_t n) const {
        if (!options_.outputs) return;
        if (Tier == 0)
            p.grids.resize(n * packed_side);
        else
            p.wide.resize(n * wide_side);
        p.sizes.resize(n);
    }
    template <int Tier>
    bool evaluate(pass& p, device_runner* device, run_report& report, error_message& error) {
        prepare<Tier>(p);
        if (device == nullptr) return on_host<Tier>(p) || lacks_memory(error);
        const bool same_data = has_sent_;
        has_sent_ = true;
        const device_call call{Tier,  graph_,    catalog_,         p.outputs,  p.lists,  p.list_of,
                               data_, same_data, p.results.data(), p.places(), options_, p.fifteen};
        return device->run(call, report, error);
    }
    /// The samples of an output, some of those that have not fitted so far, and may match.
    too_large overflowed(std::size_t k, const needs& some) const {
        too_large out{k, {}};
        const auto& samples = all_.samples_of(k);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const judged& j = all_.results[all_.first[k] + i];
            if (some.have(need_of(samples[i])) && j.is_too_large() &&
                !unmatchable_.is_one(all_.outputs[k], j, samples[i]))
                out.places.push_back(static_cast<std::uint32_t>(i));
        }
        return out;
    }
    /// What has not fitted so far, of some samples, with the windows of a tier.
    template <int Tier>
    bool run_some(const needs& some, device_runner* device, run_report& report,
                  error_message& error) {
        std::vector<std::vector<too_large>> parts;
        const auto find = [&](auto& part, std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k)
                if (too_large one = overflowed(k, some); !one.places.empty())
                    part.push_back(std::move(one));
        };
        if (!threads_.in_parts(all_.outputs.size(), parts, find)) return lacks_memory(error);
        std::vector<too_large> which;
        for (auto& part : parts)
            which.insert(which.end(), std::make_move_iterator(part.begin()),
                         std::make_move_iterator(part.end()));
        if (which.empty()) return true;
        now_ = some;
        pass& again = again_passes_.emplace_back();
        again.fifteen = some.fifteen;
        // A device has time for some samples more, but not for many launches.
        const std::size_t needless = device != nullptr ? 8192 : 0;
        const std::vector<std::vector<std::uint32_t>> places =
            share_lists(all_, which, needless, again);
        const bool good =
            beside(device, Tier == 0 ? &program_run::find_beyond : &program_run::find_likely,
                   report, error, [&] { return evaluate<Tier>(again, device, report, error); });
        if (!good) return false;
        // programs that share an output count each, as if each ran alone
        std::vector<std::size_t> uses(all_.outputs.size());
        for (const std::uint32_t at : output_of_)
            if (at != collector::no_output) ++uses[at];
        for (std::size_t k = 0; k < which.size(); ++k) {
            if (Tier > 0) again_ += which[k].places.size() * uses[which[k].output];
            take_again(all_, again, k, places[again.list_of[k]], which[k]);
        }
        if (again.wide.empty()) again_passes_.pop_back();
        return true;
    }

    void make_graph() {
        for (std::size_t k = 0; k < which_.lists.size(); ++k) graph_.add_samples();
        const auto samples_of = [&](std::size_t p) {
            const std::uint32_t list = which_.of_program[p];
            return which_.lists[list].empty() ? space_id{-1} : static_cast<space_id>(list) + 1;
        };
        if (!lowered_.make(graph_, catalog_, programs_, static_cast<int>(which_.lists.size()),
                           threads_, samples_of))
            throw std::bad_alloc();
        output_of_.reserve(programs_.size());
        // what a space has makes its outputs' own; space 0 is of all samples
        std::vector<std::uint32_t> of_node;
        std::unordered_map<std::uint64_t, std::uint32_t> of_constant;
        for (std::size_t p = 0; p < programs_.size(); ++p) {
            const node_id n = lowered_.output(p);
            if (n < 0) {
                output_of_.push_back(collector::no_output);
                continue;
            }
            const space_id samples = samples_of(p);
            const auto next = static_cast<std::uint32_t>(all_.outputs.size());
            std::uint32_t at = next;
            if (graph_[n].space == 0) {
                at = of_constant
                         .try_emplace(std::uint64_t{static_cast<std::uint32_t>(n)} << 32 |
                                          static_cast<std::uint32_t>(samples),
                                      next)
                         .first->second;
            } else {
                if (index(n) >= of_node.size())
                    of_node.resize(index(graph_.size()), collector::no_output);
                if (of_node[index(n)] == collector::no_output) of_node[index(n)] = next;
                at = of_node[index(n)];
            }
            if (at == next) all_.outputs.push_back({n, samples});
            output_of_.push_back(at);
        }
    }

    // On the host: threads take pieces of outputs and samples.

    struct piece {
        std::size_t first_output, last_output, first_sample, last_sample;
    };
    template <int Tier>
    bool on_host(pass& p) {
        constexpr std::size_t usual = Tier == 0 ? 64 : 16;
        const std::size_t at_once =
            options_.batch_size > 0 ? std::min(options_.batch_size, usual) : usual;
        constexpr std::size_t outputs_at_once = 256;
        // Outputs on the same samples stand together.
        by_list_.resize(p.outputs.size());
        for (std::size_t k = 0; k < by_list_.size(); ++k) by_list_[k] = k;
        std::stable_sort(by_list_.begin(), by_list_.end(),
                         [&](std::size_t a, std::size_t b) { return p.list_of[a] < p.list_of[b]; });
        std::vector<piece> pieces;
        for (std::size_t from = 0; from < by_list_.size();) {
            std::size_t to = from + 1;
            while (to < by_list_.size() && p.list_of[by_list_[to]] == p.list_of[by_list_[from]])
                ++to;
            const std::size_t n = p.samples_of(by_list_[from]).size();
            for (std::size_t s = 0; s < n; s += at_once)
                for (std::size_t k = from; k < to; k += outputs_at_once)
                    pieces.push_back(
                        {k, std::min(k + outputs_at_once, to), s, std::min(s + at_once, n)});
            from = to;
        }
        return threads_.in_parallel(pieces.size(), [&](const auto& take) {
            host_chunk<Tier> chunk(graph_, catalog_, pool_lines, p.fifteen);
            for (std::size_t k = take(); k < pieces.size(); k = take())
                run_piece(
                    p, chunk,
                    std::span(by_list_).subspan(pieces[k].first_output,
                                                pieces[k].last_output - pieces[k].first_output),
                    pieces[k].first_sample, pieces[k].last_sample - pieces[k].first_sample);
        });
    }
    /// Outputs on some of the samples that they share.
    template <int Tier>
    void run_piece(pass& all, host_chunk<Tier>& chunk, std::span<const std::size_t> which,
                   std::size_t first_sample, std::size_t n) {
        std::vector<output> some;
        for (const std::size_t k : which) some.push_back(all.outputs[k]);
        const std::span<const std::uint32_t> samples(all.samples_of(which[0]).data() + first_sample,
                                                     n);
        std::vector<judged> got(some.size() * n);
        pass out; ///< of the outputs alone
        make_places<Tier>(out, got.size());
        const auto stopped = [&] { return batt::detail::is_stopped(options_); };
        const bool good = chunk.run(some, samples, data_, stopped, got.data(), out.places());
        if (!good && (some.size() > 1 || n > 1)) {
            run_less(all, chunk, which, first_sample, n);
            return;
        }
        for (std::size_t k = 0; k < some.size(); ++k)
            for (std::size_t i = 0; i < n; ++i) {
                const std::size_t from = k * n + i;
                const std::size_t to = all.first[which[k]] + first_sample + i;
                all.results[to] =
                    good ? got[from] : judged{{}, failure_at(index_of(status::capacity), 0)};
                if (!good || !options_.outputs) continue;
                if (Tier == 0)
                    std::copy_n(&out.grids[from * packed_side], packed_side,
                                &all.grids[to * packed_side]);
                else
                    std::copy_n(&out.wide[from * wide_side], wide_side, &all.wide[to * wide_side]);
                all.sizes[to] = out.sizes[from];
            }
    }
    /// What did not fit, in two parts: if a node takes most of the pool, without the outputs that
    /// need it and with these, else half of it at a time.
    template <int Tier>
    void run_less(pass& all, host_chunk<Tier>& chunk, std::span<const std::size_t> which,
                  std::size_t first_sample, std::size_t n) {
        std::vector<std::size_t> parts(which.begin(), which.end());
        std::size_t others = 0;
        if (const node_id hungry = chunk.hungry(); hungry >= 0)
            others = index(std::stable_partition(parts.begin(), parts.end(),
                                                 [&](std::size_t k) {
                                                     return !chunk.needs(all.outputs[k], hungry);
                                                 }) -
                           parts.begin());
        const std::span<const std::size_t> both = parts;
        if (n > 1 && others == 0) {
            run_piece(all, chunk, which, first_sample, n / 2);
            run_piece(all, chunk, which, first_sample + n / 2, n - n / 2);
            return;
        }
        if (others == 0) others = both.size() / 2;
        run_piece(all, chunk, both.first(others), first_sample, n);
        run_piece(all, chunk, both.subspan(others), first_sample, n);
    }
    static unsigned index_of(status s) { return static_cast<unsigned>(s); }

    /// Room for the verdicts.
    void make_room(run_report& report) {
        const std::size_t n = data_.in.count;
        if (which_.packed) {
            places_ = which_.places();
        } else {
            for (std::size_t p = 0; p <= programs_.size(); ++p) places_.push_back(p * n);
        }
        batt::detail::assign_many(report.verdicts, places_.back());
        if (options_.outputs) report.outputs.assign(places_.back(), {});
        defined_.resize(places_.back());
    }
    /// Verdicts of programs from those of outputs.
    bool collect(run_report& report, run_counts& counts) {
        counts.again = again_;
        const collector some(graph_, programs_, lowered_, all_, output_of_, which_.packed, places_,
                             options_, defined_, unmatchable_);
        struct part {
            run_counts counts;
            std::vector<left_over> left;
        };
        std::vector<part> parts;
        const bool good = threads_.in_parts(programs_.size(), parts,
                                            [&](part& p, std::size_t begin, std::size_t end) {
                                                some.collect(begin, end, report, p.counts, p.left);
                                            });
        for (const part& p : parts) {
            counts.evaluations += p.counts.evaluations;
            counts.beyond += p.counts.beyond;
            counts.overflowed += p.counts.overflowed;
            counts.no_place += p.counts.no_place;
            counts.stayed += p.counts.stayed;
            left_.insert(left_.end(), p.left.begin(), p.left.end());
        }
        return good;
    }
    /// The samples of what the definition does, to the host.
    static bool bring(const std::vector<left_over>& left, samples_at_hand& at_hand,
                      device_runner* device, error_message& error) {
        std::vector<std::size_t> samples;
        for (const left_over& l : left) samples.push_back(l.sample);
        return at_hand.bring(std::move(samples), device, error);
    }
    static bool has_no_memory(error_message& error) {
        error.text = "there is no memory for the samples of programs run by definition";
        return false;
    }

    static constexpr int pool_lines = 1 << 19; // 64 MB a thread
    static constexpr const char* no_memory =
        "there is no memory for the samples of programs on columns";

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
    pass all_;
    std::vector<sample_need> wide_;        ///< of each sample; nothing if all are packed
    std::deque<pass> again_passes_;        ///< which hold wide outputs of all_
    needs now_{};                          ///< the samples of the pass that runs
    bool has_sent_ = false;                ///< devices have the samples
    std::vector<std::uint32_t> output_of_; ///< of each program
    std::vector<std::size_t> by_list_;
    std::size_t again_ = 0;           ///< evaluations with larger windows
    std::vector<std::size_t> places_; ///< where the verdicts of each program begin
    std::vector<bool> defined_;       ///< of each verdict: the definition has given it
    std::vector<left_over> left_;     ///< to the definition, after all turns
};

/// Runs one call: what a catalog names, so that it is compiled once.
inline bool execute(const run_request& r, device_runner* device, run_report& report,
                    run_counts& counts, error_message& error) {
    return program_run(r).run(device, report, counts, error);
}

} // namespace batt::columns
BATT_HOST_CALLS_END
