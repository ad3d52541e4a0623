// The reader of programs: what it takes, and where and how it complains about the rest.
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <doctest/doctest.h>

namespace {

using namespace batt::text;

/// The only function of a text without problems.
program only(const std::string& text) {
    const reading read = batt::text::read(text, "a.py");
    for (const problem& p : read.problems) FAIL(to_string(p));
    REQUIRE(read.functions.size() == 1);
    CHECK(read.definitions == 1);
    return read.functions[0];
}

/// The only problem of a text.
std::string complaint(const std::string& text) {
    const reading read = batt::text::read(text, "a.py");
    REQUIRE(read.problems.size() == 1);
    return to_string(read.problems[0]);
}

/// The only problem of a function that begins with this line.
std::string of_line(const std::string& line) {
    return complaint("def solve_a(I):\n    " + line + "\n    return I\n");
}

/// A function that must load whatever stands around it.
const std::string good = "def solve_good(I):\n    O = vmirror(I)\n    return O\n";

void others_load(const std::string& text) {
    CAPTURE(text);
    const std::string before = "def solve_before(I):\n    return I\n";
    const reading read = batt::text::read(before + text + good, "a.py");
    REQUIRE(read.functions.size() == 2);
    CHECK(read.functions[0].name == "solve_before");
    CHECK(read.functions[1].name == "solve_good");
}

} // namespace

TEST_CASE("a published program") {
    const program p = only("def solve_0abc(I):\n"
                           "    x1 = objects(I, T, F, T)\n"
                           "    x2 = compose(size, toindices)\n"
                           "    x3 = argmax(x1, x2)\n"
                           "    O = subgrid(x3, I)\n"
                           "    return O\n");
    CHECK(p.id == "0abc");
    CHECK(p.name == "solve_0abc");
    CHECK(p.file == "a.py");
    CHECK(p.line == 1);
    CHECK(!p.demonstrations);
    CHECK(p.calls.size() == 4);
    REQUIRE(p.statements.size() == 4);
    CHECK(p.statements[2].name == "x3");
    CHECK(p.statements[2].at.line == 4);
    CHECK(p.statements[2].at.column == 5);
    CHECK(p.calls[2].at.column == 10);
    CHECK(p.result == operand{form::variable, 3});
    CHECK(p.calls[1].parts == operands{{form::operation, operation_of("compose")},
                                       {form::operation, operation_of("size")},
                                       {form::operation, operation_of("toindices")}});
}

TEST_CASE("what stands around programs is skipped") {
    const std::string text = "\xEF\xBB\xBF# \xC3\xA4 comment\r\n"
                             "\"\"\"A docstring\r\n"
                             "def of several lines(I):\r\n"
                             "\"\"\"\r\n"
                             "import a\r\n"
                             "import a.b as c, d\r\n"
                             "from a.b import (c,\r\n"
                             "    d)\r\n"
                             "from dsl import *\r\n"
                             "from . import x\r\n"
                             "\r\n"
                             "def verify_0abc(I: Grid) -> Grid:   # a comment\r\n"
                             "\tr'''a \\''' docstring'''\r\n"
                             "\r\n"
                             "# not indented\r\n"
                             "\tfrom constants import *\r\n"
                             "\tx1: Callable[[Grid, int], 'Grid' | None] = lbind(\r\n"
                             "  fill,   # first\r\n"
                             "\r\n"
                             "I,)\r\n"
                             "\tx2 \\\r\n"
                             "   = ofcolor( I ,FIVE )\r\n"
                             "\t'docstring' \"of two\"\r\n"
                             "\treturn x1(FIVE, x2)\r\n";
    const program p = only(text);
    CHECK(p.id == "0abc");
    CHECK(p.line == 12);
    CHECK(to_text(p) == "def verify_0abc(I):\n"
                        "    x1 = lbind(fill, I)\n"
                        "    x2 = ofcolor(I, FIVE)\n"
                        "    O = x1(FIVE, x2)\n"
                        "    return O\n");
}

