// The executor of programs as data over batches: `mega_batch<program_set>`.
#pragma once

#include <batt/columns/device.hpp>
#include <batt/columns/programs.hpp>
#include <memory>
#include <numeric>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Runs programs as data over batches of grids: `mega_batch` for programs that no compiler has
/// seen.
///
/// It keeps device memory between calls. Results do not depend on the other programs, the batch
/// size, the back end, the device or the number of threads: what has no column form or does not
/// fit runs by definition on the host's cores (what does not fit only if the options have a last
/// tier). An executor serves one thread at a time.
template <>
class mega_batch<program_set> {
public:
    /// compiled: what there is to run; it must outlive the executor.
    /// device: what another executor keeps of devices (`device`), so that memory is allocated only
    /// once; only one of the two may run at a time.
    mega_batch(program_set programs, const columns::catalog& compiled,
               std::shared_ptr<columns::device_runner> device = nullptr)
        : programs_(std::move(programs)), catalog_(compiled), device_(std::move(device)) {}

    const program_set& programs() const { return programs_; }

    /// Every program on every sample, or on those that `which` names: program p's verdict on sample
    /// k of n stands at p * n + k of the report, and is `verdict()` where it does not run; `which`
    /// may ask for a packed report.
    cuda::std::expected<run_report, error_message> run(const sample_view& samples,
                                                       const run_options& options = {},
                                                       const program_samples* which = nullptr) {
        run_report report;
        error_message error;
        if (!detail::check(options, error) || !detail::check(samples, error) ||
            !check(samples, which, error))
            return cuda::std::unexpected<error_message>(error);
        program_samples all;
        if (which == nullptr) {
            all.lists.emplace_back(samples.in.count);
            std::iota(all.lists[0].begin(), all.lists[0].end(), 0U);
            all.of_program.assign(programs_.size(), 0);
            which = &all;
        }
        bool good = false;
        counts_ = {};
        const bool fits = detail::within_memory([&] {
            columns::device_runner* const device = chosen(samples, options, *which, error);
            if (!error.text.empty()) return;
            if (catalog_.execute == nullptr) {
                error.text = "no columns have been compiled: batt_add_columns makes them";
                return;
            }
            if (device == nullptr && is_resident(samples)) {
                error.text = "the batch is in device memory but runs on the host";
                return;
            }
            good = catalog_.execute({programs_, catalog_, samples, *which, options}, device, report,
                                    counts_, error);
            report.where = device != nullptr ? backend::cuda : backend::host;
            if (device == nullptr) report.device = "host";
        });
        if (good) return report;
        if (!fits || error.text.empty())
            error.text = "there is no memory for " + std::to_string(programs_.size()) +
                         " programs on " + std::to_string(samples.in.count) + " samples";
        return cuda::std::unexpected<error_message>(error);
    }

    /// What this keeps of devices; null until it has run on one.
    const std::shared_ptr<columns::device_runner>& device() const { return device_; }
    /// Of the last run.
    const columns::run_counts& counts() const { return counts_; }

private:
    /// Whether the programs are in their graph, and `which` fits them and the samples; if not,
    /// why.
    bool check(const sample_view& samples, const program_samples* which,
               error_message& error) const {
        for (std::size_t p = 0; p < programs_.size(); ++p) {
            if (programs_.graph().has(programs_.root(p))) continue;
            error.text = "program " + std::to_string(p) + " is not a value of its graph: " +
                         programs_.graph().why_absent(programs_.root(p));
            return false;
        }
        if (which == nullptr) return true;
        if (which->of_program.size() != programs_.size()) {
            error.text = "there are " + std::to_string(programs_.size()) + " programs but " +
                         std::to_string(which->of_program.size()) + " lists of samples for them";
            return false;
        }
        for (const std::uint32_t list : which->of_program) {
            if (list < which->lists.size()) continue;
            error.text = "a program runs on list " + std::to_string(list) +
                         " of samples, but there are " + std::to_string(which->lists.size());
            return false;
        }
        for (const auto& list : which->lists)
            for (const std::uint32_t sample : list) {
                if (sample < samples.in.count) continue;
                error.text = "a program runs on sample " + std::to_string(sample) +
                             ", but there are " + std::to_string(samples.in.count);
                return false;
            }
        return true;
    }
    /// Where a run of this size belongs: null for the host.
    columns::device_runner* chosen(const sample_view& samples, const run_options& options,
                                   const program_samples& which, error_message& error) {
        if (options.where == backend::host ||
            (options.where == backend::automatic && !is_resident(samples) && is_small(which)))
            return nullptr;
        if (catalog_.make_device == nullptr) {
            if (options.where == backend::cuda) error.text = "this program was built without CUDA";
            return nullptr;
        }
        if (device_ == nullptr) device_ = catalog_.make_device();
        error_message why;
        if (device_->ready(options, why)) return device_.get();
        if (options.where == backend::cuda) error = why;
        return nullptr;
    }
    static bool is_resident(const sample_view& samples) {
        return samples.in.on_device || samples.expected.on_device;
    }
    /// Whether the evaluations are so few that they end on the host before a device is set up.
    bool is_small(const program_samples& which) const {
        constexpr std::size_t few = 20'000;
        std::size_t n = 0;
        for (std::uint32_t list : which.of_program) n += which.lists[list].size();
        return n < few;
    }

    program_set programs_;
    const columns::catalog& catalog_;
    columns::run_counts counts_;
    std::shared_ptr<columns::device_runner> device_;
};

} // namespace batt
BATT_HOST_CALLS_END
