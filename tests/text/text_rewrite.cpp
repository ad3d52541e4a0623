// Programs keep their meaning when they are written as text, expanded, inlined and sliced.
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <support/card_terms.hpp>

namespace {

using namespace card_terms;

program read_one(const std::string& text) {
    reading read = batt::text::read(text, "a.py");
    for (const problem& p : read.problems) FAIL(to_string(p) << '\n' << text);
    REQUIRE(read.functions.size() == 1);
    return read.functions[0];
}

const std::string nested =
    "def solve_a(I):\n"
    "    O = subgrid(argmax(objects(I, T, F, T), compose(size, toindices)), I)\n"
    "    return O\n";

const std::string flat = "def solve_a(I):\n"
                         "    x1 = objects(I, T, F, T)\n"
                         "    x2 = compose(size, toindices)\n"
                         "    x3 = argmax(x1, x2)\n"
                         "    O = subgrid(x3, I)\n"
                         "    return O\n";

/// A call belongs to a statement before which all variables that it uses are assigned.
void check_statements(const program& p) {
    for (const batt::text::call& c : p.calls) {
        REQUIRE(c.statement < static_cast<int>(p.statements.size()));
        for (operand part : c.parts) {
            if (part.what == form::variable) CHECK(part.index < c.statement);
            if (part.what == form::call)
                CHECK(p.calls[static_cast<std::size_t>(part.index)].statement == c.statement);
        }
    }
    for (std::size_t k = 0; k < p.statements.size(); ++k) {
        const operand value = p.statements[k].value;
        if (value.what == form::call)
            CHECK(p.calls[static_cast<std::size_t>(value.index)].statement == static_cast<int>(k));
    }
}

} // namespace

TEST_CASE("expanding and inlining undo each other") {
    CHECK(to_text(expanded(read_one(nested))) == flat);
    CHECK(to_text(inlined(read_one(flat))) == nested);
    CHECK(to_text(expanded(read_one(flat))) == flat);
    CHECK(to_text(inlined(read_one(nested))) == nested);
}

TEST_CASE("inlining keeps a statement that is used twice, not one that is unused or only renames") {
    const program p = read_one("def solve_a(I):\n"
                               "    a = hconcat(I, I)\n"
                               "    b = a\n"
                               "    five = FIVE\n"
                               "    dead = vmirror(b)\n"
                               "    c = fill(a, five, asindices(b))\n"
                               "    return c\n");
    CHECK(to_text(inlined(p)) == "def solve_a(I):\n"
                                 "    a = hconcat(I, I)\n"
                                 "    c = fill(a, FIVE, asindices(a))\n"
                                 "    return c\n");
    CHECK(to_text(expanded(p)) == "def solve_a(I):\n"
                                  "    a = hconcat(I, I)\n"
                                  "    dead = vmirror(a)\n"
                                  "    x1 = asindices(a)\n"
                                  "    c = fill(a, FIVE, x1)\n"
                                  "    return c\n");
}

TEST_CASE("a result without a call stays") {
    const program p = read_one("def solve_a(I):\n    x = size(I)\n    O = I\n    return O\n");
    CHECK(to_text(inlined(p)) == "def solve_a(I):\n    return I\n");
    CHECK(to_text(expanded(p)) == "def solve_a(I):\n    x = size(I)\n    return I\n");
}

TEST_CASE("a call of a call becomes a call of a variable") {
    const program p = read_one("def solve_a(I):\n    return rbind(fill, ONE)(I, TWO)\n");
    CHECK(to_text(expanded(p)) == "def solve_a(I):\n"
                                  "    x1 = rbind(fill, ONE)\n"
                                  "    O = x1(I, TWO)\n"
                                  "    return O\n");
}

TEST_CASE("a slice is what a variable needs") {
    const program p = read_one("def solve_a(S, I, C):\n"
                               "    x1 = objects(I, T, F, T)\n"
                               "    x2 = first(S)\n"
                               "    x3 = argmax(x1, compose(size, toindices))\n"
                               "    x4 = x3\n"
                               "    O = subgrid(x4, I)\n"
                               "    x1 = fill(O, ONE, x3)\n"
                               "    return O\n");
    const auto text = [&](const std::string& variable) {
        return to_text(slice(p, variable).value());
    };
    CHECK(text("x4") == "def solve_a(S, I, C):\n"
                        "    x1 = objects(I, T, F, T)\n"
                        "    O = argmax(x1, compose(size, toindices))\n"
                        "    return O\n");
    CHECK(text("x2") == "def solve_a(S, I, C):\n    O = first(S)\n    return O\n");
    // The name of a variable means its last assignment; numbers tell all assignments apart.
    CHECK(text("1") == "def solve_a(S, I, C):\n    O = objects(I, T, F, T)\n    return O\n");
    CHECK(text("x1") == "def solve_a(S, I, C):\n"
                        "    x1 = objects(I, T, F, T)\n"
                        "    x3 = argmax(x1, compose(size, toindices))\n"
                        "    x2 = subgrid(x3, I)\n"
                        "    O = fill(x2, ONE, x3)\n"
                        "    return O\n");
    CHECK(text("x1_2") == text("x1"));
    CHECK(!slice(p, "x5"));
    CHECK(!slice(p, "0"));
    CHECK(!slice(p, "8"));
    CHECK(!slice(p, ""));
}

TEST_CASE("random programs keep their meaning in every shape") {
    constexpr unsigned seed = 20;
    engine random(seed);
    program_generator generator(random);
    MESSAGE("seed " << seed);
    for (int round = 0; round < 3000; ++round) {
        const random_program made = generator.make("solve_a");
        CAPTURE(made.text);
        const program p = read_one(made.text);
        const std::vector<std::uint64_t> known = terms(p);
        REQUIRE(known.size() >= made.statements.size() + 1);
        for (std::size_t k = 0; k < made.statements.size(); ++k)
            CHECK(known[k] == made.statements[k]);
        CHECK(known.back() == made.result);
        check_statements(p);

        const program again = read_one(to_text(p));
        CHECK(terms(again) == known);
        CHECK(to_text(again) == to_text(p));

        const program wide = expanded(p);
        const program narrow = inlined(p);
        for (const program& other : {wide, narrow, expanded(narrow), inlined(wide)}) {
            check_statements(other);
            CHECK(term(other) == made.result);
            CHECK(term(read_one(to_text(other))) == made.result);
        }
        for (const statement& s : wide.statements) {
            const auto k = static_cast<std::size_t>(s.value.index);
            REQUIRE(s.value.what == form::call);
            for (operand part : wide.calls[k].parts) CHECK(part.what != form::call);
        }
        CHECK(narrow.statements.size() <= wide.statements.size());
        CHECK(to_text(expanded(wide)) == to_text(wide));
        CHECK(to_text(inlined(narrow)) == to_text(narrow));
        CHECK(to_text(inlined(expanded(narrow))) == to_text(narrow));

        for (std::size_t k = 0; k < p.statements.size(); ++k) {
            const program part = slice(p, std::to_string(k + 1)).value();
            check_statements(part);
            CHECK(term(part) == known[k]);
            const program read_again = read_one(to_text(part));
            CHECK(term(read_again) == known[k]);
            if (!part.statements.empty()) {
                CHECK(part.statements.back().name == "O");
                CHECK(part.result.index == static_cast<int>(part.statements.size()) - 1);
            }
            CHECK(part.statements.size() <= k + 1);
            // Nothing is left to leave out.
            CHECK(to_text(slice(part, std::to_string(part.statements.size())).value_or(part)) ==
                  to_text(part));
        }
    }
}
