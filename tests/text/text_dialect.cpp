// Dialects: operations that are defined in text, which overload counts, and what can be wrong.
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt;
namespace dynamic = reference::dynamic;

text::prelude made(const std::string& source) {
    text::prelude known;
    for (const text::problem& p : known.add_dialect(source, "mine.py")) FAIL(to_string(p));
    return known;
}
/// What is wrong with a dialect, one problem per line.
std::string wrong(const std::string& source) {
    text::prelude known;
    std::string all;
    for (const text::problem& p : known.add_dialect(source, "mine.py")) all += to_string(p) + "\n";
    CHECK((all.empty() || known.own() == nullptr));
    return all;
}
text::program read_one(const text::prelude& known, const std::string& source) {
    text::reading read = text::read(source, "a.py", {&known});
    REQUIRE_MESSAGE(read.problems.empty(), to_string(read.problems[0]));
    REQUIRE(read.functions.size() == 1);
    return std::move(read.functions[0]);
}
/// What an expression gives: a number or a location as text, or the name of a status.
std::string value_of(const text::prelude& known, const std::string& expression) {
    const text::program p = read_one(known, "def solve_a(I):\n    return " + expression + "\n");
    // the program gives the same once it has been written and read again
    const text::program again = read_one(known, text::to_text(p));
    std::string out[2];
    for (const text::program* one : {&p, &again}) {
        dynamic::sample s;
        s.input = dynamic::from_grid(grid{{1, 2, 3}, {4, 5, 6}});
        const dynamic::outcome o = dynamic::evaluation(*one, s).output();
        std::string& text = out[one == &again ? 1 : 0];
        if (!o.ok())
            text = to_string(o.why);
        else if (o.result.is_integer())
            text = std::to_string(o.result.number());
        else if (o.result.is_location())
            text =
                std::to_string(o.result.location().i) + "," + std::to_string(o.result.location().j);
        else
            text = "another value";
    }
    CHECK(out[0] == out[1]);
    return out[0];
}

const char* const mine = R"(
SEVENTH = 7
def kind(x: integer): return ONE
def kind(x: cell): return TWO
def kind(x: pair): return THREE
def kind(x: grids): return FOUR
def kind(x: tuple): return FIVE
def kind(x: set): return SIX
def kind(x: function): return SEVENTH
def first(x: cell): return base.last(x)
def first(x): return base.first(x)
def hundred(x): return multiply(x, 100)
def choice(x, how: 0): return x
def choice(x, how: SEVENTH): return increment(x)
def choice(x, how: -1): return decrement(x)
def choice(x, how: T): return hundred(x)
def choice(x, how): return multiply(x, how)
def last_is_one(x, y: integer, z=SEVENTH): return add(x, add(y, z))
def late(condition, x):
    none = first(interval(ZERO, ZERO, ONE))
    return branch(condition, x, none)
)";

} // namespace

TEST_CASE("the first overload that takes the arguments counts") {
    const text::prelude known = made(mine);
    CHECK(value_of(known, "kind(T)") == "1");
    CHECK(value_of(known, "kind(first(palette(I)))") == "1");
    CHECK(value_of(known, "kind(first(first(asobject(I))))") == "3");
    CHECK(value_of(known, "kind(base.first(asobject(I)))") == "2");
    CHECK(value_of(known,
                   "kind(astuple(FIVE, ulcorner(difference(asindices(I), asindices(I)))))") == "2");
    CHECK(value_of(known, "kind(ORIGIN)") == "3");
    CHECK(value_of(known, "kind(repeat(I, TWO))") == "3");
    CHECK(value_of(known, "kind(repeat(I, THREE))") == "4");
    CHECK(value_of(known, "kind(I)") == "3"); // two rows
    CHECK(value_of(known, "kind(vconcat(I, I))") == "5");
    CHECK(value_of(known, "kind(asindices(I))") == "6");
    CHECK(value_of(known, "kind(kind)") == "7");
    // where the operation is a value, the arguments of each call decide
    CHECK(value_of(known, "base.last(apply(kind, astuple(ORIGIN, ONE)))") == "1");
    CHECK(value_of(known, "first(totuple(apply(kind, asobject(I))))") == "2");
    CHECK(value_of(known, "kind(None)") == "type");
    CHECK(value_of(known, "kind(first(interval(ZERO, ZERO, ONE)))") == "empty");
}

