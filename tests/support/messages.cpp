// What checks of random values say when they fail. Two operations are wrong on purpose and a law
// does not hold; their messages are compared word by word, and the commands in them are run.
#include "law.hpp"
#include "shown_value.hpp"
#include <array>
#include <cstdio>
#include <utility>

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace op {

/// Gives g by definition; machines mirror it.
struct misread : parameters<kind::grid, kind::any> {
    using result = type::grid;

    template <class M, class V>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, const V&) {
        return testing::on<op::vmirror>(m, g);
    }
};

/// Gives c by definition; no machine has room for it.
struct overflows : parameters<kind::integer> {
    using result = type::integer;

    template <class M>
    static BATT_FN integer eval(M& m, integer c) {
        m.fail(status::capacity);
        return c;
    }
};

} // namespace op

template <>
struct reference::definition<op::misread> {
    static reference::grid call(const reference::grid& g, const auto&) { return g; }
};
template <>
struct reference::definition<op::overflows> {
    static integer call(integer c) { return c; }
};

namespace testing {
namespace {

struct all_are_equal : law<2> {
    static BATT_FN int eval(auto& m, const auto& a, const auto& b) {
        parts all;
        all(equal(m, a, a));
        all(equal(m, a, b)); // the line that does not hold
        return all.broken();
    }
};
constexpr int line_of_law = __LINE__ - 4;

/// What a command prints, and whether it succeeds.
std::pair<std::string, bool> ran(const std::string& command) {
    FILE* const pipe = popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string text;
    std::array<char, 4096> some;
    while (const std::size_t n = std::fread(some.data(), 1, some.size(), pipe))
        text.append(some.data(), n);
    return {text, pclose(pipe) == 0};
}

/// What follows a word in a text, to the end of its line.
std::string behind(const std::string& text, const std::string& word) {
    const std::size_t at = text.find(word);
    REQUIRE_MESSAGE(at != std::string::npos, word << " in " << text);
    const std::size_t from = at + word.size();
    return text.substr(from, text.find('\n', from) - from);
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

template <class F, class... A>
std::string call_text(const std::vector<int>& numbers) {
    return shown_call(combination<F, A...>::types(), numbers);
}

template <class Op>
using named = type::named<Op>;

} // namespace

TEST_CASE("a message shows a call with its arguments") {
    using type::constant, type::grid, type::indices, type::integer, type::ivec, type::object,
        type::set, type::tuple;
    CHECK(call_text<named<op::shift>, indices, ivec>({2, 0, 1, 2, -3, 5, 6}) ==
          "shift\n  argument 1: {(0, 1), (2, -3)}\n  argument 2: (5, 6)");
    CHECK(call_text<named<op::fill>, grid, integer, object>({2, 2, 1, 2, 3, 4, 7, 1, 5, 0, 1}) ==
          "fill\n  argument 1:\n    12\n    34\n  argument 2: 7\n  argument 3: {(5, (0, 1))}");
    CHECK(call_text<named<op::vmirror>, grid>({2, 2, 1, -1, 14, 0}) ==
          "vmirror\n  argument 1:\n    1 -1\n    14 0");
    CHECK(call_text<named<op::vmirror>, grid>({0, 0}) == "vmirror\n  argument 1: a grid of 0 x 0");
    const batt::ivec none = batt::ivec::no_location();
    CHECK(call_text<named<op::size>, tuple<set<ivec>>>({2, 0, 1, none.i, none.j}) ==
          "size\n  argument 1: ({}, {nowhere})");
    CHECK(call_text<named<op::first>, tuple<grid>>({2, 1, 2, 1, 2, 2, 1, 3, 3}) ==
          "first\n  argument 1: ([12], [3 3])");
    CHECK(call_text<named<op::branch>, type::boolean, constant<4>, integer>({1, 5}) ==
          "branch\n  argument 1: T\n  argument 2: 4\n  argument 3: 5");
    CHECK(call_text<named<op::first>, type::pair<type::cell, grid>>({2, 3, 4, 1, 1, 8}) ==
          "first\n  argument 1: ((2, (3, 4)), [8])");
    using bound = type::lbind<named<op::multiply>, integer>;
    CHECK(call_text<type::repeated<type::compose<bound, named<op::halve>>>, integer>({6, 3, 8}) ==
          "power(compose(lbind(multiply, 6), halve), 3)\n  argument 1: 8");
    CHECK(name_of_function(combination<bound, integer>::types()) == "lbind");
    CHECK(name_of_function(combination<named<op::switch_>, grid, integer, integer>::types()) ==
          "switch");
    CHECK(name_of_function(combination<named<all_are_equal>, integer, integer>::types()) ==
          "all_are_equal");
}

TEST_CASE("a message shows values at run time in the same way") {
    namespace dynamic = reference::dynamic;
    const dynamic::scope scope;
    const batt::grid g{{1, 2, 3}, {4, 5, 6}};
    CHECK(shown(dynamic::from_grid(g)) == "[123 456]");
    dynamic::vector<dynamic::value> cells;
    cells.push_back(dynamic::value(5, ivec{0, 1}));
    CHECK(shown(dynamic::make_set(std::move(cells))) == "{(5, (0, 1))}");
    CHECK(shown(dynamic::value::no_location()) == "nowhere");
    CHECK(shown(dynamic::value::operation(text::operation_of("vmirror"))) == "vmirror");
}

TEST_CASE("a message shows a wrong answer with the right one") {
    using C = combination<named<op::misread>, type::grid, type::indices>;
    const std::vector<int> numbers{2, 3, 1, 2, 3, 4, 5, 6, 1, 0, 1};
    const tally t = compare_machines<C>({numbers}, {C::on_reference(numbers)});
    CHECK(t.wrong >= 1);
    CHECK(t.first == "misread\n  argument 1:\n    123\n    456\n  argument 2: {(0, 1)}\n"
                     "  expected:\n    123\n    456\n  on serial 128:\n    321\n    654\n"
                     "  again: " +
                         current_test.binary +
                         " -tc=\"a message shows a wrong answer with the right one\"");
}

TEST_CASE("a message names the line of a law that does not hold") {
    const law_tally t = compare_law<all_are_equal, type::integer, type::integer>(50, "FILE");
    CHECK(t.broken > 10);
    CHECK(t.wrong == 0);
    CHECK(t.which.starts_with("FILE:" + std::to_string(line_of_law) +
                              ": the law all_are_equal\n  argument 1: "));
    CHECK(has(t.which, "\n  again: "));
    CHECK(has(t.which, "BATT_TEST_SEED=" + std::to_string(random_seed()) + " BATT_TEST_CASE=1:"));
}

TEST_CASE("characters that a shell or doctest would interpret are replaced in a name") {
    CHECK(quoted_test_name("plain (1) + 'x'") == "\"plain (1) + 'x'\"");
    CHECK(quoted_test_name("a, b \"c\" $d `e` \\ * !") == "\"a? b ?c? ?d ?e? ? ? ?\"");
}

TEST_CASE("the bounds of overflow are sorted by name") {
    std::string_view last;
    for (const overflow_bound& b : overflow_bounds()) {
        CHECK(last < b.name);
        last = b.name;
        CHECK(b.percent >= 1);
        CHECK(b.percent <= 50);
        CHECK(overflow_percent(b.name) == b.percent);
    }
    CHECK(overflow_percent("no operation") == 0);
}

// The next test runs these in processes of their own.
TEST_CASE("meant to fail, wrong" * doctest::skip()) {
    check_random<op::vmirror, type::grid>();
    check_random<op::misread, type::grid, type::integer>();
}
TEST_CASE("meant to fail: a law" * doctest::skip()) {
    check_law<all_are_equal, type::grid, type::grid>();
}
TEST_CASE("meant to fail: overflow" * doctest::skip()) {
    check_random<op::overflows, type::integer>();
}

TEST_CASE("the command in a message runs its case alone") {
    const auto failing = [](const std::string& settings, const std::string& name) {
        const auto [text, good] =
            ran(settings + " " + current_test.binary + " -ns -tc=" + quoted_test_name(name));
        CHECK_MESSAGE(!good, text);
        return text;
    };
    const std::string wrong =
        failing("BATT_TEST_SEED=7 BATT_TEST_CASES=60", "meant to fail, wrong");
    CHECK(has(wrong, " of 60 cases are wrong; the first:"));
    const std::string command = behind(wrong, "again: ");
    CHECK(command.starts_with("BATT_TEST_CASES=60 BATT_TEST_SEED=7 BATT_TEST_CASE=2:"));
    const auto [alone, good] = ran(command + " -ns");
    CHECK(!good);
    CHECK(has(alone, "1 of 1 cases are wrong; the first:"));
    CHECK(behind(alone, "again: ") == command);
    // the same arguments
    const std::size_t from = wrong.find("misread"), again = alone.find("misread");
    const std::size_t length = wrong.find("again: ") - from;
    CHECK(wrong.substr(from, length) == alone.substr(again, length));

    const std::string law = failing("BATT_TEST_CASES=60", "meant to fail: a law");
    CHECK(has(law, "messages.cpp:" + std::to_string(line_of_law) + ": the law all_are_equal\n"));
    CHECK(has(ran(behind(law, "again: ") + " -ns").first, "1 of 1 cases break a law; the first:"));

    CHECK(has(failing("BATT_TEST_CASES=60", "meant to fail: overflow"),
              "60 of 60 cases of overflows overflow, 100 %; tests/support/overflow_bounds.cpp "
              "allows 0 %"));

    CHECK(has(failing("BATT_TEST_CASE=9:1", "meant to fail, wrong"),
              "BATT_TEST_CASE=9:1: no check that ran has this case"));
    CHECK(has(failing("BATT_TEST_CASE=3", "meant to fail, wrong"),
              "BATT_TEST_CASE=3 is not CHECK:CASE"));
    CHECK(
        has(failing("BATT_TEST_SEED=x", "meant to fail, wrong"), "BATT_TEST_SEED=x is no number"));
}

} // namespace testing
} // namespace batt
BATT_HOST_CALLS_END
