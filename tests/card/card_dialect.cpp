// Programs of the typed dialect that card compiled: both forms give what their text gives by
// definition; solvers and scores in one pipeline.
#include "support/card_pipelines.hpp"
#include "support/ran.hpp"
#include <batt/exec/compiled_pipeline.hpp>
#include <batt/exec/definition_pipeline.hpp>
#include <batt/io/dialect.hpp>
#include <card_typed.hpp>
#include <fstream>
#include <iterator>
#include <map>
#include <typed_scored.hpp>
#include <typed_scored_standard.hpp>

namespace batt::testing {

namespace {

text::reading read_typed(const std::string& file) {
    text::prelude known;
    for (const std::string& problem : io::add_dialect(known, "typed", BATT_DIALECTS)) FAIL(problem);
    std::ifstream in(file);
    const std::string source(std::istreambuf_iterator<char>(in), {});
    text::reading read = text::read(source, file, {&known});
    CHECK(read.problems.empty());
    return read;
}

} // namespace

TEST_CASE("compiled programs of the typed dialect give what their text gives") {
    const collection compiled(card_typed());
    text::reading read = read_typed(BATT_TEST_DATA "/card/typed.py");
    REQUIRE(compiled.programs.size() == read.functions.size());
    std::map<std::string, std::size_t> place;
    for (const text::program& p : read.functions) place.emplace(p.id, place.size());
    const auto by_text = make_definition_pipeline(std::move(read.functions));

    const sample_set samples = some_samples(200, 5);
    const run_report text_report = testing::ran(by_text->run(samples));
    const std::size_t n = samples.inputs.size();
    std::map<std::string, int> good, failed;
    for (const auto& pipeline : compiled.pipelines) {
        const run_report vectorized = run_all(*pipeline, samples, {});
        const run_report standard = testing::ran(pipeline->run_standard(samples));
        CHECK(vectorized.verdicts == standard.verdicts);
        for (int p = 0; p < pipeline->programs(); ++p) {
            const std::string id = pipeline->source(p).id;
            for (std::size_t k = 0; k < n; ++k) {
                const verdict v = vectorized.verdicts[static_cast<std::size_t>(p) * n + k];
                const verdict due = text_report.verdicts[place.at(id) * n + k];
                CHECK_MESSAGE(v == due,
                              id << " on sample " << k << ": " << std::string(to_string(v.why()))
                                 << " in " << v.statement() << ", by definition "
                                 << std::string(to_string(due.why())) << " in " << due.statement());
                ++(v.ok() ? good : failed)[id];
            }
        }
    }
    for (const auto& [id, k] : place) CHECK_MESSAGE(good[id] > 0, id);
}

TEST_CASE("solvers and scores in one pipeline, and the table of its statements") {
    using table = cards::typed_scored_table;
    CHECK(table::solvers == 2);
    CHECK(table::scores == 3 * 3);
    CHECK(std::string(table::o[0].id) == "grey");
    CHECK(!table::o[0].is_mutant);
    CHECK(table::o[1].is_mutant);
    const auto pipeline = make_pipeline<cards::typed_scored, cards::typed_scored_standard>();
    error_message error;
    const grid in{{1, 1, 0}, {0, 0, 2}}, due{{5, 5, 0}, {0, 0, 2}};
    const auto got = call_merged<table>(*pipeline, {{in, due}}, in, due, error);
    REQUIRE_MESSAGE(got, error.text);
    REQUIRE(got->o.size() == 2);
    CHECK(got->o[0].value == due);
    CHECK(got->o[1].value == grid{{6, 6, 0}, {0, 0, 2}});
    std::map<std::string, int> scores;
    for (const score_value& s : got->s) {
        REQUIRE(s.score);
        scores[std::string(s.what.subject) + " " + s.what.name] = *s.score;
        // where there is no difference, there is no item
        const bool has_item = s.why == status::ok;
        CHECK(has_item == !(std::string(s.what.subject) == "grey" &&
                            std::string(s.what.name) != "differ_cells"));
    }
    // by hand: I has 1 and lacks 5; the mutant has 6
    const std::map<std::string, int> by_hand = {
        {"None differ_needless", 900},   {"None differ_missing", 100},
        {"None differ_cells", 4},        {"grey differ_needless", 1000},
        {"grey differ_missing", 0},      {"grey differ_cells", 6},
        {"grey_6 differ_needless", 900}, {"grey_6 differ_missing", 100},
        {"grey_6 differ_cells", 4}};
    CHECK(scores == by_hand);
    // equal calls are one statement: o_g of I, and what scores need of C, occur once
    std::map<std::string, int> texts;
    for (const merged_statement& s : table::statements) {
        const std::string text = s.text;
        ++texts[text.substr(text.find('='))];
    }
    for (const auto& [text, count] : texts) CHECK_MESSAGE(count == 1, text);
}

} // namespace batt::testing
