// Operations and a program called on the host with what a user holds: grids, or containers that
// other calls returned.
#include "support/scenes.hpp"
#include <batt/batt.hpp>
#include <batt/exec/validate.hpp>
#include <benchmark/benchmark.h>

namespace batt::solvers {

static constexpr auto largest_filled =
    solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), O = fill(I, FIVE, x2));

} // namespace batt::solvers

namespace batt::bench {

/// f(grid) for one grid after the other, all of which the caches hold.
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

static auto objects_of(const grid& g) { return dsl::objects(g, dsl::T, dsl::F, dsl::T); }

/// The program as three calls, each with the result of the one before.
static grid three_calls(const grid& g) {
    const auto all = objects_of(g);
    if (!all) return {};
    const auto largest = dsl::argmax(*all, dsl::size);
    if (!largest) return {};
    const auto filled = dsl::fill(g, dsl::FIVE, *largest);
    return filled ? *filled : grid();
}
static void steps(benchmark::State& state) { call_each(state, scenes.make, three_calls); }

/// f(grid, its objects, the largest of them) for one scene after the other.
template <class F>
static void call_with_objects(benchmark::State& state, const F& f) {
    std::mt19937 random(5);
    std::vector<grid> all;
    std::vector<reference::set<reference::object>> sets;
    std::vector<reference::object> largest;
    while (all.size() < 64) {
        const grid g = scenes.make(random);
        const auto found = objects_of(g);
        if (!found || found->empty()) continue;
        all.push_back(g);
        sets.push_back(*found);
        largest.push_back(dsl::argmax(*found, dsl::size).value());
    }
    std::size_t k = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(f(all[k], sets[k], largest[k]));
        k = (k + 1) % all.size();
    }
    state.SetItemsProcessed(state.iterations());
}
static void argmax(benchmark::State& state) {
    call_with_objects(state, [](const grid&, const auto& all, const auto&) {
        return dsl::argmax(all, dsl::size);
    });
}
static void fill(benchmark::State& state) {
    call_with_objects(state, [](const grid& g, const auto&, const auto& largest) {
        return dsl::fill(g, dsl::FIVE, largest);
    });
}
static void merge(benchmark::State& state) {
    call_with_objects(state,
                      [](const grid&, const auto& all, const auto&) { return dsl::merge(all); });
}
static void remove(benchmark::State& state) {
    call_with_objects(state, [](const grid&, const auto& all, const auto& largest) {
        return dsl::remove(largest, all);
    });
}
static void outbox(benchmark::State& state) {
    call_with_objects(
        state, [](const grid&, const auto&, const auto& largest) { return dsl::outbox(largest); });
}
static void size(benchmark::State& state) {
    call_with_objects(
        state, [](const grid&, const auto&, const auto& largest) { return dsl::size(largest); });
}
static void program(benchmark::State& state) {
    call_each(state, scenes.make, [](const grid& g) { return solvers::largest_filled(g); });
}
BENCHMARK(vmirror)->Name("plain calls/vmirror");
BENCHMARK(dmirror)->Name("plain calls/dmirror");
BENCHMARK(replace)->Name("plain calls/replace");
BENCHMARK(objects)->Name("plain calls/objects");
BENCHMARK(program)->Name("plain calls/program");
BENCHMARK(steps)->Name("plain calls/objects, argmax, fill");
BENCHMARK(argmax)->Name("plain calls/argmax of objects");
BENCHMARK(merge)->Name("plain calls/merge of objects");
BENCHMARK(remove)->Name("plain calls/remove of objects");
BENCHMARK(fill)->Name("plain calls/fill with an object");
BENCHMARK(outbox)->Name("plain calls/outbox of an object");
BENCHMARK(size)->Name("plain calls/size of an object");

} // namespace batt::bench
