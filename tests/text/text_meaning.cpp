// What text means: expressions of Python, read and evaluated by definition, give what Python gives.
#include "support/python_text.hpp"

namespace {

using namespace batt;
using namespace batt::testing;

const grid scene{{0, 1, 2, 2}, {0, 1, 0, 5}, {3, 3, 0, 5}};

/// The value of an expression of I.
std::string value(const std::string& expression) {
    CAPTURE(expression);
    return result_of("def solve_a(I):\n    return " + expression + "\n", scene);
}

/// The value that lines of a function return.
std::string returned(const std::string& lines) {
    CAPTURE(lines);
    return result_of("def solve_a(I):\n" + lines, scene);
}

} // namespace

TEST_CASE("literals and displays") {
    CHECK(value("25") == "25");
    CHECK(value("-2147483648") == "-2147483648");
    CHECK(value("0x1F + 1_000") == "1031");
    CHECK(value("(True, False, None)") == "(1, 0, None)");
    CHECK(value("()") == "()");
    CHECK(value("(7,)") == "(7,)");
    CHECK(value("((7))") == "7");
    CHECK(value("(2, 3)") == "(2, 3)");
    CHECK(value("(1, -1)") == "(1, -1)");
    CHECK(value("[1, 2, 3, 4, 5]") == "(1, 2, 3, 4, 5)");
    CHECK(value("[4, 4, 4]") == "(4, 4, 4)");
    CHECK(value("{3, 1, 3}") == "{1, 3}");
    CHECK(value("frozenset({(0, 1), (1, 1)})") == "{(0, 1), (1, 1)}");
    CHECK(value("set([1, 1])") == "{1}");
    CHECK(value("set()") == "set()");
    CHECK(value("1, 2") == "(1, 2)");
    CHECK(value("(1, *(2, 3), *astuple(4, 5))") == "(1, 2, 3, 4, 5)");
}

TEST_CASE("arithmetic and comparisons") {
    CHECK(value("1 + 2 * 3 - 4") == "3");
    CHECK(value("-7 // 2") == "-4");
    CHECK(value("-7 % 3") == "2");
    CHECK(value("7 % -3") == "-2");
    CHECK(value("-2 ** 2") == "-4");
    CHECK(value("(-2) ** 3") == "-8");
    CHECK(value("- - 3") == "3");
    CHECK(value("(1, 2) + (3,)") == "(1, 2, 3)");
    CHECK(value("[0] * 3") == "(0, 0, 0)");
    CHECK(value("(1, 2) * 2") == "(1, 2, 1, 2)");
    CHECK(value("{1, 2} - {2}") == "{1}");
    CHECK(value("{1, 2} | {3}") == "{1, 2, 3}");
    CHECK(value("{1, 2} & {2, 3}") == "{2}");
    CHECK(value("{1, 2} ^ {2, 3}") == "{1, 3}");
    CHECK(value("({1} <= {1, 2}, {1, 2} < {1, 2}, {1, 2} >= {2})") == "(1, 0, 1)");
    CHECK(value("(1 < 2, 1 > 2, 2 <= 2, 2 >= 3, 2 == 2, 2 != 2)") == "(1, 0, 1, 0, 1, 0)");
    CHECK(value("1 < 2 < 3 != 4") == "1");
    CHECK(value("3 in (1, 3), 3 not in {1, 3}") == "(1, 0)");
    CHECK(value("(None is None, 0 is None, 0 is not None)") == "(1, 0, 1)");
    CHECK(value("(height(I) == 3) & (width(I) == 4)") == "1");
}

TEST_CASE("and, or and conditions compute only what decides") {
    CHECK(value("0 and first(())") == "0");
    CHECK(value("5 and 7") == "7");
    CHECK(value("5 or first(())") == "5");
    CHECK(value("() or 7") == "7");
    CHECK(value("not ()") == "1");
    CHECK(value("1 if height(I) == 3 else first(())") == "1");
    CHECK(value("1 > 2 and first(()) > 1") == "0");
    CHECK(value("2 > 1 > first(())") == "!empty");
    CHECK(value("2 < 1 < first(())") == "0");
    CHECK(value("apply(lambda x: x != 0 and 6 // x > 2, (0, 1, 3))") == "(0, 1, 0)");
    CHECK(value("apply(lambda x: 6 // x if x else -1, (0, 1, 3))") == "(-1, 6, 2)");
    CHECK(value("apply(lambda x: x == 0 or 6 // x, (0, 2))") == "(1, 3)");
    CHECK(value("apply(lambda x: 1 if x > 1 else 2 if x else first(()), (1, 2))") == "(2, 1)");
}

