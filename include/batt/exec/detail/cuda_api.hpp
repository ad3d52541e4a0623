// CUDA as a device: what the executor asks of a device, and how its memory is kept.
#pragma once

#if defined(__CUDACC__)

#include <batt/exec/cuda_devices.hpp>
#include <batt/exec/detail/device_job.hpp>
#include <batt/exec/detail/device_memory.hpp>
#include <cuda_runtime_api.h>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// The functions of CUDA that an executor calls. Those that return no error cannot change results.
struct cuda_api {
    using error = cudaError_t;
    using stream = cudaStream_t;
    using event = cudaEvent_t;
    /// Starts the turns of a job on a stream.
    using launcher = error (*)(const device_job&, stream);
    using in_use = device_in_use;

    static constexpr error no_error = cudaSuccess;
    static constexpr error no_memory = cudaErrorMemoryAllocation;
    static constexpr const char* name = "CUDA";

    static bool failed(error e) { return e != no_error; }
    static const char* text(error e) { return cudaGetErrorString(e); }
    /// Clears the last error, so that it is not taken for one of a later call.
    static void forget_error() { cudaGetLastError(); }

    static int count(int wanted, error_message& why) { return count_devices(wanted, why); }
    static std::string name_of(int device) {
        cudaDeviceProp properties;
        return cudaGetDeviceProperties(&properties, device) == cudaSuccess ? properties.name : "";
    }
    /// The device that memory belongs to; -1: none.
    static int device_of(const void* memory) { return detail::device_of(memory); }
    static bool is_locked(const void* memory) { return detail::is_locked(memory); }

    /// Bytes that a device can still give, including what its pool keeps.
    static error free_memory(int device, std::size_t& free) {
        std::size_t all = 0;
        if (const error e = cudaMemGetInfo(&free, &all); failed(e)) return e;
        cudaMemPool_t pool;
        std::uint64_t reserved = 0, used = 0;
        if (cudaDeviceGetDefaultMemPool(&pool, device) == cudaSuccess &&
            cudaMemPoolGetAttribute(pool, cudaMemPoolAttrReservedMemCurrent, &reserved) ==
                cudaSuccess &&
            cudaMemPoolGetAttribute(pool, cudaMemPoolAttrUsedMemCurrent, &used) == cudaSuccess)
            free += reserved - used; // what earlier calls left in the pool
        forget_error();
        return no_error;
    }
    static error allocate(void*& p, std::size_t bytes, stream s) {
        const error e = cudaMallocAsync(&p, bytes, s);
        return e == cudaErrorNotSupported ? cudaMalloc(&p, bytes) : e;
    }
    static void release(void* p, stream s) {
        if (cudaFreeAsync(p, s) != cudaSuccess) cudaFree(p);
    }
    static error allocate_locked(void*& p, std::size_t bytes) { return cudaMallocHost(&p, bytes); }
    static void release_locked(void* p) { cudaFreeHost(p); }

    /// Also makes the device's pool keep the memory that it once got.
    static error make_stream(stream& s, int device) {
        if (const error e = cudaStreamCreateWithFlags(&s, cudaStreamNonBlocking); failed(e))
            return e;
        cudaMemPool_t pool;
        if (cudaDeviceGetDefaultMemPool(&pool, device) == cudaSuccess) {
            std::uint64_t keep = ~std::uint64_t{0};
            cudaMemPoolSetAttribute(pool, cudaMemPoolAttrReleaseThreshold, &keep);
        }
        forget_error();
        return no_error;
    }
    static void end_stream(stream s) { cudaStreamDestroy(s); }
    static error wait(stream s) { return cudaStreamSynchronize(s); }
    static error make_event(event& e) { return cudaEventCreate(&e); }
    static void end_event(event e) { cudaEventDestroy(e); }
    static error record(event e, stream s) { return cudaEventRecord(e, s); }
    /// The time between two events that are over.
    static double seconds(event from, event to) {
        float ms = 0;
        cudaEventElapsedTime(&ms, from, to);
        return static_cast<double>(ms) * 1e-3;
    }

    static error to_device(void* to, const void* from, std::size_t bytes, stream s) {
        return cudaMemcpyAsync(to, from, bytes, cudaMemcpyHostToDevice, s);
    }
    static error to_host(void* to, const void* from, std::size_t bytes, stream s) {
        return cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToHost, s);
    }
    static error on_device(void* to, const void* from, std::size_t bytes, stream s) {
        return cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, s);
    }
    /// Grids stored one after the other, each with only its own rows, to grids of 32 rows.
    static error spread_rows(const packed_row* from, const std::uint32_t* begins,
                             const packed_size* sizes, std::size_t n, packed_row* to, stream s);
    /// From anywhere to anywhere, at once.
    static error copy(void* to, const void* from, std::size_t bytes) {
        return cudaMemcpy(to, from, bytes, cudaMemcpyDefault);
    }
};

/// A warp per grid, a lane per row.
static __global__ void __launch_bounds__(256)
    spread_grids(const packed_row* from, const std::uint32_t* begins, const packed_size* sizes,
                 std::size_t n, packed_row* to) {
    const std::uint32_t row = threadIdx.x % packed_side;
    const std::size_t warps = std::size_t{gridDim.x} * (blockDim.x / packed_side);
    for (std::size_t k = (std::size_t{blockIdx.x} * blockDim.x + threadIdx.x) / packed_side; k < n;
         k += warps) {
        const packed_size size = sizes[k];
        packed_row mine{};
        if (size.is_packed() && row < size.h) mine = from[begins[k] + row];
        to[k * packed_side + row] = mine;
    }
}
inline cudaError_t cuda_api::spread_rows(const packed_row* from, const std::uint32_t* begins,
                                         const packed_size* sizes, std::size_t n, packed_row* to,
                                         stream s) {
    constexpr std::size_t grids = 256 / packed_side;
    const std::size_t blocks = std::min<std::size_t>((n + grids - 1) / grids, 1U << 16);
    if (blocks == 0) return no_error;
    spread_grids<<<static_cast<unsigned>(blocks), 256, 0, s>>>(from, begins, sizes, n, to);
    return cudaGetLastError();
}

using launcher = cuda_api::launcher;

template <class T, bool Locked = false>
using cuda_buffer = device_buffer<cuda_api, T, Locked>;

} // namespace batt::detail
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
