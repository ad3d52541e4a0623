// One call of an executor of programs as data: columns where they can, the definition for the rest.
#pragma once

#include <atomic>
#include <batt/columns/at_hand.hpp>
#include <batt/columns/host_chunk.hpp>
#include <batt/columns/lower.hpp>
#include <batt/columns/programs.hpp>
#include <chrono>
#include <memory>
#include <thread>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// A program on a sample that columns leave to the definition.
struct left_over {
    std::uint32_t program, sample;
    std::size_t place; ///< of its verdict
};

/// One call of an executor: the graph of its programs, and what became of them.
class program_run {
public:
    explicit program_run(const run_request& r)
        : programs_(r.programs), catalog_(r.compiled), data_(r.data), which_(r.which),
          options_(r.options), graph_(r.compiled), at_hand_(r.data) {}

    /// All of the call, on the host if device is null; false with an error if a device failed or
    /// the run was stopped.
    bool run(device_runner* device, run_report& report, run_counts& counts, error_message& error) {
        const auto start = clock::now();
        make_graph();
        counts.nodes = static_cast<std::size_t>(graph_.size());
        report.seconds.prepare = since(start);
        const auto began = clock::now();
        all_.lists = which_.lists;
        if (!evaluate<0>(all_, device, report, error)) return false;
        report.seconds.kernel = since(began);
        const auto again = clock::now();
        if (!run_again(device, report, error)) return false;
        report.seconds.retry = since(again);
        const auto last = clock::now();
        collect(report, counts);
        std::vector<std::size_t> samples;
        for (const left_over& l : left_) samples.push_back(l.sample);
        if (!at_hand_.bring(std::move(samples), device, error)) return false;
        if (!by_definition(report)) {
            error.text = "there is no memory for the samples of programs run by definition";
            return false;
        }
        if (batt::detail::is_stopped(options_)) {
            error.text = "the run was stopped";
            return false;
        }
        report.seconds.reference = since(last);
        report.tier_samples = {counts.evaluations, counts.again, left_.size()};
        report.evaluations = {counts.evaluations - left_.size(), left_.size(), counts.beyond,
                              counts.overflowed,
                              left_.size() - counts.beyond - counts.overflowed};
        report.seconds.total = since(start);
        return true;
    }

private:
    using clock = std::chrono::steady_clock;
    static double since(clock::time_point t) {
        return std::chrono::duration<double>(clock::now() - t).count();
    }
    static std::size_t index(auto k) { return static_cast<std::size_t>(k); }

    /// Outputs on the samples of their spaces, and what became of them.
    struct pass {
        std::vector<output> outputs;
        std::vector<std::vector<std::uint32_t>> lists; ///< of samples, of space k + 1
        std::vector<std::size_t> first;                ///< where the results of an output begin
        std::vector<judged> results;
        std::vector<packed_row> grids;
        std::vector<packed_size> sizes;

