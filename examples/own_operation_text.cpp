// An operation of one's own in programs of text: named, called with keywords, bound and passed.
#include "mine/tint.hpp"
#include <batt/exec/definition_pipeline.hpp>
#include <batt/exec/own_operation.hpp>
#include <batt/text/read.hpp>
#include <cstdio>

constexpr const char* source = R"(
def solve_a(I):
    x1 = tint(I, color=FIVE)
    return vmirror(x1)

def solve_b(I):
    x1 = apply(rbind(tint, TWO), hsplit(I, TWO))
    return hconcat(first(x1), last(x1))
)";

int main() {
    batt::own_operations mine;
    mine.add<mine::tint_operation>("tint", "grid color"); // its name, and those of its parameters
    const batt::text::prelude known(mine.names());
    batt::text::reading read = batt::text::read(source, "mine.py", {&known});
    for (const auto& p : read.problems) std::printf("not read: %s\n", to_string(p).c_str());

    batt::sample_set samples;
    samples.inputs = {batt::grid{{0, 1}, {3, 4}}};
    batt::run_options options;
    options.outputs = true;
    const auto pipeline =
        batt::make_definition_pipeline(std::move(read.functions), {}, mine.table());
    const auto report = pipeline->run(samples, options);
    if (!report) {
        std::printf("%s\n", report.error().text.c_str());
        return 2;
    }
    const bool good = report->outputs[0] == batt::grid{{5, 0}, {5, 5}} &&
                      report->outputs[1] == batt::grid{{0, 2}, {2, 2}};
    std::printf("tint %s\n", good ? "works" : "does not work");
    return good ? 0 : 1;
}
