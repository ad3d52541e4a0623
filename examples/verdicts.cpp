// A batch of grids with expected outputs: a verdict for each, on a GPU if there is one.
#include <batt/batt.hpp>
#include <cstdio>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), // the connected components
                          x2 = argmax(x1, size),    // the largest of them
                          O = fill(I, FIVE, x2));   // in another colour
} // namespace batt::solvers

int main() {
    using batt::grid;
    const batt::batch inputs(std::vector<grid>{{{0, 1, 1}, {2, 0, 0}}, {{3, 0}, {0, 3}}, {{0, 0}}});
    const batt::batch expected(
        std::vector<grid>{{{0, 5, 5}, {2, 0, 0}}, {{3, 0}, {0, 5}}, {{0, 0}}});

    batt::mega_batch<decltype(batt::solvers::p)> executor;
    const auto report = executor.run(inputs, expected);
    if (!report) {
        std::printf("%s\n", report.error().text.c_str());
        return 2;
    }
    for (const batt::verdict& v : report->verdicts)
        std::printf("%s: %s at statement %d, %d cells as expected\n",
                    v.match() ? "solved" : "not solved", to_string(v.why()), v.statement(),
                    v.cells());
    // the second is wrong in two cells, the third has no object to choose from
    const std::vector<batt::verdict>& v = report->verdicts;
    const bool good = v[0].match() && v[1].ok() && !v[1].match() && v[1].cells() == 2 &&
                      v[2].why() == batt::status::empty && v[2].statement() == 2;
    return good ? 0 : 1;
}
