// Kinds of text that people have, each with what it must give: operations, or problems or warnings
// with their places.
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace {

using namespace batt::text;

/// All programs of a text, as text, one after the other.
std::string programs(const std::string& text, const std::string& file = "67a3c6ac.py",
                     const read_options& options = {}) {
    std::string all;
    for (const program& p : batt::text::read(text, file, options).functions)
        all += "# " + p.id + "\n" + to_text(p);
    return all;
}

/// The value of one line, as operations.
std::string line(const std::string& expression) {
    const std::string text =
        programs("def solve_a(I):\n    O = " + expression + "\n    return O\n");
    const std::string front = "# a\ndef solve_a(I):\n    O = ";
    const std::string back = "\n    return O\n";
    CAPTURE(text);
    REQUIRE(text.starts_with(front));
    return text.substr(front.size(), text.size() - front.size() - back.size());
}

std::vector<std::string> sentences(const std::vector<problem>& problems) {
    std::vector<std::string> all;
    for (const problem& p : problems) all.push_back(to_string(p));
    return all;
}

const std::string mirror = "    O = hmirror(I)\n    return O\n";

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("literals and keywords") {
    CHECK(line("replace(I, 8, 4)") == "replace(I, EIGHT, FOUR)");
    CHECK(line("add(25, -3)") == "add(25, -3)");
    CHECK(line("add(-2, 0x0B)") == "add(NEG_TWO, 11)");
    CHECK(line("objects(I, True, False, True)") == "objects(I, T, F, T)");
    CHECK(line("crop(I, (0, 0), (2, 3))") == "crop(I, ORIGIN, astuple(TWO, THREE))");
    CHECK(line("objects(grid=I, diagonal=F, univalued=T, without_bg=F)") == "objects(I, T, F, F)");
    CHECK(line("fill(I, patch=asindices(I), value=FOUR)") == "fill(I, FOUR, asindices(I))");
    CHECK(line("fill(g=I, c=1, p=asindices(g=I))") == "fill(I, ONE, asindices(I))");
    CHECK(line("-5(I)") == "invert(FIVE(I))");
    CHECK(line("(-5)(I)") == "(-5)(I)");
    CHECK(line("None(None)") == "None(None)");
    CHECK(line("()(I)") == "repeat(ZERO, ZERO)(I)");
    // every parameter of every operation, by both of its names
    for (std::size_t k = 0; k < operations.size(); ++k) {
        std::vector<std::string> calls(2, std::string(operations[k].text) + "(");
        const std::string listed = parameter_names(batt::table::operations[k]);
        std::string_view names = listed;
        for (int n = 0; n < operations[k].arity; ++n) {
            const std::string both(names.substr(0, names.find(' ')));
            names.remove_prefix(std::min(names.size(), both.size() + 1));
            REQUIRE(!both.empty());
            const std::string separator = n > 0 ? ", " : "";
            calls[0] += separator + both.substr(0, both.find('/')) + "=" + std::to_string(20 + n);
            calls[1] += separator + both.substr(both.find('/') + 1) + "=" + std::to_string(20 + n);
        }
        CHECK(names.empty());
        std::string plain = std::string(operations[k].text) + "(";
        for (int n = 0; n < operations[k].arity; ++n)
            plain += (n > 0 ? ", " : "") + std::to_string(20 + n);
        for (const std::string& call : calls) CHECK(line(call + ")") == plain + ")");
    }
}

TEST_CASE("functions become combinations of operations") {
    CHECK(line("mapply(lambda p: connect(p, add(p, DOWN)), ofcolor(I, SIX))") ==
          "mapply(fork(connect, identity, rbind(add, DOWN)), ofcolor(I, SIX))");
    CHECK(line("sfilter(I, lambda r: contained(THREE, r))") ==
          "sfilter(I, lbind(contained, THREE))");
    CHECK(line("sfilter(objects(I, T, F, T), lambda o: size(o) == 3 and color(o) == 2)") ==
          "sfilter(sfilter(objects(I, T, F, T), matcher(size, THREE)), matcher(color, TWO))");
    CHECK(line("argmax(objects(I, T, F, T), lambda o: size(o))") ==
          "argmax(objects(I, T, F, T), size)");
    CHECK(line("apply(lambda o: fill(I, mostcolor(I), o), objects(I, T, F, T))") ==
          "apply(lbind(lbind(fill, I), mostcolor(I)), objects(I, T, F, T))");
    CHECK(line("fork(lambda a, b: add(a, b), height, width)") == "fork(add, height, width)");
    CHECK(line("papply(lambda a, b: fill(I, a, b), I, I)") == "papply(lbind(fill, I), I, I)");
    CHECK(line("papply(lambda a, b: fill(a, b, I), I, I)") == "papply(rbind(fill, I), I, I)");
    CHECK(line("map(len, I)") == "apply(size, I)");
    CHECK(line("frozenset(o for o in objects(I, T, F, T) if equality(color(o), TWO))") ==
          "sfilter(objects(I, T, F, T), matcher(color, TWO))");
    CHECK(line("[normalize(o) for o in objects(I, T, F, T)]") ==
          "apply(normalize, totuple(objects(I, T, F, T)))");
    CHECK(line("shape(I)[0]") == "first(shape(I))");
    CHECK(line("branch(size(I) == 3, I, hmirror(I))") ==
          "branch(equality(size(I), THREE), I, hmirror(I))");
    CHECK(line("crop(I, *astuple(ORIGIN, TWO_BY_TWO))") == "crop(I, ORIGIN, TWO_BY_TWO)");
}

TEST_CASE("what is used twice is computed once") {
    CHECK(programs("def solve_a(I):\n    return height(I) % 3\n") ==
          "# a\ndef solve_a(I):\n    x1 = height(I)\n"
          "    O = subtract(x1, multiply(THREE, divide(x1, THREE)))\n    return O\n");
    CHECK(programs("def solve_a(I):\n    x1, x2 = hsplit(I, 2)\n    return x2\n") ==
          "# a\ndef solve_a(I):\n    x3 = hsplit(I, TWO)\n    x1 = first(x3)\n"
          "    x2 = last(x3)\n    return x2\n");
}

TEST_CASE("what is certain about an operation follows from its line in the table") {
    // what is known to be a tuple is joined by +, and its elements are taken as they are
    CHECK(line("dedupe(first(I)) + (ONE, TWO)") == "combine(dedupe(first(I)), astuple(ONE, TWO))");
    CHECK(line("tuple(r for p in vsplit(I, 2) for r in p)") == "mapply(identity, vsplit(I, TWO))");
    CHECK(line("[tuple(r) for r in bottomhalf(I)]") == "bottomhalf(I)");
    CHECK(line("[tuple(r) for r in bottomhalf(first(I))]") ==
          "apply(totuple, bottomhalf(first(I)))");
    // what may be a set is no tuple until it is made one
    CHECK(line("tuple(colorfilter((I, I), 2))") == "totuple(colorfilter(astuple(I, I), TWO))");
    // what may fail is computed only where it is needed
    CHECK(line("size(I) and width(I)") == "both(size(I), width(I))");
    CHECK(line("T and divide(1, width(I))") == "branch(T, divide(ONE, width(I)), F)");
    CHECK(line("T and insert(1, initset(2))") == "both(T, insert(ONE, initset(TWO)))");
    CHECK(line("T and insert(1, first(I))") == "branch(T, insert(ONE, first(I)), F)");
}

TEST_CASE("ways to write a body") {
    CHECK(programs("def solve_a(I):\n    h = height(I); w = width(I)\n"
                   "    O = canvas(ZERO, astuple(w, h));\n    return O\n") ==
          "# a\ndef solve_a(I):\n    h = height(I)\n    w = width(I)\n"
          "    O = canvas(ZERO, astuple(w, h))\n    return O\n");
    CHECK(programs("def solve_a(I): return hmirror(I)\n") == "# a\ndef solve_a(I):\n" + mirror);
    CHECK(programs("def solve_a(I): x = hmirror(I); return x") ==
          "# a\ndef solve_a(I):\n    x = hmirror(I)\n    return x\n");
    CHECK(programs("def solve_a(I):\n    O = (\n        hmirror(\nI)\n    )\n    return (O)\n") ==
          "# a\ndef solve_a(I):\n" + mirror);
    CHECK(programs("x = hmirror(I)\nO = vmirror(x)\ny = x\n") ==
          "# 67a3c6ac\ndef solve_67a3c6ac(I):\n    x = hmirror(I)\n    O = vmirror(x)\n"
          "    y = x\n    return O\n");
    CHECK(programs("    x = hmirror(I)\n    return vmirror(x)\n", "a b.py") ==
          "# a b\ndef solve_a_b(I):\n    x = hmirror(I)\n    O = vmirror(x)\n    return O\n");
    // what does not look at I is no program
    CHECK(programs("from dsl import *\nx = first(S)\nO = first(x)\n", "a.py").empty());
    CHECK(programs("from dsl import *\nO = shape(I) if S else C\n", "a.py") ==
          "# a\ndef solve_a(S, I, C):\n    O = branch(S, shape(I), C)\n    return O\n");
    CHECK(sentences(batt::text::read("x = hmirror(I)\nO = (\n", "a.py").problems).size() == 1);
}

TEST_CASE("a program gets a grid, and its other parameters have their defaults") {
    CHECK(programs("def solve_a(I, *more, k=2):\n    return upscale(I, k)\n") ==
          "# a\ndef solve_a(I):\n    O = upscale(I, TWO)\n    return O\n");
}

TEST_CASE("helpers are inlined and are no programs") {
    const std::string half = "def half(g):\n    return tophalf(g)\n";
    CHECK(programs(half + "def solve_a(I):\n    O = hmirror(half(I))\n    return O\n") ==
          "# a\ndef solve_a(I):\n    O = hmirror(tophalf(I))\n    return O\n");
    CHECK(programs("def solve_a(I):\n    return apply(half, I)\n" + half) ==
          "# a\ndef solve_a(I):\n    O = apply(tophalf, I)\n    return O\n");
    // what solves a task is a program even if others use it
    CHECK(programs("def solve_a(I):\n    return hmirror(I)\ndef solve_b(I):\n"
                   "    return vmirror(solve_a(I))\n") ==
          "# a\ndef solve_a(I):\n" + mirror +
              "# b\ndef solve_b(I):\n    O = vmirror(hmirror(I))\n    return O\n");
    CHECK(programs("def solve_a(I):\n    return hmirror(I)\nsolve_b = solve_a\n") ==
          "# a\ndef solve_a(I):\n" + mirror + "# b\ndef solve_b(I):\n" + mirror);
    CHECK(programs("import dsl\nimport numpy as np\nfrom dsl import hmirror as flip_it\n"
                   "def solve_a(I):\n    return flip_it(dsl.hmirror(I))\n") ==
          "# a\ndef solve_a(I):\n    O = hmirror(hmirror(I))\n    return O\n");
    const reading twice = batt::text::read("def half(g):\n    for x in g: pass\n    return g\n"
                                           "def solve_a(I):\n    return half(I)\n" +
                                               half + "def another(I):\n    return half2(I)\n",
                                           "a.py");
    CHECK(twice.problems.empty());
    CHECK(twice.functions.size() == 2);
}

TEST_CASE("a function that cannot be read costs those that need it, and no others") {
    const reading read = batt::text::read("def helper(g):\n    while g: pass\n    return g\n"
                                          "def solve_a(I):\n    return helper(I)\n"
                                          "def solve_b(I):\n    return hmirror(I)\n"
                                          "def solve_c(I):\n    return solve_c(I)\n"
                                          "def solve_d(I):\n    return a_and_b(I)\n"
                                          "SOME = {1: 2}\n"
                                          "def solve_e(I):\n    return SOME\n"
                                          "def fill(g, c, p):\n    for x in p: pass\n"
                                          "def solve_f(I):\n    return fill(I, 1, I)\n",
                                          "a.py");
    CHECK(sentences(read.problems) ==
          std::vector<std::string>{
              "a.py:2:5: expected 'name = value' or 'return value', as statements that control "
              "the flow are not read, found 'while'",
              "a.py:5:12: expected a function that could be read, found 'helper', which line 1 "
              "defines",
              "a.py:9:12: expected no recursion, found a call of solve_c in itself"});
    CHECK(sentences(read.warnings) ==
          std::vector<std::string>{
              "a.py:11:12: warning: a_and_b has no value here, so this statement fails with status "
              "type",
              "a.py:14:12: warning: SOME has no value here, as line 12 could not be read, so this "
              "statement fails with status type",
              "a.py:18:12: warning: fill means the operation of the DSL, as line 15 of a.py could "
              "not be read"});
    CHECK(read.functions.size() == 4);
    CHECK(read.definitions == 6);
}

TEST_CASE("a dialect comes as a prelude, with operations of the user's own") {
    auto own = std::make_shared<vocabulary>();
    own->operations = {{"tint", 2, "grid color"}, {"blur", 1, ""}};
    prelude before(own);
    CHECK(before
              .add("F0 = 0\nas_objects = objects\n"
                   "def apply_func(f, *some): return f(*some)\n",
                   "names.py")
              .empty());
    CHECK(before.add("def broken(x):\n    for y in x: pass\n", "more.py").size() == 1);
    const std::string text = "def solve_a(I):\n"
                             "    x1 = as_objects(I, True, F, T)\n"
                             "    x2 = apply_func(lbind(fill, I), F0, first(x1))\n"
                             "    blur = tint(color=F0, grid=x2)\n"
                             "    return apply(tint, blur)\n";
    const reading read = batt::text::read(text, "a.py", {&before});
    CHECK(sentences(read.problems).empty());
    CHECK(sentences(read.warnings).empty());
    REQUIRE(read.functions.size() == 1);
    const program& p = read.functions[0];
    CHECK(to_text(p) == "def solve_a(I):\n"
                        "    x1 = objects(I, T, F, T)\n"
                        "    x2 = lbind(fill, I)(ZERO, first(x1))\n"
                        "    blur_1 = tint(x2, ZERO)\n"
                        "    O = apply(tint, blur_1)\n"
                        "    return O\n");
    CHECK(p.calls.back().parts[1] == operand{form::operation, 160});
    CHECK(batt::text::read(to_text(p), "b.py", {&before}).warnings.empty());
    CHECK(wrong_arities(p).empty());
    // Nothing of a prelude is a program.
    CHECK(batt::text::read("", "a.py", {&before}).functions.empty());
}

TEST_CASE("wrong numbers of arguments and wrong names of parameters are reported") {
    const auto warnings = [](const std::string& expression) {
        const reading read =
            batt::text::read("def solve_a(I):\n    return " + expression + "\n", "a.py");
        REQUIRE(read.functions.size() == 1);
        std::vector<problem> all = read.warnings;
        const auto more = wrong_arities(read.functions[0]);
        all.insert(all.end(), more.begin(), more.end());
        REQUIRE(!all.empty());
        return all[0].text;
    };
    CHECK(
        warnings("compose(first, I, identity)") ==
        "warning: compose takes 2 arguments and gets 3, so this statement fails with status type");
    CHECK(warnings("fill(I, patches=I)") ==
          "warning: fill has no parameter patches, but grid/g value/c patch/p, so this statement "
          "fails with status type");
    CHECK(warnings("(lambda x: x)(I, I)") ==
          "warning: a lambda does not take these arguments, so this statement fails with status "
          "type");
}

TEST_CASE("the cases that are at hand") {
    const std::map<std::string, std::string> problems = {
        {"22-if.py", "3:5"}, {"23-loop.py", "3:5"}, {"37-class.py", "1:1"}};
    const std::map<std::string, std::size_t> counts = {{"14-alias.py", 2},
                                                       {"52-condition-not-boolean.py", 3}};
    int files = 0;
    for (const std::string& folder :
         {std::string(BATT_TEST_DATA) + "/cases", std::string(BATT_SHARED) + "/cases"}) {
        if (!std::filesystem::exists(folder)) continue;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() != ".py") continue;
            ++files;
            const std::string name = entry.path().filename().string();
            CAPTURE(name);
            const reading read = batt::text::read(content(entry.path()), name);
            if (const auto found = problems.find(name); found != problems.end()) {
                REQUIRE(read.problems.size() == 1);
                CHECK(to_string(read.problems[0]).starts_with(name + ":" + found->second + ": "));
                continue;
            }
            const auto found = counts.find(name);
            CHECK(sentences(read.problems).empty());
            CHECK(read.functions.size() == (found == counts.end() ? 1 : found->second));
        }
    }
    CHECK(files >= 25);
}
