// Columns on CUDA devices: a call cut into chunks that fit, chunks given to devices.
#pragma once

#include <batt/columns/cuda_chunk.hpp>
#include <batt/columns/device.hpp>
#if defined(__CUDACC__)

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Outputs and samples that run at once on a device.
struct device_chunk {
    std::size_t first_output = 0, last_output = 0; ///< of the sorted ones
    std::size_t first_sample = 0, last_sample = 0; ///< of the list, where all are of one list
};

/// One device and what it keeps between calls.
class device_worker {
    /// f of the chunks of the tier.
    template <class F>
    auto on_chunk(const F& f) {
        return fast_ != nullptr ? f(*fast_) : f(*large_);
    }

public:
    explicit device_worker(int device) : device_(device) {}
    ~device_worker() {
        if (stream_ == nullptr) return;
        cudaSetDevice(device_);
        finish();
        clear();
        cudaStreamDestroy(stream_);
    }
    device_worker(const device_worker&) = delete;
    device_worker& operator=(const device_worker&) = delete;

    /// Of the device, once something has run on it.
    const char* name() const { return properties_.name; }

    /// Before the chunks of a call: the device has its samples.
    bool start(const device_call& call, error_message& error) {
        if (!good(cudaSetDevice(device_), error)) return false;
        if (stream_ == nullptr &&
            (!good(cudaGetDeviceProperties(&properties_, device_), error) ||
             !good(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), error)))
            return false;
        pool_bytes_ = 0;
        if (call.tier == 0)
            fast_ = std::make_unique<cuda_chunk<0>>(call.of, call.compiled, kept_);
        else
            large_ = std::make_unique<cuda_chunk<1>>(call.of, call.compiled, kept_);
        return send_samples(call, error);
    }
    /// After the chunks of a call; memory is kept.
    void finish() {
        fast_.reset();
        large_.reset();
    }

    /// Runs a chunk; halves of it where it does not fit.
    bool run(const device_call& call, std::span<const std::size_t> sorted,
             std::span<const std::size_t> first, const device_chunk& c, error_message& error) {
        std::vector<output> outputs;
        std::vector<sample_range> ranges;
        std::size_t places = 0;
        for (std::size_t k = c.first_output; k < c.last_output; ++k) {
            const output& o = call.outputs[sorted[k]];
            outputs.push_back(o);
            const bool is_new = ranges.empty() || ranges.back().space != o.samples;
            if (is_new) ranges.push_back(range_of(call, o, c));
            places += ranges.back().count;
        }
        if (places == 0) return true;
        if (!reserve(call, places, error)) return false;
        std::vector<std::uint32_t> at;
        bool full = false;
        cudaError_t e = cudaSuccess;
        const device_results results{results_.get(), call.grids != nullptr ? grids_.get() : nullptr,
                                     call.sizes != nullptr ? sizes_.get() : nullptr};
        const bool done = on_chunk([&](auto& chunk) {
            return chunk.run(outputs, ranges, samples_, results, at, full, e);
        });
        if (!done) {
            if (full) return run_halves(call, sorted, first, c, error);
            return good(e, error);
        }
        return take(call, sorted, first, c, ranges, places, error);
    }

