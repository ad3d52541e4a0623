// The reader on damaged text: it never crashes, and every complaint has a place and a sentence.
#include <array>
#include <batt/card/emit.hpp>
#include <batt/card/group.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <support/card_terms.hpp>
#include <support/damage.hpp>

namespace {

using namespace card_terms;
using batt::testing::below;
using batt::testing::damage;

/// The length in characters of every line of a text.
std::vector<int> lines_of(const std::string& text) {
    std::vector<int> lines = {0};
    const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    for (std::size_t k = mark; k < text.size(); ++k) {
        if (text[k] == '\r' && k + 1 < text.size() && text[k + 1] == '\n') continue;
        if (text[k] == '\n' || text[k] == '\r')
            lines.push_back(0);
        else if ((static_cast<unsigned char>(text[k]) & 0xC0U) != 0x80)
            ++lines.back();
    }
    return lines;
}

struct seen {
    int loaded = 0;
    int refused = 0;
};

/// Reads a text and checks all that comes of it.
void check(const std::string& text, seen& total) {
    CAPTURE(text);
    const reading read = batt::text::read(text, "a.py");
    total.loaded += static_cast<int>(read.functions.size());
    total.refused += read.problems.empty() ? 0 : 1;
    const std::vector<int> lines = lines_of(text);
    for (const problem& p : read.problems) {
        CHECK(p.file == "a.py");
        REQUIRE((p.at.line >= 1 && p.at.line <= static_cast<int>(lines.size())));
        const int length = lines[static_cast<std::size_t>(p.at.line - 1)];
        CHECK((p.at.column >= 1 && p.at.column <= length + 1));
        CHECK(p.text.starts_with("expected "));
        CHECK(p.text.size() < 300);
        for (char c : p.text) CHECK((static_cast<unsigned char>(c) >= 0x20 && c != 0x7F));
    }
    for (const problem& p : read.warnings) {
        REQUIRE((p.at.line >= 1 && p.at.line <= static_cast<int>(lines.size())));
        CHECK(p.text.starts_with("warning: "));
    }
    CHECK(read.definitions >= static_cast<int>(read.functions.size()));
    // What does not load is complained about.
    if (read.definitions > static_cast<int>(read.functions.size())) CHECK(!read.problems.empty());
    for (const program& p : read.functions) {
        CHECK((p.line >= 1 && p.line <= static_cast<int>(lines.size())));
        const reading again = batt::text::read(to_text(p), "b.py");
        REQUIRE(again.functions.size() == 1);
        CHECK(terms(again.functions[0]) == terms(p));
        CHECK(term(inlined(p)) == term(p));
        CHECK(term(expanded(p)) == term(p));
        (void)too_large(p);
    }
    if (read.functions.size() <= static_cast<std::size_t>(max_programs)) {
        std::ostringstream out;
        emit(out, merge(read.functions), "example", emitted_form::standard);
        CHECK(!out.str().empty());
    }
}

/// What is put into programs.
// clang-format off
constexpr std::array<std::string_view, 80> odd = {
    "(",         ")",         ",",        ":",
    "=",         "\n",        "\r",       "\t",
    " ",         "    ",      "\n    ",   "\\",
    "\\\n",      "#",         "'",        "\"",
    "'''",       "\"\"\"",    "def ",     "\ndef ",
    "return ",   "import ",   "from ",    "[",
    "]",         "{",         "->",       "5",
    "-1",        "lambda",    "\xC3\xA4", "\xF0\x9F\x98\x80",
    "\xFF",      "\xC3",      "*",        ";",
    "I",         "S",         "x1",       "size",
    "(((((((((", ")))))))))", "f(I):\n ", "\nx = 1\n",
    " lambda x: ", " lambda a, b=1: ", " for x in ", " for a, b in ", " if ", " else ", " and ",
    " or ", " not ", " in ", " is None", "[0]", "[1:]", "[::-1]", "**2", " + ", " - ", " // ",
    " % ", " == ", " < ", " += ", "None", "True", "(1, 2)", "{1, 2}", "len(", "any(", "max(",
    "sorted(", "*(", "value=", "compose(", "fork(", "    def g(x): return x\n", "x, y = "};
// clang-format on

} // namespace

TEST_CASE("damaged programs") {
    constexpr unsigned seed = 40;
    MESSAGE("seed " << seed);
    engine random(seed);
    program_generator generator(random);
    seen total;
    constexpr int rounds = 20000;
    for (int round = 0; round < rounds; ++round) {
        std::string text = below(random, 4) == 0 ? "'''About\nthis.'''\nimport dsl\n" : "";
        for (std::size_t k = 0, count = 1 + below(random, 3); k < count; ++k)
            text += generator.make("solve_" + std::to_string(k)).text;
        for (std::size_t n = 1 + below(random, 4); n > 0; --n) damage(text, random, odd);
        check(text, total);
    }
    // The damage must show, and must not be all there is.
    CHECK(total.refused > rounds / 3);
    CHECK(total.loaded > rounds / 3);
}

TEST_CASE("random bytes") {
    constexpr unsigned seed = 41;
    MESSAGE("seed " << seed);
    engine random(seed);
    seen total;
    for (int round = 0; round < 20000; ++round) {
        std::string text(below(random, 60), ' ');
        for (char& c : text) c = static_cast<char>(below(random, round % 2 == 0 ? 256 : 128));
        check(text, total);
    }
    CHECK(total.refused > 0);
}

TEST_CASE("random tokens") {
    constexpr unsigned seed = 42;
    MESSAGE("seed " << seed);
    engine random(seed);
    seen total;
    static constexpr std::array<std::string_view, 50> pieces = {"def f(I):\n    ",
                                                                "def g(S, I, C):\n  ",
                                                                "return ",
                                                                "x1",
                                                                "x2",
                                                                " = ",
                                                                "(",
                                                                ")",
                                                                ", ",
                                                                "I",
                                                                "size",
                                                                "fill(I, ",
                                                                "\n",
                                                                "\n    ",
                                                                "\n  ",
                                                                "'",
                                                                "\"\"\"",
                                                                "#",
                                                                ":",
                                                                "->",
                                                                "[",
                                                                "]",
                                                                "import a",
                                                                "\\\n",
                                                                "\r\n",
                                                                "\t",
                                                                "lambda x: ",
                                                                "lambda x, y: ",
                                                                " for x1 in ",
                                                                " if ",
                                                                " else ",
                                                                " and ",
                                                                " or ",
                                                                "not ",
                                                                " in ",
                                                                "[0]",
                                                                "[1:2]",
                                                                " + ",
                                                                " % ",
                                                                " < ",
                                                                "{",
                                                                "}",
                                                                "3",
                                                                "(1, 2)",
                                                                "f(",
                                                                "any(",
                                                                "fork(",
                                                                "apply(",
                                                                "*",
                                                                "def h(a, b=1):\n    "};
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (std::size_t n = below(random, 40); n > 0; --n)
            text += pieces[below(random, pieces.size())];
        check(text, total);
    }
    CHECK(total.refused > 0);
    CHECK(total.loaded > 0);
}
