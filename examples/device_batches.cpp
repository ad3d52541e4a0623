// Batches that stay in the memory of a GPU: nothing but verdicts is copied back. Without CUDA, or
// without a GPU, the same batch runs from the memory of the host.
#include <batt/batt.hpp>
#include <cstdio>

namespace batt::solvers {
constexpr auto p = solver(O = vmirror(I));
} // namespace batt::solvers

int main() {
    const batt::batch grids(std::vector<batt::grid>(1000, batt::grid{{1, 2}, {3, 4}}));
    const batt::batch mirrored(std::vector<batt::grid>(1000, batt::grid{{2, 1}, {4, 3}}));
    batt::batch_view inputs = grids, expected = mirrored;
#if defined(__CUDACC__)
    // -1: a piece on each GPU; 0: everything on the first one
    const auto inputs_there = batt::device_batch::copy(grids, -1);
    const auto expected_there = batt::device_batch::copy(mirrored, -1);
    if (inputs_there && expected_there) {
        inputs = *inputs_there;
        expected = *expected_there;
    }
#endif
    batt::mega_batch<decltype(batt::solvers::p)> executor; // keeps its own memory between calls
    const auto report = executor.run(inputs, expected);
    if (!report) {
        std::printf("%s\n", report.error().text.c_str());
        return 2;
    }
    std::size_t solved = 0;
    for (const batt::verdict& v : report->verdicts) solved += v.match();
    std::printf("%zu of %zu solved on %s\n", solved, inputs.count, report->device.c_str());
    return solved == inputs.count ? 0 : 1;
}
