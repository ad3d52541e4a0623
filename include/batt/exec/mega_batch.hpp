// The executor: a program over a batch, on the cores of the host or on GPUs, behind one call.
#pragma once

#include <batt/exec/detail/host.hpp>
#include <batt/value/result.hpp>
#if defined(__CUDACC__)
#include <batt/exec/detail/cuda.hpp>
#include <batt/exec/device_batch.hpp>
#endif

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Runs the program Solver (a type: `decltype(p)`), or a pipeline of several that card wrote, over
/// batches of grids.
///
/// It owns chunking, device memory (kept between calls, and shared with all executors of a process
/// that run one after the other), streams and the timing of every phase.
/// A sample that overflows a tier runs again at the next of Tiers, then, if card wrote the
/// pipeline, at the overflow tier of the options, and finally by definition, as Standard says, on
/// the host's cores, unless the options have no last tier. Results do not depend on batch size,
/// back end, device or number of threads. An executor serves one thread at a time.
template <class Solver, class Tiers = default_tiers<Solver>, class Standard = as_pipeline<Solver>>
class mega_batch {
public:
    /// How many programs run on a sample: 1, or those of the pipeline.
    static constexpr int programs = as_pipeline<Solver>::programs;

    /// Runs over samples (S, I, C), or over those chosen. Gives verdicts, and output grids if the
    /// options ask for them: program p's on sample k at p * count + k, where count is the number of
    /// samples that run, repetitions included. A verdict's statement is one of the pipeline's
    /// (after an overflow tier the first that the program's own became); 0: the output itself. An
    /// error of the environment or of the call is a sentence; the executor stays usable. A program
    /// with parameters needs their values in the samples.
    /// Memory traffic per sample: 512 bytes in (1,024 with expected grids); out, 16 bytes per
    /// program (530 with outputs).
    cuda::std::expected<run_report, error_message> run(const sample_view& samples,
                                                       const run_options& options = {},
                                                       const sample_choice& which = {}) {
        return attempt(samples, options, which, [&](run_report& report, error_message& error) {
            if (is_for_devices(options)) return on_cuda(samples, options, which, report, error);
            return on_host(samples, detail::host_tiers<as_pipeline<Solver>, Tiers>::all,
                           Tiers::count, options, which, report, error);
        });
    }
    /// Runs over in; expected is empty or has as many grids.
    cuda::std::expected<run_report, error_message>
    run(const batch_argument& in, const batch_argument& expected, const run_options& options = {}) {
        return run(sample_view{in, expected}, options);
    }
    /// Runs over in, without expected outputs: nothing matches.
    cuda::std::expected<run_report, error_message> run(const batch_argument& in,
                                                       const run_options& options = {}) {
        return run(sample_view{in, batch_view{}}, options);
    }
    /// The same by Standard alone, on the host's cores.
    cuda::std::expected<run_report, error_message> run_standard(const sample_view& samples,
                                                                const run_options& options = {},
                                                                const sample_choice& which = {}) {
        return attempt(samples, options, which, [&](run_report& report, error_message& error) {
            if (detail::reference_piece<Standard>() == nullptr) {
                error.text =
                    "the standard form throws, and this program was built without exceptions";
                return false;
            }
            run_options here = options;
            here.last_tier = true; // there is no other
            return on_host(samples, nullptr, 0, here, which, report, error);
        });
    }

private:
    /// The tiers of devices.
    using full = full_tiers<Tiers>;

