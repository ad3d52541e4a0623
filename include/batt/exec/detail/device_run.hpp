// Calls of compiled pipelines on devices, on one or all of them, and the rest on the host.
#pragma once

#include <batt/exec/detail/device_worker.hpp>
#include <batt/exec/detail/host.hpp>
#include <memory>
#include <mutex>
#include <thread>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The workers of all devices, with the memory that they keep between calls. A run takes one for
/// each device and gives it back, so that the pipelines of a process that run one after the other
/// use the same workers; threads that run at the same time have one each.
template <class D>
class device_pool {
public:
    using worker = device_worker<D>;

    /// That of the process; its memory lives as long as somebody holds it.
    static std::shared_ptr<device_pool> shared() {
        static std::mutex mutex;
        static std::weak_ptr<device_pool> known;
        const std::lock_guard lock(mutex);
        std::shared_ptr<device_pool> pool = known.lock();
        if (pool == nullptr) known = pool = std::make_shared<device_pool>();
        return pool;
    }

    std::unique_ptr<worker> take(int device) {
        const std::lock_guard lock(mutex_);
        for (std::size_t k = idle_.size(); k-- > 0;)
            if (idle_[k]->device() == device) {
                std::unique_ptr<worker> found = std::move(idle_[k]);
                idle_.erase(idle_.begin() + static_cast<std::ptrdiff_t>(k));
                return found;
            }
        return std::make_unique<worker>(device);
    }
    void give_back(std::unique_ptr<worker> w) {
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(w));
    }

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<worker>> idle_;
};

/// A compiled pipeline in the form that devices and the tiers on the host run.
template <class D>
struct compiled_pipeline {
    int programs;
    std::span<const typename D::launcher> tiers;
    host_piece by_definition;
    pipeline_texts texts;
};

/// A pipeline to run, and its results. `all` must name samples that stay where they are.
template <class D>
struct compiled_call {
    const compiled_pipeline<D>* what;
    sample_view samples;
    turns all;
    run_report report{};
    output_memory stays{};
    batch made_on_host{}; ///< outputs that stay on the device but were made on the host
};

/// The devices that the options ask for; empty with a sentence if there is none.
template <class D>
std::vector<int> devices_for(const run_options& options, error_message& error) {
    const int count = D::count(options.device, error);
    std::vector<int> out;
    for (int d = 0; d < count; ++d)
        if (options.device == -1 || options.device == d) out.push_back(d);
    return out;
}

/// The pieces of a batch in device memory: a batch in one piece has one, on the device that has it.
template <class D>
std::vector<batch_part> parts_of(const batch_view& v) {
    if (!v.parts.empty()) return {v.parts.begin(), v.parts.end()};
    return {{D::device_of(v.rows), v.rows, v.sizes, v.count}};
}

/// The pieces of samples in device memory; none if they are on the host. What lies in memory that
/// all devices can read runs on device `usual`. False with a sentence if inputs and expected grids
/// are not on the same devices in the same pieces.
template <class D>
bool find_pieces(const sample_view& samples, int usual, std::vector<batch_part>& pieces,
                 error_message& error) {
    const auto of = [&](const batch_view& v) {
        std::vector<batch_part> parts;
        if (v.on_device && v.count != 0) parts = parts_of<D>(v);
        for (batch_part& p : parts)
            if (p.device < 0) p.device = usual;
        return parts;
    };
    pieces = of(samples.in);
    const std::vector<batch_part> others = of(samples.expected);
    if (others.empty()) return true;
    if (pieces.empty()) pieces = others;
    const auto alike = [](const batch_part& a, const batch_part& b) {
        return a.device == b.device && a.count == b.count;
    };
    if (std::equal(pieces.begin(), pieces.end(), others.begin(), others.end(), alike)) return true;
    error.text = "inputs and expected outputs in device memory lie on different devices, or in "
                 "different pieces";
    return false;
}

/// Gives the turns of a call to the devices that have their samples: add(piece, from, to) for turns
/// whose samples are in one piece.
template <class F>
void cut_by_pieces(const turns& all, const std::vector<batch_part>& pieces, const F& add) {
    if (pieces.size() == 1) return add(std::size_t{0}, std::size_t{0}, all.count());
    std::size_t piece = 0, begin = 0, from = 0; // the piece of the last turn, and its first sample
    for (std::size_t k = 0; k < all.count(); ++k) {
        const std::size_t s = all.sample(k);
        if (s >= begin && s < begin + pieces[piece].count) continue;
        if (k > from) add(piece, from, k);
        from = k;
        for (piece = 0, begin = 0; s >= begin + pieces[piece].count;)
            begin += pieces[piece++].count;
    }
    if (all.count() > from) add(piece, from, all.count());
}

