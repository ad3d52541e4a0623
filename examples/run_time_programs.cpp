// Programs of text, which no compiler sees: all run at once, by columns.
#include <batt/columns.hpp> // link what batt_add_columns makes
#include <batt/text/read.hpp>
#include <cstdio>

constexpr const char* source = R"(
def solve_a(I):
    x1 = objects(I, T, F, T)
    return fill(I, FIVE, max(x1, key=size))

def solve_b(I):
    return vmirror(hmirror(I))

def solve_c(I):
    return vmirror(first(I)) + misspelt
)";

int main() {
    batt::text::reading read = batt::text::read(source, "programs.py");
    for (const auto& p : read.problems)
        std::printf("%s\n", to_string(p).c_str()); // what was not read
    for (const auto& p : read.warnings) std::printf("%s\n", to_string(p).c_str()); // what will fail

    const batt::batch inputs(std::vector<batt::grid>{{{0, 1, 1}, {2, 0, 0}}, {{0, 0}, {0, 0}}});
    batt::run_options options;
    options.outputs = true;
    batt::mega_batch<batt::program_set> executor(batt::program_set(std::move(read.functions)),
                                                 batt::columns::compiled());
    const auto report = executor.run({inputs, {}}, options);
    if (!report) {
        std::printf("%s\n", report.error().text.c_str());
        return 2;
    }
    const std::size_t n = inputs.size(); // program p on sample k of n: p * n + k
    for (std::size_t k = 0; k < report->verdicts.size(); ++k)
        std::printf("program %zu on grid %zu: %s at statement %d\n", k / n, k % n,
                    to_string(report->verdicts[k].why()), report->verdicts[k].statement());
    std::printf("%zu evaluations by columns, %zu by definition\n", report->evaluations.columns,
                report->evaluations.definition);
    const bool good = report->outputs[0] == batt::grid{{0, 5, 5}, {2, 0, 0}} &&
                      report->verdicts[1].why() == batt::status::empty &&
                      report->outputs[2] == batt::grid{{0, 0, 2}, {1, 1, 0}} &&
                      report->verdicts[4].why() == batt::status::type;
    return good ? 0 : 1;
}
