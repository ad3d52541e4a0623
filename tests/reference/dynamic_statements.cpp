// reference/dynamic/README.md, sections 5, 7 and 8: functions, programs and their statements, and
// programs that static types refuse, by the numbers of their cases in tests/data/cases.
#include "support/dynamic_text.hpp"
#include <stdexcept>

using namespace batt;
using batt::testing::check_expressions;
using batt::testing::expectation;
using batt::testing::run_text;
namespace dynamic = batt::reference::dynamic;

namespace {

std::string outcome_of(const std::string& body, const grid& input = grid{{1, 2, 3}, {4, 5, 6}}) {
    const dynamic::outcome o = run_text("def solve_a(I):\n" + body, input);
    return o.ok() ? "ok" : std::string(to_string(o.why)) + " " + std::to_string(o.statement);
}

/// The grid that a program gives on another.
grid grid_of(const std::string& text, const grid& input) {
    const dynamic::outcome o = run_text(text, input);
    REQUIRE_MESSAGE(o.ok(), text);
    const std::optional<grid> g = dynamic::to_grid(o.result);
    REQUIRE_MESSAGE(g.has_value(), text);
    return *g;
}

} // namespace

TEST_CASE("functions") {
    static constexpr expectation all[] = {
        {"compose(double, increment)(ONE)", "FOUR"},
        {"chain(double, increment, halve)(FOUR)", "SIX"},
        {"fork(subtract, double, identity)(FIVE)", "FIVE"},
        {"matcher(size, TWO)(UNITY)", "T"},
        {"lbind(subtract, TEN)(ONE)", "NINE"},
        {"rbind(subtract, TEN)(ONE)", "subtract(ONE, TEN)"},
        {"lbind(lbind(fill, I), ZERO)(initset(ORIGIN))", "fill(I, ZERO, initset(ORIGIN))"},
        {"rbind(rbind(rbind(objects, T), F), T)(I)", "objects(I, T, F, T)"},
        {"lbind(rbind, subtract)(ONE)(TEN)", "NINE"},
        // Any values are taken; one that is no function fails when it is called.
        {"size(astuple(compose(ONE, I), fork(ONE, TWO, THREE)))", "TWO"},
        {"compose(ONE, size)(I)", "type"},
        {"compose(size, ONE)(I)", "type"},
        {"matcher(ONE, TWO)(I)", "type"},
        {"fork(ONE, size, size)(I)", "type"},
        {"chain(size, identity, FIVE)(I)", "type"},
        {"apply(compose(ONE, TWO), difference(I, I))", "difference(I, I)"},
        {"lbind(ONE, TWO)", "type"},
        {"rbind(I, TWO)", "type"},
        {"lbind(no_loc, TWO)", "empty"},
        // Functions of one parameter have none left to bind.
        {"size(repeat(lbind(size, I), ONE))", "ONE"},
        {"lbind(size, I)(ONE, TWO, THREE)", "type"},
        {"rbind(rbind(size, I), ONE)(TWO, THREE)", "type"},
        {"lbind(lbind(lbind(size, I), ONE), TWO)(I)", "type"},
        {"size(repeat(lbind(lbind(lbind(lbind(size, I), ONE), TWO), TWO), TWO))", "TWO"},
        {"lbind(compose(size, size), I)(I)", "type"},
        // A wrong number of arguments.
        {"size(I, I)", "type"},
        {"add(ONE)", "type"},
        {"compose(size, size)(I, I)", "type"},
        {"apply(add, UNITY)", "type"},
        {"papply(size, UNITY, UNITY)", "type"},
        {"lbind(add, ONE)(ONE, TWO)", "type"},
        // Power.
        {"power(increment, THREE)(ONE)", "FOUR"},
        {"power(I, ONE)", "I"},
        {"power(no_loc, ONE)", "no_loc"},
        {"power(increment, T)", "increment"},
        {"power(increment, ZERO)", "domain"},
        {"power(increment, UNITY)", "type"},
        {"power(FIVE, TWO)(I)", "type"},
        {"power(first, TWO)(I)", "ONE"},
        {"power(initset, TWO)(ONE)", "initset(initset(ONE))"},
        {"power(FIVE, multiply(multiply(TEN, TEN), multiply(TEN, multiply(TEN, TEN))))",
         "capacity"},
        // Functions as values.
        {"branch(ONE, size, height)(I)", "TWO"},
        // What one call gave equals itself; two calls with equal arguments are not compared.
        {"equality(apply(identity, astuple(f, f)), astuple(f, f))", "T"},
        {"size(insert(f, initset(f)))", "ONE"},
        {"contained(f, astuple(ONE, f))", "T"},
        {"equality(f, compose(size, height))", "F"},
        {"size(insert(size, insert(height, initset(size))))", "TWO"},
        {"rapply(apply(fork(compose, first, last), product(initset(double), initset(increment))), "
         "ONE)",
         "initset(FOUR)"},
        {"rapply(rapply(initset(lbind), add), ONE)", "type"},
        {"rapply(apply(lbind(lbind, add), UNITY), ONE)", "TWO_BY_TWO"},
    };
    const std::string statements =
        "    f = compose(size, identity)\n"
        "    no_loc = ulcorner(difference(asindices(I), asindices(I)))\n";
    check_expressions(statements, all);
}

