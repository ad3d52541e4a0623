// Operations of the user's own in programs of text: compiled in both forms, and by definition.
#include "support/card_pipelines.hpp"
#include "support/ran.hpp"
#include <batt/exec/definition_pipeline.hpp>
#include <batt/exec/own_operation.hpp>
#include <batt/text/read.hpp>
#include <card_own.hpp>
#include <fstream>
#include <iterator>
#include <mine/tint.hpp>

namespace batt::testing {

TEST_CASE("compiled programs with operations of one's own give what their text gives") {
    const collection compiled(card_own());
    REQUIRE(compiled.programs.size() == 2);
    own_operations mine;
    mine.add<::mine::tint_operation>("tint", "grid color");
    const text::prelude names(mine.names());
    std::ifstream file(BATT_TEST_DATA "/card/own.py");
    const std::string source(std::istreambuf_iterator<char>(file), {});
    text::reading read = text::read(source, "own.py", text::read_options{&names});
    CHECK(read.problems.empty());
    CHECK(read.warnings.empty());
    REQUIRE(read.functions.size() == 2);
    const auto by_text = make_definition_pipeline(std::move(read.functions), {}, mine.table());

    const sample_set samples = some_samples(60, 5);
    const run_report text_report = testing::ran(by_text->run(samples));
    const std::size_t n = samples.inputs.size();
    int solved = 0, failed = 0;
    for (const auto& pipeline : compiled.pipelines) {
        const run_report vectorized = run_all(*pipeline, samples, {});
        const run_report standard = testing::ran(pipeline->run_standard(samples));
        CHECK(vectorized.verdicts == standard.verdicts);
        for (int p = 0; p < pipeline->programs(); ++p) {
            const bool first = std::string(pipeline->source(p).id) == "own";
            for (std::size_t k = 0; k < n; ++k) {
                const verdict v = vectorized.verdicts[static_cast<std::size_t>(p) * n + k];
                CHECK(v == text_report.verdicts[(first ? 0 : n) + k]);
                (v.ok() ? solved : failed) += 1;
            }
        }
    }
    CHECK(solved > 0);
    CHECK(failed > 0);
}

} // namespace batt::testing
