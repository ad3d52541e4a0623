// What chunks on a device keep between calls: memory, streams, and events for launches.
#pragma once

#include <batt/columns/cuda_steps.hpp>
#if defined(__CUDACC__)

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Lines that each worker has for what an operation needs while it runs. At the second tier an
/// element with windows takes four times as many, so there are fewer workers.
inline constexpr int tier_scratch[] = {1024, 16384};

/// The streams and events of a device, made once; the device must be current.
class cuda_streams {
public:
    cuda_streams() = default;
    cuda_streams(const cuda_streams&) = delete;
    cuda_streams& operator=(const cuda_streams&) = delete;
    ~cuda_streams() { clear(); }

    /// Makes so many streams.
    cudaError_t reserve(int count) {
        while (static_cast<int>(streams_.size()) < count) {
            cudaStream_t s = nullptr;
            const cudaError_t e = cudaStreamCreateWithFlags(&s, cudaStreamNonBlocking);
            if (e != cudaSuccess) return e;
            streams_.push_back(s);
        }
        return cudaSuccess;
    }
    cudaStream_t operator[](int k) const { return streams_[static_cast<std::size_t>(k)]; }

    /// Notes that launch n has just been given to stream s.
    cudaError_t launched(int n, cudaStream_t s) {
        while (static_cast<int>(events_.size()) <= n) {
            cudaEvent_t made = nullptr;
            const cudaError_t e = cudaEventCreateWithFlags(&made, cudaEventDisableTiming);
            if (e != cudaSuccess) return e;
            events_.push_back(made);
        }
        return cudaEventRecord(events_[static_cast<std::size_t>(n)], s);
    }
    /// Makes what comes next on stream s wait for launch n.
    cudaError_t wait(int n, cudaStream_t s) const {
        return cudaStreamWaitEvent(s, events_[static_cast<std::size_t>(n)], 0);
    }
    /// Waits until everything is done.
    cudaError_t finish() const {
        cudaError_t first = cudaSuccess;
        for (cudaStream_t s : streams_)
            if (const cudaError_t e = cudaStreamSynchronize(s); first == cudaSuccess) first = e;
        return first;
    }
    void clear() {
        for (cudaEvent_t e : events_) cudaEventDestroy(e);
        for (cudaStream_t s : streams_) cudaStreamDestroy(s);
        events_.clear();
        streams_.clear();
    }

private:
    std::vector<cudaStream_t> streams_;
    std::vector<cudaEvent_t> events_;
};

/// The memory of chunks, kept between calls.
struct chunk_memory {
    explicit chunk_memory(batt::detail::device_budget& b)
        : pool(b), counters(b), jobs(b), kinds(b), top(b) {}

    batt::detail::cuda_buffer<std::uint32_t> pool, counters;
    batt::detail::cuda_buffer<job> jobs;
    batt::detail::cuda_buffer<group> kinds;
    batt::detail::cuda_buffer<unsigned long long> top;
    batt::detail::cuda_buffer<job, true> host_jobs;
    batt::detail::cuda_buffer<group, true> host_kinds;
    batt::detail::cuda_buffer<std::uint32_t, true> host_counters, host_constants;
    batt::detail::cuda_buffer<unsigned long long, true> host_top;
    cuda_streams streams;

    /// Bytes of the pool.
    std::size_t bytes() const { return pool.bytes(); }
    /// Gives the memory of the device back.
    void clear() {
        pool.clear();
        counters.clear();
        jobs.clear();
        kinds.clear();
        top.clear();
        streams.clear();
    }
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
