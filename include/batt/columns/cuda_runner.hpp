// Columns on CUDA devices: a call is cut into chunks, which the devices take one after the other.
#pragma once

#include <batt/columns/detail/column_device.hpp>
#include <batt/columns/device_chunks.hpp>
#include <batt/reference/memory.hpp>
#if defined(__CUDACC__)

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

BATT_HOST_CALLS_BEGIN
namespace batt::columns {

/// All devices that a call may use.
class cuda_runner final : public device_runner {
public:
    bool ready(const run_options& options, error_message& error) override {
        const int count = batt::detail::count_devices(options.device, error);
        if (count == 0) return false;
        while (static_cast<int>(devices_.size()) < count)
            devices_.push_back(std::make_unique<column_device>(static_cast<int>(devices_.size())));
        return true;
    }

    bool run(const device_call& call, run_report& report, error_message& error) override {
        if (!call.same_data)
            for (const auto& d : devices_) d->forget_samples();
        const std::vector<std::size_t> sorted = sorted_by_list(call);
        std::vector<std::size_t> first;
        std::size_t places = 0;
        for (std::size_t k = 0; k < call.outputs.size(); ++k) {
            first.push_back(places);
            places += call.samples_of(k).size();
        }
        const int from = call.options.device < 0 ? 0 : call.options.device;
        const int devices = call.options.device < 0 ? static_cast<int>(devices_.size()) : 1;
        const std::vector<device_chunk> chunks = cut_into_chunks(call, sorted, devices);
        std::atomic<std::size_t> next = 0;
        std::mutex mutex;
        bool good = true;
        const auto work = [&](int device) {
            column_device& d = *devices_[static_cast<std::size_t>(device)];
            error_message why;
            bool fine = false;
            // an exception must not leave a thread
            const bool has_memory = batt::detail::within_memory([&] {
                fine = d.start(call, why);
                for (std::size_t k = next++; fine && k < chunks.size(); k = next++) {
                    if (batt::detail::is_stopped(call.options)) break;
                    const device_chunk& c = chunks[k];
                    fine = d.run(call, sorted, first, c, why);
                    if (!fine || !call.have_come) continue;
                    call.have_come(
                        std::span(sorted).subspan(c.first_output, c.last_output - c.first_output),
                        c.first_sample, c.last_sample);
                }
            });
            d.finish();
            if (fine && has_memory) return;
            if (!has_memory)
                why.text = "CUDA device " + std::to_string(device) +
                           ": the host has no memory for what runs there";
            const std::lock_guard lock(mutex);
            good = false;
            error = why;
            next = chunks.size();
        };
        {
            std::vector<std::jthread> threads; // which end before what they use
            // if there is no thread for a device, the others run its chunks
            batt::detail::within_memory([&] {
                for (int d = 1; d < devices; ++d) threads.emplace_back(work, from + d);
            });
            work(from);
        }
        report.device = std::string(devices > 1 ? std::to_string(devices) + " x " : "") +
                        devices_[static_cast<std::size_t>(from)]->name();
        return good;
    }

    bool fetch(const batch_view& from, std::span<const std::size_t> samples, batch& to,
               error_message& error) override {
        // a thread that has chosen no device would begin to use the first one
        const batt::detail::device_in_use there(
            samples.empty() ? -1 : batt::detail::device_of(from.from(samples[0]).rows));
        const cudaError_t e = batt::detail::gather<batt::detail::cuda_api>(from, samples, to);
        if (e != cudaSuccess)
            error.text = std::string("samples of a device: ") + cudaGetErrorString(e);
        return e == cudaSuccess;
    }

private:
    std::vector<std::unique_ptr<column_device>> devices_;
};

} // namespace batt::columns
BATT_HOST_CALLS_END

#endif // defined(__CUDACC__)
