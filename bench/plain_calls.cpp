// Operations and a program called on one grid on the host, as a user holds it and gets it back.
#include "support/scenes.hpp"
#include <batt/batt.hpp>
#include <batt/exec/validate.hpp>
#include <benchmark/benchmark.h>

namespace batt::solvers {

static constexpr auto largest_filled =
    solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), O = fill(I, FIVE, x2));

} // namespace batt::solvers

namespace batt::bench {

/// f(grid) of one grid after the other, all of which the caches hold.
template <class F>
static void call_each(benchmark::State& state, grid (*make)(std::mt19937&), const F& f) {
    std::mt19937 random(5);
    std::vector<grid> all;
    for (int k = 0; k < 64; ++k) all.push_back(make(random));
    std::size_t k = 0;
    for (auto _ : state) benchmark::DoNotOptimize(f(all[k++ % all.size()]));
    state.SetItemsProcessed(state.iterations());
}
static void vmirror(benchmark::State& state) {
    call_each(state, grids.make, [](const grid& g) { return dsl::vmirror(g); });
}
static void dmirror(benchmark::State& state) {
    call_each(state, grids.make, [](const grid& g) { return dsl::dmirror(g); });
}
static void replace(benchmark::State& state) {
    call_each(state, grids.make, [](const grid& g) { return dsl::replace(g, 3, 4); });
}
static void objects(benchmark::State& state) {
    call_each(state, scenes.make,
              [](const grid& g) { return dsl::objects(g, dsl::T, dsl::F, dsl::T); });
}
static void program(benchmark::State& state) {
    call_each(state, scenes.make, [](const grid& g) { return solvers::largest_filled(g); });
}
BENCHMARK(vmirror)->Name("plain calls/vmirror");
BENCHMARK(dmirror)->Name("plain calls/dmirror");
BENCHMARK(replace)->Name("plain calls/replace");
BENCHMARK(objects)->Name("plain calls/objects");
BENCHMARK(program)->Name("plain calls/program");

} // namespace batt::bench