private:
    bool good(cudaError_t e, error_message& error) const {
        if (e == cudaSuccess) return true;
        error.text = "device " + std::to_string(device_) + ": " + cudaGetErrorString(e);
        cudaGetLastError();
        return false;
    }
    static bool is_cut(const device_chunk& c) { return c.last_sample > c.first_sample; }
    sample_range range_of(const device_call& call, const output& o, const device_chunk& c) const {
        const auto list = static_cast<std::size_t>(o.samples - 1);
        const std::size_t n = call.samples[list].size();
        const std::size_t from = is_cut(c) ? c.first_sample : 0;
        const std::size_t to = is_cut(c) ? c.last_sample : n;
        return {o.samples, static_cast<std::uint32_t>(offsets_[list] + from),
                static_cast<std::uint32_t>(to - from)};
    }
    bool run_halves(const device_call& call, std::span<const std::size_t> sorted,
                    std::span<const std::size_t> first, const device_chunk& c,
                    error_message& error) {
        device_chunk a = c, b = c;
        const std::size_t outputs = c.last_output - c.first_output;
        const output& o = call.outputs[sorted[c.first_output]];
        const std::size_t n = call.samples[static_cast<std::size_t>(o.samples - 1)].size();
        if (outputs > 1) {
            a.last_output = b.first_output = c.first_output + outputs / 2;
        } else {
            if (!is_cut(c)) a.last_sample = b.last_sample = n;
            if (b.last_sample - a.first_sample <= 1) {
                // This is one output on one sample: the definition has more room.
                const std::size_t place = first[sorted[c.first_output]] + a.first_sample;
                call.results[place] = {
                    {}, failure_at(static_cast<unsigned>(status::capacity), 0)};
                return true;
            }
            a.last_sample = b.first_sample = a.first_sample + (b.last_sample - a.first_sample) / 2;
        }
        return run(call, sorted, first, a, error) && run(call, sorted, first, b, error);
    }
    bool send_samples(const device_call& call, error_message& error) {
        offsets_.clear();
        std::size_t total = 0;
        for (const auto& list : call.samples) {
            offsets_.push_back(total);
            total += list.size();
        }
        if (!good(ids_.reserve(std::max<std::size_t>(total, 1), stream_), error)) return false;
        for (std::size_t k = 0; k < call.samples.size(); ++k)
            if (!call.samples[k].empty())
                cudaMemcpyAsync(ids_.get() + offsets_[k], call.samples[k].data(),
                                call.samples[k].size() * sizeof(std::uint32_t),
                                cudaMemcpyHostToDevice, stream_);
        samples_.ids = ids_.get();
        return send(call.data.in, in_, in_sizes_, samples_.in, error) &&
               send(call.data.expected, expected_, expected_sizes_, samples_.expected, error) &&
               send_demonstrations(call.data, error) &&
               good(cudaStreamSynchronize(stream_), error);
    }
    bool send(const batch_view& from, batt::detail::cuda_buffer<packed_row>& rows,
              batt::detail::cuda_buffer<packed_size>& sizes, sample_grids& to,
              error_message& error) {
        to = {};
        if (from.count == 0) return true;
        if (from.on_device) {
            to = {from.rows, from.sizes};
            return true;
        }
        if (!good(rows.reserve(from.count * packed_side, stream_), error) ||
            !good(sizes.reserve(from.count, stream_), error))
            return false;
        cudaMemcpyAsync(rows.get(), from.rows, from.count * packed_side * sizeof(packed_row),
                        cudaMemcpyHostToDevice, stream_);
        cudaMemcpyAsync(sizes.get(), from.sizes, from.count * sizeof(packed_size),
                        cudaMemcpyHostToDevice, stream_);
        to = {rows.get(), sizes.get()};
        return true;
    }
    bool send_demonstrations(const sample_view& data, error_message& error) {
        samples_.demonstrations = {};
        if (data.task == nullptr) return true;
        sample_grids grids;
        if (!send(data.demonstrations, pairs_, pair_sizes_, grids, error) ||
            !good(first_.reserve(data.tasks + 1, stream_), error) ||
            !good(task_.reserve(std::max<std::size_t>(data.in.count, 1), stream_), error))
            return false;
        cudaMemcpyAsync(first_.get(), data.first, (data.tasks + 1) * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream_);
        cudaMemcpyAsync(task_.get(), data.task, data.in.count * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream_);
        samples_.demonstrations = {grids.rows, grids.sizes, first_.get(), task_.get()};
        return true;
    }
    bool reserve(const device_call& call, std::size_t places, error_message& error) {
        if (!good(results_.reserve(places, stream_), error) ||
            !good(host_results_.reserve(places, stream_), error))
            return false;
        if (call.grids != nullptr &&
            (!good(grids_.reserve(places * packed_side, stream_), error) ||
             !good(sizes_.reserve(places, stream_), error)))
            return false;
        if (pool_bytes_ != 0) return true;
        // The pool is as large as the device allows, but not larger than the call can use.
        std::size_t free = 0, all = 0;
        if (!good(cudaMemGetInfo(&free, &all), error)) return false;
        const int blocks = properties_.multiProcessorCount *
                           (properties_.maxThreadsPerMultiProcessor / block_threads);
        int workers = blocks * (block_threads / 32);
        const std::size_t have = kept_.bytes() + free;
        std::size_t total = 0;
        for (const output& o : call.outputs)
            total += call.samples[static_cast<std::size_t>(o.samples - 1)].size();
        const std::size_t wanted = std::max<std::size_t>(total * bytes_per_output, least_pool);
        std::size_t bytes = std::min(wanted, have / 10 * 8);
        while (workers > 64 && static_cast<std::size_t>(workers) * scratch_bytes > have / 4)
            workers /= 2;
        for (;; bytes /= 2) {
            const cudaError_t e =
                on_chunk([&](auto& chunk) { return chunk.reserve(bytes, workers, stream_); });
            if (e == cudaSuccess) break;
            if (e != cudaErrorMemoryAllocation || bytes < (std::size_t{1} << 20))
                return good(e, error);
        }
        pool_bytes_ = bytes;
        return true;
    }
    bool take(const device_call& call, std::span<const std::size_t> sorted,
              std::span<const std::size_t> first, const device_chunk& c,
              const std::vector<sample_range>& ranges, std::size_t places, error_message& error) {
        cudaMemcpyAsync(host_results_.get(), results_.get(), places * sizeof(judged),
                        cudaMemcpyDeviceToHost, stream_);
        if (!good(cudaStreamSynchronize(stream_), error)) return false;
        std::size_t from = 0, range = 0;
        for (std::size_t k = c.first_output; k < c.last_output; ++k) {
            const output& o = call.outputs[sorted[k]];
            while (ranges[range].space != o.samples) ++range;
            const std::size_t n = ranges[range].count;
            const std::size_t to = first[sorted[k]] + (is_cut(c) ? c.first_sample : 0);
            std::copy_n(host_results_.get() + from, n, call.results + to);
            if (call.grids != nullptr) {
                cudaMemcpyAsync(call.grids + to * packed_side, grids_.get() + from * packed_side,
                                n * packed_side * sizeof(packed_row), cudaMemcpyDeviceToHost,
                                stream_);
                cudaMemcpyAsync(call.sizes + to, sizes_.get() + from, n * sizeof(packed_size),
                                cudaMemcpyDeviceToHost, stream_);
            }
            from += n;
        }
        return good(cudaStreamSynchronize(stream_), error);
    }
    void clear() {
        results_.clear();
        grids_.clear();
        sizes_.clear();
        ids_.clear();
        first_.clear();
        task_.clear();
        pairs_.clear();
        pair_sizes_.clear();
        in_.clear();
        in_sizes_.clear();
        expected_.clear();
        expected_sizes_.clear();
        kept_.clear();
    }

    static constexpr std::size_t bytes_per_output = 64 << 10, least_pool = std::size_t{256} << 20,
                                 scratch_bytes = 1024 * 128;

    int device_;
    cudaDeviceProp properties_{};
    cudaStream_t stream_ = nullptr;
    chunk_memory kept_;
    std::unique_ptr<cuda_chunk<0>> fast_;
    std::unique_ptr<cuda_chunk<1>> large_;
    std::size_t pool_bytes_ = 0;
    device_samples samples_;
    std::vector<std::size_t> offsets_;
    batt::detail::cuda_buffer<judged> results_;
    batt::detail::cuda_buffer<judged, true> host_results_;
    batt::detail::cuda_buffer<packed_row> grids_, in_, expected_, pairs_;
    batt::detail::cuda_buffer<packed_size> sizes_, in_sizes_, expected_sizes_, pair_sizes_;
    batt::detail::cuda_buffer<std::uint32_t> ids_, first_, task_;
};

