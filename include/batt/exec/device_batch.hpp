// Batches in the memory of devices: kept there for many runs, in one piece or in one for each
// device.
#pragma once

#include <batt/exec/cuda_devices.hpp>
#include <batt/exec/detail/cuda_api.hpp>
#if defined(__CUDACC__)

#include <cuda/std/expected>
#include <memory>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt {

struct device_cells;
template <class Solver, class Tiers, class Standard>
class mega_batch;

namespace detail {

/// Copies a batch, wherever it lies, to memory of the current device or of the host.
inline cudaError_t copy_batch(const batch_view& from, packed_row* rows, packed_size* sizes,
                              cudaStream_t stream) {
    for (std::size_t k = 0; k < from.count;) {
        const batch_view piece = from.from(k);
        cudaError_t e = cudaMemcpyAsync(rows + k * packed_side, piece.rows,
                                        piece.count * packed_side * sizeof(packed_row),
                                        cudaMemcpyDefault, stream);
        if (e == cudaSuccess)
            e = cudaMemcpyAsync(sizes + k, piece.sizes, piece.count * sizeof(packed_size),
                                cudaMemcpyDefault, stream);
        if (e != cudaSuccess) return e;
        k += piece.count;
    }
    return cudaSuccess;
}

} // namespace detail

/// Packed grids in the memory of devices, for runs that do not copy them again. Grids that cannot
/// be packed stay with the batch that was copied, which must then outlive this. Programs run on
/// them where they lie: on all devices that have a piece, each on its own.
class device_batch {
public:
    /// No samples.
    device_batch() = default;

    /// A copy of a batch on a device, or, for -1, in pieces of equal length on all devices. An
    /// error is a sentence. Memory: 514 bytes per grid.
    static cuda::std::expected<device_batch, error_message> copy(const batch_view& from,
                                                                 int device = 0) {
        error_message error;
        const int count = detail::count_devices(device, error);
        if (count == 0)
            return cuda::std::unexpected<error_message>(
                error_message{"a batch in device memory: " + error.text});
        const int first = device < 0 ? 0 : device;
        const int last = device < 0 ? count : device + 1;
        device_batch out;
        for (int d = first; d < last; ++d) {
            const auto share = [&](int k) {
                return from.count * static_cast<std::size_t>(k) /
                       static_cast<std::size_t>(last - first);
            };
            const std::size_t begin = share(d - first), end = share(d - first + 1);
            if (begin == end && d > first) continue;
            if (const cudaError_t e = out.add(d, from, begin, end); e != cudaSuccess)
                return failed(e);
        }
        return out;
    }

    /// n grids of h rows of w bytes each in the memory of a device, as `batch::from_bytes` takes
    /// them, packed there. What cannot be packed is an error: a colour beyond 14, more than 32 rows
    /// or columns. Cost: reads the cells once and writes 514 bytes per grid; waits for all earlier
    /// work of the device.
    /// @param sizes null, or rows and columns of each grid, on the device or on the host.
    /// @param device where the cells are; -1: as their address says.
    /// @return the batch, or a sentence that names the grid, and the row and column of what is no
    ///     colour.
    template <class Byte>
        requires(sizeof(Byte) == 1 && std::is_integral_v<Byte>)
    static cuda::std::expected<device_batch, error_message>
    from_bytes(const Byte* cells, std::size_t n, int h, int w, byte_strides apart = {},
               const packed_size* sizes = nullptr, int device = -1);
    /// The same for cells with all distances given.
    static cuda::std::expected<device_batch, error_message>
    from_cells(const device_cells& cells, const packed_size* sizes = nullptr);

    /// The samples as bytes in the memory of their device, as `batch::to_bytes` gives them; all are
    /// written when it returns.
    /// @return a sentence that names the first grid that is larger, or that could not be packed;
    ///     nothing if all is there.
    std::optional<error_message> to_bytes(std::uint8_t* cells, int h, int w,
                                          byte_strides apart = {}, std::uint8_t rest = 0) const;

    /// n grids of 0 x 0 on a device.
    static cuda::std::expected<device_batch, error_message> blank(std::size_t n, int device = 0) {
        error_message error;
        if (detail::count_devices(device, error) == 0)
            return cuda::std::unexpected<error_message>(
                error_message{"a batch in device memory: " + error.text});
        device_batch out;
        const detail::device_in_use in_use(std::max(device, 0));
        packed_row* rows = nullptr;
        packed_size* sizes = nullptr;
        cudaError_t e = in_use.error();
        if (e == cudaSuccess) e = out.add_piece(std::max(device, 0), n, rows, sizes);
        if (e == cudaSuccess) e = cudaMemset(rows, 0, n * packed_side * sizeof(packed_row));
        if (e == cudaSuccess) e = cudaMemset(sizes, 0, n * sizeof(packed_size));
        if (e == cudaSuccess) e = cudaStreamSynchronize(nullptr);
        if (e != cudaSuccess) return failed(e);
        return out;
    }

