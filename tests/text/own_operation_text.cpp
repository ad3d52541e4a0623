// Operations of the user's own in programs of text: named, called, bound and passed, by definition.
#include "support/only.hpp"
#include "support/ran.hpp"
#include <batt/exec/definition_pipeline.hpp>
#include <batt/exec/own_operation.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <mine/tint.hpp>

namespace {

using namespace batt;
namespace dynamic = batt::reference::dynamic;

/// twice(f, x): f(f(x)), written for values of run time, as it takes a function.
dynamic::value twice(const dynamic::value* a) {
    return dynamic::call(a[0], dynamic::call(a[0], a[1]));
}

const own_operations& known() {
    static const own_operations all = [] {
        own_operations out;
        out.add<mine::tint_operation>("tint", "grid color");
        out.add<mine::only_operation>("only");
        out.add("twice", "function value", {"", 2, twice});
        return out;
    }();
    return all;
}

/// What the one program of a text gives on [[0, 1], [2, 0]].
dynamic::outcome run(const std::string& body) {
    static const text::prelude names(known().names());
    const text::reading read =
        text::read("def solve_a(I):\n" + body, "a.py", text::read_options{&names});
    for (const auto& p : read.problems) FAIL_CHECK(to_string(p));
    for (const auto& p : read.warnings) FAIL_CHECK(to_string(p));
    REQUIRE(read.functions.size() == 1);
    dynamic::sample s;
    s.input = dynamic::from_grid(grid{{0, 1}, {2, 0}});
    return dynamic::evaluate(read.functions[0], s, {}, *known().table());
}

grid grid_of(const dynamic::outcome& got) {
    const auto g = dynamic::to_grid(got.result);
    return g ? *g : grid();
}

} // namespace

TEST_CASE("operations of one's own are called, bound, passed and named by their parameters") {
    const dynamic::scope all;
    const grid tinted{{0, 5}, {5, 0}};
    CHECK(grid_of(run("    return tint(I, FIVE)\n")) == tinted);
    CHECK(grid_of(run("    return tint(color=5, grid=I)\n")) == tinted);
    CHECK(grid_of(run("    x1 = rbind(tint, FIVE)\n    return x1(I)\n")) == tinted);
    CHECK(grid_of(run("    return first(apply(lambda g: tint(g, 5), repeat(I, ONE)))\n")) ==
          tinted);
    CHECK(grid_of(run("    return twice(vmirror, I)\n")) == grid{{0, 1}, {2, 0}});
    CHECK(run("    return only(initset(SEVEN))\n").result.number() == 7);
    CHECK(run("    return only(repeat(DOWN, ONE))\n").result.location() == ivec{1, 0});
    CHECK(run("    return only(ofcolor(I, ONE))\n").result.location() == ivec{0, 1});
}

TEST_CASE("what an operation of one's own does not take gives a status of its statement") {
    const dynamic::scope all;
    const auto fails = [](const std::string& body, status why) {
        const dynamic::outcome got = run(body);
        CHECK(got.why == why);
        CHECK(got.statement == 2);
    };
    fails("    x1 = ONE\n    return tint(x1, ONE)\n", status::type);
    fails("    x1 = identity\n    return tint(I, x1)\n", status::type);
    fails("    x1 = ONE\n    return tint(I, DOWN)\n", status::type);
    fails("    x1 = 15\n    return tint(I, x1)\n", status::domain);
    fails("    x1 = DOWN\n    return only(x1)\n", status::domain);
    fails("    x1 = hline\n    return only(x1)\n", status::type);
    fails("    x1 = intersection(ofcolor(I, ONE), ofcolor(I, TWO))\n"
          "    return tint(I, ulcorner(x1))\n",
          status::empty);
}

TEST_CASE("a pipeline of programs with operations of one's own") {
    const text::prelude names(known().names());
    text::reading read = text::read("def solve_a(I):\n    O = tint(I, FIVE)\n    return O\n",
                                    "a.py", text::read_options{&names});
    const auto pipeline = make_definition_pipeline(std::move(read.functions), {}, known().table());
    sample_set samples;
    samples.inputs = {grid{{0, 1}, {2, 0}}};
    samples.expected = {grid{{0, 5}, {5, 0}}};
    const run_report report = testing::ran(pipeline->run(samples));
    CHECK(report.verdicts[0].match());
    CHECK(report.verdicts[0].cells() == 4);
}