TEST_CASE("elements by number") {
    CHECK(value("I[0]") == "(0, 1, 2, 2)");
    CHECK(value("I[-1][1]") == "3");
    CHECK(value("I[1 + 1][-4]") == "3");
    CHECK(value("I[3]") == "!not_found");
    CHECK(value("I[-4]") == "!not_found");
    CHECK(value("()[0]") == "!not_found");
    CHECK(value("shape(I)[0], shape(I)[1], shape(I)[-1], shape(I)[-2]") == "(3, 4, 4, 3)");
    CHECK(value("shape(I)[2]") == "!not_found");
    CHECK(value("hsplit(I, 2)[1]") == "((2, 2), (0, 5), (0, 5))");
    CHECK(value("(1, 2, 3, 4)[1:3]") == "(2, 3)");
    CHECK(value("(1, 2, 3, 4)[:-1]") == "(1, 2, 3)");
    CHECK(value("(1, 2, 3, 4)[-3:]") == "(2, 3, 4)");
    CHECK(value("(1, 2, 3, 4)[-9:height(I)]") == "(1, 2, 3)");
    CHECK(value("(1, 2, 3, 4)[::-1]") == "(4, 3, 2, 1)");
    CHECK(value("I[1:]") == "((0, 1, 0, 5), (3, 3, 0, 5))");
    CHECK(value("range(7)[::3], range(7)[1::2], range(7)[:5:2], range(7)[::1], ()[::2]") ==
          "((0, 3, 6), (1, 3, 5), (0, 2, 4), (0, 1, 2, 3, 4, 5, 6), ())");
    CHECK(value("range(7)[::-2], range(7)[5:2:-1], range(7)[-2::-3], range(7)[:-3:-1]") ==
          "((6, 4, 2, 0), (5, 4, 3), (5, 2), (6, 5))");
    CHECK(value("range(7)[9:3:-1], range(7)[-1:4:-1], range(7)[2:5:-1]") ==
          "((6, 5, 4), (6, 5), ())");
}

TEST_CASE("rows are tuples wherever they come from: they are joined, not added") {
    const std::string twice = "((0, 1, 2, 2, 0, 1, 2, 2), (0, 1, 0, 5, 0, 1, 0, 5), "
                              "(3, 3, 0, 5, 3, 3, 0, 5))";
    for (const std::string expression :
         {"tuple(r + r for r in I)", "[r * 2 for r in I]", "apply(lambda r: r + r, I)",
          "tuple(map(lambda r: r + r, I))", "[a + b for a, b in zip(I, I)]",
          "[I[k] + I[k] for k in range(3)]", "[r + r for r in fill(I, 0, ())]",
          "[r + r for r in [list(s) for s in I[::-1]][::-1]]", "mapply(lambda r: (r + r,), I)",
          "[r + r for r in I if first(I) + r]", "[p[0] + p[1] for p in zip(I, I)]"})
        CHECK(value(expression) == twice);
    CHECK(value("I[0] + I[-1]") == "(0, 1, 2, 2, 3, 3, 0, 5)");
    CHECK(value("[r + r for i, r in enumerate(I) if i >= 0]") == twice);
    CHECK(value("[r + s for i, (r, s) in enumerate(zip(I, I))]") == twice);
    CHECK(value("[i + len(r) for i, r in enumerate(I)]") == "(4, 5, 6)");
    CHECK(value("max(I) + first(I)") == "(3, 3, 0, 5, 0, 1, 2, 2)");
    CHECK(value("[v + v for v in I[0]]") == "(0, 2, 4, 4)");
    CHECK(value("[[v * 2 for v in r] for r in I][1]") == "(0, 2, 0, 10)");
    CHECK(value("[sum(c) + len(c) for c in zip(*I)]") == "(6, 8, 5, 15)");
    CHECK(result_of("def twice(r):\n    return r + r\ndef solve_a(I):\n"
                    "    return apply(twice, I), apply(twice, I[0]), twice(3)\n",
                    scene) == "(" + twice + ", (0, 2, 4, 4), 6)");
}

