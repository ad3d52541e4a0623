// Memory of the CUDA back end: what a chunk of samples needs, kept between calls.
#pragma once

#include <batt/exec/batch.hpp>
#if defined(__CUDACC__)

#include <cstddef>
#include <cuda_runtime_api.h>
#include <span>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// What some buffers may have of a device together, and have, in bytes.
struct cuda_budget {
    std::size_t most = ~std::size_t{0}, used = 0;
};

/// Memory that grows and is reused: of the device's pool, or pinned on the host.
template <class T, bool Pinned = false>
class cuda_buffer {
public:
    cuda_buffer() = default;
    /// Takes no more than what a budget, which must outlive it, has left.
    explicit cuda_buffer(cuda_budget& shared) : budget_(&shared) {}
    cuda_buffer(const cuda_buffer&) = delete;
    cuda_buffer& operator=(const cuda_buffer&) = delete;
    ~cuda_buffer() { clear(); }

    T* get() const { return p_; }
    /// Of device memory.
    std::size_t bytes() const { return Pinned ? 0 : size_ * sizeof(T); }
    cudaError_t reserve(std::size_t n, cudaStream_t stream) {
        if (n <= size_) return cudaSuccess;
        clear();
        void* p = nullptr;
        const std::size_t bytes = n * sizeof(T);
        if (budget_ != nullptr && budget_->used + bytes > budget_->most)
            return cudaErrorMemoryAllocation;
        cudaError_t e;
        if constexpr (Pinned) {
            e = cudaMallocHost(&p, bytes);
        } else {
            e = cudaMallocAsync(&p, bytes, stream);
            if (e == cudaErrorNotSupported) e = cudaMalloc(&p, bytes);
        }
        if (e != cudaSuccess) {
            cudaGetLastError(); // an allocation that failed leaves the device usable
            return e;
        }
        p_ = static_cast<T*>(p);
        size_ = n;
        stream_ = stream;
        if (budget_ != nullptr) budget_->used += bytes;
        return cudaSuccess;
    }
    void clear() {
        if (p_ == nullptr) return;
        if constexpr (Pinned)
            cudaFreeHost(p_);
        else if (cudaFreeAsync(p_, stream_) != cudaSuccess)
            cudaFree(p_);
        if (budget_ != nullptr) budget_->used -= size_ * sizeof(T);
        p_ = nullptr;
        size_ = 0;
    }

private:
    T* p_ = nullptr;
    std::size_t size_ = 0;
    cudaStream_t stream_ = nullptr;
    cuda_budget* budget_ = nullptr;
};

/// The samples at some positions, as a batch in host memory. Cost: a copy for positions in a row.
inline cudaError_t gather(const batch_view& v, std::span<const std::size_t> positions,
                          batch& out) {
    if (v.count == 0) return cudaSuccess;
    std::vector<packed_row> rows;
    std::vector<packed_size> sizes;
    for (std::size_t k = 0; k < positions.size();) {
        const std::size_t from = positions[k];
        const batch_view at = v.from(from);
        std::size_t n = 1;
        while (n < at.count && k + n < positions.size() && positions[k + n] == from + n) ++n;
        k += n;
        rows.resize(n * packed_side);
        sizes.resize(n);
        cudaError_t e = cudaMemcpy(static_cast<void*>(rows.data()), at.rows,
                                   n * packed_side * sizeof(packed_row), cudaMemcpyDefault);
        if (e == cudaSuccess)
            e = cudaMemcpy(sizes.data(), at.sizes, n * sizeof(packed_size),
                           cudaMemcpyDefault);
        if (e != cudaSuccess) return e;
        for (std::size_t i = 0; i < n; ++i) out.push_packed(&rows[i * packed_side], sizes[i]);
    }
    return cudaSuccess;
}

/// What one launch works on: device pointers; null where not wanted.
struct cuda_job {
    const packed_row* in;
    const packed_size* in_sizes;
    const packed_row* expected;
    const packed_size* expected_sizes;
    const packed_row* demonstrations;
    const packed_size* demonstration_sizes;
    const std::uint32_t* first; ///< task t's demonstrations
    const std::uint32_t* task;
    const std::uint32_t* positions; ///< null: samples 0..count-1
    const std::uint64_t* active;    ///< entry k: which programs run on positions[k]; null: all
    std::uint32_t count;
    std::uint32_t apart; ///< program p on sample s: at p * apart + s
    packed_row* out;
    packed_size* out_sizes;
    verdict* verdicts;
};

/// One of the two places that chunks stream through.
struct cuda_slot {
    cudaStream_t stream = nullptr;
    cudaEvent_t begin = nullptr, copied_in = nullptr, computed = nullptr, copied_out = nullptr;
    cuda_buffer<packed_row> in, expected, out;
    cuda_buffer<packed_size> in_sizes, expected_sizes, out_sizes;
    cuda_buffer<verdict> verdicts;
    cuda_buffer<std::uint32_t> positions, task;
    cuda_buffer<std::uint64_t> active, active_again;
    cuda_buffer<packed_row, true> host_in, host_expected, host_out;
    cuda_buffer<packed_size, true> host_in_sizes, host_expected_sizes, host_out_sizes;
    cuda_buffer<verdict, true> host_verdicts;
    cuda_job job{};
    std::size_t from = 0, count = 0; ///< the chunk in flight; count 0: none

    /// Of device memory.
    std::size_t bytes() const {
        return in.bytes() + expected.bytes() + out.bytes() + in_sizes.bytes() +
               expected_sizes.bytes() + out_sizes.bytes() + verdicts.bytes() + positions.bytes() +
               task.bytes() + active.bytes() + active_again.bytes();
    }

    cuda_slot() = default;
    cuda_slot(const cuda_slot&) = delete;
    cuda_slot& operator=(const cuda_slot&) = delete;
    ~cuda_slot() {
        if (stream == nullptr) return;
        cudaStreamSynchronize(stream);
        for (cudaEvent_t e : {begin, copied_in, computed, copied_out})
            if (e != nullptr) cudaEventDestroy(e);
        for (auto* b : {&in, &expected, &out}) b->clear();
        for (auto* b : {&in_sizes, &expected_sizes, &out_sizes}) b->clear();
        verdicts.clear();
        for (auto* b : {&positions, &task}) b->clear();
        for (auto* b : {&active, &active_again}) b->clear();
        cudaStreamDestroy(stream);
    }
};

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
