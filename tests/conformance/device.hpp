// The warp machine for the generated CUDA sources: a warp per call, all calls in one launch.
#pragma once

#include "combination.hpp"
#include "runner.hpp"
#include <stdexcept>

namespace batt::conformance {

/// Memory on the device with a copy of some numbers, or room for as many.
template <class T>
class device_array {
public:
    explicit device_array(std::size_t n) { check(cudaMalloc(&p_, (n > 0 ? n : 1) * sizeof(T))); }
    explicit device_array(const std::vector<T>& from) : device_array(from.size()) {
        check(cudaMemcpy(p_, from.data(), from.size() * sizeof(T), cudaMemcpyHostToDevice));
    }
    device_array(const device_array&) = delete;
    device_array& operator=(const device_array&) = delete;
    ~device_array() { cudaFree(p_); }
    T* get() const { return p_; }
    void copy_to(std::vector<T>& to) const {
        check(cudaMemcpy(to.data(), p_, to.size() * sizeof(T), cudaMemcpyDeviceToHost));
    }
    static void check(cudaError_t e) {
        if (e != cudaSuccess) throw std::runtime_error(cudaGetErrorString(e));
    }

private:
    T* p_ = nullptr;
};

/// The calls of one launch, as device pointers.
struct launch {
    const int* input;
    const int* input_at;
    int cases;
    int* output;
    int room; ///< numbers of output per case
    int* counts;
    std::uint32_t* arenas; ///< for machines whose arena is in global memory
};

/// The number of warps; each has an arena in global memory.
inline constexpr int arena_warps = 256;
inline constexpr int arena_lines = 1 << 15;

/// As for programs, arenas are in local memory at the first extent and in global memory at the
/// next.
template <class C, int Extent>
__global__ void __launch_bounds__(128) evaluate_cases(launch x) {
    const int first = static_cast<int>((blockIdx.x * blockDim.x + threadIdx.x) / 32);
    const int warps = static_cast<int>(gridDim.x * blockDim.x / 32);
    const auto run = [&](auto& m) {
        for (int k = first; k < x.cases; k += warps) {
            const std::size_t at = static_cast<std::size_t>(k) * static_cast<std::size_t>(x.room);
            const int n = C::evaluate(m, x.input + x.input_at[k], x.output + at, x.room);
            if (warp::lane() == 0) x.counts[k] = n;
        }
    };
    if constexpr (Extent == 32) {
        constexpr int lines = 4096;
        std::uint32_t arena[lines];
        machine<warp, Extent, Extent> m(arena_memory{arena, lines});
        run(m);
    } else {
        const std::size_t words = std::size_t{arena_lines} * 32;
        machine<warp, Extent, Extent, 32> m(arena_memory{
            x.arenas + static_cast<std::size_t>(first) * words + warp::lane(), arena_lines});
        run(m);
    }
}

/// The arenas in global memory, once for all combinations.
inline std::uint32_t* global_arenas() {
    static const device_array<std::uint32_t> arenas(std::size_t{arena_warps} * arena_lines * 32);
    return arenas.get();
}

template <class C, int Extent>
std::vector<answer> on_warp(const std::vector<numbers>& cases) {
    constexpr int room = 1 << 15;
    numbers input, at;
    for (const numbers& c : cases) {
        at.push_back(static_cast<int>(input.size()));
        input.insert(input.end(), c.begin(), c.end());
    }
    std::vector<int> output(cases.size() * room), counts(cases.size());
    const device_array<int> d_input(input), d_at(at), d_output(output.size()), d_counts(counts);
    evaluate_cases<C, Extent>
        <<<arena_warps / 4, 128>>>({d_input.get(), d_at.get(), static_cast<int>(cases.size()),
                                    d_output.get(), room, d_counts.get(), global_arenas()});
    device_array<int>::check(cudaGetLastError());
    d_output.copy_to(output);
    d_counts.copy_to(counts);
    std::vector<answer> out;
    for (std::size_t k = 0; k < cases.size(); ++k) {
        if (counts[k] > room) {
            out.push_back({status::capacity, {}});
            continue;
        }
        const int* p = output.data() + k * room;
        out.push_back({static_cast<status>(p[0]), {p + 1, p + counts[k]}});
    }
    return out;
}

/// Registers the kernels of combination `id`: Op on arguments A.
template <class Op, class... A>
void add(runners& all, int id) {
    using C = combination<Op, A...>;
    if constexpr (!std::is_same_v<typename C::result, type::ill>)
        all[id].tiers = {{"warp 32", &on_warp<C, 32>}, {"warp 64", &on_warp<C, 64>}};
}

} // namespace batt::conformance
