// The warnings about programs that load and yet fail whatever their data is.
#include <batt/text/check.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <fstream>
#include <random>

using namespace batt::text;

namespace {

/// The warnings about the statements of a function of S, I and C, with their places.
std::vector<std::string> warnings(const std::string& statements) {
    const reading found = read("def solve_a(S, I, C):\n" + statements + "    return O\n", "t.py");
    REQUIRE(found.problems.empty());
    REQUIRE(found.functions.size() == 1);
    std::vector<std::string> out;
    for (const problem& p : ill_typed_calls(found.functions[0])) out.push_back(to_string(p));
    return out;
}

const std::string end = ", so this statement fails with status type once it is compiled";

} // namespace

TEST_CASE("well-typed programs") {
    CHECK(warnings("    x1 = objects(I, T, F, T)\n    x2 = argmax(x1, size)\n"
                   "    O = fill(I, FIVE, x2)\n")
              .empty());
    CHECK(warnings("    x1 = first(S)\n    x2 = last(x1)\n    x3 = compose(size, palette)\n"
                   "    x4 = x3(x2)\n    x5 = astuple(x4, TWO)\n    O = canvas(ZERO, DOWN)\n")
              .empty());
}

TEST_CASE("random programs, which are well-typed by other rules") {
    std::ifstream in(BATT_TEST_DATA "/card/random.py");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const reading found = read(text, "random.py");
    CHECK(found.functions.size() > 10);
    for (const program& p : found.functions) {
        for (const problem& wrong : ill_typed_calls(p)) FAIL_CHECK(to_string(wrong));
    }
}

TEST_CASE("each ill-typed call is reported once, where it stands") {
    CHECK(warnings("    x1 = size(FIVE)\n    x2 = add(x1, ONE)\n    O = hmirror(I)\n") ==
          std::vector<std::string>{"t.py:2:10: warning: size does not take (5): argument 1, "
                                   "container, must be a container" +
                                   end});
    CHECK(warnings("    x1 = fill(I, FIVE)\n    O = sfilter(first(S), hmirror)\n") ==
          std::vector<std::string>{
              "t.py:2:10: warning: fill takes 3 arguments, not 2" + end,
              "t.py:3:9: warning: sfilter does not take (pair<grid,grid>, hmirror): hmirror gives "
              "grid for grid, which is not a boolean" +
                  end});
    CHECK(warnings("    x1 = size(I)\n    x2 = x1(I)\n    O = hmirror(I)\n") ==
          std::vector<std::string>{"t.py:3:10: warning: integer is not a function" + end});
}

TEST_CASE("a branch looks only at the alternative that it takes") {
    CHECK(warnings("    x1 = size(FIVE)\n    x2 = branch(T, x1, I)\n    x3 = hmirror(x2)\n"
                   "    O = hmirror(I)\n")
              .size() == 1);
    CHECK(warnings("    x1 = size(FIVE)\n    x2 = branch(I, x1, I)\n    O = hmirror(I)\n").size() ==
          2);
}

TEST_CASE("programs of random calls") {
    std::mt19937 random(1);
    const auto one_of = [&](std::size_t n) { return static_cast<int>(random() % n); };
    int warned = 0, calls = 0;
    for (int n = 0; n < 300; ++n) {
        program p;
        p.file = "r.py";
        for (int k = 0; k < 60; ++k) {
            const auto some = [&]() -> operand {
                switch (one_of(6)) {
                case 0: return {form::operation, one_of(operations.size())};
                case 1: return {form::constant, one_of(constants.size())};
                case 2: return {one_of(2) == 0 ? form::demonstrations : form::input, 0};
                default:
                    if (k == 0) return {form::input, 0};
                    return {form::call, one_of(static_cast<std::size_t>(k))};
                }
            };
            // functions of functions more often than others
            const char* const makers[] = {"compose", "fork", "lbind", "rbind", "power", "branch"};
            const int called =
                one_of(2) == 0 ? operation_of(makers[one_of(6)]) : one_of(operations.size());
            call c{{{form::operation, called}}, {1, k + 1}, k};
            for (int a = 0; a < operations[static_cast<std::size_t>(called)].arity; ++a)
                c.parts.push_back(some());
            p.calls.push_back(c);
            p.statements.push_back({"x", {form::call, k}, {1, k + 1}});
        }
        for (const problem& wrong : ill_typed_calls(p)) {
            CHECK(wrong.text.size() < 2000);
            ++warned;
        }
        calls += static_cast<int>(p.calls.size());
    }
    CHECK(warned > 0);
    CHECK(warned < calls);
}

TEST_CASE("types that grow without end") {
    std::string statements = "    x0 = astuple(I, I)\n";
    for (int k = 1; k < 200; ++k) {
        const std::string last = "x" + std::to_string(k - 1);
        statements += "    x" + std::to_string(k) + " = astuple(" + last + ", " + last + ")\n";
    }
    const auto found = warnings(statements + "    O = hmirror(I)\n");
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("the type of its result is too large") != std::string::npos);
}