/// Runs the tiers of the calls on the devices; what is left is marked `capacity`. If it fails it
/// returns false and says why, without a sentence if the host had no memory.
template <class D>
bool run_on_devices(device_pool<D>& pool, std::span<compiled_call<D>> calls,
                    const run_options& options, error_message& error) {
    auto devices = devices_for<D>(options, error);
    if (devices.empty()) return false;
    std::vector<batch_part> pieces;
    if (!find_pieces<D>(calls[0].samples, devices[0], pieces, error)) return false;
    if (!pieces.empty()) {
        devices.clear();
        for (const batch_part& p : pieces)
            if (std::find(devices.begin(), devices.end(), p.device) == devices.end())
                devices.push_back(p.device);
    }
    const std::size_t count = devices.size();
    for (const compiled_call<D>& c : calls)
        if (c.stays.rows != nullptr && (count > 1 || devices[0] != c.stays.device)) {
            error.text = std::string("outputs are to stay on ") + D::name + " device " +
                         std::to_string(c.stays.device) + ", but the samples do not run there";
            return false;
        }
    const std::string name =
        (count > 1 ? std::to_string(count) + " x " : "") + D::name_of(devices[0]);

    // Samples in device memory run where they lie, others on whichever device is free.
    const std::size_t sources_each = pieces.empty() ? 1 : count;
    std::deque<turns_to_run> sources;
    std::vector<std::vector<device_call<D>>> work(count);
    for (compiled_call<D>& c : calls) {
        const std::size_t n = c.all.count();
        const std::size_t results = n * static_cast<std::size_t>(c.what->programs);
        c.report.where = backend::cuda;
        c.report.device = name;
        assign_many(c.report.verdicts, results);
        c.report.outputs.assign(options.outputs ? results : 0, grid());
        c.report.tier_samples.assign(c.what->tiers.size() + 1, 0);
        const std::size_t first = sources.size();
        for (std::size_t d = 0; d < sources_each; ++d) sources.emplace_back();
        std::size_t most = n;
        if (pieces.empty()) {
            sources[first].add(0, n);
            if (count > 1) most = std::max(n / (count * 8), smallest_chunk);
        } else {
            cut_by_pieces(c.all, pieces, [&](std::size_t piece, std::size_t from, std::size_t to) {
                const auto d = std::find(devices.begin(), devices.end(), pieces[piece].device);
                sources[first + static_cast<std::size_t>(d - devices.begin())].add(from, to);
            });
        }
        for (std::size_t d = 0; d < count; ++d)
            work[d].push_back({&c.samples, &c.all, c.what->programs, c.what->tiers,
                               options.outputs || c.stays.rows != nullptr, options.batch_size,
                               &sources[first + d % sources_each], most, &c.report, c.stays});
    }

    std::vector<error_message> why(count);
    std::vector<char> good(count, 0);
    const auto run = [&](std::size_t d) {
        within_memory([&] {
            std::unique_ptr<device_worker<D>> worker = pool.take(devices[d]);
            const typename D::error e = worker->run(work[d]);
            if (D::failed(e)) { // the worker is dropped with its memory
                why[d].text = std::string(D::name) + " device " + std::to_string(devices[d]) +
                              ": " + D::text(e);
                worker.reset();
                D::forget_error();
                return;
            }
            if (!worker->had_host_memory()) return;
            pool.give_back(std::move(worker));
            good[d] = 1;
        });
    };
    {
        std::vector<std::jthread> threads; // end before what they use
        for (std::size_t d = 1; d < count; ++d)
            // where no thread can be started, devices work one after the other
            if (!within_memory([&] { threads.emplace_back(run, d); })) run(d);
        run(0);
    }
    bool all_good = true;
    for (std::size_t d = 0; d < count; ++d) {
        if (good[d] == 0) {
            if (!why[d].text.empty()) error = why[d];
            all_good = false;
        }
        for (std::size_t k = 0; k < calls.size(); ++k) {
            calls[k].report.seconds.keep_slowest(work[d][k].seconds);
            for (std::size_t t = 0; t < work[d][k].tier_samples.size(); ++t)
                calls[k].report.tier_samples[t] += work[d][k].tier_samples[t];
        }
    }
    return all_good;
}