TEST_CASE("zip of any number of containers") {
    CHECK(value("zip(range(3), (4, 5), {6, 7, 8})") == "((0, 4, 6), (1, 5, 7))");
    CHECK(value("zip((1, 2)), zip()") == "(((1,), (2,)), ())");
    CHECK(value("[a + b * c - d for a, b, c, d in zip((1, 2), (3, 4), (5, 6), (7, 8))]") ==
          "(9, 18)");
}

TEST_CASE("defaults have their values from where the function is made") {
    CHECK(returned("    x = 1\n    def f(y=x):\n        return y, x\n    g = lambda z=x: z\n"
                   "    x = 2\n    return f(), g(), (lambda z=x: z)()\n") == "((1, 2), 1, 2)");
    CHECK(value("[f(2) for f in (lambda v, c=height(I): v * c, lambda v: v)]") == "(6, 2)");
}

TEST_CASE("stars") {
    CHECK(value("(*range(2), *palette(I), 9)") == "(0, 1, 0, 1, 2, 3, 5, 9)");
    CHECK(value("[7, *I[0], *(1, 2)]") == "(7, 0, 1, 2, 2, 1, 2)");
    CHECK(value("{*palette(I), 9, *I[0], *(7, 7)}") == "{0, 1, 2, 3, 5, 7, 9}");
    CHECK(value("apply(lambda r: (*r, 6), I)[0]") == "(0, 1, 2, 2, 6)");
    CHECK(returned("    a, *b = I[0]\n    return a, b\n") == "(0, (1, 2, 2))");
    CHECK(returned("    *a, (b, *c), d = (1, 2, (3, 4), 5)\n    return a, b, c, d\n") ==
          "((1, 2), 3, (4,), 5)");
    CHECK(returned("    a, *b, c = 1, 2\n    return a, b, c\n") == "(1, (), 2)");
    CHECK(returned("    a, *b, c = palette(I)\n    return a, b, c\n") == "(0, (1, 2, 3), 5)");
}

TEST_CASE("names of the top level that are assigned together, and names of other modules") {
    CHECK(result_of("A, B, (C, D), *E = range(6)[:2] + ((7, 8), 9)\nF, G = H = 3, 4\n"
                    "def solve_a(I):\n    return A, B, C, D, E, F, G, H\n",
                    scene) == "(0, 1, 7, 8, (9,), 3, 4, (3, 4))");
    CHECK(result_of("ZERO, ONE = 5, 6\ndef solve_a(I):\n    return ZERO, ONE\n", scene) ==
          "(5, 6)");
    // Another module's function is not the DSL's, unless the DSL's names are imported after it.
    const std::string from = "from itertools import product\n";
    const std::string body = "def solve_a(I):\n    return product((1,), (2,))\n";
    CHECK(result_of(from + body, scene) == "!type");
    CHECK(result_of(from + "from dsl import *\n" + body, scene) == "{(1, 2)}");
    CHECK(result_of("from dsl import *\n" + from + body, scene) == "!type");
}

