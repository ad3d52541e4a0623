// Scores of grids for Python.
#include "arrays.hpp"
#include "grids.hpp"
#include "interrupt.hpp"
#include "programs.hpp"

#include <batt/columns/host_threads.hpp>
#include <batt/reference/dynamic/score.hpp>
#include <optional>

namespace batt::python {

namespace {

namespace dynamic = batt::reference::dynamic;

constexpr std::int16_t no_score = -1;

/// What each score says of grids that were made from samples: an array for each score, with
/// `no_score` where a grid or what is expected of it is absent, or the score fails.
nb::list score_grids(const program_list& scores, const grids& made,
                     const numbers<std::uint32_t>& sample, const grids& inputs,
                     const grids& expected, const numbers<std::uint32_t>& task,
                     const nb::list& demonstrations, int threads, std::uint64_t steps,
                     std::uint64_t bytes) {
    const std::vector<std::uint32_t> sample_of = vector_of(sample), task_of = vector_of(task);
    const auto shown = lists_of<std::uint32_t>(demonstrations);
    const auto pairs_of = [&](std::uint32_t of) {
        std::vector<std::pair<grid, grid>> pairs;
        for (const std::uint32_t k : shown[of]) pairs.emplace_back(inputs.at(k), expected.at(k));
        return pairs;
    };
    std::vector<dynamic::grid_score> all;
    for (std::size_t k = 0; k < scores.size(); ++k) all.emplace_back(scores.at(k));
    std::vector<std::vector<std::int16_t>> out(all.size());
    for (auto& one : out) one.resize(made.size(), no_score);
    run_options how;
    how.threads = threads;
    interrupt stop;
    how.stopped = [&stop] { return stop(); };
    bool good = false;
    {
        const nb::gil_scoped_release others_may_run;
        good = columns::host_threads(how).in_parallel(made.size(), [&](const auto& take) {
            const dynamic::scope memory;
            dynamic::sample s;
            std::optional<std::uint32_t> now;
            for (std::size_t k = take(); k < made.size(); k = take()) {
                const std::uint32_t of = sample_of[k];
                if (made.is_absent(k) || of >= expected.size() || expected.is_absent(of)) continue;
                if (!task_of.empty() && now != task_of[of]) {
                    now = task_of[of];
                    s.show(pairs_of(*now));
                }
                const grid due = expected.at(of);
                s.give(made.at(k), &due);
                for (std::size_t n = 0; n < all.size(); ++n)
                    out[n][k] =
                        static_cast<std::int16_t>(all[n](s, {steps, bytes}).value_or(no_score));
            }
        });
    }
    if (stop.stopped()) throw nb::python_error();
    if (!good) throw std::bad_alloc();
    nb::list arrays;
    for (const auto& one : out)
        arrays.append(array_of<std::int16_t>(
            one.size(), [&](std::int16_t* to) { std::copy(one.begin(), one.end(), to); }));
    return arrays;
}

} // namespace

void bind_scores(nb::module_& m) {
    m.def("score_grids", &score_grids, nb::arg("scores"), nb::arg("made"), nb::arg("sample"),
          nb::arg("inputs"), nb::arg("expected"), nb::arg("task"), nb::arg("demonstrations"),
          nb::arg("threads"), nb::arg("steps"), nb::arg("bytes"));
}

} // namespace batt::python
