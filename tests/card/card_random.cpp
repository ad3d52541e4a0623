// Random well-typed programs, which nobody would write, give the same in both forms, too.
#include "support/card_pipelines.hpp"
#include <card_random_merged.hpp>
#include <card_random_separate.hpp>

namespace batt::testing {

TEST_CASE("random programs in both forms, all places and batch sizes, together and alone") {
    const collection merged(card_random_merged()), separate(card_random_separate());
    REQUIRE(merged.programs.size() == 16);
    check_everywhere(merged, separate, 24);
}

TEST_CASE("random programs are well-typed, and most give a grid now and then") {
    const collection merged(card_random_merged());
    const sample_set samples = some_samples(150, 61);
    int useful = 0;
    for (const auto& pipeline : merged.pipelines) {
        const run_report r = run_all(*pipeline, samples, {});
        const std::size_t n = samples.inputs.size();
        for (int p = 0; p < pipeline->programs(); ++p) {
            std::size_t ok = 0, ill_typed = 0;
            for (std::size_t k = 0; k < n; ++k) {
                const status why = r.verdicts[static_cast<std::size_t>(p) * n + k].why();
                ok += why == status::ok ? 1 : 0;
                ill_typed += why == status::type ? 1 : 0;
            }
            useful += ok > 0 ? 1 : 0;
            CHECK_MESSAGE(ill_typed == 0, pipeline->source(p).id);
        }
    }
    CHECK(useful >= 12);
}

} // namespace batt::testing