    /// Calls f(report, error) over samples that can run. f leaves a report or a sentence; if it
    /// leaves neither, or throws, the host had no memory for it.
    template <class F>
    static cuda::std::expected<run_report, error_message>
    attempt(const sample_view& samples, const run_options& options, const sample_choice& which,
            const F& f) {
        run_report report;
        error_message error;
        if (!detail::check(options, error) ||
            !detail::check(samples, error, detail::parameters_of<as_pipeline<Solver>>) ||
            !detail::check(samples, which, programs, error))
            return cuda::std::unexpected<error_message>(error);
        bool good = false;
        detail::within_memory([&] { good = f(report, error); });
        if (good) return report;
        report = {};
        if (error.text.empty())
            error.text = detail::no_memory(
                detail::repeated_samples(which.samples ? which.samples->size() : samples.in.count,
                                         which.repeat) +
                    " of " + std::to_string(programs) + (programs == 1 ? " program" : " programs"),
                programs * (sizeof(verdict) + (options.outputs ? sizeof(grid) : 0)));
        return cuda::std::unexpected<error_message>(error);
    }
    bool on_host(const sample_view& samples, const detail::host_tier* tiers, int tier_count,
                 const run_options& options, const sample_choice& which, run_report& report,
                 error_message& error) {
        if (samples.in.on_device || samples.expected.on_device) {
            error.text = "the batch is in device memory but runs on the host";
            return false;
        }
        return detail::run_on_cores(samples, detail::turns(samples, which), programs, tiers,
                                    tier_count, detail::reference_piece<Standard>(),
                                    detail::texts_of<as_pipeline<Solver>>(), options, report);
    }

#if defined(__CUDACC__)
public:
    /// Runs over samples as `run` does, on one device. The output grids stay in its memory: they
    /// become `outputs`, in the order in which a report has them, 0 x 0 where a sample failed.
    /// Those of the last tier come from the host; what cannot be packed keeps its place.
    cuda::std::expected<run_report, error_message> run_to_device(const sample_view& samples,
                                                                 device_batch& outputs,
                                                                 const run_options& options = {},
                                                                 const sample_choice& which = {}) {
        return attempt(samples, options, which, [&](run_report& report, error_message& error) {
            run_options there = options;
            there.where = backend::cuda;
            there.outputs = false; // no grids go into the report
            const batch_view& lies = samples.in.on_device ? samples.in : samples.expected;
            if (lies.on_device) there.device = detail::device_of(lies.rows);
            there.device = std::max(there.device, 0);
            const detail::turns all(samples, which);
            auto places = device_batch::blank(
                detail::capped_product(all.count(), static_cast<std::size_t>(programs)),
                there.device);
            if (!places) {
                error = places.error();
                return false;
            }
            detail::compiled_call<detail::cuda_api> call{&compiled(), samples, all};
            call.stays = {there.device, places->rows_[0].get(), places->sizes_[0].get()};
            if (!detail::run_on_all<detail::cuda_api>(*pool_, {&call, 1}, there, error))
                return false;
            places->unpacked_ = std::move(call.made_on_host);
            outputs = std::move(*places);
            report = std::move(call.report);
            return true;
        });
    }
    /// The pipeline in the form that devices run.
    static const detail::compiled_pipeline<detail::cuda_api>& compiled() {
        static const detail::compiled_pipeline<detail::cuda_api> one{
            programs, detail::cuda_tiers<Solver, full>::launchers,
            detail::reference_piece<Standard>(), detail::texts_of<as_pipeline<Solver>>()};
        return one;
    }
    /// Whether a run with these options goes to devices, or fails since it cannot.
    static bool is_for_devices(const run_options& options) {
        return options.where == backend::cuda ||
               (options.where == backend::automatic && cuda_is_usable(options));
    }

private:
    static bool cuda_is_usable(const run_options& options) {
        error_message ignored;
        return !detail::devices_for<detail::cuda_api>(options, ignored).empty();
    }
    bool on_cuda(const sample_view& samples, const run_options& options, const sample_choice& which,
                 run_report& report, error_message& error) {
        detail::compiled_call<detail::cuda_api> call{&compiled(), samples,
                                                     detail::turns(samples, which)};
        if (!detail::run_on_all<detail::cuda_api>(*pool_, {&call, 1}, options, error)) return false;
        report = std::move(call.report);
        return true;
    }
    std::shared_ptr<detail::cuda_pool> pool_ = detail::cuda_pool::shared();
#else
    static bool is_for_devices(const run_options& options) {
        return options.where == backend::cuda;
    }
    bool on_cuda(const sample_view&, const run_options&, const sample_choice&, run_report&,
                 error_message& error) {
        error.text = "this program was built without CUDA";
        return false;
    }
#endif
};

} // namespace batt
BATT_HOST_CALLS_END
