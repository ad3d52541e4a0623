// One device that computes columns: its chunks, its memory and the samples that it keeps.
#pragma once

#include <batt/columns/cuda_chunk.hpp>
#include <batt/columns/detail/kept_samples.hpp>
#include <batt/columns/device_chunks.hpp>
#if defined(__CUDACC__)

#include <memory>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// One device, and the memory that it keeps between calls.
class column_device {
    /// f(chunk) with the chunk of the tier that runs.
    template <class F>
    auto on_chunk(const F& f) {
        return fast_ != nullptr ? f(*fast_) : f(*large_);
    }

public:
    explicit column_device(int device) : device_(device), kept_(budget_) {}
    ~column_device() {
        if (stream_ == nullptr) return;
        cudaSetDevice(device_);
        finish();
        clear();
        cudaStreamDestroy(stream_);
    }
    column_device(const column_device&) = delete;
    column_device& operator=(const column_device&) = delete;

    /// The name of the device, once something has run on it.
    const char* name() const { return properties_.name; }

    /// Called before the chunks of a call: sends its samples.
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
        return samples_.send(call, stream_, error);
    }
    /// The samples of earlier calls are of no use any more.
    void forget_samples() { samples_.forget(); }
    /// Called after the chunks of a call: waits until nothing runs any more, not even of a chunk
    /// that failed. Memory is kept.
    void finish() {
        if (stream_ != nullptr) {
            kept_.streams.finish();
            cudaStreamSynchronize(stream_);
        }
        fast_.reset();
        large_.reset();
    }

    /// Runs a chunk, or its halves where it does not fit.
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
            return chunk.run(outputs, ranges, samples_.get(), results, at, full, e);
        });
        if (!done) {
            if (full) return run_halves(call, sorted, first, c, error);
            return good(e, error);
        }
        return take(call, sorted, first, c, ranges, places, error);
    }

private:
    bool good(cudaError_t e, error_message& error) const { return succeeded(e, device_, error); }
    static bool is_cut(const device_chunk& c) { return c.last_sample > c.first_sample; }
    /// The samples of output k.
    sample_range range_of(const device_call& call, std::size_t k, const device_chunk& c) const {
        const std::size_t from = is_cut(c) ? c.first_sample : 0;
        const std::size_t to = is_cut(c) ? c.last_sample : call.samples_of(k).size();
        return {call.outputs[k].samples,
                static_cast<std::uint32_t>(samples_.begin_of(call.list_of[k]) + from),
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
                // one output on one sample does not fit: it runs by definition
                const std::size_t place = first[sorted[c.first_output]] + a.first_sample;
                call.results[place] = {{}, failure_at(static_cast<unsigned>(status::capacity), 0)};
                return true;
            }
            a.last_sample = b.first_sample = a.first_sample + (b.last_sample - a.first_sample) / 2;
        }
        return run(call, sorted, first, a, error) && run(call, sorted, first, b, error);
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
        // the pool is as large as the device allows, but not larger than the call can use
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
        // asking for the free memory takes longer than a small call
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
        // places of outputs that follow each other are copied together
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
        samples_.clear();
        kept_.clear();
        workers_[0] = workers_[1] = 0;
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
    kept_samples samples_{device_, budget_};
    batt::detail::cuda_buffer<judged> results_{budget_};
    batt::detail::cuda_buffer<judged, true> host_results_;
    batt::detail::cuda_buffer<packed_row> grids_{budget_};
    batt::detail::cuda_buffer<packed_size> sizes_{budget_};
    batt::detail::cuda_buffer<wide_row> wide_{budget_};
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