/// All devices that a call may use.
class cuda_runner final : public device_runner {
public:
    bool ready(const run_options& options, error_message& error) override {
        int count = 0;
        const cudaError_t e = cudaGetDeviceCount(&count);
        if (e != cudaSuccess || count == 0) {
            cudaGetLastError();
            error.text = std::string("no CUDA device can be used: ") +
                         (e != cudaSuccess ? cudaGetErrorString(e) : "there is none");
            return false;
        }
        if (options.device >= count) {
            error.text = "there is no device " + std::to_string(options.device) + ", but " +
                         std::to_string(count) + (count == 1 ? " device" : " devices");
            return false;
        }
        while (static_cast<int>(workers_.size()) < count)
            workers_.push_back(
                std::make_unique<device_worker>(static_cast<int>(workers_.size())));
        return true;
    }

    bool run(const device_call& call, run_report& report, error_message& error) override {
        const auto start = std::chrono::steady_clock::now();
        const std::vector<std::size_t> sorted = by_list(call);
        std::vector<std::size_t> first;
        std::size_t places = 0;
        for (const output& o : call.outputs) {
            first.push_back(places);
            places += call.samples[static_cast<std::size_t>(o.samples - 1)].size();
        }
        const int from = call.options.device < 0 ? 0 : call.options.device;
        const int devices = call.options.device < 0 ? static_cast<int>(workers_.size()) : 1;
        const std::vector<device_chunk> chunks = cut(call, sorted, devices);
        std::atomic<std::size_t> next = 0;
        std::mutex mutex;
        bool good = true;
        const auto work = [&](int device) {
            device_worker& w = *workers_[static_cast<std::size_t>(device)];
            error_message why;
            bool fine = w.start(call, why);
            for (std::size_t k = next++; fine && k < chunks.size(); k = next++)
                fine = w.run(call, sorted, first, chunks[k], why);
            w.finish();
            if (fine) return;
            const std::lock_guard lock(mutex);
            good = false;
            error = why;
            next = chunks.size();
        };
        std::vector<std::thread> threads;
        for (int d = 1; d < devices; ++d) threads.emplace_back(work, from + d);
        work(from);
        for (std::thread& t : threads) t.join();
        report.device = std::string(devices > 1 ? std::to_string(devices) + " x " : "") +
                        workers_[static_cast<std::size_t>(from)]->name();
        report.seconds.kernel =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return good;
    }