TEST_CASE("every kind of line end") {
    const std::string text = "def f(I):\n  x = size(I)\n  return x";
    for (const char* end : {"\n", "\r\n", "\r"}) {
        std::string other;
        for (char c : text) other += c == '\n' ? end : std::string(1, c);
        CHECK(only(other).statements.at(0).at.line == 2);
        CHECK(only(other + end + end).statements.size() == 1);
    }
}

TEST_CASE("demonstrations and the expected grid are parameters") {
    const program p = only("def solve_a(S: Tuple[Tuple[Grid, Grid]], I, C) -> Grid:\n"
                           "    O = astuple(S, C)\n"
                           "    return O\n");
    CHECK(p.demonstrations);
    CHECK(p.calls.at(0).parts[1].what == form::demonstrations);
    CHECK(p.calls.at(0).parts[2].what == form::expected);
    // Parameters may have any names; their places count.
    CHECK(to_text(only("def f(pairs, grid):\n    return astuple(grid, pairs)\n")) ==
          "def f(S, I, C):\n    O = astuple(I, S)\n    return O\n");
    CHECK(to_text(only("def f(a, b, c):\n    return astuple(a, c)\n")) ==
          "def f(S, I, C):\n    O = astuple(S, C)\n    return O\n");
    CHECK(to_text(only("def f(grid: 'Grid', n=3, *, T=False):\n    return astuple(n, T)\n")) ==
          "def f(I):\n    O = astuple(THREE, F)\n    return O\n");
}

TEST_CASE("the id is what follows the first underscore, or the name of the file") {
    const auto id = [](const std::string& name) {
        return only("def " + name + "(I):\n return I").id;
    };
    CHECK(id("solve_0abc") == "0abc");
    CHECK(id("solve_a_b") == "a_b");
    CHECK(id("solve") == "a");
    CHECK(id("solve_") == "a");
    CHECK(id("transform") == "a");
    CHECK(id("_a") == "a");
    const auto ids = [](const std::string& name, const std::string& file) {
        return candidate_ids(
            batt::text::read("def " + name + "(I): return I", file).functions.at(0));
    };
    using names = std::vector<std::string>;
    CHECK(ids("solve_0abc_17", "some/67a3.py") == names{"0abc_17", "0abc", "67a3"});
    CHECK(ids("solve", "some/67a3.b.py") == names{"67a3.b"});
    CHECK(ids("solve_x", "x.py") == names{"x"});
    CHECK(ids("solve", "") == names{"solve"});
}

TEST_CASE("a variable can be assigned again and take any name") {
    const program p = only("def f(I):\n"
                           "    x = vmirror(I)\n"
                           "    x = hmirror(x)\n"
                           "    size = first(x)\n"
                           "    I = size(x)\n"
                           "    T = I\n"
                           "    return T\n");
    CHECK(p.calls.at(1).parts[1] == operand{form::variable, 0});
    CHECK(p.calls.at(3).parts[0] == operand{form::variable, 2});
    CHECK(p.calls.at(3).parts[1] == operand{form::variable, 1});
    CHECK(p.statements.at(4).value == operand{form::variable, 3});
    CHECK(to_text(p) == "def f(I):\n"
                        "    x = vmirror(I)\n"
                        "    x_2 = hmirror(x)\n"
                        "    size_1 = first(x_2)\n"
                        "    I_1 = size_1(x_2)\n"
                        "    T_1 = I_1\n"
                        "    return T_1\n");
}

TEST_CASE("anything can be returned") {
    CHECK(only("def f(I):\n    return I").result.what == form::input);
    CHECK(only("def f(I):\n    return TEN").result.what == form::constant);
    CHECK(only("def f(I):\n    return 11").result == operand{form::integer, 11});
    CHECK(only("def f(I):\n    return").result.what == form::none);
    CHECK(only("def f(I):\n    return size").result.what == form::operation);
    CHECK(only("def f(I):\n    x = size(I)\n    y = x\n    return x").result.index == 0);
    const program p = only("def f(I):\n    return fill(I, ONE, asindices(I))");
    REQUIRE(p.statements.size() == 1);
    CHECK(p.statements[0].name == "O");
    CHECK(p.result.what == form::variable);
}

