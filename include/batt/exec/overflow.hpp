// What runs samples that overflow every tier of a compiled pipeline, before the definition does.
#pragma once

#include <batt/exec/batch.hpp>
#include <batt/expr/source.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Some programs of a pipeline on some samples, all in host memory.
struct overflow_call {
    std::span<const program_source> programs; ///< of the pipeline
    sample_view samples;                      ///< `active` says which programs run on each
    verdict* verdicts;          ///< `capacity`; program p's on sample k at p * samples.in.count + k
    grid* outputs;              ///< likewise; null if they are not wanted
    const run_options& options; ///< `where` is host or cuda
};

/// A tier for what overflows in compiled pipelines: a library that exec does not know can be one.
class overflow_tier {
public:
    virtual ~overflow_tier() = default;
    /// Puts verdicts and outputs, the same that the definition gives, in their places; the
    /// statement of a failure is the program's own. What is still `capacity` goes to the last tier,
    /// also if the environment failed. Returns how many of the samples it ran. Several threads may
    /// call it at the same time.
    virtual std::size_t run(const overflow_call& call) = 0;
};

namespace detail {

/// What is known of the programs of a pipeline: nothing unless card wrote it.
struct pipeline_texts {
    std::span<const program_source> programs{};
    std::span<const statement_use> uses{};
    /// For each program, a statement that can overflow only by making a grid too large to equal a
    /// packed one, and whose sides the output has; 0 if there is none. Empty: 0 for all.
    std::span<const int> outgrown{};

    /// The first merged statement that a statement of a program became; 0 if there is none.
    int merged(int program, int own) const {
        for (const statement_use& u : uses)
            if (u.program == program && u.own == own) return u.merged;
        return 0;
    }
};

template <class Pipeline>
constexpr pipeline_texts texts_of() {
    pipeline_texts out;
    if constexpr (requires { Pipeline::sources, Pipeline::uses; })
        // a program in C++ does not say what it returns
        if (Pipeline::programs > 0 && Pipeline::sources[0].result[0] != '\0') {
            out.programs = {Pipeline::sources, static_cast<std::size_t>(Pipeline::programs)};
            out.uses = {std::begin(Pipeline::uses), std::end(Pipeline::uses)};
        }
    if constexpr (requires { Pipeline::outgrown[0]; })
        if (Pipeline::statements <= verdict::max_statement) // as many as verdicts can name
            out.outgrown = {Pipeline::outgrown, static_cast<std::size_t>(Pipeline::programs)};
    return out;
}

} // namespace detail
} // namespace batt
BATT_HOST_CALLS_END