    bool fetch(const batch_view& from, std::span<const std::size_t> samples, batch& to,
               error_message& error) override {
        const cudaError_t e = batt::detail::gather(from, samples, to);
        if (e != cudaSuccess)
            error.text = std::string("samples of a device: ") + cudaGetErrorString(e);
        return e == cudaSuccess;
    }

private:
    static std::vector<std::size_t> by_list(const device_call& call) {
        std::vector<std::size_t> sorted(call.outputs.size());
        for (std::size_t k = 0; k < sorted.size(); ++k) sorted[k] = k;
        std::stable_sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
            return call.outputs[a].samples < call.outputs[b].samples;
        });
        return sorted;
    }
    /// So many values at once that launches are large and fit.
    static std::vector<device_chunk> cut(const device_call& call,
                                         std::span<const std::size_t> sorted, int devices) {
        std::size_t total = 0;
        for (const output& o : call.outputs)
            total += call.samples[static_cast<std::size_t>(o.samples - 1)].size();
        std::size_t most = std::size_t{1} << 20;
        if (devices > 1)
            most = std::min(most, std::max<std::size_t>(
                                      total / static_cast<std::size_t>(devices * 4), 4096));
        const std::size_t at_once = call.options.batch_size;
        std::vector<device_chunk> chunks;
        for (std::size_t k = 0; k < sorted.size();) {
            const output& o = call.outputs[sorted[k]];
            const std::size_t n = call.samples[static_cast<std::size_t>(o.samples - 1)].size();
            if (n > most || (at_once > 0 && n > at_once)) {
                // The outputs of a long list run on a part of it at a time.
                std::size_t to = k;
                while (to < sorted.size() && call.outputs[sorted[to]].samples == o.samples) ++to;
                const std::size_t outputs = to - k;
                const std::size_t step =
                    at_once > 0 ? at_once : std::max<std::size_t>(most / outputs, 1024);
                for (std::size_t s = 0; s < n; s += step)
                    chunks.push_back({k, to, s, std::min(s + step, n)});
                k = to;
                continue;
            }
            const std::size_t from = k;
            std::size_t sum = 0;
            while (k < sorted.size()) {
                const std::size_t more = call.samples[static_cast<std::size_t>(
                                                          call.outputs[sorted[k]].samples - 1)]
                                             .size();
                if (k > from && (sum + more > most || (at_once > 0 && more > at_once))) break;
                sum += more;
                ++k;
            }
            chunks.push_back({from, k, 0, 0});
        }
        return chunks;
    }

    std::vector<std::unique_ptr<device_worker>> workers_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