TEST_CASE("a wrong number of arguments is none of the reader's business") {
    CHECK(only("def f(I):\n    return fill()").calls.at(0).parts.size() == 1);
    CHECK(only("def f(I):\n    return size(I, I, I, I, I)").calls.at(0).parts.size() == 6);
    CHECK(only("def f(I):\n    return I(ONE)").calls.at(0).parts[0].what == form::input);
}

TEST_CASE("what is wrong is reported where it stands") {
    const std::string value = "expected a call, a variable, an operation or a constant, found ";
    const std::string assignment = "expected 'name = value' or 'return value'";
    const std::string flow = assignment + ", as statements that control the flow are not read";
    CHECK(of_line("x1 = ") == "a.py:2:10: " + value + "the end of the line");
    CHECK(of_line("x1 = size(I") == "a.py:3:5: expected ',' or ')', found 'return'");
    CHECK(of_line("x1 = size(I]") == "a.py:2:16: expected ',' or ')', found ']'");
    CHECK(of_line("x1 = size(I I)") == "a.py:2:17: expected ',' or ')', found 'I'");
    CHECK(of_line("x1 = size(, I)") == "a.py:2:15: " + value + "','");
    CHECK(of_line("x1 = [I") == "a.py:3:5: expected ',' or ']', found 'return'");
    CHECK(of_line("x1 = 3.5") == "a.py:2:10: expected a whole number, found '3.5'");
    CHECK(of_line("x1 = 1e5") == "a.py:2:10: expected a whole number, found '1e5'");
    CHECK(of_line("x1 = 2147483648") ==
          "a.py:2:10: expected a number of 32 bits, found '2147483648'");
    CHECK(of_line("x1 = 'a'") ==
          "a.py:2:10: expected a value of the DSL, which has no strings, found 'a'");
    CHECK(of_line("x1 = f'{I}'") ==
          "a.py:2:10: expected a value of the DSL, which has no strings, found f'{I}'");
    CHECK(of_line("x1 = {1: 2}") ==
          "a.py:2:12: expected a set, as dictionaries are not read, found ':'");
    CHECK(of_line("x1 = {}") ==
          "a.py:2:11: expected a set, as dictionaries are not read, found '}'");
    CHECK(of_line("x1 = I.shape") ==
          "a.py:2:10: expected a call of an operation, as methods are not read, found '.shape'");
    CHECK(of_line("x1 = ONE / TWO") ==
          "a.py:2:14: expected an operator with a meaning in the DSL, found '/'");
    CHECK(of_line("x1 = (y := I)") ==
          "a.py:2:13: expected an operator with a meaning in the DSL, found ':='");
    CHECK(of_line("x1 = ~ONE") == "a.py:2:10: " + value + "'~'");
    CHECK(of_line("x1 = I if T") == "a.py:2:16: expected 'else', found the end of the line");
    CHECK(of_line("x1 = I else I") == "a.py:2:12: expected the end of the line, found 'else'");
    CHECK(of_line("x1 = await I") == "a.py:2:10: " + value + "'await'");
    CHECK(of_line("x1 = fill(**I)") ==
          "a.py:2:15: expected arguments that are no dictionary, found '**'");
    CHECK(of_line("x1 = fill(I, value=1, value=2)") ==
          "a.py:2:10: expected one value for the parameter value of fill, found two");
    CHECK(of_line("x1 = [x for x in I, I]") ==
          "a.py:2:23: expected the end of the comprehension, found ','");
    CHECK(of_line("x1, 5 = I") == "a.py:2:5: expected a name before '='");
    CHECK(of_line("x1, *x2, *x3 = I") == "a.py:2:9: " + value + "'*'");
    CHECK(of_line("*x1 = I") == "a.py:2:5: " + value + "'*'");
    CHECK(of_line("x1 = [y for *x, y in I]") ==
          "a.py:2:10: expected names without '*' after 'for'");
    CHECK(of_line("x1 = I[::0]") ==
          "a.py:2:10: expected a slice whose step is a number other than 0");
    CHECK(of_line("x1 = I[height(I)::-1]") ==
          "a.py:2:10: expected bounds that are numbers in a slice that goes backwards");
    CHECK(of_line("match height(I):") == "a.py:2:5: " + flow + ", found 'match'");
    CHECK(of_line("x1[0] = I") ==
          "a.py:2:5: expected a name before '=', as parts of a value cannot be assigned");
    CHECK(of_line("I.append(ONE)") ==
          "a.py:2:5: expected 'name = value' or 'return value', as methods are not read, found a "
          "call of one");
    for (const std::string word : {"if", "for", "while", "with", "try", "raise"})
        CHECK(of_line(word + " I:") == "a.py:2:5: " + flow + ", found '" + word + "'");
    CHECK(of_line("class A: pass") == "a.py:2:5: " + assignment + ", found 'class'");
    CHECK(of_line("yield I") == "a.py:2:5: " + assignment + ", found 'yield'");
    CHECK(of_line("nonlocal x") == "a.py:2:5: " + assignment + ", found 'nonlocal'");
    CHECK(of_line("x1: = I") == "a.py:2:9: expected a type, found '='");
    CHECK(of_line("x1: A[ = I") == "a.py:4:1: expected ']', found the end of the file");
    CHECK(of_line("   x1 = I\n    x2 = I") ==
          "a.py:3:5: expected the indent of the function's first line, found 'x2'");
    // Arrows and the like are in no alphabet.
    CHECK(of_line("x\xE2\x86\x92 = I") ==
          "a.py:2:5: expected 'name = value' or 'return value', found 'x\xE2\x86\x92'");
    CHECK(of_line("x = 1\xC3\xA4") == "a.py:2:9: " + value + "'1\xC3\xA4'");
    // Columns count characters, not bytes.
    CHECK(of_line("\xC3\xA4 = fill('\xC3\xA4\xE2\x82\xAC'[0]]) ") ==
          "a.py:2:14: expected a value of the DSL, which has no strings, found "
          "'\xC3\xA4\xE2\x82\xAC'");
    CHECK(of_line("\xC3\xA4\xC3\xA4 = fill(\xC3\xA4\xE4\xBD\xA0, I)) ") ==
          "a.py:2:21: expected the end of the line, found ')'");
    CHECK(of_line("import 5") == "a.py:2:12: expected names to import, found '5'");
    CHECK(of_line("from a") == "a.py:2:11: expected 'import', found the end of the line");
    CHECK(complaint("def f(I):\n") ==
          "a.py:2:1: expected the lines of the function, found the end of the file");
    CHECK(complaint("async def f(I):\n    return I\n") ==
          "a.py:1:1: expected 'def', as asynchronous functions are not read, found 'async'");
    CHECK(complaint("import numpy as np\ndef f(I):\n    return np.rot90(I)\n") ==
          "a.py:3:12: expected an operation or a constant of the DSL, found '.rot90' of numpy");
    CHECK(complaint("def f(I)\n    return I\n") ==
          "a.py:1:9: expected ':', found the end of the line");
    CHECK(complaint("def solve_f():\n    return g\n") ==
          "a.py:1:5: expected the parameters (I), (S, I) or (S, I, C)");
    CHECK(complaint("def f(**I):\n    return g\n") ==
          "a.py:1:7: expected parameters that are no dictionary, found '**'");
    CHECK(complaint("def f(I, I):\n    return g\n") ==
          "a.py:1:10: expected another name for a parameter, found 'I'");
    CHECK(complaint("def (I):\n    return g\n") ==
          "a.py:1:5: expected the name of a function, found '('");
    CHECK(complaint("def") ==
          "a.py:1:4: expected the name of a function, found the end of the file");
    CHECK(complaint("def f(I) -> :\n    return I\n") == "a.py:1:13: expected a type, found ':'");
    CHECK(complaint("x = (") ==
          "a.py:1:6: expected a call, a variable, an operation or a constant, found the end of the "
          "file");
    CHECK(
        complaint("class A:\n    def f(self, I):\n        return I\n") ==
        "a.py:1:1: expected functions outside of classes, as methods are not read, found 'class'");
    CHECK(complaint("@decorated\ndef f(I):\n    return I\n") ==
          "a.py:1:1: expected a function without decorators, found '@'");
}