TEST_CASE("an overload for a constant is chosen when a program is read") {
    const text::prelude known = made(mine);
    CHECK(value_of(known, "choice(THREE, ZERO)") == "3");
    CHECK(value_of(known, "choice(THREE, SEVENTH)") == "4");
    CHECK(value_of(known, "choice(THREE, NEG_ONE)") == "2");
    CHECK(value_of(known, "choice(THREE, ONE)") == "300"); // T is ONE
    CHECK(value_of(known, "choice(THREE, height(I))") == "6");
    CHECK(value_of(known, "choice(THREE, subtract(height(I), TWO))") == "0");
    CHECK(value_of(known, "rbind(choice, SEVENTH)(THREE)") == "4");
    CHECK(value_of(known, "first(apply(rbind(choice, 0), repeat(NINE, TWO)))") == "9");
    CHECK(value_of(known, "lbind(choice, THREE)(SEVENTH)") == "4");
    CHECK(value_of(known, "first(papply(choice, repeat(THREE, TWO), interval(ONE, NINE, ONE)))") ==
          "3");
    CHECK(value_of(known, "fork(choice, height, width)(I)") == "6");
    CHECK(value_of(known, "lbind(rbind, choice)(TWO)(FIVE)") == "10");
    // more is bound than there are parameters: each call fails, and nothing but the call
    CHECK(value_of(known, "rbind(rbind(choice, TWO), TWO)(THREE)") == "type");
    CHECK(value_of(known, "size(repeat(rbind(rbind(choice, TWO), TWO), THREE))") == "3");
    // a call is written as the body of its overload: that of the constant, or that of all other
    // values
    const text::program p =
        read_one(known, "def solve_a(I):\n    x = choice(NINE, SEVENTH)\n    y = choice(x, x)\n"
                        "    return canvas(y, UNITY)\n");
    CHECK(text::to_text(p) == "def solve_a(I):\n    x = increment(NINE)\n    y = multiply(x, x)\n"
                              "    O = canvas(y, UNITY)\n    return O\n");
    // a default, and arguments by their names
    CHECK(value_of(known, "last_is_one(ONE, TWO)") == "10");
    CHECK(value_of(known, "last_is_one(ONE, TWO, THREE)") == "6");
    CHECK(value_of(known, "last_is_one(ONE, z=TWO, y=THREE)") == "6");
    CHECK(value_of(known, "last_is_one(ONE, ORIGIN)") == "type");
    // in an operation of a dialect, too, only what a branch chooses must have a value
    CHECK(value_of(known, "late(T, THREE)") == "3");
    CHECK(value_of(known, "late(F, THREE)") == "empty");
    CHECK(value_of(known, "base.last(apply(lbind(late, T), astuple(ORIGIN, NINE)))") == "9");
}

TEST_CASE("an operation that a dialect hides is written as base.NAME") {
    const text::prelude known = made("def first(x: cell): return base.last(x)\n"
                                     "def first(x): return base.first(x)\n");
    const text::program p = read_one(known, "def solve_a(I):\n    x = first(asobject(I))\n"
                                            "    y = first(x)\n    base = palette(I)\n"
                                            "    z = first(base)\n    return canvas(z, y)\n");
    CHECK(text::to_text(p) == "def solve_a(I):\n    x = base.first(asobject(I))\n    y = first(x)\n"
                              "    base_1 = palette(I)\n    z = base.first(base_1)\n    O = "
                              "canvas(z, y)\n    return O\n");
    // texts without the dialect do not know it
    CHECK(text::read("def solve_a(I):\n    return base.first(I)\n", "a.py").problems.size() +
              text::read("def solve_a(I):\n    return base.first(I)\n", "a.py").warnings.size() >
          0);
}

TEST_CASE("what is wrong with a dialect is reported where it stands") {
    CHECK(wrong("def f(x: sett): return x\n") ==
          "mine.py:1:10: expected one of any, integer, cell, pair, tuple, grids, set, function, a "
          "number or the name of one, found 'sett'\n");
    CHECK(wrong("def f(x: UP): return x\n").starts_with("mine.py:1:10: expected one of"));
    CHECK(wrong("def f(x): return g(x)\ndef g(x): return halve(double(x))\n") ==
          "mine.py:1:18: expected operations that are defined above, found g\n");
    CHECK(wrong("def f(x):\n    y = double(x)\n    return f(halve(y))\n")
              .find("expected operations that are defined above, found f") != std::string::npos);
    CHECK(wrong("def f(x): return x\ndef f(x: cell): return x\n") ==
          "mine.py:2:5: expected no overload after one that takes everything\n");
    CHECK(wrong("def f(x: cell): return x\ndef f(x, y): return x\n") ==
          "mine.py:2:5: expected as many parameters as the overload of f in line 1 has\n");
    CHECK(wrong("def f(x: 3): return x\n") ==
          "mine.py:1:5: expected another overload of f, for all other values\n");
    CHECK(wrong("def f(x: cell, y: 3): return x\ndef f(x, y): return x\n") ==
          "mine.py:1:5: expected an overload for a constant or one for a kind of values, found one "
          "for both\n");
    CHECK(wrong("f = 3\ndef f(x): return x\n") ==
          "mine.py:2:5: expected a name that has no other meaning, found f\n");
    CHECK(wrong("def f(*x): return x\n") ==
          "mine.py:1:5: expected f without a parameter after '*'\n");
    CHECK(wrong("def f(x):\n    for y in x: z = y\n    return z\n")
              .starts_with("mine.py:2:5: expected"));
    CHECK(wrong("def f(x): return unheard_of(x)\n").find("unheard_of has no value here") !=
          std::string::npos);
    CHECK(wrong("").empty());
}

TEST_CASE("scores and solvers are told apart") {
    const text::reading read = text::read("def differ_a(S, I, C):\n    return astuple(ONE, I)\n"
                                          "def differ_b(I):\n    return I\n"
                                          "def solve_c(S, I, C):\n    return I\n",
                                          "a.py");
    REQUIRE(read.functions.size() == 3);
    CHECK(read.functions[0].is_score);
    CHECK(!read.functions[1].is_score);
    CHECK(!read.functions[2].is_score);
}
