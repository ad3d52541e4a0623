// Pipelines behind a run-time interface.
#pragma once

#include <batt/exec/samples.hpp>
#include <batt/exec/shown_value.hpp>
#include <batt/expr/source.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

class any_pipeline;

/// A pipeline, and its part of samples that it shares with others.
struct pipeline_call {
    any_pipeline* pipeline;
    sample_choice which{};
};

/// Several programs that run together, behind a run-time interface: for tools that hold many. A
/// verdict or output of program p on sample k of n, repetitions included, stands at p * n + k of a
/// report. Programs that are not active on a sample have the verdict `verdict()` there.
class any_pipeline {
public:
    using expected_report = cuda::std::expected<run_report, error_message>;

    virtual ~any_pipeline() = default;
    virtual int programs() const = 0;
    virtual program_source source(int program) const = 0;
    /// Number of merged statements.
    virtual int statements() const = 0;

    /// Runs over packed samples, in host or device memory: all of them, or those chosen. An error
    /// is a sentence: the samples cannot be held, or the environment failed.
    expected_report run(const sample_view& samples, const run_options& options = {},
                        const sample_choice& which = {}) {
        return checked(samples, options, which,
                       [&] { return run_samples(samples, options, which); });
    }
    /// The same by the standard form: by definition, on the host's cores.
    expected_report run_standard(const sample_view& samples, const run_options& options = {},
                                 const sample_choice& which = {}) {
        return checked(samples, options, which,
                       [&] { return run_samples_standard(samples, options, which); });
    }
    /// Packs the samples, which is a phase of the report, and runs over them, each `repeat` times.
    /// Who runs several pipelines on the same samples packs them once (`packed_samples`).
    expected_report run(const sample_set& samples, const run_options& options = {},
                        std::size_t repeat = 1) {
        return packed(samples, [&](const sample_view& v, const sample_choice& which) {
            return run(v, options, sample_choice{{}, which.active, repeat});
        });
    }
    expected_report run_standard(const sample_set& samples, const run_options& options = {}) {
        return packed(samples, [&](const sample_view& v, const sample_choice& which) {
            return run_standard(v, options, which);
        });
    }

    /// Every statement of a program on sample k, on the host's or the device's machine. Where that
    /// is left open (`automatic`), programs as data are traced by definition.
    virtual bool trace(int program, const sample_set& samples, std::size_t k, backend where,
                       std::vector<traced_statement>& statements, error_message& error) = 0;

protected:
    /// What `run` and `run_standard` do once the samples and the choice are known to agree. It may
    /// throw where the host has no memory.
    virtual expected_report run_samples(const sample_view&, const run_options&,
                                        const sample_choice&) = 0;
    virtual expected_report run_samples_standard(const sample_view&, const run_options&,
                                                 const sample_choice&) = 0;
    /// Turns the statements of verdicts into those of the programs.
    virtual void name_statements(run_report&) const {}
    /// The samples as it uses them: without tasks if its programs do not ask for demonstrations.
    virtual sample_view taken(const sample_view& samples) const { return samples; }
    /// The compiled form, by which pipelines that can run side by side know each other; null if
    /// this one runs alone with these options.
    virtual const void* compiled(const run_options&) const { return nullptr; }
    /// Runs pipelines that all have a `compiled`, this one among them; an error of one fails all.
    virtual cuda::std::expected<std::vector<run_report>, error_message>
    run_together(const sample_view&, std::span<const pipeline_call>, const run_options&) {
        return cuda::std::unexpected<error_message>(error_message{"this pipeline runs alone"});
    }
    static const void* compiled_of(const any_pipeline& p, const run_options& options) {
        return p.compiled(options);
    }
    static sample_view taken_by(const any_pipeline& p, const sample_view& samples) {
        return p.taken(samples);
    }

private:
    friend std::vector<expected_report>
    run_side_by_side(const sample_view&, std::span<const pipeline_call>, const run_options&);

    static cuda::std::unexpected<error_message> failed(std::string text) {
        return cuda::std::unexpected<error_message>(error_message{std::move(text)});
    }
    bool accepts(const sample_view& samples, const run_options& options, const sample_choice& which,
                 error_message& error) const {
        return detail::check(options, error) &&
               detail::check(samples, which, static_cast<std::size_t>(programs()), error);
    }
    template <class F>
    expected_report checked(const sample_view& samples, const run_options& options,
                            const sample_choice& which, const F& f) {
        error_message error;
        if (!accepts(samples, options, which, error))
            return cuda::std::unexpected<error_message>(error);
        expected_report result = failed({});
        detail::within_memory([&] { result = f(); });
        if (result)
            name_statements(*result);
        else if (result.error().text.empty())
            return failed(detail::no_memory(
                detail::repeated_samples(which.samples ? which.samples->size() : samples.in.count,
                                         which.repeat),
                static_cast<std::size_t>(programs()) * sizeof(verdict)));
        return result;
    }
    template <class F>
    static expected_report packed(const sample_set& samples, const F& f) {
        const auto packed = packed_samples::pack(samples);
        if (!packed) return cuda::std::unexpected<error_message>(packed.error());
        expected_report result = f(packed->view(), sample_choice{{}, samples.active});
        if (result) {
            result->seconds.pack = packed->seconds();
            result->seconds.total += packed->seconds();
        }
        return result;
    }
};

/// Runs pipelines on the same samples, with the same options: a report, or an error, for each call.
/// Compiled pipelines that run on devices share streams and memory there, so that the kernels of
/// one run beside those of others; everything else runs one after the other. The total seconds of
/// a report are what its call adds to the calls before it.
inline std::vector<any_pipeline::expected_report>
run_side_by_side(const sample_view& samples, std::span<const pipeline_call> calls,
                 const run_options& options = {}) {
    std::vector<any_pipeline::expected_report> out(calls.size(), any_pipeline::failed({}));
    std::vector<pipeline_call> together;
    std::vector<std::size_t> places;
    for (std::size_t k = 0; k < calls.size(); ++k) {
        error_message error;
        any_pipeline& p = *calls[k].pipeline;
        if (p.compiled(options) != nullptr && p.accepts(samples, options, calls[k].which, error)) {
            together.push_back(calls[k]);
            places.push_back(k);
        } else {
            out[k] = p.run(samples, options, calls[k].which);
        }
    }
    if (together.empty()) return out;
    sample_view shared = samples;
    if (shared.number == 0) shared.number = detail::new_number();
    cuda::std::expected<std::vector<run_report>, error_message> all = any_pipeline::failed({});
    detail::within_memory(
        [&] { all = together[0].pipeline->run_together(shared, together, options); });
    if (!all && all.error().text.empty())
        all = any_pipeline::failed(
            detail::no_memory(std::to_string(together.size()) + " pipelines on " +
                                  std::to_string(samples.in.count) + " samples",
                              sizeof(verdict)));
    for (std::size_t k = 0; k < together.size(); ++k) {
        if (!all) {
            out[places[k]] = cuda::std::unexpected<error_message>(all.error());
            continue;
        }
        together[k].pipeline->name_statements((*all)[k]);
        out[places[k]] = std::move((*all)[k]);
    }
    return out;
}

/// A pipeline that a tool can make by its name.
struct pipeline_entry {
    std::string name;
    std::unique_ptr<any_pipeline> (*make)();
};

} // namespace batt
BATT_HOST_CALLS_END
