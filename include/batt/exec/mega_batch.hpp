// The executor: a program over a batch, on the cores of the host or on GPUs, behind one call.
#pragma once

#include <batt/exec/detail/host.hpp>
#include <batt/value/result.hpp>
#if defined(__CUDACC__)
#include <batt/exec/detail/cuda.hpp>
#endif

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

/// Whether samples can run; if not, why.
inline bool check(const sample_view& v, error_message& error) {
    if (v.expected.count != 0 && v.expected.count != v.in.count) {
        error.text = "the batch has " + std::to_string(v.in.count) + " inputs but " +
                     std::to_string(v.expected.count) + " expected outputs";
        return false;
    }
    for (const batch_view* b : {&v.in, &v.expected, &v.demonstrations})
        if (b->count != 0 && (b->rows == nullptr || b->sizes == nullptr)) {
            error.text = "a batch with samples has no memory";
            return false;
        }
    if (!check_sizes(v.in, "inputs", false, error) ||
        !check_sizes(v.expected, "expected outputs", true, error) ||
        !check_sizes(v.demonstrations, "demonstrations", false, error))
        return false;
    if (v.task == nullptr) return true;
    for (std::size_t t = 0; t < v.tasks; ++t)
        if (v.first[t] > v.first[t + 1] || v.first[t + 1] > v.demonstrations.count ||
            (v.first[t + 1] - v.first[t]) % 2 != 0) {
            error.text = "task " + std::to_string(t) + " has no pairs of demonstrations";
            return false;
        }
    for (std::size_t k = 0; k < v.in.count; ++k)
        if (v.task[k] >= v.tasks) {
            error.text = "sample " + std::to_string(k) + " is of task " +
                         std::to_string(v.task[k]) + ", but there are only " +
                         std::to_string(v.tasks);
            return false;
        }
    return true;
}

} // namespace detail

/// Runs the program Solver (a type: `decltype(p)`), or a pipeline of several that card wrote, over
/// batches of grids.
///
/// It owns chunking, device memory (kept between calls), streams and the timing of every phase.
/// A sample that overflows a tier runs again at the next of Tiers, then, if card wrote the pipeline,
/// at the overflow tier of the options, and finally by definition, as Standard says, on the host's
/// cores, unless the options have no last tier. Results depend neither on batch size, back end,
/// device nor number of threads. An executor serves one thread at a time.
template <class Solver, class Tiers = default_tiers<Solver>, class Standard = as_pipeline<Solver>>
class mega_batch {
public:
    /// How many programs run on a sample: 1, or those of the pipeline.
    static constexpr int programs = as_pipeline<Solver>::programs;

    /// Runs over samples (S, I, C). Verdicts, and the output grids if options ask for them: program
    /// p's on sample k at p * count + k. A verdict's statement is one of the pipeline's (after an
    /// overflow tier the first that the program's own became); 0: the output itself. An error of the environment or of the call is a sentence; the executor stays
    /// usable.
    /// Memory traffic: 512 bytes a grid in (1,024 with expected grids), and a program 16 bytes out,
    /// 530 with outputs.
    cuda::std::expected<run_report, error_message> run(const sample_view& samples,
                                                       const run_options& options = {}) {
        return attempt(samples, options, [&](run_report& report, error_message& error) {
            if (options.where == backend::cuda ||
                (options.where == backend::automatic && cuda_is_usable(options)))
                return on_cuda(samples, options, report, error);
            return on_host(samples, detail::host_tiers<as_pipeline<Solver>, Tiers>::pieces,
                           Tiers::count, options, report, error);
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
                                                                const run_options& options = {}) {
        return attempt(samples, options, [&](run_report& report, error_message& error) {
            if (detail::reference_piece<Standard>() == nullptr) {
                error.text = "the standard form throws, and this program was built without exceptions";
                return false;
            }
            run_options here = options;
            here.last_tier = true; // there is no other
            return on_host(samples, nullptr, 0, here, report, error);
        });
    }

private:
    /// f(report, error) over samples that can run. What f gives is its report or its sentence; if it
    /// has neither, or if it throws, the host had no memory for it.
    template <class F>
    static cuda::std::expected<run_report, error_message>
    attempt(const sample_view& samples, const run_options& options, const F& f) {
        run_report report;
        error_message error;
        if (!detail::check(options, error) || !detail::check(samples, error))
            return cuda::std::unexpected<error_message>(error);
        bool good = false;
        detail::within_memory([&] { good = f(report, error); });
        if (good) return report;
        report = {};
        if (error.text.empty())
            error.text = detail::no_memory(
                std::to_string(samples.in.count) + " samples of " + std::to_string(programs) +
                    (programs == 1 ? " program" : " programs"),
                programs * (sizeof(verdict) + (options.outputs ? sizeof(grid) : 0)));
        return cuda::std::unexpected<error_message>(error);
    }
    bool on_host(const sample_view& samples, const detail::host_piece* tiers, int tier_count,
                 const run_options& options, run_report& report, error_message& error) {
        if (samples.in.on_device || samples.expected.on_device) {
            error.text = "the batch is in device memory but runs on the host";
            return false;
        }
        return detail::run_on_host(samples, programs, tiers, tier_count,
                                   detail::reference_piece<Standard>(),
                                   detail::texts_of<as_pipeline<Solver>>(), options, report);
    }

#if defined(__CUDACC__)
    bool cuda_is_usable(const run_options& options) {
        error_message ignored;
        return !workers_.devices(options, ignored).empty();
    }
    bool on_cuda(const sample_view& samples, const run_options& options, run_report& report,
                 error_message& error) {
        return detail::run_on_all(workers_, samples, programs,
                                  detail::cuda_tiers<Solver, Tiers>::launchers, Tiers::count,
                                  detail::reference_piece<Standard>(),
                                  detail::texts_of<as_pipeline<Solver>>(), options, report, error);
    }
    detail::cuda_workers workers_;
#else
    bool cuda_is_usable(const run_options&) { return false; }
    bool on_cuda(const sample_view&, const run_options&, run_report&, error_message& error) {
        error.text = "this program was built without CUDA";
        return false;
    }
#endif
};

} // namespace batt
BATT_HOST_CALLS_END
