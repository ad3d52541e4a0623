// Operations and a program in a kernel of one's own, which gives the machine its memory; the same
// function runs on the host's machine.
#include <batt/batt.hpp>
#include <cstdio>

namespace batt::solvers {
constexpr auto p = solver(x1 = objects(I, T, F, T), O = fill(I, FIVE, argmax(x1, size)));
} // namespace batt::solvers

/// Replaces a packed grid by the mirror image of what the program makes of it. M is a machine.
template <class M>
BATT_FN void mirror_solved(M& m, batt::packed_row* rows, batt::packed_size* size) {
    m.reset(); // forgets the containers of the last sample
    const auto solved = decltype(batt::solvers::p)::run_grid(m, batt::load_grid<M>(rows, *size));
    if (solved.why.none()) batt::store_grid<M>(batt::dsl::vmirror(m, solved.value), rows, size);
}

constexpr int lines = 4096; // of the arena, 128 bytes each

#if defined(__CUDACC__)
__global__ void my_kernel(batt::packed_row* rows, batt::packed_size* size) { // one warp
    std::uint32_t arena[lines];
    batt::machine<batt::warp> m(batt::arena_memory{arena, lines});
    mirror_solved(m, rows, size);
}
#endif

int main() {
    batt::packed_row rows[batt::packed_side];
    batt::packed_size size{};
    const batt::batch one(std::vector<batt::grid>{{{0, 1, 1}, {2, 0, 0}}});
    std::copy_n(one.view().rows, batt::packed_side, rows);
    size = one.view().sizes[0];
    bool on_gpu = false;
#if defined(__CUDACC__)
    batt::packed_row* d = nullptr; // the rows, and the size behind them
    on_gpu = cudaMalloc(&d, sizeof rows + sizeof size) == cudaSuccess;
    if (on_gpu) {
        auto* const d_size = reinterpret_cast<batt::packed_size*>(d + batt::packed_side);
        cudaMemcpy(d, rows, sizeof rows, cudaMemcpyHostToDevice);
        cudaMemcpy(d_size, &size, sizeof size, cudaMemcpyHostToDevice);
        my_kernel<<<1, 32>>>(d, d_size);
        // says, too, whether all before it went well; if not, the host does it
        on_gpu = cudaMemcpy(static_cast<void*>(rows), d, sizeof rows, cudaMemcpyDeviceToHost) ==
                 cudaSuccess;
        cudaFree(d);
    }
#endif
    if (!on_gpu) {
        std::vector<std::uint32_t> memory(std::size_t{lines} * 32);
        batt::machine<batt::serial> m(batt::arena_memory{memory.data(), lines});
        mirror_solved(m, rows, &size);
    }
    std::printf("ran on the %s\n", on_gpu ? "GPU" : "host");
    return batt::batch::unpack(rows, size) == batt::grid{{5, 5, 0}, {0, 0, 2}} ? 0 : 1;
}
