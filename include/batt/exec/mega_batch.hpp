// The executor: a program over a batch, on the cores of the host or on GPUs, behind one call.
#pragma once

#include <batt/exec/host.hpp>
#include <batt/value/result.hpp>
#if defined(__CUDACC__)
#include <batt/exec/cuda.hpp>
#endif

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Runs the program Solver (a type: `decltype(p)`) over batches of grids.
///
/// It owns chunking, device memory (kept between calls), streams and the timing of every phase.
/// A sample that overflows a tier runs again at the next of Tiers, and finally by definition on the
/// host's cores. Results depend neither on batch size, back end, device nor number of threads.
/// An executor serves one thread at a time.
template <class Solver, class Tiers = default_tiers<Solver>>
class mega_batch {
public:
    /// Runs over in; expected is empty or has as many grids. Verdicts, and the output grids if
    /// options ask for them. An error of the environment or of the call is a sentence; the
    /// executor stays usable.
    /// Memory traffic: 512 bytes a grid in (1,024 with expected grids), 2 out, 514 with outputs.
    cuda::std::expected<run_report, error_message> run(const batch_view& in,
                                                       const batch_view& expected,
                                                       const run_options& options = {}) {
        if (expected.count != 0 && expected.count != in.count)
            return fail("the batch has " + std::to_string(in.count) + " inputs but " +
                        std::to_string(expected.count) + " expected outputs");
        if ((in.count != 0 && (in.rows == nullptr || in.sizes == nullptr)) ||
            (expected.count != 0 && (expected.rows == nullptr || expected.sizes == nullptr)))
            return fail("a batch with samples has no memory");
        if (!in.on_device && !check_sizes(in)) return fail(bad_size("inputs", in));
        if (!expected.on_device && !check_sizes(expected))
            return fail(bad_size("expected outputs", expected));
        run_report report;
        error_message error;
        if (options.where == backend::cuda ||
            (options.where == backend::automatic && cuda_is_usable(options))) {
            if (!on_cuda(in, expected, options, report, error)) return fail(error.text);
        } else {
            if (in.on_device || expected.on_device)
                return fail("the batch is in device memory but runs on the host");
            detail::run_on_host<Solver, Tiers>(in, expected, options, report);
        }
        return report;
    }
    cuda::std::expected<run_report, error_message> run(const batch_view& in,
                                                       const run_options& options = {}) {
        return run(in, batch_view{}, options);
    }

private:
    static cuda::std::unexpected<error_message> fail(const std::string& text) {
        return cuda::std::unexpected<error_message>(error_message{text});
    }
    static bool good(packed_size s) { return s.h <= packed_side && s.w <= packed_side; }
    static bool check_sizes(const batch_view& v) {
        for (std::size_t k = 0; k < v.count; ++k)
            if (!good(v.sizes[k])) return false;
        return true;
    }
    static std::string bad_size(const char* what, const batch_view& v) {
        std::size_t k = 0;
        while (good(v.sizes[k])) ++k;
        return std::string("grid ") + std::to_string(k) + " of the " + what + " is " +
               std::to_string(v.sizes[k].h) + " x " + std::to_string(v.sizes[k].w) +
               ", a batch holds at most 32 x 32";
    }

#if defined(__CUDACC__)
    bool cuda_is_usable(const run_options& options) {
        error_message ignored;
        return !workers_.devices(options, ignored).empty();
    }
    bool on_cuda(const batch_view& in, const batch_view& expected, const run_options& options,
                 run_report& report, error_message& error) {
        const double start = detail::now();
        if (!detail::run_on_cuda(workers_, in, expected,
                                 detail::cuda_tiers<Solver, Tiers>::launchers, Tiers::count,
                                 options, report, error))
            return false;
        const auto left =
            detail::overflowed<std::size_t>(report.verdicts.data(), report.verdicts.size());
        if (!left.empty()) {
            batch inputs, outputs;
            cudaError_t e = detail::gather(in, left, inputs);
            if (e == cudaSuccess) e = detail::gather(expected, left, outputs);
            if (e != cudaSuccess) {
                error.text = std::string("CUDA: ") + cudaGetErrorString(e);
                return false;
            }
            const batch_view in_view = inputs, expected_view = outputs;
            detail::run_last_tier<Solver>({&in_view, &expected_view, report.verdicts.data(),
                                           options.outputs ? &report.outputs : nullptr,
                                           left.data(), left.size(), true},
                                          report);
        }
        report.seconds.total = detail::now() - start;
        return true;
    }
    detail::cuda_workers workers_;
#else
    bool cuda_is_usable(const run_options&) { return false; }
    bool on_cuda(const batch_view&, const batch_view&, const run_options&, run_report&,
                 error_message& error) {
        error.text = "this program was built without CUDA";
        return false;
    }
#endif
};

} // namespace batt
BATT_HOST_CALLS_END