/// Runs what a call left at the overflow tier and by definition, on the host.
template <class D>
bool run_what_is_left(compiled_call<D>& call, const run_options& options, error_message& error) {
    const sample_view& samples = call.samples;
    const compiled_pipeline<D>& what = *call.what;
    run_report& report = call.report;
    add_overflow_tier(what.texts, options, report);
    const std::size_t n = call.all.count();
    const bool outputs_stay = call.stays.rows != nullptr;
    std::vector<std::size_t> places_left; // of results
    // where a grid of the sample holds a 15, what a device took for no colour may be one
    const std::vector<sample_need> needs = needs_of(samples);
    for (std::size_t k = 0; k < n && !needs.empty(); ++k)
        for (auto p = static_cast<std::size_t>(what.programs); p-- > 0;)
            if (verdict& v = report.verdicts[p * n + k];
                v.why() == status::domain && needs[call.all.sample(k)] == sample_need::fifteen)
                v = verdict(status::capacity, 0);
    /// Calls f on what overflowed, with its grids on the host.
    const auto on_left = [&](const auto& f) {
        auto left = overflowed<std::size_t>(report.verdicts.data(), what.programs, n, n);
        if (left.positions.empty()) return true;
        if (outputs_stay && places_left.empty()) {
            report.outputs.resize(report.verdicts.size());
            for (std::size_t k = 0; k < left.positions.size(); ++k)
                for (std::size_t p = 0; p < static_cast<std::size_t>(what.programs); ++p)
                    if ((left.active[k] >> p & 1U) != 0)
                        places_left.push_back(p * n + left.positions[k]);
        }
        std::vector<std::size_t> places;
        for (const std::size_t k : left.positions) places.push_back(call.all.sample(k));
        batch inputs, outputs;
        typename D::error e = gather<D>(samples.in, places, inputs);
        if (!D::failed(e)) e = gather<D>(samples.expected, places, outputs);
        if (D::failed(e)) {
            error.text = std::string(D::name) + ": " + D::text(e);
            return false;
        }
        sample_view here = samples;
        here.in = inputs;
        here.expected = outputs;
        if (!check_sizes(here.in, "inputs", false, error, places.data()) ||
            !check_sizes(here.expected, "expected outputs", true, error, places.data()))
            return false;
        return f(host_job{&here, &call.all, report.verdicts.data(),
                          report.outputs.empty() ? nullptr : report.outputs.data(), n,
                          left.positions.data(), left.active.data(), left.positions.size(), true},
                 left.active);
    };
    const auto climb = [&](const host_job& job, const auto&) {
        const typename D::in_use as_it_is;
        run_overflow_tier(job, what.texts, backend::cuda, options, report);
        return true;
    };
    if (options.overflow != nullptr && !on_left(climb)) return false;
    const auto define = [&](const host_job& job, std::vector<std::uint64_t>& active) {
        if (!outputs_stay) leave_unmatchable(job, what.texts, options, active, report);
        return run_last_tier(job, what.programs, what.by_definition, options, report);
    };
    if (!on_left(define)) return false;
    for (const std::size_t k : places_left) {
        call.made_on_host.push_back(report.outputs[k]);
        const batch_view made = call.made_on_host.view().from(call.made_on_host.size() - 1);
        typename D::error e =
            D::copy(call.stays.rows + k * packed_side, made.rows, packed_side * sizeof(packed_row));
        if (!D::failed(e)) e = D::copy(call.stays.sizes + k, made.sizes, sizeof(packed_size));
        if (!D::failed(e)) continue;
        error.text = std::string(D::name) + ": " + D::text(e);
        return false;
    }
    if (outputs_stay) report.outputs.clear();
    return true;
}

/// Runs calls, at least one, on the same grids side by side on the devices, and then what each has
/// left on the host. The total seconds of a call are those that it adds to the calls before it.
/// False with a sentence, or without one if the host had no memory.
template <class D>
bool run_on_all(device_pool<D>& pool, std::span<compiled_call<D>> calls, const run_options& options,
                error_message& error) {
    double start = now();
    if (!run_on_devices(pool, calls, options, error)) return false;
    for (compiled_call<D>& c : calls) {
        if (!run_what_is_left(c, options, error)) return false;
        const double end = now();
        c.report.seconds.total = end - start;
        start = end;
    }
    return true;
}

} // namespace batt::detail
BATT_HOST_CALLS_END
