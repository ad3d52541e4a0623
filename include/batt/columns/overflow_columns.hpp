// Columns as the overflow tier of compiled pipelines: one compiled engine with larger windows and
// arena for all of them.
#pragma once

#include <batt/columns/compiled_meaning.hpp>
#include <batt/columns/device.hpp>
#include <batt/columns/programs.hpp>
#include <batt/exec/overflow.hpp>
#include <batt/exec/samples.hpp>
#include <batt/text/read.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// When columns are an overflow tier.
struct overflow_columns_options {
    /// Whether what overflows on the host runs by columns there, too, one sample at a time. This
    /// was seen to take from a third of the definition's time to five times as much. Samples that
    /// cannot be packed do so anyway.
    bool on_host = false;
    /// If a call has fewer evaluations (one program on one sample each), the host's cores run them
    /// by definition before a device has made its launches.
    std::size_t fewest = 128;
};

namespace columns::detail {

/// A program of a pipeline as data, from its text; nothing if its text is not known, or if columns
/// may not take the place of its compiled form.
inline std::optional<text::program> program_of(const program_source& source) {
    if (source.result[0] == '\0') return std::nullopt;
    std::string text = "def solve(S, I, C):\n    ";
    for (const char* c = source.text; *c != '\0'; ++c) {
        text += *c;
        if (*c == '\n') text += "    ";
    }
    text::reading read = text::read(text + "\n    return " + source.result + "\n", source.file);
    const bool is_one =
        read.functions.size() == 1 &&
        read.functions[0].statements.size() == static_cast<std::size_t>(source.statements);
    if (!is_one || !means_the_same_compiled(read.functions[0])) return std::nullopt;
    return std::move(read.functions[0]);
}

class overflow_columns final : public overflow_tier {
public:
    overflow_columns(const catalog& compiled, const overflow_columns_options& when)
        : catalog_(compiled), when_(when) {}

    std::size_t run(const overflow_call& call) override {
        const std::lock_guard lock(mutex_);
        std::size_t ran = 0;
        batt::detail::within_memory([&] { ran = run_all(call); });
        return ran;
    }

private:
    /// The programs of a pipeline that columns may run, and which ones they are.
    struct readable {
        program_set programs;
        std::vector<int> places;
    };

    const readable& programs_of(std::span<const program_source> sources) {
        std::string key;
        for (const program_source& s : sources) {
            key.append(s.text).append(1, '\0');
            key.append(s.result).append(1, '\0');
        }
        const auto found = known_.find(key);
        if (found != known_.end()) return found->second;
        std::vector<text::program> programs;
        std::vector<int> places;
        for (std::size_t p = 0; p < sources.size(); ++p) {
            std::optional<text::program> one = program_of(sources[p]);
            if (!one) continue;
            programs.push_back(std::move(*one));
            places.push_back(static_cast<int>(p));
        }
        readable made{program_set(std::move(programs)), std::move(places)};
        return known_.emplace(std::move(key), std::move(made)).first->second;
    }
    /// Chooses where columns run: on the device that a pipeline ran on; null for the host. False if
    /// they do not run there.
    bool choose(const run_options& options, std::size_t evaluations, device_runner*& device) {
        device = nullptr;
        if (options.where != backend::cuda) return true;
        if (catalog_.make_device == nullptr || evaluations < when_.fewest) return false;
        if (device_ == nullptr) device_ = catalog_.make_device();
        error_message ignored;
        device = device_.get();
        return device_->ready(options, ignored);
    }

    std::size_t run_all(const overflow_call& call) {
        const readable& known = programs_of(call.programs);
        const std::size_t n = call.samples.in.count;
        const auto needs = batt::detail::needs_of(call.samples);
        const bool all = when_.on_host || call.options.where == backend::cuda;
        const auto may_run = [&](std::size_t k) {
            return all || (!needs.empty() && needs[k] != batt::detail::sample_need::packed);
        };
        program_samples which;
        std::vector<bool> runs(n, false);
        std::size_t evaluations = 0;
        for (const int p : known.places) {
            which.of_program.push_back(static_cast<std::uint32_t>(which.lists.size()));
            auto& list = which.lists.emplace_back();
            for (std::size_t k = 0; k < n; ++k)
                if ((call.samples.active[k] >> p & 1U) != 0 && may_run(k))
                    list.push_back(static_cast<std::uint32_t>(k));
            for (const std::uint32_t k : list) runs[k] = true;
            evaluations += list.size();
        }
        const auto ran = static_cast<std::size_t>(std::count(runs.begin(), runs.end(), true));
        device_runner* device = nullptr;
        if (ran == 0 || catalog_.execute == nullptr || !choose(call.options, evaluations, device))
            return 0;
        run_options options = call.options;
        options.batch_size = device == nullptr ? 1 : 0; // on the host, each has the pool for itself
        options.outputs = call.outputs != nullptr;
        run_report report;
        run_counts counts;
        error_message ignored;
        if (!catalog_.execute({known.programs, catalog_, call.samples, which, options, true},
                              device, report, counts, ignored))
            return 0;
        for (std::size_t p = 0; p < known.places.size(); ++p)
            for (const std::uint32_t k : which.lists[p]) {
                const std::size_t from = p * n + k;
                const std::size_t to = static_cast<std::size_t>(known.places[p]) * n + k;
                call.verdicts[to] = report.verdicts[from];
                if (options.outputs) call.outputs[to] = std::move(report.outputs[from]);
            }
        return ran;
    }

    const catalog& catalog_;
    overflow_columns_options when_;
    std::mutex mutex_;
    std::map<std::string, readable> known_; ///< by the text of all their programs
    std::unique_ptr<device_runner> device_;
};

} // namespace columns::detail

/// Columns as the overflow tier of any number of compiled pipelines (`run_options::overflow`):
/// what overflows on a device runs there with windows of 32 and then 64 rows and the memory
/// of the device for an arena. Programs without text, and those that mean something else with
/// static types than at run time, are left to the definition. compiled must outlive it; memory is
/// kept on devices between calls.
inline std::unique_ptr<overflow_tier>
make_overflow_columns(const columns::catalog& compiled, const overflow_columns_options& when = {}) {
    return std::make_unique<columns::detail::overflow_columns>(compiled, when);
}

} // namespace batt
BATT_HOST_CALLS_END