        const std::vector<std::uint32_t>& samples_of(std::size_t k) const {
            return lists[static_cast<std::size_t>(outputs[k].samples - 1)];
        }
    };
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
            error.text = "there is no memory for the samples of programs on columns";
            return false;
        }
        const device_call call{Tier,
                               graph_,
                               catalog_,
                               p.outputs,
                               p.lists,
                               data_,
                               p.results.data(),
                               options_.outputs ? p.grids.data() : nullptr,
                               options_.outputs ? p.sizes.data() : nullptr,
                               options_};
        return device->run(call, report, error);
    }
    /// What did not fit, with larger windows.
    bool run_again(device_runner* device, run_report& report, error_message& error) {
        for (std::size_t k = 0; k < all_.outputs.size(); ++k) {
            const auto& samples = all_.samples_of(k);
            std::vector<std::uint32_t> own, at;
            for (std::size_t i = 0; i < samples.size(); ++i) {
                if (why(all_.results[all_.first[k] + i].failed) != index_of(status::capacity))
                    continue;
                own.push_back(samples[i]);
                at.push_back(static_cast<std::uint32_t>(i));
            }
            if (own.empty()) continue;
            pass one;
            one.outputs.push_back(all_.outputs[k]);
            one.lists.resize(all_.lists.size());
            one.lists[index(all_.outputs[k].samples - 1)] = std::move(own);
            if (!evaluate<1>(one, device, report, error)) return false;
            take(one, k, at);
        }
        return true;
    }
    /// Results of a pass of one output in the place of some of those of output k.
    void take(const pass& again, std::size_t k, const std::vector<std::uint32_t>& places) {
        again_ += places.size();
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::size_t x = i, y = all_.first[k] + places[i];
            all_.results[y] = again.results[x];
            if (!options_.outputs) continue;
            std::copy_n(&again.grids[x * packed_side], packed_side, &all_.grids[y * packed_side]);
            all_.sizes[y] = again.sizes[x];
        }
    }

    void make_graph() {
        for (std::size_t k = 0; k < which_.lists.size(); ++k) graph_.add_samples();
        lowering lower(graph_);
        std::unordered_map<std::uint64_t, std::uint32_t> known;
        output_of_.reserve(programs_.size());
        for (std::size_t p = 0; p < programs_.size(); ++p) {
            if (which_.lists[which_.of_program[p]].empty()) {
                output_of_.push_back(no_output);
                continue;
            }
            const auto samples = static_cast<space_id>(which_.of_program[p]) + 1;
            const node_id n = lower.add(programs_[p], samples);
            const std::uint64_t key = std::uint64_t{static_cast<std::uint32_t>(n)} << 32 |
                                      static_cast<std::uint32_t>(samples);
            const auto [at, is_new] =
                known.try_emplace(key, static_cast<std::uint32_t>(all_.outputs.size()));
            if (is_new) all_.outputs.push_back({n, samples});
            output_of_.push_back(at->second);
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
        std::stable_sort(by_list_.begin(), by_list_.end(), [&](std::size_t a, std::size_t b) {
            return p.outputs[a].samples < p.outputs[b].samples;
        });
        std::vector<piece> pieces;
        for (std::size_t from = 0; from < by_list_.size();) {
            std::size_t to = from + 1;
            while (to < by_list_.size() &&
                   p.outputs[by_list_[to]].samples == p.outputs[by_list_[from]].samples)
                ++to;
            const std::size_t n = p.samples_of(by_list_[from]).size();
            for (std::size_t s = 0; s < n; s += at_once)
                for (std::size_t k = from; k < to; k += outputs_at_once)
                    pieces.push_back({k, std::min(k + outputs_at_once, to), s,
                                      std::min(s + at_once, n)});
            from = to;
        }
        std::atomic<std::size_t> next = 0;
        std::atomic<bool> good = true; // an exception must not leave a thread
        batt::detail::with_threads(options_.threads, [&] {
            batt::detail::for_each_index(threads_for(pieces.size()), [&](std::size_t) {
                if (!batt::detail::within_memory([&] {
                        host_chunk<Tier> chunk(graph_, catalog_, pool_lines);
                        for (std::size_t k = next++; k < pieces.size(); k = next++) {
                            if (batt::detail::is_stopped(options_)) return;
                            run_piece(p, chunk, pieces[k]);
                        }
                    }))
                    good = false;
            });
        });
        return good;
    }
    std::size_t threads_for(std::size_t work) const {
        const std::size_t all = std::max(std::thread::hardware_concurrency(), 1U);
        return std::min(options_.threads > 0 ? index(options_.threads) : all, work);
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
        const bool good = chunk.run(some, samples, data_, got.data(),
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
                const std::size_t to =
                    all.first[by_list_[p.first_output + k]] + p.first_sample + i;
                all.results[to] = good ? got[from]
                                       : judged{{}, failure_at(index_of(status::capacity), 0)};
                if (!good || !options_.outputs) continue;
                std::copy_n(&rows[from * packed_side], packed_side, &all.grids[to * packed_side]);
                all.sizes[to] = sizes[from];
            }
    }
    static unsigned index_of(status s) { return static_cast<unsigned>(s); }

    // Verdicts of programs from those of outputs.

    void collect(run_report& report, run_counts& counts) {
        const std::size_t n = data_.in.count;
        counts.again = again_;
        report.verdicts.assign(programs_.size() * n, {});
        if (options_.outputs) report.outputs.assign(programs_.size() * n, {});
        std::vector<std::pair<node_id, int>> known; // the statements of nodes of the program
        for (std::size_t p = 0; p < programs_.size(); ++p) {
            if (output_of_[p] == no_output) continue;
            const auto& samples = all_.samples_of(output_of_[p]);
            known.clear();
            for (std::size_t i = 0; i < samples.size(); ++i) {
                const std::size_t from = all_.first[output_of_[p]] + i, to = p * n + samples[i];
                const judged& j = all_.results[from];
                // An output that is too large to be brought back has not failed as a value.
                const bool is_too_large = j.failed == 0 && j.what.why() == status::capacity;
                const unsigned s = is_too_large ? index_of(status::capacity) : why(j.failed);
                ++counts.evaluations;
                if (s == beyond_status || s == index_of(status::capacity)) {
                    const bool capacity = s != beyond_status;
                    ++(capacity ? counts.overflowed : counts.beyond);
                    left_.push_back({static_cast<std::uint32_t>(p), samples[i], to});
                    continue;
                }
                if (s != 0 && s != no_grid_status) {
                    const int statement =
                        statement_of(p, static_cast<node_id>(where(j.failed)), known);
                    if (statement == 0) {
                        left_.push_back({static_cast<std::uint32_t>(p), samples[i], to});
                        continue;
                    }
                    report.verdicts[to] = verdict(static_cast<status>(s), statement);
                    continue;
                }
                report.verdicts[to] = j.what;
                if (options_.outputs && s == 0)
                    report.outputs[to] =
                        batch::unpack(&all_.grids[from * packed_side], all_.sizes[from]);
            }
        }
    }
    /// The statement in which a node of a program failed, from 1; 0 if that depends on more.
    int statement_of(std::size_t p, node_id failed, std::vector<std::pair<node_id, int>>& known) {
        for (const auto& [n, statement] : known)
            if (n == failed) return statement;
        if (finder_ == nullptr) finder_ = std::make_unique<statement_finder>(graph_);
        const int found = finder_->find(programs_[p],
                                        static_cast<space_id>(which_.of_program[p]) + 1, failed);
        known.push_back({failed, found});
        return found;
    }

    bool by_definition(run_report& report) {
        std::atomic<std::size_t> next = 0;
        std::atomic<bool> good = true;
        batt::detail::with_threads(options_.threads, [&] {
            batt::detail::for_each_index(threads_for(left_.size()), [&](std::size_t) {
                if (!batt::detail::within_memory([&] {
                        reference::dynamic::sample s;
                        for (std::size_t k = next++; k < left_.size(); k = next++) {
                            if (batt::detail::is_stopped(options_)) return;
                            define(left_[k], s, report);
                        }
                    }))
                    good = false;
            });
        });
        return good;
    }
    void define(const left_over& l, reference::dynamic::sample& s, run_report& report) const {
        const text::program& p = programs_[l.program];
        const auto grid_at = [](const batch_view& b, std::size_t k) {
            return batch::unpack(b.rows + k * packed_side, b.sizes[k]);
        };
        s.input = reference::dynamic::from_grid(at_hand_.input(l.sample));
        const std::optional<grid> expected = at_hand_.expected(l.sample);
        s.expected.reset();
        if (expected) s.expected = reference::dynamic::from_grid(*expected);
        s.demonstrations = reference::dynamic::make_tuple({});
        if (p.demonstrations && data_.task != nullptr) {
            std::vector<std::pair<grid, grid>> pairs;
            const std::size_t t = data_.task[l.sample];
            for (std::uint32_t k = data_.first[t]; k < data_.first[t + 1]; k += 2)
                pairs.push_back({grid_at(data_.demonstrations, k),
                                 grid_at(data_.demonstrations, k + 1)});
            s.demonstrations = reference::dynamic::from_demonstrations(pairs);
        }
        reference::dynamic::outcome o =
            reference::dynamic::evaluate(p, s, programs_.most(), programs_.table());
        std::optional<grid> out = reference::dynamic::output_grid(o, p);
        report.verdicts[l.place] =
            out ? verdict_on(*out, expected ? &*expected : nullptr) : verdict(o.why, o.statement);
        if (options_.outputs && out) report.outputs[l.place] = std::move(*out);
    }

    static constexpr int pool_lines = 1 << 19; // 64 MB a thread

    const program_set& programs_;
    const catalog& catalog_;
    const sample_view& data_;
    const program_samples& which_;
    const run_options& options_;
    graph graph_;
    pass all_;
    /// Of a program that runs on no sample.
    static constexpr std::uint32_t no_output = ~std::uint32_t{0};
    std::vector<std::uint32_t> output_of_; ///< of each program
    std::vector<std::size_t> by_list_;
    std::size_t again_ = 0;
    std::vector<left_over> left_;
    samples_at_hand at_hand_;
    std::unique_ptr<statement_finder> finder_;
};

/// Runs one call: what a catalog names, so that it is compiled once.
inline bool execute(const run_request& r, device_runner* device, run_report& report,
                    run_counts& counts, error_message& error) {
    return program_run(r).run(device, report, counts, error);
}

} // namespace batt::columns
BATT_HOST_CALLS_END
