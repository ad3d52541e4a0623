// Code that nvcc compiles for the host gives right results at every tier: there vectors are single
// words, and those of the small tier have 16 bits. Compiled by nvcc, run on the host.
#include "support/random_check.hpp"
#include "support/run_program.hpp"

#include <batt/batt.hpp>
#include <doctest/doctest.h>
#include <random>

namespace batt::solvers {

// clang-format off
static constexpr auto shifted = solver(
    x1 = objects(I, T, F, T),
    x2 = argmax(x1, size),
    x3 = fill(I, FIVE, x2),
    x4 = shift(x2, UNITY),
    x5 = underpaint(x3, x4),
    O = dmirror(hmirror(x5)));
// clang-format on

TEST_CASE("tiers of the host agree when nvcc compiles them") {
    std::mt19937 random(testing::seed_or(20261130));
    batch in, expected;
    for (int k = 0; k < 300; ++k) {
        in.push_back(testing::random_grid(random, k % 3 == 0 ? 30 : 16));
        expected.push_back(testing::random_grid(random, 16));
    }
    run_options options;
    options.where = backend::host;
    options.outputs = true;
    mega_batch<decltype(shifted), tiers<small_tier, fast_tier>> small;
    mega_batch<decltype(shifted)> fast;
    const auto got = small.run(in, expected, options);
    const auto due = fast.run(in, expected, options);
    const auto defined = fast.run_standard(sample_view{in, expected}, options);
    REQUIRE(got);
    REQUIRE(due);
    REQUIRE(defined);
    CHECK(got->tier_samples[0] > 100);
    CHECK(got->verdicts == due->verdicts);
    CHECK(got->outputs == due->outputs);
    CHECK(got->verdicts == defined->verdicts);
}

} // namespace batt::solvers
