// Programs built call by call: they share equal calls, know static types, and run as their text
// does.
#include "support/columns_check.hpp"
#include "support/json_grid.hpp"
#include <batt/columns.hpp>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/reference/dynamic/user_grid.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <doctest/doctest.h>
#include <fstream>

namespace {

using namespace batt;
using namespace batt::testing;
using value = program_graph::value;

run_options on_tested_backend() {
    run_options options;
    options.where = tested_backend();
    return options;
}

value objects_of(program_graph& b) {
    return b.call("objects", {b.input(), b.constant("T"), b.constant("F"), b.constant("T")});
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST_CASE("equal calls are one value") {
    program_graph b;
    const value a = objects_of(b), c = objects_of(b);
    CHECK(a == c);
    CHECK_FALSE(a ==
                b.call("objects", {b.input(), b.constant("T"), b.constant("T"), b.constant("T")}));
    CHECK(b.integer(3) == b.integer(3));
    CHECK_FALSE(b.integer(3) == b.integer(4));
}

TEST_CASE("values know their static types") {
    program_graph b;
    const value x = objects_of(b);
    CHECK(typing::to_text(b.type(x)) == "set<univalued>");
    const value largest = b.call("argmax", {x, b.function("size")});
    CHECK(typing::to_text(b.type(largest)) == "univalued");
    CHECK(b.why_ill_typed(largest).empty());
    const value wrong = b.call("vmirror", {b.integer(3)});
    CHECK(b.type(wrong).ill());
    CHECK(b.why_ill_typed(wrong).find("vmirror does not take (3)") != std::string::npos);
    CHECK(b.type(b.none()).ill());
    CHECK(b.why_ill_typed(b.none()) == "None has no static type");
    CHECK(b.why_ill_typed(b.call("first", {wrong})) == "an argument of first is ill-typed");
    CHECK(b.type(b.constant("ELEVEN")).ill());
    CHECK(b.why_ill_typed(b.constant("ELEVEN")) == "a name without a value");
    const value f = b.call("rbind", {b.function("argmax"), b.function("size")});
    CHECK(typing::to_text(b.type(b.call(f, {x}))) == "univalued");
}

TEST_CASE("a graph says which operations accept arguments") {
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

TEST_CASE("a program that is built runs as its text does") {
    program_graph b;
    const value x = objects_of(b);
    const value largest = b.call("argmax", {x, b.function("size")});
    const value out = b.call("fill", {b.input(), b.integer(5), largest});
    b.call("hmirror", {b.input()}); // the program does not need it
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
    run_options options = on_tested_backend();
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
    // without objects argmax has nothing to choose from: the failure begins in its statement
    CHECK(report->verdicts[1].why() == status::empty);
    CHECK(report->verdicts[1].statement() == 2);
}

TEST_CASE("a name without a value fails with the status type where it is needed") {
    program_graph b;
    const value wrong = b.call("vmirror", {b.constant("ELEVEN")});
    const value first = b.call("first", {b.call("astuple", {b.input(), wrong})});
    mega_batch<program_set> run(program_set({b.to_program(wrong), b.to_program(first)}),
                                columns::compiled());
    const batch in(std::vector<grid>{grid{{1}}});
    const auto report = run.run(sample_view{in, batch_view{}}, on_tested_backend());
    REQUIRE(report.has_value());
    for (const verdict& v : report->verdicts) {
        CHECK(v.why() == status::type);
        CHECK(v.statement() == 1);
    }
}

TEST_CASE("a program is a value of the graph, and programs share what they have in common") {
    program_graph b;
    const text::program first = program_of("def solve_a(I):\n    x1 = objects(I, T, F, T)\n"
                                           "    x2 = argmax(x1, size)\n    O = subgrid(x2, I)\n"
                                           "    return O\n");
    const text::program second =
        program_of("def solve_b(I):\n    y = rot90(I)\n    a = T\n"
                   "    O = subgrid(argmin(objects(I, a, F, a), size), I)\n    return O\n");
    std::vector<value> calls;
    const value x = b.add(first, &calls);
    const int values = b.size();
    CHECK(values == 10); // I, T, F, four operations and three calls
    CHECK(calls.size() == 3);
    CHECK(calls[2] == x);
    CHECK(b.add(first) == x);
    CHECK(b.size() == values);
    // argmin and two calls are new; calls that the program does not need are not added
    const value y = b.add(second, &calls);
    CHECK(b.size() == values + 3);
    CHECK(calls[0] == value{});
    CHECK(b.calls_of(y).size() == 3);
    CHECK(b.calls_of(b.input()).empty());
    CHECK(text::statements_to_text(b.to_program(y)) ==
          "x1 = objects(I, T, F, T)\nx2 = argmin(x1, size)\nO = subgrid(x2, I)\n");
    // the second program with one argument changed
    const value mutant =
        b.call("subgrid", {b.call("argmin", {b.call("objects", {b.input(), b.constant("F"),
                                                                b.constant("F"), b.constant("T")}),
                                             b.function("size")}),
                           b.input()});
    CHECK(b.size() == values + 6);
    CHECK(b.calls_of(mutant).size() == 3);
}

/// A program on its own inputs.
struct case_of_file {
    text::program of;
    std::vector<grid> inputs;
};

/// The programs of the test data, each as it is and with a change.
std::vector<case_of_file> all_cases(std::mt19937& random) {
    std::vector<case_of_file> out;
    for (const char* name :
         {"/programs/sample.jsonl", "/python_programs.jsonl", "/random_programs.jsonl"}) {
        std::ifstream file(std::string(BATT_TEST_DATA) + name);
        std::vector<grid> common;
        for (std::string line; std::getline(file, line);) {
            const auto item = nlohmann::json::parse(line);
            std::vector<grid> inputs = common;
            if (item.contains("inputs"))
                for (const auto& rows : item["inputs"])
                    if (const grid g = grid_from(rows); batch::accepts(g)) inputs.push_back(g);
            if (!item.contains("program")) {
                common = inputs;
                continue;
            }
            inputs.resize(std::min<std::size_t>(inputs.size(), 3));
            for (text::program& p :
                 text::read(item["program"].get<std::string>(), "program.py").functions) {
                text::program changed = p;
                mutate(changed, random);
                out.push_back({std::move(p), inputs});
                out.push_back({std::move(changed), inputs});
            }
        }
    }
    return out;
}

TEST_CASE("programs built call by call do what their texts do") {
    constexpr reference::dynamic::limits enough{3'000'000, 100 << 20};
    std::mt19937 random(seed_or(20261203));
    const std::vector<case_of_file> all = all_cases(random);
    REQUIRE(all.size() > 1400);
    program_graph graph;
    std::vector<value> roots;
    std::vector<text::program> texts;
    program_samples which;
    which.packed = true;
    batch in;
    for (const case_of_file& c : all) {
        roots.push_back(graph.add(c.of));
        texts.push_back(c.of);
        which.of_program.push_back(static_cast<std::uint32_t>(which.lists.size()));
        auto& list = which.lists.emplace_back();
        for (const grid& g : c.inputs) {
            list.push_back(static_cast<std::uint32_t>(in.size()));
            in.push_back(g);
        }
    }
    const auto shared = std::make_shared<const program_graph>(std::move(graph));
    mega_batch<program_set> built(program_set(shared, roots, enough), columns::compiled()),
        read(program_set(texts, enough), columns::compiled());
    const sample_view samples{in, batch_view{}};
    const auto got = built.run(samples, on_tested_backend(), &which),
               due = read.run(samples, on_tested_backend(), &which);
    REQUIRE(got.has_value());
    REQUIRE(due.has_value());
    REQUIRE(got->verdicts.size() == which.places().back());
    CHECK(built.counts().evaluations == got->verdicts.size());
    CHECK(built.counts().nodes == read.counts().nodes);
    std::size_t at = 0, failed = 0, different = 0;
    for (std::size_t p = 0; p < all.size(); ++p) {
        const text::program written = shared->to_program(roots[p]);
        for (const grid& g : all[p].inputs) {
            const verdict v = got->verdicts[at], w = due->verdicts[at];
            ++at;
            reference::dynamic::sample s;
            s.input = reference::dynamic::from_grid(g);
            s.demonstrations = reference::dynamic::make_tuple({});
            const auto o = reference::dynamic::evaluate(written, s, enough);
            if (w.why() == status::capacity || o.why == status::capacity) continue;
            // texts may have other statements: in `written` each call is one, and is made once
            const bool same = v.why() == w.why() && v.hash() == w.hash() &&
                              v.match() == w.match() && v.why() == o.why &&
                              v.statement() == o.statement;
            failed += v.ok() ? 0 : 1;
            if (same || ++different > 5) continue;
            MESSAGE("BATT_TEST_SEED=" << seed_or(20261203) << ": statement " << v.statement()
                                      << " where " << o.statement << " is due\n"
                                      << text::to_text(written));
        }
    }
    CHECK(different == 0);
    CHECK(failed > 300);
}

TEST_CASE("a dense report has a place for every sample, a packed one only for those that run") {
    program_graph b;
    const value same = b.input(), turned = b.call("rot90", {b.input()}),
                fails = b.call("first", {b.call("objects", {b.input(), b.constant("T"),
                                                            b.constant("T"), b.constant("T")})});
    const batch in(std::vector<grid>{grid{{1, 2}}, grid{{3, 3}}, grid{{4}}});
    mega_batch<program_set> run(program_set(b, {same, turned, fails, same}), columns::compiled());
    program_samples which;
    which.lists = {{0, 2}, {}, {1}};
    which.of_program = {0, 2, 2, 1};
    run_options options = on_tested_backend();
    options.outputs = true;
    const auto dense = run.run(sample_view{in, batch_view{}}, options, &which);
    which.packed = true;
    const auto packed = run.run(sample_view{in, batch_view{}}, options, &which);
    REQUIRE(dense.has_value());
    REQUIRE(packed.has_value());
    REQUIRE(dense->verdicts.size() == 12);
    CHECK(which.places() == std::vector<std::size_t>{0, 2, 3, 4, 4});
    REQUIRE(packed->verdicts.size() == 4);
    const std::size_t places[] = {0, 2, 4, 7};
    for (std::size_t k = 0; k < 4; ++k) {
        CHECK(packed->verdicts[k] == dense->verdicts[places[k]]);
        CHECK(packed->outputs[k] == dense->outputs[places[k]]);
    }
    CHECK(packed->outputs[1] == grid{{4}});
    CHECK(packed->outputs[2] == grid{{3}, {3}});
    CHECK(packed->verdicts[3].why() == status::empty); // a grid of one colour has no objects
    CHECK(dense->verdicts[1] == verdict());
}

TEST_CASE("a failure names the statement of the call that failed") {
    program_graph b;
    // the calls are made in another order than they are needed in, among those of other programs
    const value other = b.call("vmirror", {b.input()});
    const value none =
        b.call("colorfilter",
               {b.call("objects", {other, b.constant("T"), b.constant("F"), b.constant("T")}),
                b.constant("NINE")});
    const value first = b.call("first", {none});
    const value painted = b.call("paint", {b.input(), first});
    const value chosen =
        b.call(b.call("branch", {b.constant("T"), b.function("hmirror"), b.function("vmirror")}),
               {painted});
    const batch in(std::vector<grid>{grid{{1, 0}}});
    mega_batch<program_set> run(program_set(b, {first, painted, chosen, none}),
                                columns::compiled());
    const auto report = run.run(sample_view{in, batch_view{}}, on_tested_backend());
    REQUIRE(report.has_value());
    for (std::size_t p = 0; p < 3; ++p) {
        CHECK(report->verdicts[p].why() == status::empty);
        CHECK(report->verdicts[p].statement() == 4);
    }
    CHECK(report->verdicts[3].ok()); // a value, though no grid
}

TEST_CASE("bound values fail only with the function that is chosen, and results fail in order") {
    const auto program = [](const std::string& lines) {
        return program_of("def solve_a(I):\n" + lines + "    return O\n");
    };
    program_group g;
    // even is called for grids of one row, where the other function's bound value is not needed
    g.programs = {program("    x1 = extract(objects(I, F, F, T), vline)\n"
                          "    x2 = branch(equality(height(I), ONE), even, matcher(identity, x1))\n"
                          "    x3 = sfilter(interval(ZERO, FOUR, ONE), x2)\n"
                          "    O = canvas(size(x3), UNITY)\n"),
                  // of two functions in a set the one that was put there first fails first
                  program("    x1 = chain(lbind(divide, ONE), decrement, numcolors)\n"
                          "    x2 = insert(compose(first, rbind(ofcolor, NINE)), initset(x1))\n"
                          "    x3 = rapply(x2, I)\n    O = canvas(size(x3), UNITY)\n")};
    g.inputs = {grid{{1, 1}}, grid{{1}, {1}}, grid{{1, 9}, {1, 0}}};
    const run_report report = run_on_columns(g);
    CHECK(report.verdicts[0].ok());
    CHECK(report.verdicts[1].why() == status::not_found);
    CHECK(report.verdicts[1].statement() == 1);
    CHECK(report.verdicts[3].why() == status::divide_by_zero);
    CHECK(report.verdicts[3].statement() == 3);
    CHECK(report.evaluations.no_place == 0);
    const column_tally t = compare_with_definition(std::span(&g, 1));
    CHECK_MESSAGE(t.different == 0, t.text());
}

TEST_CASE("sequences of any length get numbers, and keep them when there are many") {
    columns::sequence_table t;
    std::vector<std::vector<int>> all;
    std::mt19937 random(seed_or(20261204));
    for (int k = 0; k < 20000; ++k) {
        std::vector<int> s(random() % 9);
        for (int& x : s) x = static_cast<int>(random() % 40) - 20;
        const int before = t.size(), number = t.add(s);
        if (number == before) all.push_back(s);
        REQUIRE(t.size() == static_cast<int>(all.size()));
        REQUIRE(all[static_cast<std::size_t>(number)] == s);
    }
    CHECK(all.size() > 10000);
    for (std::size_t k = 0; k < all.size(); ++k) {
        REQUIRE(t.find(all[k]) == static_cast<int>(k));
        const auto there = t[static_cast<int>(k)];
        REQUIRE(std::equal(there.begin(), there.end(), all[k].begin(), all[k].end()));
    }
    CHECK(t.find(std::vector<int>{1000}) == -1);
    columns::number_set seen;
    for (int turn = 0; turn < 3; ++turn) {
        seen.clear();
        for (int k = 0; k < 1000; ++k) CHECK(seen.add(k * 65536 + turn));
        CHECK_FALSE(seen.add(turn));
        CHECK(seen.has(999 * 65536 + turn));
        CHECK_FALSE(seen.has(turn + 1));
    }
}

TEST_CASE("values that the graph does not have are refused with a sentence") {
    program_graph b;
    const value x = b.call("vmirror", {b.input()});
    const int values = b.size();
    CHECK(b.refused().empty());
    CHECK(b.why_absent(x).empty());
    const value bad = b.call("hconcat", {x, value{999}});
    CHECK(bad == value{});
    CHECK(b.call(bad, {x}) == value{});
    CHECK(b.call(value{-7}, {}) == value{});
    CHECK(b.function(5000) == value{});
    CHECK(b.function(-1) == value{});
    CHECK(b.size() == values + 1); // only the function hconcat is new
    CHECK(b.refused() == "hconcat was called with value 999 when there were 4 values");
    CHECK(b.type(bad).ill());
    CHECK(contains(b.why_ill_typed(value{999}),
                   "the graph has no value 999, only 4, numbered from 0"));
    CHECK(b.accepts({bad}).empty());
    CHECK(b.parts(bad).empty());
    CHECK(b.calls_of(bad).empty());
    CHECK(b.to_program(bad).unknown.size() == 1);

    const batch in(std::vector<grid>{grid{{1}}});
    const auto error_of = [&](program_set programs, const program_samples* which) {
        mega_batch<program_set> run(std::move(programs), columns::compiled());
        const auto report = run.run(sample_view{in, batch_view{}}, on_tested_backend(), which);
        return report.has_value() ? std::string() : report.error().text;
    };
    CHECK(error_of(program_set(b, {x, bad}), nullptr) ==
          "program 1 is not a value of its graph: the graph has no value -1, only 4, numbered from "
          "0; hconcat was called with value 999 when there were 4 values");
    const program_samples too_few{{{0}}, {0}}, no_list{{{0}}, {0, 1}}, no_sample{{{1}}, {0, 0}};
    const program_set two(b, {x, b.input()});
    CHECK(error_of(two, &too_few) == "there are 2 programs but 1 lists of samples for them");
    CHECK(error_of(two, &no_list) == "a program runs on list 1 of samples, but there are 1");
    CHECK(error_of(two, &no_sample) == "a program runs on sample 1, but there are 1");
    CHECK(error_of(two, nullptr).empty());
    CHECK(error_of(program_set(b, {}), nullptr).empty());
}

} // namespace