TEST_CASE("statements") {
    // The failure of the output has the statement in which it began; the leftmost failure counts.
    CHECK(outcome_of("    x1 = first(ONE)\n    x2 = size(x1)\n    O = add(x2, first(TWO))\n    "
                     "return O\n") == "type 1");
    CHECK(outcome_of("    x1 = first(ONE)\n    O = add(first(TWO), x1)\n    return O\n") ==
          "type 2");
    CHECK(outcome_of("    x1 = divide(ONE, ZERO)\n    x2 = first(ONE)\n    O = add(x2, x1)\n    "
                     "return O\n") == "type 2");
    CHECK(outcome_of(
              "    x1 = divide(ONE, ZERO)\n    x2 = first(ONE)\n    O = x1(x2)\n    return O\n") ==
          "divide_by_zero 1");
    // The failure of an argument counts before a call that has no meaning.
    CHECK(outcome_of("    x1 = divide(ONE, ZERO)\n    O = FIVE(x1)\n    return O\n") ==
          "divide_by_zero 1");
    CHECK(outcome_of("    x1 = divide(ONE, ZERO)\n    O = size(I, x1)\n    return O\n") ==
          "divide_by_zero 1");
    // A call in a return counts as a statement after the last one.
    CHECK(outcome_of("    x1 = I\n    return first(ONE)\n") == "type 2");
    // Failures that the output does not need do not count.
    CHECK(outcome_of("    x1 = first(ONE)\n    O = vmirror(I)\n    return O\n") == "ok");
    // Names that are bound twice.
    CHECK(outcome_of("    x1 = first(ONE)\n    x1 = I\n    O = x1\n    return O\n") == "ok");
    CHECK(outcome_of("    x1 = I\n    x2 = x1\n    x1 = first(ONE)\n    O = x2\n    return O\n") ==
          "ok");
    // A variable is called.
    CHECK(outcome_of("    x1 = vmirror\n    O = x1(I)\n    return O\n") == "ok");
    // An alias of a failure keeps the place of the failure.
    CHECK(outcome_of("    x1 = first(ONE)\n    x2 = x1\n    x3 = x2\n    return x3\n") == "type 1");
}

TEST_CASE("branch in the text looks only at what it chooses") {
    CHECK(outcome_of("    x1 = first(ONE)\n    O = branch(T, I, x1)\n    return O\n") == "ok");
    CHECK(outcome_of("    x1 = first(ONE)\n    O = branch(F, I, x1)\n    return O\n") == "type 1");
    CHECK(outcome_of("    x1 = first(ONE)\n    O = branch(x1, I, I)\n    return O\n") == "type 1");
    CHECK(outcome_of(
              "    O = vmirror(branch(F, first(ONE), branch(T, I, first(TWO))))\n    return O\n") ==
          "ok");
    CHECK(outcome_of("    O = branch(T, first(ONE), I)\n    return O\n") == "type 1");
    CHECK(outcome_of("    O = branch(T, I)\n    return O\n") == "type 1");
    CHECK(outcome_of("    O = branch(T, I, I, I)\n    return O\n") == "type 1");
    // As a function it has arguments like any other.
    CHECK(
        outcome_of("    x1 = first(ONE)\n    x2 = branch\n    O = x2(T, I, x1)\n    return O\n") ==
        "type 1");
    CHECK(outcome_of("    x1 = rbind(branch, ZERO)\n    O = x1(T, I)\n    return O\n") == "ok");
}