TEST_CASE("a name without a value is a warning, and the statement has none") {
    const auto warning = [](const std::string& line) {
        const reading read =
            batt::text::read("def f(I):\n    " + line + "\n    return I\n", "a.py");
        CHECK(read.problems.empty());
        REQUIRE(read.functions.size() == 1);
        REQUIRE(read.warnings.size() == 1);
        return to_string(read.warnings[0]);
    };
    const std::string end = ", so this statement fails with status type";
    CHECK(warning("x1 = objcts(I)") ==
          "a.py:2:10: warning: objcts has no value here (like objects?)" + end);
    CHECK(warning("from operator import add as plus, mul; x1 = plus(1, 2)") ==
          "a.py:2:49: warning: plus has no value here, as it comes from operator" + end);
    CHECK(warning("x1 = size(x7)") == "a.py:2:15: warning: x7 has no value here" + end);
    CHECK(warning("x1 = size(x2)\n    x2 = size(I)") ==
          "a.py:2:15: warning: x2 has no value here" + end);
    CHECK(warning("x1 = x1") == "a.py:2:10: warning: x1 has no value here" + end);
    CHECK(warning("x1 = size(S)") == "a.py:2:15: warning: S has no value here" + end);
    const program p = batt::text::read("def f(I):\n    x = a(b)\n    y = a\n    return y\n", "a.py")
                          .functions.at(0);
    CHECK(p.unknown == std::vector<std::string>{"a", "b"});
    CHECK(p.calls.at(0).parts == operands{{form::unknown, 0}, {form::unknown, 1}});
    CHECK(p.statements.at(1).value == operand{form::unknown, 0});
}

