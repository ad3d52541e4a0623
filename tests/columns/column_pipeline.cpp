// Programs on columns behind the interface of pipelines: they give all that the definition gives,
// and count how evaluations ran.
#include "support/four_programs.hpp"
#include <batt/columns.hpp>
#include <batt/columns/column_pipeline.hpp>
#include <batt/exec/own_operation.hpp>
#include <batt/exec/run_stream.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt;
using testing::programs_of;

const std::string five_programs = testing::four_programs + std::string(R"(
def solve_cells(I):
    x1 = asobject(I)
    x2 = ofcolor(I, ONE)
    O = paint(canvas(THREE, shape(I)), sfilter(x1, matcher(first, ONE)))
    return O
)");

sample_set three_samples() {
    sample_set s = testing::two_samples();
    s.inputs.push_back(grid{{0, 1, 1}, {2, 2, 1}});
    s.expected.push_back(grid{{3, 1, 1}, {3, 3, 1}});
    s.task.push_back(0);
    return s;
}

/// The report of a pipeline, with outputs.
run_report run(any_pipeline& pipeline, const sample_set& samples, std::size_t repeat = 1) {
    run_options options;
    options.where = backend::host;
    options.outputs = true;
    return testing::ran(pipeline.run(samples, options, repeat));
}

std::string refusal(any_pipeline& pipeline, const sample_set& samples,
                    const run_options& options = {}) {
    return testing::refused(pipeline.run(samples, options)).text;
}

void check_equal(const run_report& columns, const run_report& defined) {
    REQUIRE(columns.verdicts.size() == defined.verdicts.size());
    REQUIRE(columns.outputs.size() == defined.outputs.size());
    for (std::size_t k = 0; k < columns.verdicts.size(); ++k) {
        CAPTURE(k);
        CHECK(columns.verdicts[k] == defined.verdicts[k]);
        CHECK(columns.outputs[k] == defined.outputs[k]);
    }
}

} // namespace

TEST_CASE("columns give what the definition gives, also for repeated and for chosen samples") {
    const auto columns = make_column_pipeline(programs_of(five_programs), columns::compiled());
    const auto defined = make_definition_pipeline(programs_of(five_programs));
    CHECK(columns->programs() == 5);
    CHECK(columns->statements() == defined->statements());
    CHECK(std::string(columns->source(2).text) == defined->source(2).text);
    sample_set samples = three_samples();
    const run_report all = run(*columns, samples);
    check_equal(all, run(*defined, samples));
    CHECK(all.verdicts[14].match());
    CHECK(all.verdicts[6] == verdict(status::empty, 2));
    CHECK(all.evaluations.columns + all.evaluations.definition == 15);
    CHECK(all.evaluations.columns >= 9); // of fifteen
    CHECK(all.where == backend::host);
    check_equal(run(*columns, samples, 3), run(*defined, samples, 3));
    samples.active = {0b00001, 0b10100, 0b01000};
    const run_report some = run(*columns, samples, 2);
    check_equal(some, run(*defined, samples, 2));
    CHECK(some.evaluations.columns + some.evaluations.definition == 8);
    CHECK(some.verdicts[0] != verdict());
    CHECK(some.verdicts[1] == verdict());
    const run_report standard = testing::ran(columns->run_standard(samples));
    CHECK(standard.evaluations.definition == 4);
    CHECK(standard.evaluations.columns == 0);
}

TEST_CASE("more programs than a word of a set has bits") {
    std::string text;
    for (int k = 0; k < 150; ++k) {
        text += "def solve_" + std::to_string(k) + "(I):\n    return replace(I, " +
                std::to_string(k % 8) + ", " + std::to_string(k / 15) + ")\n";
    }
    const auto columns = make_column_pipeline(programs_of(text), columns::compiled());
    const auto defined = make_definition_pipeline(programs_of(text));
    sample_set samples = three_samples();
    CHECK(sample_set::words_for(150) == 3);
    samples.active = {1, 2, 4, ~0ULL, 0, 1ULL << 21, 0, 0, 0}; // program 149 is bit 21 of the third
    CHECK(samples.runs(149, 1));
    CHECK(!samples.runs(149, 0));
    CHECK(samples.runs(130, 0));
    const run_report some = run(*columns, samples);
    check_equal(some, run(*defined, samples));
    CHECK(some.evaluations.columns == 3 + 64 + 1);
    samples.active.pop_back();
    const std::string sentence = "there are 3 inputs but 8 words of sets of 150 programs";
    CHECK(refusal(*columns, samples) == sentence);
    CHECK(refusal(*defined, samples) == sentence);
}