TEST_CASE("programs as data that no text gives: unknown names, None, numbers") {
    using text::form;
    text::program p;
    p.unknown = {"nobody"};
    const int repeat = text::operation_of("repeat");
    const int vmirror = text::operation_of("vmirror");
    // x1 = repeat(None, 12); x2 = vmirror(nobody); x3 = nobody
    p.calls = {{{{form::operation, repeat}, {form::none, 0}, {form::integer, 12}}, {}, 0},
               {{{form::operation, vmirror}, {form::unknown, 0}}, {}, 1}};
    p.statements = {
        {"x1", {form::call, 0}, {}}, {"x2", {form::call, 1}, {}}, {"x3", {form::unknown, 0}, {}}};
    const dynamic::sample s;
    const auto returning = [&](text::operand result) {
        p.result = result;
        return dynamic::evaluate(p, s);
    };
    const dynamic::outcome repeated = returning({form::variable, 0});
    REQUIRE(repeated.ok());
    CHECK(dynamic::read_size(repeated.result) == 12);
    CHECK(dynamic::elements(repeated.result)[11].is(dynamic::kind::none));
    CHECK(returning({form::variable, 1}).statement == 2);
    CHECK(returning({form::variable, 1}).why == status::type);
    CHECK(returning({form::variable, 2}).statement == 3);
    CHECK(returning({form::unknown, 0}).statement == 4);
    CHECK(returning({form::none, 0}).result.is(dynamic::kind::none));
    CHECK(returning({form::integer, -7}).result.number() == -7);
    // There is no C.
    CHECK(returning({form::expected, 0}).why == status::empty);
    CHECK(dynamic::read_size(returning({form::demonstrations, 0}).result) == 0);
    for (int k = 0; k < static_cast<int>(text::constants.size()); ++k)
        CHECK(returning({form::constant, k}).ok());
    CHECK(returning({form::constant, text::constant_of("DOWN_LEFT")}).result.location() ==
          ivec{1, -1});
}

