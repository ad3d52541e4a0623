// Pipelines behind a run-time interface, for tools that hold many of them.
#pragma once

#include <batt/exec/detail/pipeline_base.hpp>
#include <batt/reference/machine/merged_standard_form.hpp>
#if defined(__CUDACC__)
#include <batt/exec/detail/cuda_trace.hpp>
#endif

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace detail {

template <class Pipeline, class Standard, class Tiers>
class erased_pipeline final : public pipeline_base {
public:
    explicit erased_pipeline(const program_place* places)
        : pipeline_base({Pipeline::programs, Pipeline::statements, Pipeline::sources,
                         Pipeline::uses, std::size(Pipeline::uses), Pipeline::operations,
                         Pipeline::uses_demonstrations, Pipeline::uses_expected, places}) {}

private:
    expected_report run_samples(const sample_view& v, const run_options& o,
                                const sample_choice& which) override {
        return executor_.run(taken(v), o, which);
    }
    expected_report run_samples_standard(const sample_view& v, const run_options& o,
                                         const sample_choice& which) override {
        return executor_.run_standard(taken(v), o, which);
    }
#if defined(__CUDACC__)
    const void* compiled(const run_options& o) const override {
        // pipelines that share samples would share the values of parameters, too
        const bool is_alone = parameters_of<as_pipeline<Pipeline>>.count != 0;
        return !is_alone && executor_.is_for_devices(o) ? &executor_.compiled() : nullptr;
    }
    cuda::std::expected<std::vector<run_report>, error_message>
    run_together(const sample_view& v, std::span<const pipeline_call> calls,
                 const run_options& o) override {
        std::vector<compiled_call<cuda_api>> all;
        for (const pipeline_call& c : calls) {
            const auto* const what =
                static_cast<const compiled_pipeline<cuda_api>*>(compiled_of(*c.pipeline, o));
            all.push_back({what, taken_by(*c.pipeline, v), turns(v, c.which)});
        }
        error_message error;
        if (!check(v, error) ||
            !run_on_all<cuda_api>(*cuda_pool::shared(), std::span(all), o, error))
            return cuda::std::unexpected<error_message>(error);
        std::vector<run_report> reports;
        for (compiled_call<cuda_api>& c : all) reports.push_back(std::move(c.report));
        return reports;
    }
#endif
    bool trace_sample(const sample_view& v, backend where, std::vector<int>& numbers,
                      error_message& error) override {
        if (where == backend::cuda) {
#if defined(__CUDACC__)
            return trace_on_cuda(v, Pipeline::programs,
                                 first_trace<Pipeline, full_tiers<Tiers>>::launcher, numbers,
                                 error);
#else
            error.text = "this program was built without CUDA";
            return false;
#endif
        }
        verdict verdicts[Pipeline::programs + 1];
        const sample_choice all;
        const turns one(v, all);
        host_job job{&v,      &one,    verdicts, nullptr, 1,
                     nullptr, nullptr, 1,        false,   host_watch{&numbers}};
        host_tiers<Pipeline, full_tiers<Tiers>>::all[0].run(job, 0, 1);
        return true;
    }

    mega_batch<Pipeline, Tiers, Standard> executor_;
};

} // namespace detail

/// The pipeline that card wrote, with its standard form.
/// @param places where its programs come from, if a file of its own says so (`card --places`).
template <class Pipeline, class Standard = Pipeline, class Tiers = default_tiers<Pipeline>>
std::unique_ptr<any_pipeline> make_pipeline(const program_place* places = nullptr) {
    return std::make_unique<detail::erased_pipeline<Pipeline, Standard, Tiers>>(places);
}

} // namespace batt
BATT_HOST_CALLS_END
