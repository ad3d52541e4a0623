// Grids beyond 32 x 32 and colours up to 15 on columns. They run in windows of 64 x 64, where 15 is
// a colour and no grid holds -1, or by definition; results are those of the definition.
#include "support/columns_check.hpp"
#include "support/damage.hpp"
#include "support/programs_of.hpp"
#include "support/ran.hpp"
#include <algorithm>
#include <batt/columns.hpp>
#include <batt/columns/column_pipeline.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt;
using namespace batt::testing;

using engine = std::mt19937;

/// Rectangles on a background, or noise, in colours from `least` to `most`.
grid painted(engine& random, int h, int w, int least, int most) {
    const auto color = [&] {
        return static_cast<signed char>(
            least + static_cast<int>(below(random, static_cast<std::size_t>(most - least + 1))));
    };
    grid g(h, w, color());
    const bool noisy = below(random, 4) == 0;
    for (int i = 0; noisy && i < h; ++i)
        for (int j = 0; j < w; ++j)
            if (below(random, 9) == 0) g(i, j) = color();
    for (std::size_t n = 2 + below(random, 6); n > 0; --n) {
        const signed char c = color();
        const auto top = static_cast<int>(below(random, static_cast<std::size_t>(h))),
                   left = static_cast<int>(below(random, static_cast<std::size_t>(w)));
        for (int i = top; i < std::min(h, top + 5); ++i)
            for (int j = left; j < std::min(w, left + 4); ++j) g(i, j) = c;
    }
    return g;
}

/// A grid of some kind: most cannot be packed, and some fit no window.
grid any_grid(engine& random) {
    const auto side = [&](int most) {
        return 1 + static_cast<int>(below(random, static_cast<std::size_t>(most)));
    };
    switch (below(random, 8)) {
    case 0: return painted(random, side(20), side(20), 0, 9);
    case 1: return painted(random, side(20), side(20), -1, 14);
    case 2: return painted(random, side(64), 33 + side(31), 0, 9);
    case 3: return painted(random, 33 + side(31), side(64), -1, 14);
    case 4: return painted(random, 64, 64, 0, 15);
    case 5: return painted(random, 62 + side(5), 62 + side(5), 0, 15);
    case 6: return painted(random, side(9), side(9), -1, 15);
    default: return painted(random, side(30), side(30), 0, 15);
    }
}

/// Programs of one statement each that look at colours or make them.
std::vector<text::program> color_programs(const std::vector<std::string>& colors) {
    std::vector<std::string> outputs = {
        "vmirror(I)",
        "dmirror(I)",
        "hconcat(I, rot180(I))",
        "canvas(mostcolor(I), UNITY)",
        "canvas(leastcolor(I), UNITY)",
        "canvas(numcolors(I), (2, 3))",
        "canvas(maximum(palette(I)), UNITY)",
        "canvas(minimum(palette(I)), UNITY)",
        "canvas(size(objects(I, T, F, T)), UNITY)",
        "fill(I, ZERO, merge(objects(I, F, F, F)))",
        "canvas(color(argmax(partition(I), color)), shape(I))",
        "canvas(color(first(order(fgpartition(I), size))), shape(I))",
        "paint(canvas(ZERO, shape(I)), merge(frontiers(I)))",
        "paint(canvas(ONE, shape(I)), asobject(I))",
        "subgrid(argmin(objects(I, T, T, F), size), I)",
        "canvas(index(I, ORIGIN), UNITY)",
        "canvas(maximum(first(I)), UNITY)",
        "canvas(last(first(I)), UNITY)",
        "order(merge((I, I)), identity)",
        "paint(I, shift(asobject(tophalf(I)), (1, 2)))",
        "cellwise(I, vmirror(I), ZERO)",
        "argmax((I, vmirror(I), hmirror(I)), identity)",
        "compress(I)",
        "trim(I)",
        "canvas(mostcolor(merge(objects(I, F, T, F))), UNITY)",
        "canvas(numcolors(asobject(I)), UNITY)",
        "cover(I, ofcolor(I, leastcolor(I)))",
        "paint(canvas(ZERO, shape(I)), combine(asobject(I), shift(asobject(I), (3, 3))))",
        "canvas(size(sizefilter(partition(I), ONE)), UNITY)",
        "underpaint(I, asobject(hmirror(I)))",
        "branch(contained((mostcolor(I), ORIGIN), asobject(I)), I, hmirror(I))",
        "paint(I, toobject(box(asindices(I)), rot180(I)))",
        "paint(I, sfilter(asobject(I), matcher(first, FIVE)))"};
    for (const std::string& c : colors) {
        for (const char* const before : {"canvas(", "fill(I, "})
            outputs.push_back(before + c +
                              (before[0] == 'c' ? ", (2, 2))" : ", box(asindices(I)))"));
        outputs.push_back("replace(I, mostcolor(I), " + c + ")");
        outputs.push_back("replace(I, " + c + ", ZERO)");
        outputs.push_back("switch(I, " + c + ", leastcolor(I))");
        outputs.push_back("fill(I, ONE, ofcolor(I, " + c + "))");
        outputs.push_back("canvas(colorcount(asobject(I), " + c + "), UNITY)");
        outputs.push_back("canvas(size(colorfilter(objects(I, T, F, F), " + c + ")), UNITY)");
        outputs.push_back("paint(I, recolor(" + c + ", backdrop(ofcolor(I, mostcolor(I)))))");
        outputs.push_back("paint(I, initset((" + c + ", ORIGIN)))");
        outputs.push_back("paint(I, insert((" + c + ", UNITY), asobject(I)))");
        outputs.push_back("underfill(I, " + c + ", asindices(I))");
        outputs.push_back("cellwise(I, rot180(I), " + c + ")");
        outputs.push_back("vconcat((repeat(" + c + ", width(I)),), I)");
    }
    std::vector<text::program> out;
    for (const std::string& o : outputs)
        out.push_back(program_of("def solve(I):\n    O = " + o + "\n    return O\n"));
    return out;
}

