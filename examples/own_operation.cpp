// A program with an operation of one's own, over a batch of grids.
#include "mine/tint.hpp"
#include <cstdio>

namespace batt::solvers {

using mine::tint;

// clang-format off
constexpr auto p = solver(
    x1 = objects(I, T, F, T),
    x2 = argmax(x1, size),
    x3 = color(x2),
    x4 = rbind(tint, x3),
    x5 = compose(x4, vmirror),
    O = x5(I));
// clang-format on

} // namespace batt::solvers

static void print(const batt::grid& g) {
    for (int i = 0; i < g.height(); ++i) {
        for (int j = 0; j < g.width(); ++j) std::printf(" %d", g(i, j));
        std::printf("\n");
    }
}

int main() {
    const std::vector<batt::grid> grids{{{0, 0, 3, 0}, {2, 2, 0, 0}, {2, 0, 0, 7}},
                                        {{4, 0, 0}, {0, 0, 1}, {1, 0, 1}}};
    batt::mega_batch<decltype(batt::solvers::p)> executor;
    batt::run_options options;
    options.outputs = true;
    const auto report = executor.run(batt::batch(grids), options);
    if (!report) {
        std::printf("%s\n", report.error().text.c_str());
        return 2;
    }
    std::printf("in the colour of the largest object, mirrored, on %s:\n", report->device.c_str());
    for (const batt::grid& g : report->outputs) {
        print(g);
        std::printf("\n");
    }
    return report->outputs[0] == batt::grid{{0, 2, 0, 0}, {0, 0, 2, 2}, {2, 0, 0, 2}} ? 0 : 1;
}
