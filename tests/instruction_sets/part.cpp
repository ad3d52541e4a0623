// The same programs, compiled once per instruction set, each time under another name.
#include <batt/batt.hpp>
#include <random>

namespace batt::solvers {
constexpr auto mirrored = solver(O = vmirror(I));
constexpr auto largest =
    solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), O = fill(I, FIVE, x2));
} // namespace batt::solvers

/// What the programs give on random grids.
std::vector<batt::grid> BATT_TEST_PART(unsigned seed);
std::vector<batt::grid> BATT_TEST_PART(unsigned seed) {
    using namespace batt;
    std::mt19937 random(seed);
    std::vector<grid> inputs;
    for (int n = 0; n < 200; ++n) {
        grid g(static_cast<int>(random() % 30) + 1, static_cast<int>(random() % 30) + 1);
        for (int i = 0; i < g.height(); ++i)
            for (int j = 0; j < g.width(); ++j) g(i, j) = static_cast<signed char>(random() % 3);
        inputs.push_back(g);
    }
    run_options how;
    how.where = backend::host;
    how.outputs = true;
    const batch in(inputs);
    std::vector<grid> out;
    const auto run = [&](auto executor) {
        const auto report = executor.run(in, how);
        if (report) out.insert(out.end(), report->outputs.begin(), report->outputs.end());
    };
    run(mega_batch<decltype(solvers::mirrored)>());
    run(mega_batch<decltype(solvers::largest)>());
    return out;
}
