// Samples in the memory of a GPU; without CUDA there are none.
#include "resident.hpp"

#include <batt/exec/cuda_memory.hpp>

namespace batt::bench {

#if defined(__CUDACC__)

struct resident::memory {
    batt::detail::cuda_buffer<packed_row> in, expected;
    batt::detail::cuda_buffer<packed_size> in_sizes, expected_sizes;
};

static cudaError_t copy(const batch_view& from, batt::detail::cuda_buffer<packed_row>& rows,
                        batt::detail::cuda_buffer<packed_size>& sizes, batch_view& to) {
    if (from.count == 0) return cudaSuccess;
    cudaError_t e = rows.reserve(from.count * packed_side, nullptr);
    if (e == cudaSuccess) e = sizes.reserve(from.count, nullptr);
    if (e == cudaSuccess)
        e = cudaMemcpy(static_cast<void*>(rows.get()), from.rows,
                       from.count * packed_side * sizeof(packed_row), cudaMemcpyDefault);
    if (e == cudaSuccess)
        e = cudaMemcpy(sizes.get(), from.sizes, from.count * sizeof(packed_size),
                       cudaMemcpyDefault);
    to = {rows.get(), sizes.get(), from.count, true};
    return e;
}

std::string resident::bring(const sample_view& from) {
    view_ = from;
    cudaError_t e = cudaSetDevice(0);
    if (e == cudaSuccess) e = copy(from.in, memory_->in, memory_->in_sizes, view_.in);
    if (e == cudaSuccess)
        e = copy(from.expected, memory_->expected, memory_->expected_sizes, view_.expected);
    if (e == cudaSuccess) return "";
    cudaGetLastError();
    return cudaGetErrorString(e);
}

#else

struct resident::memory {};

std::string resident::bring(const sample_view& from) {
    view_ = from;
    return "this program was built without CUDA";
}

#endif

resident::resident() : memory_(std::make_unique<memory>()) {}
resident::~resident() = default;

} // namespace batt::bench
