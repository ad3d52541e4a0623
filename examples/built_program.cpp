// Programs built call by call, as a search makes them: a program is a value of a graph.
#include <batt/columns.hpp> // link what batt_add_columns makes
#include <batt/text/rewrite.hpp>
#include <cstdio>

int main() {
    using value = batt::program_graph::value;
    batt::program_graph graph;
    const value input = graph.input();
    const value objects = graph.call(
        "objects", {input, graph.constant("T"), graph.constant("F"), graph.constant("T")});

    // six ways to choose one of the objects, and for each a program that fills the chosen one
    std::vector<value> programs;
    for (const char* choose : {"argmax", "argmin"})
        for (const char* key : {"size", "height", "leftmost"}) {
            const value chosen = graph.call(choose, {objects, graph.function(key)});
            programs.push_back(graph.call("fill", {input, graph.integer(5), chosen}));
        }
    std::printf("%zu programs of %d values; vmirror is one of %zu operations that take a grid\n",
                programs.size(), graph.size(), graph.accepts({input}).size());
    const value wrong = graph.call("vmirror", {graph.integer(3)});
    std::printf("%s\n", graph.why_ill_typed(wrong).c_str());

    const batt::batch inputs(std::vector<batt::grid>{{{0, 1, 1}, {2, 0, 0}}});
    const batt::batch expected(std::vector<batt::grid>{{{0, 1, 1}, {5, 0, 0}}});
    batt::mega_batch<batt::program_set> executor(batt::program_set(std::move(graph), programs),
                                                 batt::columns::compiled());
    const auto report = executor.run({inputs, expected});
    if (!report) {
        std::printf("%s\n", report.error().text.c_str());
        return 2;
    }
    int solved = 0;
    for (std::size_t p = 0; p < programs.size(); ++p) {
        if (!report->verdicts[p].match()) continue;
        ++solved;
        const auto text = executor.programs().graph().to_program(programs[p]);
        std::printf("solved by\n%s", batt::text::statements_to_text(text).c_str());
    }
    return solved == 2 ? 0 : 1;
}