TEST_CASE("names in any alphabet") {
    const program p = only("def solve_\xC3\xA4(I):\n"
                           "    \xC3\xB6 = vmirror(I)\n"
                           "    \xE5\x9B\xB3\xE5\xBD\xA2_1 = hconcat(\xC3\xB6, I)\n"
                           "    return \xE5\x9B\xB3\xE5\xBD\xA2_1\n");
    CHECK(p.name == "solve_\xC3\xA4");
    CHECK(p.id == "\xC3\xA4");
    CHECK(p.statements[1].name == "\xE5\x9B\xB3\xE5\xBD\xA2_1");
    CHECK(only(to_text(p)).calls.size() == 2);
    CHECK(is_letter_beyond_ascii(0xAA));
    CHECK(!is_letter_beyond_ascii(0xA9));
    CHECK(is_letter_beyond_ascii(0x20000));
    CHECK(!is_letter_beyond_ascii(0x1F600));
    CHECK(!is_letter_beyond_ascii(0x10FFFF));
    const auto ascends = [](character_range a, character_range b) { return a.last < b.first; };
    CHECK(std::is_sorted(letters.begin(), letters.end(), ascends));
}

TEST_CASE("of several functions with one name the last counts") {
    const reading read =
        batt::text::read(good + "\ndef solve_good(I):\n    return hmirror(I)\n", "a.py");
    REQUIRE(read.functions.size() == 1);
    CHECK(read.functions[0].line == 5);
    CHECK(read.definitions == 1);
    CHECK(read.problems.empty());
    REQUIRE(read.warnings.size() == 1);
    CHECK(to_string(read.warnings[0]) ==
          "a.py:1:5: warning: solve_good is not read, as line 5 defines it again");
}

TEST_CASE("broken text costs no other function") {
    for (const char* body : {
             "def f(I):\n    x = size(I\n    return x\n",
             "def f(I:\n    return I\n",
             "def f(I):\n    x = size(I))\n    return x\n",
             "def f(I):\n    '''a docstring\n    return I\n",
             "def f(I):\n    \"a string\n    return I\n",
             "def f(I):\n    x = [(\n    return x\n",
             "def f(I):\n    x = \\\n",
             "def f(I):\n    x = size(\\\n",
             "def f(I):\n",
             "def\n",
             "def f\n",
             "def f(I): \n  x = )\n    y = (\n  return x\n",
             "x = (\n",
             "class A:\n    def f(self):\n        return self\n",
             "'''\n",
             "if True:\n    x = {\n",
             "]\n",
         })
        others_load(body);
}

