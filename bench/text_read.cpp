// Reading programs from text: how many per second, all in one file and one per text.
#include <batt/text/read.hpp>
#include <benchmark/benchmark.h>
#include <string>

namespace batt::bench {

static std::string program_named(int k) {
    return "def solve_" + std::to_string(k) +
           "(I):\n"
           "    x1 = objects(I, T, F, T)\n"
           "    x2 = replace(I, ZERO, FIVE)\n"
           "    x3 = compose(normalize, first)\n"
           "    x4 = lbind(fill, x2)\n"
           "    x5 = mostcolor(I)\n"
           "    x6 = sfilter(x1, matcher(color, x5))\n"
           "    x7 = argmax(x6, size)\n"
           "    x8 = fork(connect, ulcorner, lrcorner)\n"
           "    x9 = mapply(x8, x1)\n"
           "    x10 = subgrid(x7, I)\n"
           "    x11 = hconcat(x10, vmirror(x10))\n"
           "    O = fill(x11, THREE, x9)\n"
           "    return O\n\n";
}

static void read_text(benchmark::State& state, const std::string& text, std::int64_t programs) {
    for (auto _ : state) {
        const text::reading read = text::read(text, "bench.py");
        benchmark::DoNotOptimize(read.functions.data());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * programs);
}

static void one_program(benchmark::State& state) { read_text(state, program_named(0), 1); }
static void one_file(benchmark::State& state) {
    constexpr int programs = 1000;
    std::string text;
    for (int k = 0; k < programs; ++k) text += program_named(k);
    read_text(state, text, programs);
}
static void with_lambdas(benchmark::State& state) {
    read_text(state,
              "def solve_a(I):\n"
              "    x = [o for o in objects(I, T, F, T) if size(o) > 2 and color(o) != 0]\n"
              "    y = max(x, key=lambda o: (size(o), -color(o)))\n"
              "    return fill(I, 3 if len(x) > 1 else color(y), y)\n",
              1);
}
BENCHMARK(one_program)->Name("text_read/one_program");
BENCHMARK(one_file)->Name("text_read/one_file");
BENCHMARK(with_lambdas)->Name("text_read/with_lambdas");

} // namespace batt::bench