TEST_CASE("lambdas and functions as values") {
    CHECK(value("apply(lambda x: x, (1, 2))") == "(1, 2)");
    CHECK(value("apply(lambda x: 7, (1, 2))") == "(7, 7)");
    CHECK(value("apply(lambda x: x * x + x, (2, 3))") == "(6, 12)");
    CHECK(value("apply(lambda x: apply(lambda y: x * 10 + y, (1, 2)), (3, 4))") ==
          "((31, 32), (41, 42))");
    CHECK(value("apply(lambda x: (lambda y: y + x)(x + 1), (1, 2))") == "(3, 5)");
    CHECK(value("(lambda f, x: f(f(x)))(lambda g: g + 1, 3)") == "5");
    CHECK(value("apply(lambda f: f(I), (height, width))") == "(3, 4)");
    CHECK(value("apply(lambda f: f(1, 2), (add, subtract))") == "(3, -1)");
    CHECK(value("fork(lambda a, b: a * 10 + b, height, width)(I)") == "34");
    CHECK(value("papply(lambda a, b: a - b, (5, 6), (1, 2))") == "(4, 4)");
    CHECK(value("prapply(lambda a, b: a - b, (5, 6), (1, 2))") == "{3, 4, 5}");
    CHECK(value("mpapply(lambda a, b: (a, b), (5, 6), (1, 2))") == "(5, 1, 6, 2)");
    CHECK(value("lbind(lambda a, b: a - b, 5)(2)") == "3");
    CHECK(value("apply(rbind(lambda a, b: a - b, 5), (7, 8))") == "(2, 3)");
    CHECK(value("papply(lambda c, p: fill(I, c, p), (7,), (ofcolor(I, 5),))[0][1]") ==
          "(0, 1, 0, 7)");
    CHECK(value("sorted((3, 1, 2), key=lambda x: -x)") == "(3, 2, 1)");
    CHECK(value("compose(lambda x: x + 1, double)(3)") == "7");
    CHECK(value("power(lambda x: x * 2, 3)(1)") == "8");
    CHECK(value("apply(lambda x, y=5: x + y, (1, 2))") == "(6, 7)");
    CHECK(value("apply(lambda o: fill(canvas(0, (1, 2)), o, {(0, o)}), (0, 1))") ==
          "(((0, 0),), ((0, 1),))");
}

TEST_CASE("a lambda computes what could fail only when it is called") {
    CHECK(value("apply(lambda x: x + first(()), ())") == "()");
    CHECK(value("apply(lambda x: first(()), ())") == "()");
    CHECK(value("apply(lambda x: x + first(()), (1,))") == "!empty");
    CHECK(value("sfilter((1, 2), lambda x: x > 1 and extract((), identity))") == "!not_found");
    CHECK(value("sfilter((1, 2), lambda x: x > 2 and extract((), identity))") == "()");
    CHECK(value("extract((1, 2, 0), lambda x: 4 // x > 1)") == "1");
    CHECK(value("apply(lambda x: there_is_none(x), ())") == "()");
}

TEST_CASE("comprehensions") {
    CHECK(value("[x + 1 for x in (1, 2, 2)]") == "(2, 3, 3)");
    CHECK(value("[x for x in {3, 1}]") == "(1, 3)");
    CHECK(value("{x // 2 for x in (2, 3, 4)}") == "{1, 2}");
    CHECK(value("frozenset(x for x in (1, 2, 1) if x > 1)") == "{2}");
    CHECK(value("tuple(x for x in range(6) if x % 2 == 0 if x > 0)") == "(2, 4)");
    CHECK(value("[x * y for x in (1, 2) for y in (3, 4) if y > x + 1]") == "(3, 4, 8)");
    CHECK(value("[[y for y in range(x)] for x in range(3)]") == "((), (0,), (0, 1))");
    CHECK(value("[i * 10 + j for i, j in ((1, 2), (3, 4))]") == "(12, 34)");
    CHECK(value("[(c, i) for c, (i, j) in ((5, (1, 2)),)]") == "((5, 1),)");
    CHECK(value("[a + c for a, b, c in ((1, 2, 3),)]") == "(4,)");
    CHECK(value("tuple(tuple(0 if v == 5 else v for v in row) for row in I)") ==
          "((0, 1, 2, 2), (0, 1, 0, 0), (3, 3, 0, 0))");
    CHECK(value("{(i, j) for i in range(2) for j in range(2)}") ==
          "{(0, 0), (0, 1), (1, 0), (1, 1)}");
}

