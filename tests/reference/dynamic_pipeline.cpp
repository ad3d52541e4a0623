// Programs as data behind the interface of pipelines: verdicts, outputs, traces, and which programs
// run on which samples.
#include "support/four_programs.hpp"
#include <batt/exec/definition_pipeline.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt;
using testing::four_programs;
using testing::programs_of;
using testing::two_samples;

} // namespace

TEST_CASE("verdicts and outputs of programs as data") {
    const auto pipeline = make_definition_pipeline(programs_of(four_programs));
    CHECK(pipeline->programs() == 4);
    CHECK(pipeline->statements() == 8);
    CHECK(std::string(pipeline->source(1).name) == "solve_row");
    CHECK(std::string(pipeline->source(2).text) ==
          "x1 = crop(I, ORIGIN, ORIGIN)\nx2 = first(x1)\nO = canvas(ZERO, x2)\n");
    run_options options;
    options.outputs = true;
    const run_report report = testing::ran(pipeline->run(two_samples(), options));
    REQUIRE(report.verdicts.size() == 8);
    const auto at = [&](std::size_t p, std::size_t k) { return report.verdicts[p * 2 + k]; };
    const grid solved{{2, 1}, {4, 3}};
    CHECK(at(0, 0) == verdict_on(solved, &solved));
    CHECK(at(0, 1) == verdict_on(grid{{7, 6, 5}}, nullptr));
    CHECK(report.outputs[1] == grid{{7, 6, 5}});
    // A row is no grid, and no failure.
    CHECK(at(1, 0) == verdict(status::ok, 0));
    CHECK(report.outputs[2] == grid());
    CHECK(at(2, 0) == verdict(status::empty, 2));
    CHECK(at(3, 0) == verdict_on(solved, &solved));
    // Where there is no C, what needs it fails.
    CHECK(at(3, 1) == verdict(status::empty, 3));
    CHECK(report.tier_samples == std::vector<std::size_t>{8}); // four programs on two samples
}

TEST_CASE("samples are repeated, and programs run where they are active") {
    const auto pipeline = make_definition_pipeline(programs_of(four_programs));
    sample_set samples = two_samples();
    samples.active = {0b0001, 0b0100};
    const run_report report = testing::ran(pipeline->run(samples, {}, 3));
    REQUIRE(report.verdicts.size() == 24);
    CHECK(report.outputs.empty());
    const grid solved{{2, 1}, {4, 3}};
    for (std::size_t k = 0; k < 6; ++k) {
        CHECK(report.verdicts[k] == (k % 2 == 0 ? verdict_on(solved, &solved) : verdict()));
        CHECK(report.verdicts[12 + k] == (k % 2 == 0 ? verdict() : verdict(status::empty, 2)));
    }
    samples.active.pop_back();
    CHECK(testing::refused(pipeline->run(samples)).text ==
          "there are 2 inputs but 1 sets of programs");
    samples = two_samples();
    samples.task = {0, 2};
    CHECK(testing::refused(pipeline->run(samples)).text ==
          "sample 1 is of task 2, but there are only 2");
}

TEST_CASE("a trace shows every statement, needed or not, and where order chose among equals") {
    const auto pipeline = make_definition_pipeline(programs_of(R"(
def solve_a(I):
    x1 = mostcolor(I)
    x2 = index(I, NEG_UNITY)
    x3 = astuple(x2, initset(x1))
    x4 = combine(objects(I, T, F, F), x3)
    x5 = increment(x2)
    x6 = halve(x5)
    x7 = partition(I)
    x8 = apply(first, totuple(x7))
    O = I
    return O
)"));
    sample_set samples;
    samples.inputs = {grid{{1, 8}, {8, 1}}};
    std::vector<traced_statement> trace;
    error_message error;
    REQUIRE(pipeline->trace(0, samples, 0, backend::host, trace, error));
    REQUIRE(trace.size() == 9);
    CHECK(trace[0].text == "x1 = mostcolor(I)");
    CHECK(trace[0].operation == "mostcolor");
    CHECK(trace[0].tied);
    CHECK(trace[0].value.number == 1);
    CHECK(trace[1].value.what == shown_value::form::nothing);
    CHECK(!trace[1].tied);
    CHECK(trace[2].value.type == "pair<none,set<integer>>");
    CHECK(trace[3].value.type == "set");
    CHECK(trace[4].why == status::type);
    CHECK(trace[4].began == 5);
    CHECK(trace[5].began == 5);
    CHECK(trace[6].value.type == "set<object>");
    CHECK(!trace[6].tied);
    CHECK(trace[7].tied);
    CHECK(trace[7].value.type == "tuple<cell>");
    CHECK(trace[8].operation.empty());
    CHECK(trace[8].value.what == shown_value::form::grid);
}

TEST_CASE("a trace shows where order decided which of two colours paint leaves on a place") {
    const auto pipeline = make_definition_pipeline(programs_of(R"(
def solve_a(I):
    there = initset(ORIGIN)
    both = combine(recolor(ONE, there), recolor(TWO, there))
    x1 = paint(I, both)
    x2 = underpaint(I, both)
    x3 = paint(I, combine(totuple(recolor(ONE, there)), totuple(recolor(TWO, there))))
    x4 = paint(I, combine(recolor(ONE, there), recolor(TWO, initset(UNITY))))
    x5 = paint(I, shift(both, NEG_UNITY))
    x6 = underpaint(I, shift(both, UNITY))
    x7 = underpaint(I, combine(recolor(ZERO, there), recolor(TWO, there)))
    x8 = paint(I, combine(recolor(ZERO, there), recolor(TWO, there)))
    x9 = move(I, both, UNITY)
    O = fill(I, ONE, both)
    return O
)"));
    sample_set samples;
    samples.inputs = {grid{{0, 0}, {0, 3}}};
    std::vector<traced_statement> trace;
    error_message error;
    REQUIRE(pipeline->trace(0, samples, 0, backend::host, trace, error));
    std::string tied;
    for (const traced_statement& s : trace) {
        CAPTURE(s.text);
        CHECK(s.why == status::ok);
        if (s.tied) tied += s.text.substr(0, s.text.find(' ')) + ' ';
    }
    CHECK(tied == "x1 x2 x8 x9 ");
}
