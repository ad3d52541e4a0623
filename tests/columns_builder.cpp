// Programs built call by call: sharing, static types, and that they run as their text does.
#include <batt/columns.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt;
using value = program_graph::value;

TEST_CASE("equal calls are one value") {
    program_graph b;
    const value a = b.call("objects", {b.input(), b.constant("T"), b.constant("F"), b.constant("T")});
    const value c = b.call("objects", {b.input(), b.constant("T"), b.constant("F"), b.constant("T")});
    CHECK(a == c);
    CHECK_FALSE(a == b.call("objects", {b.input(), b.constant("T"), b.constant("T"),
                                        b.constant("T")}));
    CHECK(b.integer(3) == b.integer(3));
    CHECK_FALSE(b.integer(3) == b.integer(4));
}

TEST_CASE("values know their static types") {
    program_graph b;
    const value x = b.call("objects", {b.input(), b.constant("T"), b.constant("F"), b.constant("T")});
    CHECK(typing::to_text(b.type(x)) == "set<univalued>");
    const value largest = b.call("argmax", {x, b.function("size")});
    CHECK(typing::to_text(b.type(largest)) == "univalued");
    CHECK(b.why_ill_typed(largest).empty());
    const value wrong = b.call("vmirror", {b.integer(3)});
    CHECK(b.type(wrong).ill());
    CHECK(b.why_ill_typed(wrong).find("vmirror does not take (3)") != std::string::npos);
    CHECK(b.type(b.constant("ELEVEN")).ill());
    CHECK(b.why_ill_typed(b.constant("ELEVEN")) == "a name without a value");
    const value f = b.call("rbind", {b.function("argmax"), b.function("size")});
    CHECK(typing::to_text(b.type(b.call(f, {x}))) == "univalued");
}

TEST_CASE("it says which operations accept arguments") {
    program_graph b;
    const auto of_grid = b.accepts({b.input()});
    CHECK(std::find(of_grid.begin(), of_grid.end(), "vmirror") != of_grid.end());
    CHECK(std::find(of_grid.begin(), of_grid.end(), "even") == of_grid.end());
    for (const std::string_view name : of_grid)
        CHECK_FALSE(b.type(b.call(name, {b.input()})).ill());
    const auto of_two = b.accepts({b.input(), b.integer(3)});
    CHECK(std::find(of_two.begin(), of_two.end(), "ofcolor") != of_two.end());
    CHECK(b.accepts({}).empty());
}

TEST_CASE("what is built runs as its text") {
    program_graph b;
    const value x = b.call("objects", {b.input(), b.constant("T"), b.constant("F"), b.constant("T")});
    const value largest = b.call("argmax", {x, b.function("size")});
    const value out = b.call("fill", {b.input(), b.integer(5), largest});
    b.call("hmirror", {b.input()}); // which the program does not need
    const text::program built = b.to_program(out);
    CHECK(text::statements_to_text(built) ==
          "x1 = objects(I, T, F, T)\nx2 = argmax(x1, size)\nO = fill(I, 5, x2)\n");
    const text::reading read = text::read("def solve_a(I):\n    x1 = objects(I, T, F, T)\n"
                                          "    x2 = argmax(x1, size)\n    O = fill(I, FIVE, x2)\n"
                                          "    return O\n",
                                          "a.py");
    REQUIRE(read.functions.size() == 1);
    mega_batch<program_set> run(program_set({built, read.functions[0], b.to_program(b.input())}),
                                columns::compiled());
    const std::vector<grid> grids{grid{{0, 1, 1}, {0, 0, 1}, {2, 0, 0}}, grid{{0, 0}, {0, 0}},
                                  grid{{3}}};
    const batch in(grids);
    run_options options;
    options.where = backend::host;
    options.outputs = true;
    const auto report = run.run(sample_view{in, batch_view{}}, options);
    REQUIRE(report.has_value());
    const std::size_t n = grids.size();
    REQUIRE(report->verdicts.size() == 3 * n);
    for (std::size_t k = 0; k < n; ++k) {
        CHECK(report->verdicts[k] == report->verdicts[n + k]);
        CHECK(report->outputs[k] == report->outputs[n + k]);
        CHECK(report->outputs[2 * n + k] == grids[k]);
    }
    CHECK(report->outputs[0] == grid{{0, 5, 5}, {0, 0, 5}, {2, 0, 0}});
    // no objects: the key has nothing to choose from, which begins in the second statement
    CHECK(report->verdicts[1].why() == status::empty);
    CHECK(report->verdicts[1].statement() == 2);
}

TEST_CASE("a name without a value fails with type where it is needed") {
    program_graph b;
    const value wrong = b.call("vmirror", {b.constant("ELEVEN")});
    mega_batch<program_set> run(
        program_set({b.to_program(wrong), b.to_program(b.call("first", {b.call("astuple", {b.input(),
                                                                                     wrong})}))}),
        columns::compiled());
    const batch in(std::vector<grid>{grid{{1}}});
    run_options options;
    options.where = backend::host;
    const auto report = run.run(sample_view{in, batch_view{}}, options);
    REQUIRE(report.has_value());
    for (const verdict& v : report->verdicts) {
        CHECK(v.why() == status::type);
        CHECK(v.statement() == 1);
    }
}

} // namespace