TEST_CASE("functions of Python") {
    CHECK(value("len(I), len({1, 2})") == "(3, 2)");
    CHECK(value("tuple({2, 1}), list((1, 2)), set((2, 2)), tuple(), list()") ==
          "((1, 2), (1, 2), {2}, (), ())");
    CHECK(value("sorted({3, 1, 2}), sorted((1, 12, 2), key=lambda x: x % 10, reverse=True)") ==
          "((1, 2, 3), (12, 2, 1))");
    CHECK(value("max(3, 7), min(3, 7), max((2, 9, 4)), min({2, 9}), max(1, 5, 3)") ==
          "(7, 3, 9, 2, 5)");
    CHECK(value("max((), default=4), max((1, 2), key=lambda x: -x)") == "(4, 1)");
    CHECK(value("max(())") == "!empty");
    CHECK(value("range(3), range(1, 3), range(3, 0, -1)") == "((0, 1, 2), (1, 2), (3, 2, 1))");
    CHECK(value("map(lambda x: x + 1, (1, 2)), list(filter(lambda x: x > 1, (1, 2)))") ==
          "((2, 3), (2,))");
    CHECK(value("sum((1, -5, 3)), sum(x for x in (1, 2)), sum([], 4), sum(1 for x in I)") ==
          "(-1, 3, 4, 3)");
    CHECK(value("abs(-3), bool((1,)), int(7), reversed((1, 2))") == "(3, 1, 7, (2, 1))");
    CHECK(value("zip((1, 2), (3, 4)), enumerate((7, 8)), tuple(zip(*I))[0]") ==
          "(((1, 3), (2, 4)), ((0, 7), (1, 8)), (0, 0, 3))");
    CHECK(value("any(4 // x > 1 for x in (1, 0)), all(4 // x > 5 for x in (1, 0))") == "(1, 0)");
    CHECK(value("any(x > 5 for x in ()), all(x > 5 for x in ()), any((0, 3)), all((0, 3))") ==
          "(0, 1, 1, 0)");
    CHECK(value("next(x for x in (1, 2, 0) if 4 // x < 4), next((x for x in ()), 9)") == "(2, 9)");
    CHECK(value("next(x for x in (1, 2) if x > 2)") == "!not_found");
}

TEST_CASE("statements") {
    CHECK(returned("    a = b = 3; c = a + b\n    return c\n") == "6");
    CHECK(returned("    a, (b, c) = 1, (2, 3)\n    a, b = b, a\n    return (a, b, c)\n") ==
          "(2, 1, 3)");
    CHECK(returned("    h, w = shape(I)\n    return h * 10 + w\n") == "34");
    CHECK(returned("    a, b, c = I\n    return c\n") == "(3, 3, 0, 5)");
    CHECK(returned("    x = 1\n    x += 2; x *= 5; x -= 1; x //= 3; x %= 3\n    return x\n") ==
          "1");
    CHECK(returned("    s = {1}\n    s |= {2}\n    return s\n") == "{1, 2}");
    CHECK(returned("    x: int = 3\n    y: 'a[b]'\n    '''a string'''\n    assert x, 'so'\n"
                   "    print(f'{x}', x)\n    pass\n    del x\n    ...\n    return x\n") == "3");
    CHECK(returned("    def f(x, y=2):\n        z = x + y\n        return z * z\n"
                   "    return f(1), f(x=1, y=3), apply(f, (0,))\n") == "(9, 16, (4,))");
    CHECK(returned("    y = 1\n    f = lambda x: x + y\n    y = 5\n    return f(0)\n") == "5");
    CHECK(returned("    x = 3\n") == "None");
    CHECK(returned("    return 1\n    x = 3\n") == "1");
}

TEST_CASE("helpers, preludes and names of the top level") {
    const std::string helpers = "N = 3\nPLACE = (N, N + 1)\n"
                                "def half(g, k=2): return g[:len(g) // k]\n"
                                "def call(f, *some): return f(*some)\n"
                                "def last_of(x):\n    y = x[::-1]\n    return y[0]\n"
                                "other_name = half\n";
    const auto with = [&](const std::string& expression) {
        const std::string solver = "def solve_a(I):\n    return " + expression + "\n";
        const std::string inside = result_of(helpers + solver, scene);
        batt::text::prelude before;
        CHECK(before.add(helpers, "before.py").empty());
        CHECK(result_of(solver, scene, {&before}) == inside);
        return inside;
    };
    CHECK(with("half(I)") == "((0, 1, 2, 2),)");
    CHECK(with("other_name(k=1, g=(1, 2))") == "(1, 2)");
    CHECK(with("apply(last_of, I)") == "(2, 5, 5)");
    CHECK(with("compose(last_of, half)(I)") == "(0, 1, 2, 2)");
    CHECK(with("call(lbind(add, 1), 4), call(last_of, (1, 2)), call(lambda: 5)") == "(5, 2, 5)");
    CHECK(with("PLACE") == "(3, 4)");
    CHECK(with("apply(lambda x: x + N, (1,))") == "(4,)");
    CHECK(with("half(half)") == "!type");
}