    std::size_t size() const { return count_; }
    /// Where the samples are; valid as long as this lives.
    batch_view view() const& {
        if (parts_.empty()) return {};
        batch_view v{parts_[0].rows, parts_[0].sizes, count_, true};
        if (parts_.size() > 1) v.parts = parts_;
        return v;
    }
    batch_view view() const&& = delete;
    operator batch_view() const& { return view(); }
    operator batch_view() const&& = delete;

private:
    template <class, class, class>
    friend class mega_batch;

    struct freed {
        int device;
        template <class T>
        void operator()(T* p) const {
            const detail::device_in_use in_use(device);
            cudaFree(p);
        }
    };

    static cuda::std::unexpected<error_message> failed(cudaError_t e) {
        cudaGetLastError();
        return cuda::std::unexpected<error_message>(
            error_message{std::string("a batch in device memory: ") + cudaGetErrorString(e)});
    }
    template <class T>
    cudaError_t allocate(int device, std::size_t n, std::vector<std::unique_ptr<T, freed>>& to,
                         T*& at) {
        void* p = nullptr;
        const cudaError_t e = cudaMalloc(&p, std::max<std::size_t>(n, 1) * sizeof(T));
        if (e == cudaSuccess) to.emplace_back(at = static_cast<T*>(p), freed{device});
        return e;
    }
    /// Memory for n more grids, on a device that is in use.
    cudaError_t add_piece(int device, std::size_t n, packed_row*& rows, packed_size*& sizes) {
        cudaError_t e = allocate(device, n * packed_side, rows_, rows);
        if (e == cudaSuccess) e = allocate(device, n, sizes_, sizes);
        if (e != cudaSuccess) return e;
        parts_.push_back({device, rows, sizes, n});
        count_ += n;
        return cudaSuccess;
    }
    cudaError_t add(int device, const batch_view& from, std::size_t begin, std::size_t end) {
        const detail::device_in_use in_use(device);
        cudaError_t e = in_use.error();
        packed_row* rows = nullptr;
        packed_size* sizes = nullptr;
        if (e == cudaSuccess) e = add_piece(device, end - begin, rows, sizes);
        for (std::size_t k = begin; k < end && e == cudaSuccess;) {
            batch_view piece = from.from(k);
            piece.count = std::min(piece.count, end - k);
            e = detail::copy_batch(piece, rows + (k - begin) * packed_side, sizes + (k - begin),
                                   nullptr);
            k += piece.count;
        }
        return e == cudaSuccess ? cudaStreamSynchronize(nullptr) : e;
    }

    std::vector<std::unique_ptr<packed_row, freed>> rows_;
    std::vector<std::unique_ptr<packed_size, freed>> sizes_;
    std::vector<batch_part> parts_;
    std::size_t count_ = 0;
    batch unpacked_; ///< outputs that the host made: rows may point to their memory
};

/// Keeps the host memory of a batch locked while it lives: runs then bring its samples to devices
/// at the speed of the link, without copying them on the host first. Locking takes about as long
/// as such a copy, so it pays for batches that run more than once. The batch must outlive this,
/// unchanged.
class locked_batch {
public:
    explicit locked_batch(const batch_view& v) {
        if (v.on_device || v.count == 0) return;
        lock(v.rows, v.count * packed_side * sizeof(packed_row));
        lock(v.sizes, v.count * sizeof(packed_size));
    }
    locked_batch(const locked_batch&) = delete;
    locked_batch& operator=(const locked_batch&) = delete;
    ~locked_batch() {
        for (void* p : locked_) cudaHostUnregister(p);
        cudaGetLastError();
    }
    /// Whether all of it is locked. If it is not, runs are slower and have the same results.
    bool is_locked() const { return locked_.size() == 2; }

private:
    void lock(const void* memory, std::size_t bytes) {
        void* const p = const_cast<void*>(memory);
        if (cudaHostRegister(p, bytes, cudaHostRegisterPortable) == cudaSuccess)
            locked_.push_back(p);
        else
            cudaGetLastError();
    }

    std::vector<void*> locked_;
};

} // namespace batt
BATT_HOST_CALLS_END

#include <batt/exec/device_bytes.hpp>

#endif // defined(__CUDACC__)
