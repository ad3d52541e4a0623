// Memory of a device that is kept between calls, and transfers to and from it through the host.
//
// A device is a type D of functions: `cuda_api` is CUDA; tests have one that is made of host
// memory.
#pragma once

#include <batt/exec/batch.hpp>
#include <batt/exec/detail/cores.hpp>
#include <functional>

BATT_HOST_CALLS_BEGIN
namespace batt::detail {

/// Returns from the calling function with the error of a device, if there is one.
#define BATT_DEVICE_TRY(call_)                                                                     \
    do {                                                                                           \
        const auto error_ = (call_);                                                               \
        if (D::failed(error_)) return error_;                                                      \
    } while (false)

/// The bytes of a device that some buffers may have together, and those that they have.
struct device_budget {
    std::size_t most = ~std::size_t{0}, used = 0;
};

/// Memory that grows and is reused: of the device's pool, or locked on the host.
template <class D, class T, bool Locked = false>
class device_buffer {
public:
    device_buffer() = default;
    /// Takes no more than what a budget, which must outlive it, has left.
    explicit device_buffer(device_budget& shared) : budget_(&shared) {}
    device_buffer(const device_buffer&) = delete;
    device_buffer& operator=(const device_buffer&) = delete;
    ~device_buffer() { clear(); }

    T* get() const { return p_; }
    /// Of device memory.
    std::size_t bytes() const { return Locked ? 0 : size_ * sizeof(T); }
    /// Room for n values; what it held is lost if that takes more memory.
    typename D::error reserve(std::size_t n, typename D::stream stream) {
        if (n <= size_) return D::no_error;
        clear();
        void* p = nullptr;
        const std::size_t bytes = n * sizeof(T);
        if (budget_ != nullptr && budget_->used + bytes > budget_->most) return D::no_memory;
        const typename D::error e =
            Locked ? D::allocate_locked(p, bytes) : D::allocate(p, bytes, stream);
        if (D::failed(e)) {
            D::forget_error(); // an allocation that failed leaves the device usable
            return e;
        }
        p_ = static_cast<T*>(p);
        size_ = n;
        stream_ = stream;
        if (budget_ != nullptr) budget_->used += bytes;
        return D::no_error;
    }
    void clear() {
        if (p_ == nullptr) return;
        if constexpr (Locked)
            D::release_locked(p_);
        else
            D::release(p_, stream_);
        if (budget_ != nullptr) budget_->used -= size_ * sizeof(T);
        p_ = nullptr;
        size_ = 0;
    }

private:
    T* p_ = nullptr;
    std::size_t size_ = 0;
    typename D::stream stream_{};
    device_budget* budget_ = nullptr;
};

/// An array on the device and its image in locked host memory, by way of which it comes and goes.
template <class D, class T>
class staged_array {
public:
    using error = typename D::error;
    using stream = typename D::stream;

    T* device() const { return device_.get(); }
    T* host() const { return host_.get(); }
    std::size_t bytes() const { return device_.bytes(); }

    /// Room for n values in both places. No transfer to or from them may be under way.
    error reserve(std::size_t n, stream s) {
        BATT_DEVICE_TRY(host_.reserve(n, s));
        return device_.reserve(n, s);
    }
    /// Room for n values that stay on the device.
    error reserve_there(std::size_t n, stream s) { return device_.reserve(n, s); }
    /// Room for n values; the image gets it only if they do not lie in locked memory.
    error reserve_for(const T* from, std::size_t n, stream s) {
        if (!D::is_locked(from)) BATT_DEVICE_TRY(host_.reserve(n, s));
        return device_.reserve(n, s);
    }
    /// Sends the first n values of the image to the device.
    error send(std::size_t n, stream s) { return D::to_device(device(), host(), n * sizeof(T), s); }
    /// Sends values to the device, those in locked memory without the image.
    error send(const T* from, std::size_t n, stream s) {
        if (D::is_locked(from)) return D::to_device(device(), from, n * sizeof(T), s);
        copy_on_cores(host(), from, n * sizeof(T));
        return send(n, s);
    }
    /// Fetches the first n values of the device to the image.
    error fetch(std::size_t n, stream s) { return D::to_host(host(), device(), n * sizeof(T), s); }
    void clear() {
        device_.clear();
        host_.clear();
    }

private:
    device_buffer<D, T> device_;
    device_buffer<D, T, true> host_;
};

/// Packed grids that come from the device.
template <class D>
struct staged_grids {
    staged_array<D, packed_row> rows;
    staged_array<D, packed_size> sizes;

