// The samples that the definition needs, in host memory, wherever the batch of a call is.
#pragma once

#include <algorithm>
#include <batt/columns/device.hpp>
#include <list>
#include <mutex>
#include <optional>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// Samples of a call as grids on the host.
class samples_at_hand {
public:
    /// device: it reads what is in device memory; null if nothing is.
    samples_at_hand(const sample_view& data, device_runner* device) : data_(data), device_(device) {
        if (device_ == nullptr) return;
        if (data_.in.on_device) in_.resize(data_.in.count);
        if (data_.expected.on_device) expected_.resize(data_.expected.count);
    }

    /// Brings those of some samples that are in device memory to the host, if they are not there
    /// yet. Any number of threads may call it, and read samples that have been brought. False with
    /// an error if that fails.
    bool bring(std::vector<std::size_t> samples, error_message& error) {
        if (in_.empty() && expected_.empty()) return true;
        const std::lock_guard lock(mutex_);
        const auto& known = in_.empty() ? expected_ : in_;
        std::erase_if(samples, [&](std::size_t k) { return known[k].rows != nullptr; });
        std::sort(samples.begin(), samples.end());
        samples.erase(std::unique(samples.begin(), samples.end()), samples.end());
        return samples.empty() ||
               (bring(data_.in, samples, in_, "inputs", false, error) &&
                bring(data_.expected, samples, expected_, "expected outputs", true, error));
    }
    /// The input of one of them.
    grid input(std::size_t sample) const { return *at(data_.in, in_, sample); }
    /// Its expected output, if that is known.
    std::optional<grid> expected(std::size_t sample) const {
        if (data_.expected.count == 0) return std::nullopt;
        return at(data_.expected, expected_, sample);
    }

private:
    struct packed_place {
        const packed_row* rows = nullptr;
        packed_size size{};
    };

    bool bring(const batch_view& from, const std::vector<std::size_t>& samples,
               std::vector<packed_place>& to, const char* what, bool absent, error_message& error) {
        if (to.empty()) return true;
        batch& some = brought_.emplace_back();
        if (!device_->fetch(from, samples, some, error) ||
            !batt::detail::check_sizes(some.view(), what, absent, error, samples.data()))
            return false;
        const batch_view here = some;
        for (std::size_t k = 0; k < samples.size(); ++k)
            to[samples[k]] = {here.rows + k * packed_side, here.sizes[k]};
        return true;
    }
    static std::optional<grid> at(const batch_view& all, const std::vector<packed_place>& brought,
                                  std::size_t sample) {
        const packed_place from =
            brought.empty() ? packed_place{all.rows + sample * packed_side, all.sizes[sample]}
                            : brought[sample];
        if (from.size.is_absent()) return std::nullopt;
        return batch::unpack(from.rows, from.size);
    }

    const sample_view& data_;
    device_runner* device_;
    std::mutex mutex_;
    std::list<batch> brought_;
    std::vector<packed_place> in_, expected_; ///< of every sample; nothing if all are on the host
};

} // namespace batt::columns
BATT_HOST_CALLS_END