/// The programs on samples that hold the colour 15, and never -1.
program_group with_fifteen(std::vector<text::program> programs, unsigned seed) {
    engine random(seed);
    program_group g;
    g.programs = std::move(programs);
    g.inputs = {grid(64, 64, 15),
                painted(random, 64, 64, 0, 15),
                painted(random, 5, 7, 0, 15),
                painted(random, 33, 2, 9, 15),
                grid{{15}},
                grid{{0, 15, 10}, {15, 15, 14}, {3, 15, 0}},
                painted(random, 12, 12, 0, 9)};
    g.inputs[1](0, 0) = g.inputs[2](0, 0) = g.inputs[3](0, 0) = 15;
    for (const grid& in : g.inputs) g.expected.emplace_back(in);
    g.expected[6] = grid(12, 12, 15); // a 15 in the expected output counts, too
    g.expected[3].reset();
    return g;
}

} // namespace

TEST_CASE("the colour 15 in windows of 64 rows is a colour like any other") {
    const program_group all = with_fifteen(color_programs({"15", "14", "ZERO", "16"}), seed_or(71));
    const column_tally t = compare_with_definition(std::span(&all, 1));
    CHECK_MESSAGE(t.different == 0, t.text());
    MESSAGE(t.text());
    // little overflows but outputs of 128 columns
    CHECK(t.overflowed * 25 < t.evaluations);
}

TEST_CASE("a sample with the colour 15 runs by definition if the program makes -1") {
    const program_group all = with_fifteen(color_programs({"NEG_ONE", "-2"}), seed_or(72));
    const column_tally t = compare_with_definition(std::span(&all, 1));
    CHECK_MESSAGE(t.different == 0, t.text());
    CHECK(t.overflowed > 0);
    program_group marked = all;
    for (grid& g : marked.inputs) g(0, 0) = -1;
    const column_tally both = compare_with_definition(std::span(&marked, 1));
    CHECK_MESSAGE(both.different == 0, both.text());
}

TEST_CASE("a 15 in any grid of a sample makes 15 a colour of the sample") {
    const char* const text = "def solve(I):\n    O = canvas(15, (2, 2))\n    return O\n";
    program_group g;
    g.programs = {program_of(text),
                  program_of("def solve(I):\n    O = vmirror(I)\n    return O\n")};
    g.inputs = {grid(3, 3, 2), grid(40, 40, 2)};
    g.expected = {grid(2, 2, 15), grid(40, 40, 1)};
    std::vector<program_group> groups(3, g);
    groups[1].expected.clear();
    groups[1].demonstrations = {{grid(2, 2, 1), grid(1, 1, 15)}};
    groups[2].expected.clear();
    groups[2].inputs.emplace_back(grid{{15, -1}});
    const column_tally t = compare_with_definition(groups);
    CHECK_MESSAGE(t.different == 0, t.text());
    CHECK(t.due[0].match());                 // C has it
    CHECK(t.due[1].why() == status::domain); // no grid of this sample has it
    CHECK(t.due[4].ok());                    // S has it
    CHECK(t.due[8].why() == status::domain); // another sample has it
    CHECK(t.overflowed == 1);                // the sample with 15 beside -1
}

TEST_CASE("a canvas of -1 beside the colour 15 may match, and does not count as too large") {
    program_group g;
    g.programs = {program_of("def solve(I):\n    x1 = canvas(NEG_ONE, shape(I))\n"
                             "    O = replace(x1, NEG_ONE, TWO)\n    return O\n")};
    g.inputs = {grid(3, 4, 15), grid(50, 3, 15), grid(3, 4, 1)};
    g.expected = {grid(3, 4, 2), grid(50, 3, 2), grid(3, 4, 2)};
    const run_report r = run_on_columns(g, {.unmatchable = false});
    for (const verdict& v : r.verdicts) CHECK(v.match());
    CHECK(r.evaluations.stayed == 0);
}

