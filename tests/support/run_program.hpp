// Programs on single grids, on the machine of this build and by definition; both must agree.
#pragma once

#include <batt/exec/sample.hpp>
#include <batt/reference/machine/definition_machine.hpp>
#include <doctest/doctest.h>
#include <random>
#include <string>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// How doctest shows a grid.
inline doctest::String toString(const grid& g) {
    std::string text = std::to_string(g.height()) + " x " + std::to_string(g.width());
    for (int i = 0; i < g.height(); ++i) {
        text.push_back('\n');
        for (int j = 0; j < g.width(); ++j) text.append(" ").append(std::to_string(int{g(i, j)}));
    }
    return text.c_str();
}

} // namespace batt

namespace batt::testing {

/// What a program gave on one grid; the output of a failed one is 0x0.
struct sample_result {
    status why = status::ok;
    int statement = 0;
    grid out{};

    friend bool operator==(const sample_result&, const sample_result&) = default;
    friend bool operator==(const sample_result& a, const grid& b) {
        return a.why == status::ok && a.out == b;
    }
};

/// A failure that began at a statement.
inline sample_result failed(status why, int statement) { return {why, statement, {}}; }

inline doctest::String toString(const sample_result& r) {
    if (r.why == status::ok) return batt::toString(r.out);
    return (std::string(to_string(r.why)) + " at " + std::to_string(r.statement)).c_str();
}

/// A sample as it travels to a machine and back.
struct packed_sample {
    packed_row in[packed_side];
    packed_row out[packed_side];
    packed_size in_size, out_size;
    verdict result;
};

#if defined(__CUDACC__)
template <class Program, class Tier>
__global__ void run_packed_sample(packed_sample* s) {
    std::uint32_t arena[Tier::lines];
    typename Tier::template machine_type<warp> m(arena_memory{arena, Tier::lines});
    const verdict v =
        run_sample<Program>(m, s->in, s->in_size, nullptr, {0, 0}, s->out, &s->out_size, [] {});
    if (warp::lane() == 0) s->result = v;
}
#endif

/// P on the serial machine; compiled as CUDA, on the warp machine.
template <class P, class Tier = fast_tier>
sample_result on_machine(const grid& in) {
    batch packed(std::vector<grid>{in});
    REQUIRE(packed.size() == 1);
    packed_sample s{};
    std::memcpy(static_cast<void*>(s.in), packed.view().rows, sizeof s.in);
    s.in_size = packed.view().sizes[0];
#if defined(__CUDACC__)
    packed_sample* d = nullptr;
    REQUIRE(cudaMalloc(&d, sizeof s) == cudaSuccess);
    REQUIRE(cudaMemcpy(d, &s, sizeof s, cudaMemcpyHostToDevice) == cudaSuccess);
    run_packed_sample<P, Tier><<<1, 32>>>(d);
    REQUIRE(cudaGetLastError() == cudaSuccess);
    REQUIRE(cudaMemcpy(static_cast<void*>(&s), d, sizeof s, cudaMemcpyDeviceToHost) == cudaSuccess);
    cudaFree(d);
#else
    std::vector<std::uint32_t> arena(std::size_t{Tier::lines} * 32);
    typename Tier::template machine_type<serial> m(arena_memory{arena.data(), Tier::lines});
    s.result = run_sample<P>(m, s.in, s.in_size, nullptr, {0, 0}, s.out, &s.out_size, [] {});
#endif
    return {s.result.why(), s.result.statement(), batch::unpack(s.out, s.out_size)};
}

/// P through the reference.
template <class P>
sample_result on_reference(const grid& in) {
    reference::definition_machine b;
    const auto r = P::run_grid(b, reference::from_host(in));
    return {r.why.why(), r.why.statement(), r.why.none() ? reference::to_host(r.value) : grid()};
}

/// Runs P on the machine and through the reference, checks that they agree, and returns the result.
template <class P>
sample_result run(const P&, const grid& in) {
    const sample_result expected = on_reference<P>(in);
    CHECK(on_machine<P>(in) == expected);
    return expected;
}

/// A random grid: noise, or some rectangles on a background; up to side x side.
inline grid random_grid(std::mt19937& random, int side = 30) {
    const auto below = [&random](int n) {
        return static_cast<int>(random() % static_cast<unsigned>(n));
    };
    const int h = 1 + below(side), w = 1 + below(side), kind = below(4);
    grid g(h, w, kind == 0 ? 0 : below(10));
    for (int n = kind == 1 ? 0 : below(8); n > 0; --n) {
        const int top = below(h), left = below(w), c = below(10);
        for (int i = top; i < h && i < top + 1 + n; ++i)
            for (int j = left; j < w && j < left + 2; ++j) g(i, j) = static_cast<signed char>(c);
    }
    if (kind == 3)
        for (int i = 0; i < h; ++i)
            for (int j = 0; j < w; ++j)
                if (below(3) == 0) g(i, j) = static_cast<signed char>(below(10));
    return g;
}

} // namespace batt::testing
BATT_HOST_CALLS_END