TEST_CASE("calls that nest deeply in the text") {
    text::program p;
    const int increment = text::operation_of("increment");
    for (int k = 0; k < 100'000; ++k)
        p.calls.push_back({{{text::form::operation, increment},
                            k == 0 ? text::operand{text::form::integer, 0}
                                   : text::operand{text::form::call, k - 1}},
                           {},
                           0});
    p.statements = {{"O", {text::form::call, 99'999}, {}}};
    p.result = {text::form::variable, 0};
    const dynamic::sample s;
    const dynamic::outcome o = dynamic::evaluate(p, s);
    REQUIRE(o.ok());
    CHECK(o.result.number() == 100'000);
}

TEST_CASE("operations of the user's own") {
    dynamic::operation_table table = dynamic::standard_table();
    const int place = table.add({"tripled", 1, [](const dynamic::value* a) {
                                     return dynamic::value(3 * dynamic::read_integer(a[0]));
                                 }});
    CHECK(place == 160);
    text::program p;
    const int apply = text::operation_of("apply");
    p.calls = {
        {{{text::form::operation, place}, {text::form::integer, 4}}, {}, 0},
        {{{text::form::operation, apply}, {text::form::operation, place}, {text::form::call, 0}},
         {},
         1}};
    p.statements = {{"x1", {text::form::call, 0}, {}}, {"O", {text::form::call, 1}, {}}};
    p.result = {text::form::variable, 0};
    const dynamic::sample s;
    CHECK(dynamic::evaluate(p, s, {}, table).result.number() == 12);
    p.result = {text::form::variable, 1};
    CHECK(dynamic::evaluate(p, s, {}, table).why == status::type);
    CHECK_THROWS_WITH_AS(table.add({"wide", 9, nullptr}),
                         "batt: the operation wide has 9 parameters; 1 to 8 are possible",
                         std::invalid_argument);
    // Without this table the operation is unknown.
    p.result = {text::form::variable, 0};
    CHECK(dynamic::evaluate(p, s).why == status::type);
}

TEST_CASE("what a verdict calls a grid") {
    const auto is_grid = [](const char* expression) {
        const dynamic::outcome o =
            run_text(std::string("def solve_a(I):\n    O = ") + expression + "\n    return O\n");
        REQUIRE(o.ok());
        const auto g = dynamic::to_grid(o.result);
        return g && dynamic::is_output(*g);
    };
    CHECK(is_grid("I"));
    CHECK(is_grid("astuple(UNITY, ORIGIN)"));
    CHECK(is_grid("canvas(NINE, UNITY)"));
    CHECK(!is_grid("canvas(TEN, UNITY)"));
    CHECK(!is_grid("canvas(NEG_ONE, TWO_BY_TWO)"));
    CHECK(!is_grid("canvas(ONE, TWO_BY_ZERO)"));
    CHECK(!is_grid("canvas(ONE, ORIGIN)"));
    CHECK(!is_grid("astuple(UNITY, UP)"));
    CHECK(!is_grid("UNITY"));
    CHECK(!is_grid("astuple(ONE, UNITY)"));
    CHECK(!is_grid("astuple(astuple(ONE, UNITY), astuple(ONE, UNITY))"));
    CHECK(!is_grid("combine(I, repeat(ORIGIN, ONE))"));
    CHECK(!is_grid("asobject(I)"));
    CHECK(!is_grid("canvas(index(I, NEG_UNITY), UNITY)"));
}

TEST_CASE("programs that static types refuse") {
    const grid small{{0, 1}, {2, 0}};
    // 50: none is not ZERO, so only the row inside the grid is filled.
    CHECK(grid_of(
              "def solve_a(I):\n    x1 = matcher(lbind(index, I), ZERO)\n"
              "    x2 = sfilter(hfrontier(ORIGIN), x1)\n    O = fill(I, FIVE, x2)\n    return O\n",
              small) == grid{{5, 1}, {2, 0}});
    // 51: locations or nothing.
    CHECK(grid_of("def solve_a(I):\n    x1 = branch(equality(tophalf(I), bottomhalf(I)), "
                  "ofcolor(I, ONE), "
                  "repeat(ZERO, ZERO))\n    x2 = mapply(dneighbors, x1)\n    O = fill(I, FIVE, "
                  "x2)\n    return O\n",
                  small) == small);
    // 52: any value as a condition.
    CHECK(grid_of(
              "def solve_a(I):\n    return branch(size(ofcolor(I, ONE)), hmirror(I), vmirror(I))\n",
              small) == grid{{2, 0}, {0, 1}});
    CHECK(grid_of("def solve_b(I):\n    return paint(canvas(NINE, shape(I)), "
                  "merge(sfilter(objects(I, T, F, F), "
                  "color)))\n",
                  small) == grid{{9, 1}, {2, 9}});
    CHECK(grid_of("def solve_c(I):\n    return extract(hsplit(I, ONE), identity)\n", small) ==
          small);
    // 54: the smallest of several colours.
    CHECK(grid_of("def solve_a(I):\n    O = canvas(mostcolor(I), UNITY)\n    return O\n",
                  grid{{1, 8}, {8, 1}}) == grid{{1}});
    // 56: objects and cells have nothing in common.
    CHECK(grid_of("def solve_a(I):\n    x1 = objects(I, T, F, T)\n    x2 = mfilter(x1, hline)\n"
                  "    x3 = difference(x1, x2)\n    O = fill(I, FIVE, merge(x3))\n    return O\n",
                  small) == grid{{0, 5}, {5, 0}});
    // 58: merge takes no object, except an empty one.
    const std::string merged =
        "    x1 = colorfilter(objects(I, T, F, T), SEVEN)\n"
        "    x2 = mapply(lbind(recolor, FIVE), x1)\n    O = paint(I, merge(x2))\n    return O\n";
    CHECK(grid_of("def solve_a(I):\n" + merged, small) == small);
    CHECK(outcome_of(merged, grid{{7, 0}, {0, 0}}) == "type 3");
    // 61: a set has no most common element.
    CHECK(outcome_of(
              "    x1 = apply(color, objects(I, T, F, T))\n    O = canvas(leastcommon(x1), UNITY)\n"
              "    return O\n",
              small) == "type 2");
    // 62: no colour.
    CHECK(outcome_of("    x1 = add(TEN, FIVE)\n    O = canvas(x1, UNITY)\n    return O\n", small) ==
          "domain 2");
}
