// Pipelines that card wrote, run in both forms, on every back end, merged and alone: all must give
// the same.
#pragma once

#include "ran.hpp"
#include "run_batch.hpp"
#include <batt/exec/any_pipeline.hpp>
#include <map>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// One program of one of the pipelines.
struct place {
    any_pipeline* pipeline;
    int program;
};

/// The pipelines of a library, and its programs by id.
struct collection {
    std::vector<std::unique_ptr<any_pipeline>> pipelines;
    std::map<std::string, place> programs;

    explicit collection(const std::vector<pipeline_entry>& entries) {
        for (const pipeline_entry& e : entries) {
            pipelines.push_back(e.make());
            for (int p = 0; p < pipelines.back()->programs(); ++p)
                programs[pipelines.back()->source(p).id] = {pipelines.back().get(), p};
        }
    }
};

/// Some samples of three tasks. One task has no demonstrations, and some samples have no expected
/// output.
inline sample_set some_samples(int count, unsigned seed) {
    std::mt19937 random(seed);
    sample_set s;
    s.demonstrations = {{{random_grid(random, 9), random_grid(random, 9)},
                         {random_grid(random, 9), random_grid(random, 9)}},
                        {},
                        {{random_grid(random, 30), grid{{1, 2}}}}};
    s.inputs = some_grids(count, seed + 1);
    for (int k = 0; k < count; ++k) {
        s.task.push_back(static_cast<std::uint32_t>(k) % 3);
        if (k % 5 == 4)
            s.expected.emplace_back();
        else
            s.expected.emplace_back(k % 5 == 3 ? s.inputs[static_cast<std::size_t>(k)]
                                               : random_grid(random, 12));
    }
    return s;
}

inline run_report run_all(any_pipeline& p, const sample_set& s, const run_options& o) {
    return testing::ran(p.run(s, o));
}

inline run_report run_standard(any_pipeline& p, const sample_set& s, const run_options& o) {
    return testing::ran(p.run_standard(s, o));
}

/// Merged programs give what each gives alone: in both forms, on all back ends, in batches of any
/// size, and whichever of them run on a sample.
inline void check_everywhere(const collection& merged, const collection& separate, int count) {
    sample_set samples = some_samples(count, 51);
    std::mt19937 random(53);
    run_options o;
    o.outputs = true;
    for (const auto& pipeline : merged.pipelines) {
        for (const bool chosen : {false, true}) {
            samples.active.clear();
            if (chosen)
                for (std::size_t k = 0; k < samples.inputs.size(); ++k)
                    samples.active.push_back(random() & random());
            o.where = backend::host;
            o.batch_size = 0;
            const run_report standard = run_standard(*pipeline, samples, o);
            const std::size_t n = samples.inputs.size();
            REQUIRE(standard.verdicts.size() == n * static_cast<std::size_t>(pipeline->programs()));
            for (const backend where : backends())
                for (const std::size_t batch_size : {0, 1, 64}) {
                    o.where = where;
                    o.batch_size = batch_size;
                    const run_report r = run_all(*pipeline, samples, o);
                    CHECK(r.verdicts == standard.verdicts);
                    CHECK(r.outputs == standard.outputs);
                }
            o.where = backend::host;
            for (int p = 0; p < pipeline->programs(); ++p) {
                const place alone = separate.programs.at(pipeline->source(p).id);
                sample_set mine = samples;
                mine.active.clear();
                const run_report r = run_all(*alone.pipeline, mine, o);
                std::size_t wrong = 0;
                for (std::size_t k = 0; k < n; ++k) {
                    const std::size_t here = static_cast<std::size_t>(p) * n + k;
                    const std::size_t there = static_cast<std::size_t>(alone.program) * n + k;
                    const bool runs = !chosen || (samples.active[k] >> p & 1U) != 0;
                    wrong += standard.verdicts[here] != (runs ? r.verdicts[there] : verdict());
                    wrong += standard.outputs[here] != (runs ? r.outputs[there] : grid());
                }
                CHECK(wrong == 0);
            }
        }
    }
}

} // namespace batt::testing
BATT_HOST_CALLS_END
