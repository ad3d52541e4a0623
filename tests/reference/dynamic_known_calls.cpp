// Programs that share calls on a sample: each has the result, statement and limits it has alone.
#include "support/json_grid.hpp"
#include <batt/columns/program_graph.hpp>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/read.hpp>
#include <batt/text/rewrite.hpp>
#include <doctest/doctest.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

namespace {

namespace dynamic = batt::reference::dynamic;
namespace text = batt::text;
using nlohmann::json;

/// A sample, and programs, each with variants that differ from it in one argument.
struct family {
    batt::grid input;
    std::vector<text::program> programs;
};

void add_mutants(std::vector<text::program>& programs, std::mt19937& random, int count) {
    const text::program original = programs.back();
    for (int k = 0; k < count; ++k) {
        text::program p = original;
        text::call& c = p.calls[random() % p.calls.size()];
        if (c.parts.size() < 2) continue;
        const auto earlier = static_cast<unsigned>(c.statement);
        c.parts[1 + random() % (c.parts.size() - 1)] =
            earlier > 0 && random() % 2 == 0
                ? text::operand{text::form::variable, static_cast<int>(random() % earlier)}
                : text::operand{text::form::constant,
                                static_cast<int>(random() % batt::table::constants.size())};
        programs.push_back(std::move(p));
    }
}

family random_family() {
    std::ifstream file(BATT_TEST_DATA "/random_programs.jsonl");
    std::string line;
    REQUIRE(std::getline(file, line));
    family out;
    out.input = batt::testing::grid_from(json::parse(line)["inputs"][0]);
    std::mt19937 random(11);
    while (std::getline(file, line)) {
        const std::string program = json::parse(line)["program"];
        text::reading read = text::read(program, "random.py");
        REQUIRE(read.functions.size() == 1);
        if (read.functions[0].demonstrations || read.functions[0].calls.empty()) continue;
        out.programs.push_back(std::move(read.functions[0]));
        add_mutants(out.programs, random, 4);
    }
    return out;
}

} // namespace

TEST_CASE("programs that share calls give what each gives alone") {
    const family all = random_family();
    batt::program_graph graph;
    std::vector<std::vector<int>> numbers;
    for (const text::program& p : all.programs) {
        std::vector<batt::program_graph::value> calls;
        graph.add(p, &calls);
        numbers.emplace_back();
        for (const auto call : calls) numbers.back().push_back(call.id);
    }
    dynamic::sample s;
    s.input = dynamic::from_grid(all.input);
    const std::uint64_t bytes = dynamic::running.bytes;
    // room for all values, and for so few that they are forgotten again and again
    for (const std::uint64_t room : {std::uint64_t{1} << 28, std::uint64_t{1} << 12})
        for (const dynamic::limits most :
             {dynamic::limits{1'000'000, 32 << 20}, dynamic::limits{3'000, 32 << 20},
              dynamic::limits{100, 32 << 20}, dynamic::limits{1'000'000, 20'000},
              dynamic::limits{1'000'000, 4'000}}) {
            CAPTURE(room);
            CAPTURE(most.steps);
            CAPTURE(most.bytes);
            dynamic::known_calls known(room);
            int too_large = 0;
            for (std::size_t k = 0; k < all.programs.size(); ++k) {
                const text::program& p = all.programs[k];
                const dynamic::outcome due = dynamic::evaluate(p, s, most);
                const dynamic::outcome got =
                    dynamic::evaluation(p, numbers[k], known, s, most, dynamic::standard_table())
                        .output();
                CHECK_MESSAGE(got.why == due.why, text::to_text(p));
                CHECK_MESSAGE(got.statement == due.statement, text::to_text(p));
                if (due.ok() && got.ok()) CHECK(dynamic::equal(got.result, due.result));
                too_large += due.why == batt::status::capacity ? 1 : 0;
            }
            if (most.steps < 1'000'000 || most.bytes < 32 << 20) CHECK(too_large > 0);
            CHECK(too_large < static_cast<int>(all.programs.size()));
        }
    CHECK(dynamic::running.bytes == bytes);
}