TEST_CASE(
    "a 15 in the demonstrations is a colour of the sample, whether programs use them or not") {
    sample_set s;
    s.inputs = {grid(2, 2, 1)};
    s.demonstrations = {{{grid(1, 1, 15), grid(1, 1, 0)}}};
    s.task = {0};
    const std::vector<text::program> programs{
        program_of("def solve(I):\n    O = canvas(15, shape(I))\n    return O\n")};
    for (const auto& pipeline : {make_column_pipeline(programs, columns::compiled()),
                                 make_definition_pipeline(programs)}) {
        const auto r = pipeline->run(s, {.where = backend::host});
        REQUIRE(r);
        CHECK(r->verdicts[0].ok());
    }
}

TEST_CASE("mutants of the examples on grids that cannot be packed") {
    std::vector<text::program> examples = example_programs();
    REQUIRE(examples.size() >= 60);
    std::sort(examples.begin(), examples.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    engine random(seed_or(20261201));
    column_tally all;
    while (all.evaluations < cases_or(1200)) {
        std::vector<program_group> groups(20);
        for (program_group& g : groups) {
            for (int n = 0; n < 4; ++n) g.inputs.push_back(any_grid(random));
            g.expected = {any_grid(random), g.inputs[1], std::nullopt, any_grid(random)};
            for (int n = 0; n < 2; ++n)
                g.demonstrations.push_back({any_grid(random), any_grid(random)});
            for (int n = 0; n < 5; ++n) {
                text::program p = examples[below(random, examples.size())];
                mutate(p, random);
                g.programs.push_back(std::move(p));
            }
        }
        const column_tally t = compare_with_definition(groups);
        CHECK_MESSAGE(t.different == 0, "BATT_TEST_SEED=" << seed_or(20261201) << " " << t.text());
        all.evaluations += t.evaluations;
        all.beyond += t.beyond;
        all.overflowed += t.overflowed;
        all.limited += t.limited;
    }
    MESSAGE(all.text());
    CHECK(all.overflowed < all.evaluations / 2);
}

TEST_CASE("outputs in windows of 64 rows come back unchanged") {
    const char* const text = "def solve_a(I):\n    return rot90(I)\n"
                             "def solve_b(I):\n    return vconcat(I, I)\n"
                             "def solve_c(S, I, C):\n    return last(last(S))\n"
                             "def solve_d(I):\n    return canvas(15, (33, 1))\n"
                             "def solve_e(I):\n    return crop(I, ORIGIN, (0, 0))\n";
    const auto columns = make_column_pipeline(programs_of(text), columns::compiled());
    const auto defined = make_definition_pipeline(programs_of(text));
    engine random(seed_or(74));
    sample_set samples;
    samples.inputs = {painted(random, 30, 64, 0, 15), painted(random, 20, 20, 0, 9),
                      painted(random, 33, 33, -1, 9), grid{{15, 0}}, painted(random, 9, 9, -1, 14)};
    samples.inputs[0](3, 60) = 15;
    for (std::size_t k = 0; k < samples.inputs.size(); ++k) {
        samples.expected.emplace_back(samples.inputs[k]);
        samples.task.push_back(k == 1 || k == 4 ? 1 : 0);
    }
    samples.demonstrations = {{{grid(64, 64, 3), painted(random, 64, 50, 0, 14)}},
                              {{grid(1, 1), painted(random, 5, 4, 0, 9)}}};
    run_options options;
    options.where = tested_backend();
    options.outputs = true;
    run_options host = options;
    host.where = backend::host;
    const run_report due = ran(defined->run(samples, host));
    for (const bool last_tier : {true, false}) {
        options.last_tier = last_tier;
        const run_report got = ran(columns->run(samples, options));
        REQUIRE(got.verdicts.size() == due.verdicts.size());
        for (std::size_t k = 0; k < due.verdicts.size(); ++k) {
            CAPTURE(k);
            if (!last_tier && got.verdicts[k] == verdict(status::capacity, 0)) continue;
            CHECK(got.verdicts[k] == due.verdicts[k]);
            CHECK(got.outputs[k] == due.outputs[k]);
        }
        CHECK(got.evaluations.too_large == 1); // vconcat of 33 + 33 rows
    }
}

TEST_CASE("grids too large for every window run by definition") {
    program_group g;
    g.programs = {program_of("def solve(I):\n    O = vmirror(I)\n    return O\n"),
                  program_of("def solve(I):\n    O = tophalf(I)\n    return O\n"),
                  program_of("def solve(I):\n    O = canvas(15, UNITY)\n    return O\n")};
    g.inputs = {grid(65, 3, 1), grid(3, 65, 15), grid(64, 64, 4), grid(64, 64, 100)};
    g.expected = {grid(65, 3, 1), grid(3, 65, 1), grid(64, 64, 4), grid(64, 65, 4)};
    const column_tally t = compare_with_definition(std::span(&g, 1));
    CHECK_MESSAGE(t.different == 0, t.text());
    // those that read a grid that is too large, or are compared with one
    CHECK(t.overflowed == 7);
}
