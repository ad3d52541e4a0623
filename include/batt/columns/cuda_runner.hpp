// Columns on CUDA devices: a call cut into chunks that fit, chunks given to devices.
#pragma once

#include <batt/columns/cuda_chunk.hpp>
#include <batt/columns/device_chunks.hpp>
#include <batt/exec/cuda_devices.hpp>
#include <batt/exec/device_batch.hpp>
#include <batt/reference/memory.hpp>
#if defined(__CUDACC__)

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Says in the places of grids that cannot be packed where their wide rows are on the device.
static __global__ void __launch_bounds__(256)
    place_wide(const wide_row* wide, const std::uint32_t* which, std::uint32_t n, packed_row* rows,
               packed_size* sizes) {
    const std::uint32_t k = blockIdx.x * 256 + threadIdx.x;
    if (k >= n) return;
    packed_row* const place = rows + std::size_t{which[k]} * packed_side;
    auto at = batt::detail::unpacked_place::at(place);
    at.wide = wide + std::size_t{k} * wide_side;
    at.put(place);
    sizes[which[k]] = packed_size::sent_wide();
}

/// One device and what it keeps between calls.
class device_worker {
    /// f of the chunks of the tier.
    template <class F>
    auto on_chunk(const F& f) {
        return fast_ != nullptr ? f(*fast_) : f(*large_);
    }

public:
    explicit device_worker(int device) : device_(device), kept_(budget_) {}
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
        cudaGetLastError(); // what others left there is not of this call
        if (!good(cudaSetDevice(device_), error)) return false;
        if (stream_ == nullptr &&
            (!good(cudaGetDeviceProperties(&properties_, device_), error) ||
             !good(cudaStreamCreateWithFlags(&stream_, cudaStreamNonBlocking), error)))
            return false;
        pool_bytes_ = 0;
        const std::size_t most = call.options.device_memory;
        budget_.most = most != 0 ? most : ~std::size_t{0};
        if (budget_.used > budget_.most) clear();
        if (call.tier == 0)
            fast_ = std::make_unique<cuda_chunk<0>>(call.of, call.compiled, kept_);
        else
            large_ = std::make_unique<cuda_chunk<1>>(call.of, call.compiled, kept_, call.fifteen);
        return send_samples(call, error);
    }
    /// What it has of the samples of earlier calls is of no use any more.
    void forget_samples() { has_data_ = false; }
    /// After the chunks of a call; memory is kept. Nothing runs any more, not even of a chunk that
    /// was left early.
    void finish() {
        if (stream_ != nullptr) {
            kept_.streams.finish();
            cudaStreamSynchronize(stream_);
        }
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
            if (is_new) ranges.push_back(range_of(call, sorted[k], c));
            places += ranges.back().count;
        }
        if (places == 0) return true;
        if (!reserve_pool(call, error)) return false;
        if (const cudaError_t e = reserve_results(call, places); e != cudaSuccess) {
            constexpr std::size_t few = 4096; // if these do not fit there is no memory at all
            if (e != cudaErrorMemoryAllocation || places <= few) return good(e, error);
            return run_halves(call, sorted, first, c, error);
        }
        std::vector<std::uint32_t> at;
        bool full = false;
        cudaError_t e = cudaSuccess;
        const device_results results{results_.get(),
                                     {call.grids.rows != nullptr ? grids_.get() : nullptr,
                                      call.grids.wide != nullptr ? wide_.get() : nullptr,
                                      call.grids.sizes != nullptr ? sizes_.get() : nullptr}};
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
        error.text = "CUDA device " + std::to_string(device_) + ": " + cudaGetErrorString(e);
        cudaGetLastError();
        return false;
    }
    static bool is_cut(const device_chunk& c) { return c.last_sample > c.first_sample; }
    /// The samples of output k.
    sample_range range_of(const device_call& call, std::size_t k, const device_chunk& c) const {
        const std::size_t from = is_cut(c) ? c.first_sample : 0;
        const std::size_t to = is_cut(c) ? c.last_sample : call.samples_of(k).size();
        return {call.outputs[k].samples,
                static_cast<std::uint32_t>(offsets_[call.list_of[k]] + from),
                static_cast<std::uint32_t>(to - from)};
    }
    bool run_halves(const device_call& call, std::span<const std::size_t> sorted,
                    std::span<const std::size_t> first, const device_chunk& c,
                    error_message& error) {
        device_chunk a = c, b = c;
        const std::size_t outputs = c.last_output - c.first_output;
        const std::size_t n = call.samples_of(sorted[c.first_output]).size();
        if (outputs > 1) {
            a.last_output = b.first_output = c.first_output + outputs / 2;
        } else {
            if (!is_cut(c)) a.last_sample = b.last_sample = n;
            if (b.last_sample - a.first_sample <= 1) {
                // This is one output on one sample: the definition has more room.
                const std::size_t place = first[sorted[c.first_output]] + a.first_sample;
                call.results[place] = {{}, failure_at(static_cast<unsigned>(status::capacity), 0)};
                return true;
            }
            a.last_sample = b.first_sample = a.first_sample + (b.last_sample - a.first_sample) / 2;
        }
        return run(call, sorted, first, a, error) && run(call, sorted, first, b, error);
    }
    bool send_samples(const device_call& call, error_message& error) {
        offsets_.clear();
        std::size_t total = 0;
        for (const auto& list : call.lists) {
            offsets_.push_back(total);
            total += list.size();
        }
        if (!good(ids_.reserve(std::max<std::size_t>(total, 1), stream_), error) ||
            !good(host_ids_.reserve(std::max<std::size_t>(total, 1), stream_), error))
            return false;
        for (std::size_t k = 0; k < call.lists.size(); ++k)
            std::copy(call.lists[k].begin(), call.lists[k].end(), host_ids_.get() + offsets_[k]);
        cudaMemcpyAsync(ids_.get(), host_ids_.get(), total * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream_);
        samples_.ids = ids_.get();
        if (!call.same_data || !has_data_) {
            has_data_ = false;
            if (!send(call.data.in, in_, in_sizes_, in_wide_, samples_.in, error) ||
                !send(call.data.expected, expected_, expected_sizes_, expected_wide_,
                      samples_.expected, error) ||
                !send_demonstrations(call.data, error))
                return false;
        }
        const bool is_known = !call.data.in.on_device && !call.data.expected.on_device;
        samples_.unknown = is_known ? sample_grids() : samples_.in;
        return has_data_ = good(cudaStreamSynchronize(stream_), error);
    }
    bool send(const batch_view& from, batt::detail::cuda_buffer<packed_row>& rows,
              batt::detail::cuda_buffer<packed_size>& sizes,
              batt::detail::cuda_buffer<wide_row>& wide, sample_grids& to, error_message& error) {
        to = {};
        if (from.count == 0) return true;
        if (from.on_device && from.parts.empty() && batt::detail::device_of(from.rows) == device_) {
            to = {from.rows, from.sizes};
            return true;
        }
        if (!good(rows.reserve(from.count * packed_side, stream_), error) ||
            !good(sizes.reserve(from.count, stream_), error))
            return false;
        to = {rows.get(), sizes.get()};
        return good(batt::detail::copy_batch(from, rows.get(), sizes.get(), stream_), error) &&
               send_wide(from, rows.get(), sizes.get(), wide, error);
    }
    /// The wide rows of a batch in host memory that has been sent. Those of one in the memory of
    /// devices stay on the host, and what reads them runs by definition, as does all that needs
    /// them if the device has no room.
    bool send_wide(const batch_view& from, packed_row* rows, packed_size* sizes,
                   batt::detail::cuda_buffer<wide_row>& to, error_message& error) {
        if (from.on_device) return true;
        std::vector<std::uint32_t> which;
        std::vector<wide_row> wide;
        for (std::size_t k = 0; k < from.count; ++k) {
            if (!from.sizes[k].is_unpacked()) continue;
            const auto at = batt::detail::unpacked_place::at(from.rows + k * packed_side);
            if (at.wide == nullptr) continue;
            which.push_back(static_cast<std::uint32_t>(k));
            wide.insert(wide.end(), at.wide, at.wide + wide_side);
        }
        if (which.empty()) return true;
        for (const cudaError_t e :
             {to.reserve(wide.size(), stream_), wide_places_.reserve(which.size(), stream_)}) {
            if (e == cudaErrorMemoryAllocation) {
                cudaGetLastError();
                return true;
            }
            if (!good(e, error)) return false;
        }
        cudaMemcpyAsync(to.get(), wide.data(), wide.size() * sizeof(wide_row),
                        cudaMemcpyHostToDevice, stream_);
        cudaMemcpyAsync(wide_places_.get(), which.data(), which.size() * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream_);
        const auto n = static_cast<std::uint32_t>(which.size());
        place_wide<<<(n + 255) / 256, 256, 0, stream_>>>(to.get(), wide_places_.get(), n, rows,
                                                         sizes);
        if (!good(cudaPeekAtLastError(), error)) return false;
        return good(cudaStreamSynchronize(stream_), error);
    }
    bool send_demonstrations(const sample_view& data, error_message& error) {
        samples_.demonstrations = {};
        if (data.task == nullptr) return true;
        sample_grids grids;
        if (!send(data.demonstrations, pairs_, pair_sizes_, pair_wide_, grids, error) ||
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
    cudaError_t reserve_results(const device_call& call, std::size_t places) {
        cudaError_t e = results_.reserve(places, stream_);
        if (e == cudaSuccess) e = host_results_.reserve(places, stream_);
        if (call.grids.sizes == nullptr) return e;
        if (e == cudaSuccess && call.grids.rows != nullptr)
            e = grids_.reserve(places * packed_side, stream_);
        if (e == cudaSuccess && call.grids.wide != nullptr)
            e = wide_.reserve(places * wide_side, stream_);
        return e == cudaSuccess ? sizes_.reserve(places, stream_) : e;
    }
    bool reserve_pool(const device_call& call, error_message& error) {
        if (pool_bytes_ != 0) return true;
        // The pool is as large as the device allows, but not larger than the call can use.
        std::size_t total = 0;
        for (std::uint32_t list : call.list_of) total += call.lists[list].size();
        const std::size_t wanted = std::max<std::size_t>(total * bytes_per_output, least_pool);
        int& workers = workers_[call.tier];
        const auto reserve = [&](std::size_t bytes) {
            const cudaError_t e =
                on_chunk([&](auto& chunk) { return chunk.reserve(bytes, workers, stream_); });
            if (e == cudaSuccess) pool_bytes_ = bytes;
            return e;
        };
        // To ask for what is free takes longer than small calls do.
        const std::size_t scratch_bytes = std::size_t{128} * tier_scratch[call.tier];
        const std::size_t scratch = static_cast<std::size_t>(workers) * scratch_bytes;
        if (workers > 0 && kept_.bytes() >= scratch + wanted)
            return good(reserve(kept_.bytes() - scratch), error);
        std::size_t free = 0, all = 0;
        if (!good(cudaMemGetInfo(&free, &all), error)) return false;
        const std::size_t others = budget_.used - kept_.bytes();
        const std::size_t have = std::min(kept_.bytes() + free, budget_.most - others);
        workers = properties_.multiProcessorCount *
                  (properties_.maxThreadsPerMultiProcessor / block_threads) * (block_threads / 32);
        const std::size_t for_scratch = have / (call.tier == 0 ? 4 : 16);
        while (workers > 64 && static_cast<std::size_t>(workers) * scratch_bytes > for_scratch)
            workers /= 2;
        for (std::size_t bytes = std::min(wanted, have / 10 * 8);; bytes /= 2) {
            const cudaError_t e = reserve(bytes);
            if (e == cudaSuccess) return true;
            if (e != cudaErrorMemoryAllocation || bytes < (std::size_t{1} << 20))
                return good(e, error);
        }
    }
    bool take(const device_call& call, std::span<const std::size_t> sorted,
              std::span<const std::size_t> first, const device_chunk& c,
              const std::vector<sample_range>& ranges, std::size_t places, error_message& error) {
        cudaMemcpyAsync(host_results_.get(), results_.get(), places * sizeof(judged),
                        cudaMemcpyDeviceToHost, stream_);
        if (!good(cudaStreamSynchronize(stream_), error)) return false;
        // Places of outputs that follow each other are copied together.
        std::size_t from = 0, range = 0, begin = 0, to_begin = 0;
        const auto copy = [&] {
            const std::size_t n = from - begin;
            if (n == 0) return;
            std::copy_n(host_results_.get() + begin, n, call.results + to_begin);
            if (call.grids.sizes == nullptr) return;
            const output_grids to = call.grids.from(to_begin);
            if (to.rows != nullptr)
                cudaMemcpyAsync(to.rows, grids_.get() + begin * packed_side,
                                n * packed_side * sizeof(packed_row), cudaMemcpyDeviceToHost,
                                stream_);
            if (to.wide != nullptr)
                cudaMemcpyAsync(to.wide, wide_.get() + begin * wide_side,
                                n * wide_side * sizeof(wide_row), cudaMemcpyDeviceToHost, stream_);
            cudaMemcpyAsync(to.sizes, sizes_.get() + begin, n * sizeof(packed_size),
                            cudaMemcpyDeviceToHost, stream_);
        };
        for (std::size_t k = c.first_output; k < c.last_output; ++k) {
            const output& o = call.outputs[sorted[k]];
            while (ranges[range].space != o.samples) ++range;
            const std::size_t to = first[sorted[k]] + (is_cut(c) ? c.first_sample : 0);
            if (to != to_begin + (from - begin)) {
                copy();
                begin = from;
                to_begin = to;
            }
            from += ranges[range].count;
        }
        copy();
        return good(cudaStreamSynchronize(stream_), error);
    }
    void clear() {
        results_.clear();
        grids_.clear();
        wide_.clear();
        sizes_.clear();
        ids_.clear();
        host_ids_.clear();
        first_.clear();
        task_.clear();
        pairs_.clear();
        pair_sizes_.clear();
        in_.clear();
        in_sizes_.clear();
        in_wide_.clear();
        expected_wide_.clear();
        pair_wide_.clear();
        wide_places_.clear();
        expected_.clear();
        expected_sizes_.clear();
        kept_.clear();
        workers_[0] = workers_[1] = 0;
        has_data_ = false;
    }

    static constexpr std::size_t bytes_per_output = 64 << 10, least_pool = std::size_t{256} << 20;

    int device_;
    cudaDeviceProp properties_{};
    cudaStream_t stream_ = nullptr;
    batt::detail::device_budget budget_; ///< of the buffers below
    chunk_memory kept_;
    std::unique_ptr<cuda_chunk<0>> fast_;
    std::unique_ptr<cuda_chunk<1>> large_;
    std::size_t pool_bytes_ = 0; ///< of this call, once it is known
    int workers_[2] = {};        ///< of each tier; 0: it has not run
    bool has_data_ = false;      ///< of the last call
    device_samples samples_;
    std::vector<std::size_t> offsets_;
    batt::detail::cuda_buffer<judged> results_{budget_};
    batt::detail::cuda_buffer<judged, true> host_results_;
    batt::detail::cuda_buffer<packed_row> grids_{budget_}, in_{budget_}, expected_{budget_},
        pairs_{budget_};
    batt::detail::cuda_buffer<packed_size> sizes_{budget_}, in_sizes_{budget_},
        expected_sizes_{budget_}, pair_sizes_{budget_};
    batt::detail::cuda_buffer<wide_row> wide_{budget_}, in_wide_{budget_}, expected_wide_{budget_},
        pair_wide_{budget_};
    batt::detail::cuda_buffer<std::uint32_t> ids_{budget_}, first_{budget_}, task_{budget_},
        wide_places_{budget_};
    batt::detail::cuda_buffer<std::uint32_t, true> host_ids_;
};

/// All devices that a call may use.
class cuda_runner final : public device_runner {
public:
    bool ready(const run_options& options, error_message& error) override {
        const int count = batt::detail::count_devices(options.device, error);
        if (count == 0) return false;
        while (static_cast<int>(workers_.size()) < count)
            workers_.push_back(std::make_unique<device_worker>(static_cast<int>(workers_.size())));
        return true;
    }

    bool run(const device_call& call, run_report& report, error_message& error) override {
        if (!call.same_data)
            for (const auto& w : workers_) w->forget_samples();
        const std::vector<std::size_t> sorted = sorted_by_list(call);
        std::vector<std::size_t> first;
        std::size_t places = 0;
        for (std::size_t k = 0; k < call.outputs.size(); ++k) {
            first.push_back(places);
            places += call.samples_of(k).size();
        }
        const int from = call.options.device < 0 ? 0 : call.options.device;
        const int devices = call.options.device < 0 ? static_cast<int>(workers_.size()) : 1;
        const std::vector<device_chunk> chunks = cut_into_chunks(call, sorted, devices);
        std::atomic<std::size_t> next = 0;
        std::mutex mutex;
        bool good = true;
        const auto work = [&](int device) {
            device_worker& w = *workers_[static_cast<std::size_t>(device)];
            error_message why;
            bool fine = false;
            // an exception must not leave a thread
            const bool has_memory = batt::detail::within_memory([&] {
                fine = w.start(call, why);
                for (std::size_t k = next++; fine && k < chunks.size(); k = next++) {
                    if (batt::detail::is_stopped(call.options)) break;
                    const device_chunk& c = chunks[k];
                    fine = w.run(call, sorted, first, c, why);
                    if (!fine || !call.have_come) continue;
                    call.have_come(
                        std::span(sorted).subspan(c.first_output, c.last_output - c.first_output),
                        c.first_sample, c.last_sample);
                }
            });
            w.finish();
            if (fine && has_memory) return;
            if (!has_memory)
                why.text = "CUDA device " + std::to_string(device) +
                           ": the host has no memory for what runs there";
            const std::lock_guard lock(mutex);
            good = false;
            error = why;
            next = chunks.size();
        };
        {
            std::vector<std::jthread> threads; // which end before what they use
            // those that can be had; the others take what is left
            batt::detail::within_memory([&] {
                for (int d = 1; d < devices; ++d) threads.emplace_back(work, from + d);
            });
            work(from);
        }
        report.device = std::string(devices > 1 ? std::to_string(devices) + " x " : "") +
                        workers_[static_cast<std::size_t>(from)]->name();
        return good;
    }

    bool fetch(const batch_view& from, std::span<const std::size_t> samples, batch& to,
               error_message& error) override {
        const cudaError_t e = batt::detail::gather<batt::detail::cuda_api>(from, samples, to);
        if (e != cudaSuccess)
            error.text = std::string("samples of a device: ") + cudaGetErrorString(e);
        return e == cudaSuccess;
    }

private:
    std::vector<std::unique_ptr<device_worker>> workers_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