    std::size_t bytes() const { return rows.bytes() + sizes.bytes(); }
    typename D::error reserve(std::size_t n, typename D::stream s) {
        BATT_DEVICE_TRY(rows.reserve(n * packed_side, s));
        return sizes.reserve(n, s);
    }
    typename D::error reserve_there(std::size_t n, typename D::stream s) {
        BATT_DEVICE_TRY(rows.reserve_there(n * packed_side, s));
        return sizes.reserve_there(n, s);
    }
    typename D::error fetch(std::size_t n, typename D::stream s) {
        BATT_DEVICE_TRY(rows.fetch(n * packed_side, s));
        return sizes.fetch(n, s);
    }
    void clear() {
        rows.clear();
        sizes.clear();
    }
};

/// Packed grids that go to the device: only the rows that each has, which become 32 there. From
/// locked memory they are copied as they are.
template <class D>
class sent_grids {
public:
    using error = typename D::error;
    using stream = typename D::stream;

    /// On the device.
    packed_row* rows() const { return rows_.get(); }
    packed_size* sizes() const { return sizes_.device(); }
    std::size_t bytes() const {
        return rows_.bytes() + sizes_.bytes() + begins_.bytes() + compact_.bytes();
    }

    /// Room for n grids, none of which are sent.
    error reserve(std::size_t n, stream s) {
        BATT_DEVICE_TRY(sizes_.reserve(n, s));
        return rows_.reserve(n * packed_side, s);
    }
    /// Room for n grids of a batch in host memory, of which the k-th is at place(k).
    template <class F>
    error reserve_for(const batch_view& from, std::size_t n, const F& place, stream s) {
        BATT_DEVICE_TRY(reserve(n, s));
        BATT_DEVICE_TRY(begins_.reserve(n, s));
        row_count_ = 0;
        for (std::size_t k = 0; k < n; ++k) {
            const packed_size size = from.sizes[place(k)];
            sizes_.host()[k] = size;
            begins_.host()[k] = row_count_;
            row_count_ += size.is_packed() ? std::uint32_t{size.h} : 0U;
        }
        return compact_.reserve(row_count_, s);
    }
    /// Sends the grids for which `reserve_for` made room.
    template <class F>
    error send(const batch_view& from, std::size_t n, const F& place, stream s) {
        for_each_on_cores(n, [&](std::size_t k) {
            const packed_size size = sizes_.host()[k];
            std::copy_n(from.rows + place(k) * packed_side,
                        size.is_packed() ? std::size_t{size.h} : 0,
                        compact_.host() + begins_.host()[k]);
        });
        BATT_DEVICE_TRY(compact_.send(row_count_, s));
        BATT_DEVICE_TRY(begins_.send(n, s));
        BATT_DEVICE_TRY(sizes_.send(n, s));
        return D::spread_rows(compact_.device(), begins_.device(), sizes(), n, rows(), s);
    }

    /// Room for the first n grids of a batch in host memory.
    error reserve_for(const batch_view& from, std::size_t n, stream s) {
        if (!D::is_locked(from.rows)) return reserve_for(from, n, std::identity(), s);
        BATT_DEVICE_TRY(reserve(n, s));
        std::copy_n(from.sizes, n, sizes_.host());
        return D::no_error;
    }
    error send(const batch_view& from, std::size_t n, stream s) {
        if (!D::is_locked(from.rows)) return send(from, n, std::identity(), s);
        BATT_DEVICE_TRY(D::to_device(rows(), from.rows, n * packed_side * sizeof(packed_row), s));
        return sizes_.send(n, s);
    }

    void clear() {
        rows_.clear();
        sizes_.clear();
        begins_.clear();
        compact_.clear();
    }

private:
    device_buffer<D, packed_row> rows_;
    staged_array<D, packed_size> sizes_;
    staged_array<D, std::uint32_t> begins_; ///< of each grid in `compact_`
    staged_array<D, packed_row> compact_;
    std::uint32_t row_count_ = 0;
};

/// The samples at some places of a batch, as a batch in host memory. Cost: one copy per run of
/// consecutive places.
template <class D>
typename D::error gather(const batch_view& v, std::span<const std::size_t> places, batch& out) {
    if (v.count == 0) return D::no_error;
    std::vector<packed_row> rows;
    std::vector<packed_size> sizes;
    for (std::size_t k = 0; k < places.size();) {
        const std::size_t from = places[k];
        const batch_view at = v.from(from);
        std::size_t n = 1;
        while (n < at.count && k + n < places.size() && places[k + n] == from + n) ++n;
        k += n;
        rows.resize(n * packed_side);
        sizes.resize(n);
        BATT_DEVICE_TRY(D::copy(rows.data(), at.rows, n * packed_side * sizeof(packed_row)));
        BATT_DEVICE_TRY(D::copy(sizes.data(), at.sizes, n * sizeof(packed_size)));
        for (std::size_t i = 0; i < n; ++i) out.push_packed(&rows[i * packed_side], sizes[i]);
    }
    return D::no_error;
}

} // namespace batt::detail
BATT_HOST_CALLS_END