TEST_CASE("a file that is not text has one problem") {
    using std::string;
    CHECK(complaint(string("def f(I):\n    return I\0\n", 24)) ==
          "a.py:2:13: expected text in UTF-8");
    CHECK(complaint("\xFF\xFE") == "a.py:1:1: expected text in UTF-8");
    CHECK(complaint("# \xC3\xA4\xC3") == "a.py:1:4: expected text in UTF-8");
    for (const char* bad : {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82"})
        CHECK(complaint(bad) == "a.py:1:1: expected text in UTF-8");
    CHECK(batt::text::read("", "a.py").problems.empty());
    CHECK(batt::text::read("# \xF0\x9F\x98\x80 \xE2\x82\xAC", "a.py").problems.empty());
}

TEST_CASE("messages hold no control characters and no long texts") {
    const std::string line = complaint("\x1B[31m\n");
    CHECK(line.find('\x1B') == std::string::npos);
    CHECK(of_line("x = I " + std::string(100000, 'a')).size() < 200);
    CHECK(complaint("def f(" + std::string(100000, 'a') + "):\n").size() < 200);
}

TEST_CASE("calls nest as deep as one likes") {
    constexpr std::size_t depth = 300000;
    std::string text = "def f(I):\n    return ";
    for (std::size_t k = 0; k < depth; ++k) text += "size(";
    const std::string open = text;
    text += "I" + std::string(depth, ')');
    const program p = only(text);
    CHECK(p.calls.size() == depth);
    CHECK(to_text(p).size() > depth);
    CHECK(inlined(expanded(p)).calls.size() == depth);
    CHECK(batt::text::read(open, "a.py").problems.size() == 1);
    CHECK(batt::text::read("def f(I):\n    return " + std::string(depth, '('), "a.py")
              .problems.size() == 1);
    std::string curried = "def f(I):\n    return I";
    for (std::size_t k = 0; k < depth; ++k) curried += "(I)";
    CHECK(only(curried).calls.size() == depth);
    CHECK(
        batt::text::read("def f(I: " + std::string(depth, '[') + "):\n", "a.py").problems.size() ==
        1);
    CHECK(only("def f(I):\n    return " + std::string(depth, '(') + "I" + std::string(depth, ')'))
              .result.what == form::input);
    CHECK(only("def f(I):\n    return " + std::string(depth, '-') + "I").calls.size() == depth);
    std::string sum = "def f(I):\n    return I";
    for (std::size_t k = 0; k < depth; ++k) sum += " + I";
    CHECK(!batt::text::read(sum, "a.py").functions.empty());
    for (const char* nested : {"lambda x: ", "[x for x in ", "(I if I else ", "not ", "I[", "{"}) {
        std::string deep = "def f(I):\n    return ";
        for (std::size_t k = 0; k < 20000; ++k) deep += nested;
        CHECK(batt::text::read(deep, "a.py").problems.size() == 1);
    }
}

TEST_CASE("long functions and many functions load") {
    std::string text = "def f(I):\n    x0 = vmirror(I)\n";
    constexpr int statements = 10000;
    for (int k = 1; k < statements; ++k)
        text += "    x" + std::to_string(k) + " = hconcat(x" + std::to_string(k - 1) + ", I)\n";
    text += "    return x" + std::to_string(statements - 1) + "\n";
    CHECK(only(text).statements.size() == statements);
    std::string again = "def f(I):\n    x = I\n";
    for (int k = 1; k < statements; ++k) again += "    x = hconcat(x, I)\n";
    CHECK(to_text(only(again + "    return x\n")).size() > again.size());
    std::string many;
    constexpr int functions = 5000;
    for (int k = 0; k < functions; ++k)
        many += "def solve_" + std::to_string(k) + "(I):\n    O = vmirror(I)\n    return O\n";
    CHECK(batt::text::read(many, "a.py").functions.size() == functions);
    std::string wrong;
    for (int k = 0; k < functions; ++k)
        wrong +=
            "def solve_" + std::to_string(k) + "(I):\n    O = )mirrorv(I)\n    return O\n'''\n";
    CHECK(batt::text::read(wrong, "a.py").functions.empty());
}