TEST_CASE("a sample that no window holds runs by definition, and the others by columns") {
    const auto columns = make_column_pipeline(programs_of(five_programs), columns::compiled());
    const auto defined = make_definition_pipeline(programs_of(five_programs));
    sample_set samples = three_samples();
    samples.inputs[1] = grid(70, 3, 5);
    const run_report mixed = run(*columns, samples, 2);
    check_equal(mixed, run(*defined, samples, 2));
    CHECK(mixed.evaluations.too_large == 8); // all programs but the one that only crops it, twice
    CHECK(mixed.evaluations.columns >= 8);
    CHECK(mixed.evaluations.columns + mixed.evaluations.definition == 30);
    samples.active = {0b00001, 0b00001, 0b00010};
    check_equal(run(*columns, samples), run(*defined, samples));
    samples.active.clear();
    samples.demonstrations[0][0].second = grid(1, 65); // a demonstration of samples 0 and 2
    const run_report larger = run(*columns, samples);
    check_equal(larger, run(*defined, samples));
    CHECK(larger.evaluations.too_large > mixed.evaluations.too_large / 2);
}

TEST_CASE("without a last tier, evaluations without a column form run, and those too large stay") {
    const char* const text =
        "def solve_a(I):\n    return vmirror(I)\n"
        "def solve_b(I):\n    return branch(equality(None, I), I, vmirror(I))\n"
        "def solve_c(I):\n    return vconcat(I, I)\n"
        "def solve_d(I):\n    return index(I, toivec(first(difference(I, I))))\n";
    const auto columns = make_column_pipeline(programs_of(text), columns::compiled());
    sample_set samples;
    samples.inputs = {grid(3, 4, 5), grid(80, 3, 5), grid(20, 20, 1)};
    samples.expected = {grid(3, 4, 5), grid(80, 3, 5), grid(40, 20, 1)};
    const run_report due = run(*make_definition_pipeline(programs_of(text)), samples);
    check_equal(run(*columns, samples), due);
    run_options o;
    o.where = backend::host;
    o.outputs = true;
    o.last_tier = false;
    const run_report some = testing::ran(columns->run(samples, o, 2));
    std::size_t stayed = 0;
    for (std::size_t p = 0; p < 4; ++p)
        for (std::size_t k = 0; k < 6; ++k) {
            CAPTURE(p);
            CAPTURE(k);
            const std::size_t at = p * 6 + k, same = p * 3 + k % 3;
            // the second sample is larger than all windows
            const bool is_large = (p == 0 || p == 2) && k % 3 == 1;
            if (is_large && some.verdicts[at] == verdict(status::capacity, 0)) {
                ++stayed;
                CHECK(some.outputs[at] == grid());
                continue;
            }
            CHECK(some.verdicts[at] == due.verdicts[same]);
            CHECK(some.outputs[at] == due.outputs[same]);
        }
    CHECK(stayed == 4);
    CHECK(some.evaluations.stayed == stayed);
    CHECK(some.evaluations.definition >= 6); // all of program b
    CHECK(some.evaluations.columns + some.evaluations.definition + stayed == 24);
    CHECK(some.tier_samples.back() == some.evaluations.definition);
    CHECK(some.evaluations.too_large >= stayed);
}

