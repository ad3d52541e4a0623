// Batches from bytes in the memory of a device, one per cell, and back: packed and unpacked there.
#pragma once

#include <batt/exec/batch.hpp>

namespace batt {

/// Grids as bytes in the memory of a device: n grids of h rows of w cells.
struct device_cells {
    const unsigned char* data;
    std::size_t n;
    int h, w;
    std::ptrdiff_t grid_apart, row_apart, cell_apart; ///< in bytes, as given; 0: all share a place
    bool has_marker = false;                          ///< whether 255 is -1
    int device = -1;                                  ///< -1: where the address is
};

} // namespace batt

#if defined(__CUDACC__)

#include <batt/exec/device_batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {
namespace detail {

/// The device that bytes are on, if it can be used; -1 and a sentence if it cannot.
inline int device_of_bytes(const void* cells, std::size_t n, int device, error_message& error) {
    if (count_devices(device, error) == 0) return -1;
    if (device >= 0 || n == 0) return std::max(device, 0);
    cudaPointerAttributes at{};
    const cudaError_t e = cudaPointerGetAttributes(&at, cells);
    cudaGetLastError();
    if (e == cudaSuccess && at.type != cudaMemoryTypeUnregistered && at.device >= 0)
        return at.device;
    error.text = "the memory is not that of a GPU";
    return -1;
}

/// The first fault that a kernel found: grid << 11, plus 1 + row * 32 + column of a cell, or plus 0
/// for the grid's size.
using fault = unsigned long long;
inline constexpr fault no_fault = ~fault{0};

/// A warp per grid: each lane reads a column and, in the end, writes a row.
static __global__ void __launch_bounds__(256)
    pack_grids(device_cells c, const packed_size* given, packed_row* rows, packed_size* sizes,
               fault* first) {
    const int lane = static_cast<int>(threadIdx.x % packed_side);
    const std::size_t warps = std::size_t{gridDim.x} * (blockDim.x / packed_side);
    for (std::size_t k = (std::size_t{blockIdx.x} * blockDim.x + threadIdx.x) / packed_side;
         k < c.n; k += warps) {
        packed_size size{static_cast<std::uint8_t>(c.h), static_cast<std::uint8_t>(c.w)};
        if (given != nullptr) size = given[k];
        fault wrong = no_fault;
        if (!size.is_packed() || size.h > c.h || size.w > c.w) {
            wrong = fault{k} << 11;
            size = {0, 0};
        }
        const unsigned char* const column =
            c.data + static_cast<std::ptrdiff_t>(k) * c.grid_apart + lane * c.cell_apart;
        packed_row mine{};
#pragma unroll 8
        for (int i = 0; i < packed_side; ++i) {
            const unsigned x = i < size.h && lane < size.w ? column[i * c.row_apart] : 0U;
            const unsigned odd = __ballot_sync(~0U, x > 14 && !(c.has_marker && x == 255));
            if (odd != 0 && wrong == no_fault)
                wrong = fault{k} << 11 |
                        static_cast<fault>(1 + i * packed_side + __ffs(static_cast<int>(odd)) - 1);
            packed_row row;
            for (int b = 0; b < 4; ++b) row.plane[b] = __ballot_sync(~0U, x >> b & 1U);
            if (lane == i) mine = row;
        }
        rows[k * packed_side + static_cast<std::size_t>(lane)] = mine;
        if (lane != 0) continue;
        sizes[k] = size;
        if (wrong != no_fault) atomicMin(first, wrong);
    }
}

/// Looks for the first grid that is not packed or that is larger than h x w.
static __global__ void __launch_bounds__(256)
    find_larger_grids(const packed_size* sizes, std::size_t n, int h, int w, fault* first) {
    const std::size_t threads = std::size_t{gridDim.x} * blockDim.x;
    for (std::size_t k = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x; k < n; k += threads) {
        const packed_size size = sizes[k];
        if (!size.is_absent() && (!size.is_packed() || size.h > h || size.w > w))
            atomicMin(first, fault{k} << 11);
    }
}

/// A warp per grid: each lane reads a row and writes columns.
static __global__ void __launch_bounds__(256)
    unpack_grids(const packed_row* rows, const packed_size* sizes, std::size_t n, int h, int w,
                 std::uint8_t* cells, byte_strides apart, std::uint8_t rest) {
    const int lane = static_cast<int>(threadIdx.x % packed_side);
    const std::size_t warps = std::size_t{gridDim.x} * (blockDim.x / packed_side);
    for (std::size_t k = (std::size_t{blockIdx.x} * blockDim.x + threadIdx.x) / packed_side; k < n;
         k += warps) {
        packed_size size = sizes[k];
        if (!size.is_packed()) size = {0, 0};
        const packed_row mine = rows[k * packed_side + static_cast<std::size_t>(lane)];
        std::uint8_t* const to = cells + static_cast<std::ptrdiff_t>(k) * apart.grid;
        for (int i = 0; i < h; ++i) {
            unsigned plane[4];
            for (int b = 0; b < 4; ++b) plane[b] = __shfl_sync(~0U, mine.plane[b], i % packed_side);
            for (int j = lane; j < w; j += packed_side) {
                unsigned x = rest;
                if (i < size.h && j < size.w) {
                    x = 0;
                    for (int b = 0; b < 4; ++b) x |= (plane[b] >> j & 1U) << b;
                    if (x == 15) x = 255;
                }
                to[i * apart.row + j * apart.cell] = static_cast<std::uint8_t>(x);
            }
        }
    }
}

/// How many blocks of 256 threads n grids take, at so many threads per grid.
inline unsigned blocks_for(std::size_t n, std::size_t threads_each) {
    const std::size_t grids = 256 / threads_each;
    return static_cast<unsigned>(std::min<std::size_t>((n + grids - 1) / grids, 1U << 20));
}
/// Fetches the first fault that a kernel finds in n grids: launch(blocks, where to put it).
template <class F>
cudaError_t find_fault(std::size_t n, std::size_t threads_each, fault& first, const F& launch) {
    first = no_fault;
    if (n == 0) return cudaSuccess;
    cuda_buffer<fault> there;
    cudaError_t e = there.reserve(1, nullptr);
    if (e == cudaSuccess)
        e = cudaMemcpyAsync(there.get(), &first, sizeof first, cudaMemcpyHostToDevice, nullptr);
    if (e == cudaSuccess) {
        launch(blocks_for(n, threads_each), there.get());
        e = cudaGetLastError();
    }
    return e == cudaSuccess ? cudaMemcpy(&first, there.get(), sizeof first, cudaMemcpyDefault) : e;
}

inline std::string size_text(int h, int w) { return std::to_string(h) + " x " + std::to_string(w); }

} // namespace detail

