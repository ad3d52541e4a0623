// Programs on frames of 64 x 64 cells and 16 colours: by columns, in the larger windows, and by
// definition.
#include "measured.hpp"

#include <algorithm>
#include <batt/exec/definition_pipeline.hpp>
#include <batt/text/read.hpp>
#include <iterator>
#include <random>

namespace batt::bench {

/// A frame with walls, rooms and pieces, as in games.
static grid frame(std::mt19937& random) {
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    grid g(64, 64, below(16));
    const auto rectangle = [&](int most_high, int most_wide) {
        const int top = below(64), left = below(64), color = below(16);
        const int bottom = std::min(64, top + 1 + below(most_high)),
                  right = std::min(64, left + 1 + below(most_wide));
        for (int i = top; i < bottom; ++i)
            for (int j = left; j < right; ++j) g(i, j) = static_cast<signed char>(color);
    };
    for (int k = 0; k < 6; ++k) rectangle(24, 24);
    for (int k = 0; k < 12; ++k) rectangle(5, 5);
    g(63, 63) = 15;
    return g;
}

/// The statements of programs for such frames: they find, move, mark, count and remove pieces.
static constexpr const char* statements[] = {
    "x1 = objects(I, T, F, T)\n    O = fill(I, FIVE, argmax(x1, size))",
    "x1 = objects(I, T, F, T)\n    O = cover(I, merge(sizefilter(x1, ONE)))",
    "x1 = objects(I, F, F, T)\n    O = subgrid(argmin(x1, size), I)",
    "x1 = colorfilter(objects(I, T, T, F), EIGHT)\n    O = fill(I, ONE, backdrop(merge(x1)))",
    "x1 = argmin(objects(I, T, F, T), size)\n    O = move(I, x1, astuple(TWO, NEG_ONE))",
    "x1 = objects(I, T, F, T)\n    x2 = argmin(x1, uppermost)\n    x3 = argmax(x1, lowermost)\n"
    "    O = move(I, x2, gravitate(x2, x3))",
    "x1 = sfilter(objects(I, T, F, T), compose(rbind(greater, NINE), size))\n"
    "    O = paint(canvas(mostcolor(I), shape(I)), merge(x1))",
    "x1 = fgpartition(I)\n    O = canvas(color(argmax(x1, height)), astuple(size(x1), ONE))",
    "x1 = mapply(neighbors, ofcolor(I, 15))\n    O = underfill(I, THREE, x1)",
    "O = fill(I, 15, box(ofcolor(I, leastcolor(I))))",
    "O = replace(vmirror(I), mostcolor(I), leastcolor(I))",
    "x1 = crop(I, ORIGIN, astuple(32, 64))\n    O = vconcat(x1, hmirror(x1))"};

static std::vector<text::program> frame_programs() {
    std::string source;
    for (std::size_t k = 0; k < std::size(statements); ++k)
        source +=
            "def solve_" + std::to_string(k) + "(I):\n    " + statements[k] + "\n    return O\n\n";
    return text::read(source, "frames.py").functions;
}

/// Also measures how much faster columns are than the definition, and how many results differ where
/// the definition ends within its limits.
static void frames(benchmark::State& state, backend where) {
    const std::vector<text::program> programs = frame_programs();
    if (programs.size() != std::size(statements))
        return state.SkipWithError("not all programs can be read");
    std::mt19937 random(5);
    sample_set all;
    for (int k = 0; k < (where == backend::host ? 32 : 1024); ++k) {
        all.inputs.push_back(frame(random));
        all.expected.emplace_back(all.inputs.back());
    }
    const packed samples(all);
    column_work work{program_set(programs, most), samples.samples.view()};
    work.options.where = where;
    run_report report;
    const double seconds = measure(state, std::move(work), 0, &report);
    if (seconds <= 0) return;

    sample_set few = all;
    few.inputs.resize(32);
    few.expected.resize(32);
    const auto due = make_definition_pipeline(programs, most)->run(few, {});
    if (!due) return state.SkipWithError(due.error().text.c_str());
    double different = 0;
    for (std::size_t p = 0; p < programs.size(); ++p)
        for (std::size_t k = 0; k < 32; ++k) {
            const verdict& v = due->verdicts[p * 32 + k];
            if (v.why() == status::capacity) continue;
            different += report.verdicts[p * all.inputs.size() + k] != v ? 1 : 0;
        }
    const double per_second = static_cast<double>(due->verdicts.size()) / due->seconds.total;
    state.counters["by definition evaluations/s"] = per_second;
    state.counters["of definition"] =
        static_cast<double>(report.verdicts.size()) / seconds / per_second;
    state.counters["different"] = different;
}

static const bool registered = [] {
    register_both("frames of 64 x 64", frames);
    return true;
}();

} // namespace batt::bench