TEST_CASE("colours beyond 15, and expected outputs that cannot be packed") {
    const auto columns = make_column_pipeline(programs_of(five_programs), columns::compiled());
    const auto defined = make_definition_pipeline(programs_of(five_programs));
    sample_set samples = three_samples();
    samples.inputs[0] = grid(3, 3, 20);
    samples.expected = {grid(40, 40, 2), std::nullopt, grid(1, 1, -100)};
    check_equal(run(*columns, samples), run(*defined, samples));
    samples.inputs = {grid(64, 64, 15), grid{{15, -1}}, grid{{15, 15}, {14, 0}}};
    samples.expected = {grid(64, 64, 15), grid{{-1, 15}}, grid(1, 1, 2)};
    const run_report sixteen = run(*columns, samples);
    check_equal(sixteen, run(*defined, samples));
    for (const std::size_t k : {0, 1}) CHECK(sixteen.verdicts[k].match());
    CHECK(sixteen.outputs[2] == grid{{15, 15}, {0, 14}});
    CHECK(sixteen.verdicts[2].ok());
    // a 15 that a program makes is no colour if no grid of the sample holds one
    const char* const made = "def solve_a(I):\n    return canvas(15, (2, 2))\n";
    samples = {};
    samples.inputs = {grid(2, 2, 14), grid(2, 2, 15)};
    const auto makes = make_column_pipeline(programs_of(made), columns::compiled());
    const run_report both = run(*makes, samples);
    CHECK(both.verdicts[0] == verdict(status::domain, 1));
    const char* const twice = "def solve_a(I):\n    return hconcat(I, I)\n";
    samples = {};
    samples.inputs = {grid(2, 20, 3), grid(2, 20, 3), grid(2, 50, 3)};
    samples.expected = {grid(2, 40, 3), grid(2, 40, 4), grid(2, 100, 3)};
    const run_report all =
        run(*make_column_pipeline(programs_of(twice), columns::compiled()), samples);
    CHECK(all.verdicts[0].match());
    CHECK_FALSE(all.verdicts[1].match());
    CHECK(all.verdicts[2].match());
}

TEST_CASE("an output that no window holds comes from the definition") {
    const char* const text = "def solve_a(I):\n    return vconcat(vconcat(I, I), vconcat(I, I))\n";
    const auto columns = make_column_pipeline(programs_of(text), columns::compiled());
    sample_set samples;
    samples.inputs = {grid(20, 10, 3), grid(10, 5, 3)};
    const run_report both = run(*columns, samples);
    check_equal(both, run(*make_definition_pipeline(programs_of(text)), samples));
    CHECK(both.outputs[0].height() == 80);
    CHECK(both.outputs[1].height() == 40);
    CHECK(both.evaluations.columns == 1);
    CHECK(both.evaluations.too_large == 1);
}

TEST_CASE("operations of one's own have no column form") {
    own_operations known;
    known.add("same", "value", {"", 1, [](const reference::dynamic::value* a) { return a[0]; }});
    const text::prelude names(known.names());
    const auto read = [&] {
        return text::read("def solve_a(I):\n    return same(vmirror(I))\n"
                          "def solve_b(I):\n    return vmirror(I)\n",
                          "a.py", text::read_options{&names})
            .functions;
    };
    const auto columns = make_column_pipeline(read(), columns::compiled(), {}, known.table());
    const run_report both = run(*columns, three_samples());
    check_equal(both, run(*make_definition_pipeline(read(), {}, known.table()), three_samples()));
    CHECK(both.verdicts[0].match());
    CHECK(both.evaluations.columns == 3);
    CHECK(both.evaluations.no_form == 3);
}

TEST_CASE("chosen samples of a batch run for some programs, and twice") {
    const auto columns = make_column_pipeline(programs_of(five_programs), columns::compiled());
    const auto defined = make_definition_pipeline(programs_of(five_programs));
    const auto packed = packed_samples::pack(three_samples());
    REQUIRE(packed.has_value());
    run_options options;
    options.where = backend::host;
    options.outputs = true;
    const run_report whole = testing::ran(columns->run(packed->view(), options));
    const std::vector<std::uint32_t> places{2, 0, 2, 1};
    const std::vector<std::uint64_t> active{0b11111, 0b10100, 0b01001, 0b11111};
    for (const bool has_sets : {false, true}) {
        sample_choice which{places, {}, 2};
        if (has_sets) which.active = active;
        const run_report some = testing::ran(columns->run(packed->view(), options, which));
        check_equal(some, testing::ran(defined->run(packed->view(), options, which)));
        REQUIRE(some.verdicts.size() == 40);
        for (std::size_t p = 0; p < 5; ++p)
            for (std::size_t k = 0; k < 8; ++k) {
                const bool runs = !has_sets || (active[k % 4] >> p & 1U) != 0;
                CHECK(some.verdicts[p * 8 + k] ==
                      (runs ? whole.verdicts[p * 3 + places[k % 4]] : verdict()));
            }
    }
    const std::vector<std::uint32_t> beyond{0, 3};
    CHECK(testing::refused(columns->run(packed->view(), options, {beyond})).text ==
          "sample 3 is chosen, but there are 3");
    CHECK(testing::refused(columns->run(packed->view(), options, {places, {}, 0})).text ==
          "the samples would run 0 times");
}