template <class Byte>
    requires(sizeof(Byte) == 1 && std::is_integral_v<Byte>)
cuda::std::expected<device_batch, error_message>
device_batch::from_bytes(const Byte* cells, std::size_t n, int h, int w, byte_strides apart,
                         const packed_size* sizes, int device) {
    if (apart.row == 0) apart.row = w * apart.cell;
    if (apart.grid == 0) apart.grid = h * apart.row;
    return from_cells({reinterpret_cast<const unsigned char*>(cells), n, h, w, apart.grid,
                       apart.row, apart.cell, std::is_signed_v<Byte>, device},
                      sizes);
}

inline cuda::std::expected<device_batch, error_message>
device_batch::from_cells(const device_cells& cells, const packed_size* sizes) {
    using namespace detail;
    const auto wrong = [](std::string text) {
        return cuda::std::unexpected<error_message>(error_message{std::move(text)});
    };
    const int h = cells.h, w = cells.w;
    if (h < 0 || w < 0) return wrong("grids of " + size_text(h, w) + " cells are impossible");
    if (cells.data == nullptr && cells.n != 0 && h > 0 && w > 0)
        return wrong("the grids have no memory");
    if (sizes == nullptr && cells.n != 0 && (h > packed_side || w > packed_side))
        return wrong("grid 0 is " + size_text(h, w) +
                     "; in the memory of a device grids have at most 32 rows and columns");
    error_message error;
    const int device = device_of_bytes(cells.data, cells.n, cells.device, error);
    if (device < 0) return wrong("the grids cannot be packed: " + error.text);
    const device_in_use in_use(device);
    const auto failed = [&](cudaError_t e) {
        cudaGetLastError(); // reported here, not to whoever asks next
        return wrong("the grids cannot be packed on CUDA device " + std::to_string(device) + ": " +
                     cudaGetErrorString(e));
    };
    device_batch out;
    packed_row* rows = nullptr;
    packed_size* own = nullptr;
    cudaError_t e = in_use.error();
    if (e == cudaSuccess) e = out.add_piece(device, cells.n, rows, own);
    if (e == cudaSuccess) e = cudaDeviceSynchronize(); // whatever writes the cells has ended
    // sizes may be in the memory of the host
    if (e == cudaSuccess && sizes != nullptr)
        e = cudaMemcpy(own, sizes, cells.n * sizeof(packed_size), cudaMemcpyDefault);
    fault first = no_fault;
    if (e == cudaSuccess)
        e = find_fault(cells.n, packed_side, first, [&](unsigned blocks, fault* there) {
            pack_grids<<<blocks, 256>>>(cells, sizes != nullptr ? own : nullptr, rows, own, there);
        });
    if (e != cudaSuccess) return failed(e);
    if (first == no_fault) return out;
    const std::size_t k = first >> 11;
    const std::string grid = "grid " + std::to_string(k);
    if ((first & 2047U) == 0) {
        packed_size size{};
        e = cudaMemcpy(&size, sizes + k, sizeof size, cudaMemcpyDefault);
        if (e != cudaSuccess) return failed(e);
        return wrong(grid + " has the size " + size_text(size.h, size.w) + " in " +
                     size_text(h, w) + " cells, of which a device holds at most 32 x 32");
    }
    const int place = static_cast<int>(first & 2047U) - 1;
    const int i = place / packed_side, j = place % packed_side;
    unsigned char byte = 0;
    e = cudaMemcpy(&byte,
                   cells.data + static_cast<std::ptrdiff_t>(k) * cells.grid_apart +
                       i * cells.row_apart + j * cells.cell_apart,
                   1, cudaMemcpyDefault);
    if (e != cudaSuccess) return failed(e);
    const int number = cells.has_marker ? static_cast<signed char>(byte) : byte;
    return wrong(grid + " has the byte " + std::to_string(number) + " in row " +
                 std::to_string(i + 1) + ", column " + std::to_string(j + 1) +
                 ", which is no colour from 0 to 14");
}

