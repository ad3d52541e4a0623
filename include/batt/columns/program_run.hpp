// One call of an executor of programs as data: columns where they can, the definition for the rest.
#pragma once

#include <batt/columns/by_definition.hpp>
#include <batt/columns/collect.hpp>
#include <chrono>
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
          unmatchable_(graph_, catalog_, data_, options_), beyond_at_hand_(r.data),
          at_hand_(r.data) {}

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
        // Beside a device the host has time for what the graph knows to be beyond columns.
        const bool beside = device != nullptr && !leaves_;
        bool good = batt::detail::within_memory([&] { make_room(report, beside); });
        if (!good) return has_no_memory(error);
        if (!bring(beyond_, beyond_at_hand_, device, error)) return false;
        bool defined = true;
        {
            std::atomic<bool> enough = false;
            const beside_thread definition(!beyond_.empty(), [&] {
                defined = definition_run(programs_, data_, beyond_at_hand_, options_)
                              .run(beyond_, report, &enough);
            });
            good = run_columns(device, report, error);
            enough = true; // what is left need not run if an argument has failed
        }
        if (!good) return false;
        const auto last = clock::now();
        good = defined && collect(report, counts);
        if (good && leaves_) {
            for (const left_over& l : left_) report.verdicts[l.place] = {status::capacity, 0};
        } else if (good) {
            if (!bring(left_, at_hand_, device, error)) return false;
            good = definition_run(programs_, data_, at_hand_, options_).run(left_, report);
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
    static double since(clock::time_point t) {
        return std::chrono::duration<double>(clock::now() - t).count();
    }
    static std::size_t index(auto k) { return static_cast<std::size_t>(k); }

    bool run_columns(device_runner* device, run_report& report, error_message& error) {
        const auto began = clock::now();
        if (!evaluate<0>(all_, device, report, error)) return false;
        report.seconds.kernel = since(began);
        const auto again = clock::now();
        if (!run_again(device, report, error)) return false;
        report.seconds.retry = since(again);
        return true;
    }
    template <int Tier>
    bool evaluate(pass& p, device_runner* device, run_report& report, error_message& error) {
        std::size_t places = 0;
        p.first.clear();
        for (std::size_t k = 0; k < p.outputs.size(); ++k) {
            p.first.push_back(places);
            places += p.samples_of(k).size();
        }
        p.results.resize(places);
        if (options_.outputs) {
            p.grids.resize(places * packed_side);
            p.sizes.resize(places);
        }
        if (device == nullptr) {
            if (on_host<Tier>(p)) return true;
            error.text = no_memory;
            return false;
        }
        const device_call call{Tier,
                               graph_,
                               catalog_,
                               p.outputs,
                               p.lists,
                               p.list_of,
                               data_,
                               Tier > 0,
                               p.results.data(),
                               options_.outputs ? p.grids.data() : nullptr,
                               options_.outputs ? p.sizes.data() : nullptr,
                               options_};
        return device->run(call, report, error);
    }
    /// The samples of an output that did not fit, and may match.
    too_large overflowed(std::size_t k) const {
        too_large out{k, {}};
        const std::vector<std::uint32_t>& samples = all_.samples_of(k);
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const judged& j = all_.results[all_.first[k] + i];
            if (why(j.failed) == index_of(status::capacity) &&
                !unmatchable_.is_one(all_.outputs[k], j, samples[i]))
                out.places.push_back(static_cast<std::uint32_t>(i));
        }
        return out;
    }
    /// What did not fit, with larger windows.
    bool run_again(device_runner* device, run_report& report, error_message& error) {
        std::vector<std::vector<too_large>> parts;
        const auto find = [&](auto& part, std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k)
                if (too_large one = overflowed(k); !one.places.empty())
                    part.push_back(std::move(one));
        };
        const bool found = threads_.in_parts(all_.outputs.size(), parts, find);
        if (!found) {
            error.text = no_memory;
            return false;
        }
        std::vector<too_large> which;
        for (auto& part : parts)
            which.insert(which.end(), std::make_move_iterator(part.begin()),
                         std::make_move_iterator(part.end()));
        if (which.empty()) return true;
        pass again;
        // A device has time for some samples more, but not for many launches.
        const std::size_t needless = device != nullptr ? 8192 : 0;
        const std::vector<std::vector<std::uint32_t>> places =
            share_lists(all_, which, needless, again);
        if (!evaluate<1>(again, device, report, error)) return false;
        // programs that share an output count each, as if each ran alone
        std::vector<std::size_t> uses(all_.outputs.size());
        for (const std::uint32_t at : output_of_)
            if (at != collector::no_output) ++uses[at];
        for (std::size_t k = 0; k < which.size(); ++k) {
            again_ += which[k].places.size() * uses[which[k].output];
            take_again(all_, again, k, places[again.list_of[k]], which[k]);
        }
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
        constexpr std::size_t usual = 64;
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
            host_chunk<Tier> chunk(graph_, catalog_, pool_lines);
            for (std::size_t k = take(); k < pieces.size(); k = take())
                run_piece(p, chunk, pieces[k]);
        });
    }
    template <int Tier>
    void run_piece(pass& all, host_chunk<Tier>& chunk, const piece& p) {
        std::vector<output> some;
        for (std::size_t k = p.first_output; k < p.last_output; ++k)
            some.push_back(all.outputs[by_list_[k]]);
        const std::size_t n = p.last_sample - p.first_sample;
        const std::span<const std::uint32_t> samples(
            all.samples_of(by_list_[p.first_output]).data() + p.first_sample, n);
        std::vector<judged> got(some.size() * n);
        std::vector<packed_row> rows(options_.outputs ? got.size() * packed_side : 0);
        std::vector<packed_size> sizes(options_.outputs ? got.size() : 0);
        const auto stopped = [&] { return batt::detail::is_stopped(options_); };
        const bool good = chunk.run(some, samples, data_, stopped, got.data(),
                                    options_.outputs ? rows.data() : nullptr,
                                    options_.outputs ? sizes.data() : nullptr);
        if (!good && (some.size() > 1 || n > 1)) {
            // It did not fit: half of it runs at a time.
            piece a = p, b = p;
            if (n > 1) {
                a.last_sample = b.first_sample = p.first_sample + n / 2;
            } else {
                a.last_output = b.first_output = p.first_output + some.size() / 2;
            }
            run_piece(all, chunk, a);
            run_piece(all, chunk, b);
            return;
        }
        for (std::size_t k = 0; k < some.size(); ++k)
            for (std::size_t i = 0; i < n; ++i) {
                const std::size_t from = k * n + i;
                const std::size_t to = all.first[by_list_[p.first_output + k]] + p.first_sample + i;
                all.results[to] =
                    good ? got[from] : judged{{}, failure_at(index_of(status::capacity), 0)};
                if (!good || !options_.outputs) continue;
                std::copy_n(&rows[from * packed_side], packed_side, &all.grids[to * packed_side]);
                all.sizes[to] = sizes[from];
            }
    }
    static unsigned index_of(status s) { return static_cast<unsigned>(s); }

    /// Room for the verdicts; the programs on samples that the graph knows to be beyond columns, if
    /// they are wanted.
    void make_room(run_report& report, bool beyond) {
        const std::size_t n = data_.in.count;
        if (which_.packed) {
            places_ = which_.places();
        } else {
            for (std::size_t p = 0; p <= programs_.size(); ++p) places_.push_back(p * n);
        }
        batt::detail::assign_many(report.verdicts, places_.back());
        if (options_.outputs) report.outputs.assign(places_.back(), {});
        for (std::size_t p = 0; beyond && p < programs_.size(); ++p) {
            if (output_of_[p] == collector::no_output ||
                !collector::is_beyond(graph_, all_.outputs[output_of_[p]].node))
                continue;
            const std::vector<std::uint32_t>& samples = which_.lists[which_.of_program[p]];
            for (std::size_t i = 0; i < samples.size(); ++i)
                beyond_.push_back({static_cast<std::uint32_t>(p), samples[i],
                                   places_[p] + (which_.packed ? i : samples[i]),
                                   graph_.is_beyond(all_.outputs[output_of_[p]].node)});
        }
    }
    /// Verdicts of programs from those of outputs.
    bool collect(run_report& report, run_counts& counts) {
        std::vector<bool> defined;
        if (!beyond_.empty()) defined.resize(report.verdicts.size());
        for (const left_over& l : beyond_) defined[l.place] = l.done;
        counts.again = again_;
        const collector some(graph_, programs_, lowered_, all_, output_of_, which_.packed, places_,
                             options_, defined, unmatchable_);
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
    std::vector<std::uint32_t> output_of_; ///< of each program
    std::vector<std::size_t> by_list_;
    std::size_t again_ = 0;                ///< evaluations with larger windows
    std::vector<std::size_t> places_;      ///< where the verdicts of each program begin
    std::vector<left_over> beyond_, left_; ///< known before, and after columns have run
    samples_at_hand beyond_at_hand_, at_hand_;
};

/// Runs one call: what a catalog names, so that it is compiled once.
inline bool execute(const run_request& r, device_runner* device, run_report& report,
                    run_counts& counts, error_message& error) {
    return program_run(r).run(device, report, counts, error);
}

} // namespace batt::columns
BATT_HOST_CALLS_END
