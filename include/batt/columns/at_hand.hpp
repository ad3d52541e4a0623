// The samples that the definition needs, in host memory, wherever the batch of a call is.
#pragma once

#include <algorithm>
#include <batt/columns/device.hpp>
#include <optional>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Samples of a call as grids on the host.
class samples_at_hand {
public:
    explicit samples_at_hand(const sample_view& data) : data_(data) {}

    /// To be called first: brings those of some samples that are in device memory to the host.
    /// False with an error if that fails.
    bool bring(std::vector<std::size_t> samples, device_runner* device, error_message& error) {
        if (device == nullptr || (!data_.in.on_device && !data_.expected.on_device)) return true;
        std::sort(samples.begin(), samples.end());
        samples.erase(std::unique(samples.begin(), samples.end()), samples.end());
        samples_ = std::move(samples);
        const auto fetch = [&](const batch_view& from, batch& to, const char* what, bool absent) {
            return !from.on_device ||
                   (device->fetch(from, samples_, to, error) &&
                    batt::detail::check_sizes(to.view(), what, absent, error, samples_.data()));
        };
        return fetch(data_.in, in_, "inputs", false) &&
               fetch(data_.expected, expected_, "expected outputs", true);
    }
    /// The input of one of them.
    grid input(std::size_t sample) const { return *at(data_.in, in_, sample); }
    /// Its expected output, if that is known.
    std::optional<grid> expected(std::size_t sample) const {
        if (data_.expected.count == 0) return std::nullopt;
        return at(data_.expected, expected_, sample);
    }

private:
    std::optional<grid> at(const batch_view& all, const batch& brought, std::size_t sample) const {
        const batch_view from = all.on_device ? brought.view() : all;
        if (all.on_device)
            sample = static_cast<std::size_t>(
                std::lower_bound(samples_.begin(), samples_.end(), sample) - samples_.begin());
        if (from.sizes[sample].is_absent()) return std::nullopt;
        return batch::unpack(from.rows + sample * packed_side, from.sizes[sample]);
    }

    const sample_view& data_;
    std::vector<std::size_t> samples_; ///< those that have come from a device
    batch in_, expected_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END