TEST_CASE("nothing to run, runs that are stopped, and samples that are refused") {
    const auto none = make_column_pipeline({}, columns::compiled());
    CHECK(run(*none, three_samples()).verdicts.empty());
    const auto columns = make_column_pipeline(programs_of(five_programs), columns::compiled());
    CHECK(run(*columns, {}).verdicts.empty());
    run_options options;
    options.stopped = [] { return true; };
    CHECK(refusal(*columns, three_samples(), options) == "the run was stopped");
    CHECK(refusal(*make_definition_pipeline(programs_of(five_programs)), three_samples(),
                  options) == "the run was stopped");
    sample_set samples = three_samples();
    samples.task[2] = 7;
    CHECK(refusal(*columns, samples) == "sample 2 is of task 7, but there are only 2");
    samples = three_samples();
    samples.expected.pop_back();
    CHECK(refusal(*columns, samples) == "there are 3 inputs but 2 expected outputs");
}

TEST_CASE("a trace on columns has statuses, and of values only grids") {
    const auto columns = make_column_pipeline(programs_of(five_programs), columns::compiled());
    std::vector<traced_statement> statements;
    error_message error;
    REQUIRE(columns->trace(2, three_samples(), 1, backend::host, statements, error));
    REQUIRE(statements.size() == 3);
    CHECK(statements[0].text == "x1 = crop(I, ORIGIN, ORIGIN)");
    CHECK(statements[1].why == status::empty);
    CHECK(statements[1].began == 2);
    CHECK(statements[2].why == status::empty);
    CHECK(statements[2].began == 2);
    REQUIRE(columns->trace(4, three_samples(), 2, backend::host, statements, error));
    REQUIRE(statements.size() == 3);
    CHECK(statements[0].value.what == shown_value::form::none);
    CHECK(statements[2].value.cells == grid{{3, 1, 1}, {3, 3, 1}});
    REQUIRE(columns->trace(4, three_samples(), 2, backend::automatic, statements, error));
    CHECK(statements[0].value.what == shown_value::form::object);
}

TEST_CASE("a stream of samples through programs as data gives what one batch gives") {
    const sample_set samples = three_samples();
    const auto columns = make_column_pipeline(programs_of(five_programs), columns::compiled());
    const run_report due = run(*columns, samples);
    mega_batch<program_set> set(program_set(programs_of(five_programs)), columns::compiled());
    const auto check = [&](auto& executor, std::size_t chunk) {
        stream_options options;
        options.where = backend::host;
        options.outputs = true;
        options.chunk_size = chunk;
        options.demonstrations = samples.demonstrations;
        std::size_t seen = 0;
        const auto r = run_stream(
            executor,
            [&](sample_chunk& c) {
                for (std::size_t k = c.first; k < 3 && c.in.size() < c.wanted; ++k) {
                    c.in.push_back(samples.inputs[k]);
                    if (samples.expected[k])
                        c.expected.push_back(*samples.expected[k]);
                    else
                        c.expected.push_absent();
                    c.task.push_back(samples.task[k]);
                }
            },
            [&](const sample_chunk& c, const run_report& report) {
                const std::size_t n = c.in.size();
                REQUIRE(report.verdicts.size() == 5 * n);
                for (std::size_t p = 0; p < 5; ++p)
                    for (std::size_t k = 0; k < n; ++k, ++seen) {
                        CHECK(report.verdicts[p * n + k] == due.verdicts[p * 3 + c.first + k]);
                        CHECK(report.outputs[p * n + k] == due.outputs[p * 3 + c.first + k]);
                    }
            },
            options);
        REQUIRE(r);
        CHECK(r.samples == 3);
        CHECK(seen == 15);
        CHECK(r.totals.evaluations.columns == due.evaluations.columns);
        CHECK(r.totals.evaluations.definition == due.evaluations.definition);
    };
    for (const std::size_t chunk : {1U, 2U, 3U}) {
        check(*columns, chunk);
        check(set, chunk);
    }
}
