// The examples of the operations: each is true, by definition and on columns, and uses the
// operation of which it is an example.
#include "support/columns_check.hpp"
#include <algorithm>
#include <batt/columns.hpp>
#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/reference/dynamic/user_grid.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <fstream>
#include <sstream>

namespace {

using namespace batt;
namespace dynamic = batt::reference::dynamic;

text::reading examples() {
    std::ifstream file(BATT_TEST_DATA "/../../examples/operations.py");
    std::ostringstream text;
    text << file.rdbuf();
    return text::read(text.str(), "operations.py");
}

/// What a program gives for a grid.
dynamic::value given(const text::program& p, const grid& input) {
    dynamic::sample s;
    s.input = dynamic::from_grid(input);
    const dynamic::outcome got = dynamic::evaluate(p, s);
    REQUIRE_MESSAGE(got.ok(), p.name << " is " << to_string(got.why));
    return got.result;
}

/// Whether a value needs an operation, which it calls or passes.
bool uses(const program_graph& graph, program_graph::value root, int operation) {
    for (const int call : graph.calls_of(root))
        for (const int part : graph.parts({call})) {
            const text::operand leaf = graph.leaf_at({part});
            if (leaf.what == text::form::operation && leaf.index == operation) return true;
        }
    return false;
}

TEST_CASE("every operation has an example, which is true by definition and on columns") {
    const dynamic::scope limits;
    const text::reading read = examples();
    for (const text::problem& p : read.problems) FAIL_CHECK(to_string(p));
    for (const text::problem& p : read.warnings) FAIL_CHECK(to_string(p));
    const auto named = [&](const std::string& name) {
        const auto found = std::find_if(read.functions.begin(), read.functions.end(),
                                        [&](const text::program& p) { return p.name == name; });
        REQUIRE_MESSAGE(found != read.functions.end(), "there is no " << name);
        return *found;
    };
    const auto scene = dynamic::to_grid(given(named("solve_scene"), grid(1, 1)));
    REQUIRE(scene.has_value());
    CHECK(read.functions.size() == table::operations.size() + 1);

    // on columns each program gives a grid, which has the colour 1 if the example is true
    program_graph graph;
    std::vector<program_graph::value> roots;
    for (std::size_t k = 0; k < table::operations.size(); ++k) {
        const std::string name(table::operations[k].name);
        CAPTURE(name);
        const text::program p = named("solve_" + name);
        CHECK(given(p, *scene).number() == 1);
        const program_graph::value truth = graph.add(p);
        CHECK(uses(graph, truth, static_cast<int>(k)));
        roots.push_back(graph.call("canvas", {truth, graph.constant("UNITY")}));
    }
    mega_batch<program_set> run(program_set(std::move(graph), roots), columns::compiled());
    const batch in(std::vector<grid>{*scene}), expected(std::vector<grid>{grid{{1}}});
    run_options options;
    options.where = testing::tested_backend();
    const auto report = run.run(sample_view{in, expected}, options);
    REQUIRE(report.has_value());
    for (std::size_t k = 0; k < roots.size(); ++k) {
        CAPTURE(table::operations[k].name);
        CHECK(report->verdicts[k].match());
    }
}

} // namespace
