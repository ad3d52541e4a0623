// Batches for tests of the executor, and comparisons of whole reports.
#pragma once

#include "run_program.hpp"
#include <batt/exec/mega_batch.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// Random grids; more than 100 have among them some at the limits of what a batch holds.
inline std::vector<grid> some_grids(int count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<grid> out;
    for (int k = 0; k < count; ++k) out.push_back(random_grid(random));
    const std::size_t n = out.size();
    if (n > 100) {
        out[3] = grid();
        out[17] = grid(5, 0);
        out[40] = grid(32, 32, 7);
        out[41] = grid(32, 1, -1);
        out[42] = grid(1, 32, 14);
        out[43] = grid{{0, 7, -1}, {14, 0, 0}};
        out[n - 1] = grid(1, 1, 3);
    }
    return out;
}

/// What P gives by definition on each grid.
template <class P>
std::vector<sample_result> all_on_reference(const std::vector<grid>& in) {
    std::vector<sample_result> out;
    for (const grid& g : in) out.push_back(on_reference<P>(g));
    return out;
}

/// Expected outputs: right for some samples, wrong for others.
inline std::vector<grid> some_expected(const std::vector<sample_result>& results) {
    std::vector<grid> out;
    for (std::size_t k = 0; k < results.size(); ++k) {
        grid g = batch::accepts(results[k].out) ? results[k].out : grid(2, 2);
        if (k % 3 == 1 && g.width() > 0) g(g.height() - 1, 0) = g(g.height() - 1, 0) == 4 ? 5 : 4;
        if (k % 7 == 2) g = grid(g.height() % 32 + 1, 3);
        out.push_back(g);
    }
    return out;
}

/// Runs the batch; the test case ends if the run fails.
template <class Executor>
run_report run_batch(Executor& executor, const batch_argument& in, const batch_argument& expected,
                     const run_options& options) {
    auto report = executor.run(in, expected, options);
    const std::string text = report ? "" : report.error().text;
    REQUIRE_MESSAGE(report.has_value(), text);
    return *report;
}

/// The verdict on a result by definition. expected: null if there is none.
inline verdict verdict_on(const sample_result& x, const grid* expected) {
    if (x.why != status::ok) return {x.why, x.statement};
    const bool match = expected != nullptr && x.out == *expected;
    int cells = 0;
    if (expected != nullptr && expected->height() == x.out.height() &&
        expected->width() == x.out.width())
        for (int i = 0; i < x.out.height(); ++i)
            for (int j = 0; j < x.out.width(); ++j)
                if (x.out(i, j) == (*expected)(i, j)) ++cells;
    return {x.why, x.statement, match, cells, value::digest_of(x.out)};
}

/// Checks a report against the results by definition.
inline void check_report(const run_report& r, const std::vector<sample_result>& results,
                         const std::vector<grid>& expected, bool outputs) {
    REQUIRE(r.verdicts.size() == results.size());
    REQUIRE(r.outputs.size() == (outputs ? results.size() : 0));
    std::size_t wrong = 0;
    for (std::size_t k = 0; k < results.size(); ++k) {
        const sample_result& x = results[k];
        if (r.verdicts[k] != verdict_on(x, expected.empty() ? nullptr : &expected[k])) ++wrong;
        if (outputs && r.outputs[k] != x.out) ++wrong;
    }
    CHECK(wrong == 0);
}

/// Checks that two runs gave the same.
inline void check_same(const run_report& a, const run_report& b) {
    CHECK(a.verdicts == b.verdicts);
    CHECK(a.outputs == b.outputs);
    CHECK(a.tier_samples == b.tier_samples);
}

/// The back ends of this build.
inline std::vector<backend> backends() {
#if defined(__CUDACC__)
    return {backend::host, backend::cuda};
#else
    return {backend::host};
#endif
}

#if defined(__CUDACC__)
/// A copy of a batch in device memory.
inline device_batch copied_to_device(const batch& b) {
    auto copy = device_batch::copy(b);
    REQUIRE(copy.has_value());
    return std::move(*copy);
}
#endif

} // namespace batt::testing
BATT_HOST_CALLS_END
