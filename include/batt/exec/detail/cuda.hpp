// The CUDA back end: a warp a sample, on one device or all of them, and what is left on the host.
#pragma once

#if defined(__CUDACC__)

#include <algorithm>
#include <batt/exec/cuda_devices.hpp>
#include <batt/exec/detail/cuda_worker.hpp>
#include <thread>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The devices in use, one worker each, kept between calls.
class cuda_workers {
public:
    /// The devices that the options ask for; empty with a sentence if there is none.
    std::vector<int> devices(const run_options& options, error_message& error) {
        const int count = count_devices(options.device, error);
        std::vector<int> out;
        for (int d = 0; d < count; ++d)
            if (options.device == -1 || options.device == d) out.push_back(d);
        return out;
    }

    cuda_worker& worker(int device) {
        while (static_cast<int>(workers_.size()) <= device)
            workers_.push_back(
                std::make_unique<cuda_worker>(static_cast<int>(workers_.size())));
        return *workers_[static_cast<std::size_t>(device)];
    }
    /// Forgets a device's memory after an error.
    void reset(int device) {
        workers_[static_cast<std::size_t>(device)] = std::make_unique<cuda_worker>(device);
        cudaGetLastError();
    }

private:
    std::vector<std::unique_ptr<cuda_worker>> workers_;
};

/// The pieces of samples in device memory; none if they are on the host. What lies in memory that
/// all devices can read runs on device `usual`. False with a sentence if inputs and expected grids
/// do not lie together.
inline bool find_pieces(const sample_view& samples, int usual, std::vector<batch_part>& pieces,
                        error_message& error) {
    const auto of = [&](const batch_view& v) {
        std::vector<batch_part> parts;
        if (v.on_device && v.count != 0) parts = parts_of(v);
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

/// Runs the tiers of the warp machine on the devices; what is left is marked `capacity`. False: why
/// not, and no sentence if the host had no memory.
inline bool run_on_cuda(cuda_workers& workers, const sample_view& samples, int programs,
                        const launcher* tiers, int tier_count, const run_options& options,
                        run_report& report, error_message& error) {
    auto devices = workers.devices(options, error);
    if (devices.empty()) return false;
    std::vector<batch_part> pieces;
    if (!find_pieces(samples, devices[0], pieces, error)) return false;
    if (!pieces.empty()) {
        devices.clear();
        for (const batch_part& p : pieces)
            if (std::find(devices.begin(), devices.end(), p.device) == devices.end())
                devices.push_back(p.device);
    }
    report.where = backend::cuda;
    cudaDeviceProp properties;
    if (cudaGetDeviceProperties(&properties, devices[0]) == cudaSuccess)
        report.device = properties.name;
    if (devices.size() > 1) report.device = std::to_string(devices.size()) + " x " + report.device;
    const std::size_t n = samples.in.count, results_count = n * static_cast<std::size_t>(programs);
    assign_many(report.verdicts, results_count);
    report.outputs.assign(options.outputs ? results_count : 0, grid());
    report.tier_samples.assign(static_cast<std::size_t>(tier_count) + 1, 0);

    // Samples in device memory run where they lie, others where there is time for them.
    std::vector<samples_to_run> sources(pieces.empty() ? 1 : devices.size());
    std::size_t most = n;
    if (pieces.empty()) {
        sources[0].add(0, n);
        if (devices.size() > 1) most = std::max(n / (devices.size() * 8), smallest_chunk);
    }
    std::size_t from = 0;
    for (const batch_part& p : pieces) {
        const auto d = std::find(devices.begin(), devices.end(), p.device) - devices.begin();
        sources[static_cast<std::size_t>(d)].add(from, from + p.count);
        from += p.count;
    }

    std::vector<cuda_range> ranges;
    std::vector<cudaError_t> results(devices.size(), cudaSuccess);
    for (std::size_t d = 0; d < devices.size(); ++d) {
        workers.worker(devices[d]);
        ranges.push_back({&samples, programs, &sources[std::min(d, sources.size() - 1)], most,
                          tiers, tier_count, options.outputs, options.batch_size, &report});
    }
    const auto run = [&](std::size_t d) {
        ranges[d].host_memory = within_memory(
            [&] { results[d] = workers.worker(devices[d]).run(ranges[d]); });
    };
    std::vector<std::thread> threads;
    for (std::size_t d = 1; d < devices.size(); ++d) threads.emplace_back(run, d);
    run(0);
    for (auto& t : threads) t.join();
    bool good = true;
    for (std::size_t d = 0; d < devices.size(); ++d) {
        if (results[d] != cudaSuccess || !ranges[d].host_memory) {
            if (results[d] != cudaSuccess)
                error.text = "CUDA device " + std::to_string(devices[d]) + ": " +
                             cudaGetErrorString(results[d]);
            workers.reset(devices[d]);
            good = false;
        }
        for (auto phase :
             {&phase_times::prepare, &phase_times::copy_in, &phase_times::kernel,
              &phase_times::retry, &phase_times::copy_out})
            report.seconds.*phase = std::max(report.seconds.*phase, ranges[d].seconds.*phase);
        for (std::size_t t = 0; t < ranges[d].tier_samples.size(); ++t)
            report.tier_samples[t] += ranges[d].tier_samples[t];
    }
    return good;
}

/// Runs on the devices, and what is left at the overflow tier and by definition on the host.
inline bool run_on_all(cuda_workers& workers, const sample_view& samples, int programs,
                       const launcher* tiers, int tier_count, host_piece by_definition,
                       const pipeline_texts& texts, const run_options& options, run_report& report,
                       error_message& error) {
    const double start = now();
    if (!run_on_cuda(workers, samples, programs, tiers, tier_count, options, report, error))
        return false;
    add_overflow_tier(texts, options, report);
    const std::size_t n = samples.in.count;
    /// f of what overflowed, with its grids on the host.
    const auto on_left = [&](const auto& f) {
        const auto left = overflowed<std::size_t>(report.verdicts.data(), programs, n, n);
        if (left.positions.empty()) return true;
        batch inputs, outputs;
        cudaError_t e = gather(samples.in, left.positions, inputs);
        if (e == cudaSuccess) e = gather(samples.expected, left.positions, outputs);
        if (e != cudaSuccess) {
            error.text = std::string("CUDA: ") + cudaGetErrorString(e);
            return false;
        }
        sample_view here = samples;
        here.in = inputs;
        here.expected = outputs;
        const std::size_t* const names = left.positions.data();
        if (!check_sizes(here.in, "inputs", false, error, names) ||
            !check_sizes(here.expected, "expected outputs", true, error, names))
            return false;
        return f(host_job{&here,
                          report.verdicts.data(),
                          options.outputs ? report.outputs.data() : nullptr,
                          n,
                          left.positions.data(),
                          left.active.data(),
                          left.positions.size(),
                          true});
    };
    const auto climb = [&](const host_job& job) {
        int device = 0;
        const bool known = cudaGetDevice(&device) == cudaSuccess;
        run_overflow_tier(job, texts, backend::cuda, options, report);
        if (known) cudaSetDevice(device);
        return true;
    };
    if (options.overflow != nullptr && !on_left(climb)) return false;
    const bool good = on_left([&](const host_job& job) {
        return run_last_tier(job, programs, by_definition, options, report);
    });
    if (good) report.seconds.total = now() - start;
    return good;
}

#undef BATT_CUDA_TRY

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
