// An operation of one's own: fifteen lines, then it is used in programs like any other.
#include <batt/batt.hpp>
#include <cstdio>

namespace mine {

using namespace batt;

/// tint(g, c) -> grid: colour c wherever g is not black. [domain: c is no colour]
struct tint_operation : parameters<kind::grid, kind::integer> {
    using result = type::grid;

    template <class M>
    static BATT_FN value::grid<M> eval(M& m, const value::grid<M>& g, integer c) {
        value::grid<M> out = g;
        value::put_color(m, out, minus(value::area(m, g), value::where_color(m, g, 0)), c);
        return out;
    }
};
BATT_CONSTANT operation<tint_operation> tint{};

} // namespace mine

// What it means, cell by cell: for samples that no machine can hold, and for tests.
template <>
struct batt::reference::definition<mine::tint_operation> {
    static grid call(const grid& g, integer c) {
        grid out = g;
        for (integer i = 0; i < g.height(); ++i)
            for (integer j = 0; j < g.width(); ++j) {
                if (g.at(i, j) == 0) continue;
                check_color(c);
                out.at(i, j) = c;
            }
        return out;
    }
};

namespace batt::solvers {

using mine::tint;

constexpr auto p = solver(
    x1 = objects(I, T, F, T),
    x2 = argmax(x1, size),
    x3 = color(x2),
    x4 = rbind(tint, x3),
    x5 = compose(x4, vmirror),
    O = x5(I));

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
