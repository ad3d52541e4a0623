// A program with values that are given when it runs: one for all samples, or one per sample.
#include <batt/batt.hpp>
#include <cstdio>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T),             // the connected components
                          x2 = argmax(x1, size),                // the largest of them
                          x3 = shift(x2, param<1, type::ivec>), // moved by a vector
                          O = fill(I, param<0>, x3));           // in a colour
} // namespace batt::solvers

int main() {
    using batt::grid;
    const grid g{{0, 1, 1}, {2, 0, 0}};
    const batt::result<grid> one = batt::solvers::p(g, 7, batt::dsl::DOWN); // a plain call

    // the same program for every colour, with one vector for all samples
    const batt::batch inputs(std::vector<grid>(10, g));
    std::vector<batt::integer> colors;
    for (int c = 0; c < 10; ++c) colors.push_back(c);
    const batt::parameter_values values{colors, batt::ivec{1, 0}};
    batt::mega_batch<decltype(batt::solvers::p)> executor;
    const auto report = executor.run({.in = inputs, .parameters = values}, {.outputs = true});
    if (!one || !report) {
        std::printf("%s\n", report ? to_string(one.error().why()) : report.error().text.c_str());
        return 2;
    }
    // a column that is too short is reported
    const auto short_one = executor.run(
        {.in = inputs, .parameters = batt::parameter_values{std::span(colors).first(9), 0}});
    std::printf("%s\n", short_one ? "" : short_one.error().text.c_str());
    const bool good = report->outputs[7] == *one && *one == grid{{0, 1, 1}, {2, 7, 7}} &&
                      report->outputs[4] == grid{{0, 1, 1}, {2, 4, 4}} && !short_one;
    return good ? 0 : 1;
}
