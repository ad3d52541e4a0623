// Batches that stay in the memory of a GPU: nothing but verdicts is copied back. Without CUDA, or
// without a GPU, the same batch runs from the memory of the host.
#include <batt/batt.hpp>
#include <cstdio>

namespace batt::solvers {
constexpr auto p = solver(O = vmirror(I));
} // namespace batt::solvers

int main() {
    batt::batch_view inputs, expected;
    const batt::batch grids(std::vector<batt::grid>(1000, batt::grid{{1, 2}, {3, 4}}));
    const batt::batch mirrored(std::vector<batt::grid>(1000, batt::grid{{2, 1}, {4, 3}}));
    inputs = grids;
    expected = mirrored;
#if defined(__CUDACC__)
    int devices = 0;
    const bool has_gpu = cudaGetDeviceCount(&devices) == cudaSuccess && devices > 0;
    // the process keeps this memory until it ends
    const auto to_device = [](const auto* from, std::size_t n) {
        void* to = nullptr;
        cudaMalloc(&to, n * sizeof *from);
        cudaMemcpy(to, from, n * sizeof *from, cudaMemcpyHostToDevice);
        return static_cast<decltype(from)>(to);
    };
    for (batt::batch_view* b : {&inputs, &expected})
        if (has_gpu)
            *b = {to_device(b->rows, b->count * batt::packed_side), to_device(b->sizes, b->count),
                  b->count, true};
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
