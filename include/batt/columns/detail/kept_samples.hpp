// The samples of a call in the memory of a device, where they stay for the next call.
#pragma once

#include <batt/columns/cuda_steps.hpp>
#include <batt/columns/device.hpp>
#include <batt/exec/cuda_devices.hpp>
#include <batt/exec/device_batch.hpp>
#if defined(__CUDACC__)

#include <algorithm>
#include <string>
#include <vector>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Whether a call of CUDA for a device succeeded; if not, why.
inline bool succeeded(cudaError_t e, int device, error_message& error) {
    if (e == cudaSuccess) return true;
    error.text = "CUDA device " + std::to_string(device) + ": " + cudaGetErrorString(e);
    cudaGetLastError();
    return false;
}

/// Writes into the places of grids that cannot be packed where their wide rows are on the device.
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

/// Samples in the memory of a device, within the budget of that device.
class kept_samples {
public:
    kept_samples(int device, batt::detail::device_budget& budget)
        : device_(device), in_(budget), expected_(budget), pairs_(budget), ids_(budget),
          first_(budget), task_(budget), wide_places_(budget) {}

    /// Sends what a call needs on the stream and waits for it: the lists of its samples, and the
    /// samples unless they are here.
    bool send(const device_call& call, cudaStream_t stream, error_message& error) {
        offsets_.clear();
        std::size_t total = 0;
        for (const auto& list : call.lists) {
            offsets_.push_back(total);
            total += list.size();
        }
        if (!good(ids_.reserve(std::max<std::size_t>(total, 1), stream), error) ||
            !good(host_ids_.reserve(std::max<std::size_t>(total, 1), stream), error))
            return false;
        for (std::size_t k = 0; k < call.lists.size(); ++k)
            std::copy(call.lists[k].begin(), call.lists[k].end(), host_ids_.get() + offsets_[k]);
        cudaMemcpyAsync(ids_.get(), host_ids_.get(), total * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream);
        samples_.ids = ids_.get();
        if (!call.same_data || !has_data_) {
            has_data_ = false;
            if (!send(call.data.in, in_, samples_.in, stream, error) ||
                !send(call.data.expected, expected_, samples_.expected, stream, error) ||
                !send_demonstrations(call.data, stream, error))
                return false;
        }
        const bool is_known = !call.data.in.on_device && !call.data.expected.on_device;
        samples_.unknown = is_known ? sample_grids() : samples_.in;
        return has_data_ = good(cudaStreamSynchronize(stream), error);
    }

    /// Where they are, once they are sent.
    const device_samples& get() const { return samples_; }
    /// Where a list of samples begins among the items of all lists.
    std::size_t begin_of(std::uint32_t list) const { return offsets_[list]; }
    /// The samples of earlier calls are of no use any more.
    void forget() { has_data_ = false; }
    /// Gives all memory back.
    void clear() {
        for (sent_batch* b : {&in_, &expected_, &pairs_}) {
            b->rows.clear();
            b->sizes.clear();
            b->wide.clear();
        }
        ids_.clear();
        host_ids_.clear();
        first_.clear();
        task_.clear();
        wide_places_.clear();
        has_data_ = false;
    }

private:
    /// The memory of a batch.
    struct sent_batch {
        explicit sent_batch(batt::detail::device_budget& budget)
            : rows(budget), sizes(budget), wide(budget) {}

        batt::detail::cuda_buffer<packed_row> rows;
        batt::detail::cuda_buffer<packed_size> sizes;
        batt::detail::cuda_buffer<wide_row> wide;
    };

    bool good(cudaError_t e, error_message& error) const { return succeeded(e, device_, error); }
    bool send(const batch_view& from, sent_batch& there, sample_grids& to, cudaStream_t stream,
              error_message& error) {
        to = {};
        if (from.count == 0) return true;
        if (from.on_device && from.parts.empty() && batt::detail::device_of(from.rows) == device_) {
            to = {from.rows, from.sizes};
            return true;
        }
        if (!good(there.rows.reserve(from.count * packed_side, stream), error) ||
            !good(there.sizes.reserve(from.count, stream), error))
            return false;
        to = {there.rows.get(), there.sizes.get()};
        return good(batt::detail::copy_batch(from, there.rows.get(), there.sizes.get(), stream),
                    error) &&
               send_wide(from, there, stream, error);
    }
    /// Sends the wide rows of a batch that was sent from host memory. Those of a batch in device
    /// memory stay on the host. What needs wide rows that are not on the device, also for want of
    /// room, runs by definition.
    bool send_wide(const batch_view& from, sent_batch& there, cudaStream_t stream,
                   error_message& error) {
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
        for (const cudaError_t e : {there.wide.reserve(wide.size(), stream),
                                    wide_places_.reserve(which.size(), stream)}) {
            if (e == cudaErrorMemoryAllocation) {
                cudaGetLastError();
                return true;
            }
            if (!good(e, error)) return false;
        }
        cudaMemcpyAsync(there.wide.get(), wide.data(), wide.size() * sizeof(wide_row),
                        cudaMemcpyHostToDevice, stream);
        cudaMemcpyAsync(wide_places_.get(), which.data(), which.size() * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream);
        const auto n = static_cast<std::uint32_t>(which.size());
        place_wide<<<(n + 255) / 256, 256, 0, stream>>>(there.wide.get(), wide_places_.get(), n,
                                                        there.rows.get(), there.sizes.get());
        if (!good(cudaPeekAtLastError(), error)) return false;
        return good(cudaStreamSynchronize(stream), error);
    }
    bool send_demonstrations(const sample_view& data, cudaStream_t stream, error_message& error) {
        samples_.demonstrations = {};
        if (data.task == nullptr) return true;
        sample_grids grids;
        if (!send(data.demonstrations, pairs_, grids, stream, error) ||
            !good(first_.reserve(data.tasks + 1, stream), error) ||
            !good(task_.reserve(std::max<std::size_t>(data.in.count, 1), stream), error))
            return false;
        cudaMemcpyAsync(first_.get(), data.first, (data.tasks + 1) * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream);
        cudaMemcpyAsync(task_.get(), data.task, data.in.count * sizeof(std::uint32_t),
                        cudaMemcpyHostToDevice, stream);
        samples_.demonstrations = {grids.rows, grids.sizes, first_.get(), task_.get()};
        return true;
    }

    int device_;
    bool has_data_ = false; ///< of the last call
    device_samples samples_;
    std::vector<std::size_t> offsets_;
    sent_batch in_, expected_, pairs_;
    batt::detail::cuda_buffer<std::uint32_t> ids_, first_, task_, wide_places_;
    batt::detail::cuda_buffer<std::uint32_t, true> host_ids_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