inline std::optional<error_message> device_batch::to_bytes(std::uint8_t* cells, int h, int w,
                                                           byte_strides apart,
                                                           std::uint8_t rest) const {
    using namespace detail;
    if (count_ == 0) return std::nullopt;
    if (parts_.size() > 1)
        return error_message{"the batch lies on several devices, but its bytes must lie on one"};
    if (apart.row == 0) apart.row = w * apart.cell;
    if (apart.grid == 0) apart.grid = h * apart.row;
    const batch_part& p = parts_[0];
    const device_in_use in_use(p.device);
    cudaError_t e = in_use.error();
    fault first = no_fault;
    if (e == cudaSuccess)
        e = find_fault(p.count, 1, first, [&](unsigned blocks, fault* there) {
            find_larger_grids<<<blocks, 256>>>(p.sizes, p.count, h, w, there);
        });
    if (e == cudaSuccess && first != no_fault) {
        const std::size_t k = first >> 11;
        packed_size size{};
        e = cudaMemcpy(&size, p.sizes + k, sizeof size, cudaMemcpyDefault);
        if (e == cudaSuccess)
            return error_message{
                "grid " + std::to_string(k) +
                (size.is_packed()
                     ? " is " + size_text(size.h, size.w) + ", larger than " + size_text(h, w)
                     : " could not be packed: its cells are not on the device")};
    }
    if (e == cudaSuccess) {
        unpack_grids<<<blocks_for(p.count, packed_side), 256>>>(p.rows, p.sizes, p.count, h, w,
                                                                cells, apart, rest);
        e = cudaGetLastError();
    }
    if (e == cudaSuccess) e = cudaStreamSynchronize(nullptr);
    if (e == cudaSuccess) return std::nullopt;
    cudaGetLastError(); // reported here, not to whoever asks next
    return error_message{"the grids cannot be unpacked on CUDA device " + std::to_string(p.device) +
                         ": " + cudaGetErrorString(e)};
}

} // namespace batt
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
