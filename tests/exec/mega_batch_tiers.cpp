// Tiers of the executor: a sample that overflows one tier climbs to the next, and no result
// differs.
#include "support/object_pipeline.hpp"
#include "support/run_batch.hpp"

namespace batt::solvers {

using namespace testing;

/// Runs P at Tiers on every back end: the results are those by definition. Returns how many samples
/// ran at each tier of the host. alike: whether they are as many on every back end.
template <class P, class Tiers>
static std::vector<std::size_t> check_tiers(const std::vector<grid>& grids, bool outputs = true,
                                            bool alike = true) {
    const auto results = all_on_reference<P>(grids);
    const auto wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    mega_batch<P, Tiers> executor;
    std::vector<std::size_t> samples;
    for (const backend where : backends())
        for (const std::size_t batch_size : {0, 7}) {
            run_options o;
            o.where = where;
            o.outputs = outputs;
            o.batch_size = batch_size;
            const run_report r = run_batch(executor, in, expected, o);
            check_report(r, results, wanted, outputs);
            if (samples.empty()) samples = r.tier_samples;
            if (alike || where == backend::host) CHECK(r.tier_samples == samples);
        }
#if defined(__CUDACC__)
    // samples that overflow on the device are fetched from the user's memory
    const device_batch device_in = copied_to_device(in),
                       device_expected = copied_to_device(expected);
    run_options o;
    o.outputs = outputs;
    check_report(run_batch(executor, device_in, device_expected, o), results, wanted, outputs);
    check_report(run_batch(executor, in, device_expected, o), results, wanted, outputs);
#endif
    return samples;
}

TEST_CASE("a tier with a very small arena") {
    const auto grids = some_grids(200, 21);
    const auto tiny = check_tiers<decltype(pipeline), tiers<tier<32, 32, 8>>>(grids);
    REQUIRE(tiny.size() == 2);
    CHECK(tiny[0] == 200);
    CHECK(tiny[1] > 20);
    CHECK(tiny[1] < 200);
    const auto climbing =
        check_tiers<decltype(pipeline), tiers<tier<32, 32, 8>, tier<32, 32, 40>, fast_tier>>(grids);
    REQUIRE(climbing.size() == 4);
    CHECK(climbing[0] == 200);
    CHECK(climbing[1] == tiny[1]);
    CHECK(climbing[2] > 0);
    CHECK(climbing[2] < climbing[1]);
    CHECK(climbing[3] == 0);
}

TEST_CASE("an arena of one line, and no other tier but the definition") {
    const auto grids = some_grids(60, 22);
    const auto none = check_tiers<decltype(pipeline), tiers<tier<32, 32, 1>>>(grids);
    CHECK(none[1] > 30);
    constexpr auto flat = solver(x1 = hmirror(I), O = vmirror(x1));
    CHECK(check_tiers<decltype(flat), tiers<tier<32, 32, 1>>>(grids)[1] == 0);
}

TEST_CASE("without a last tier what overflows keeps the status capacity") {
    std::vector<grid> grids = some_grids(100, 29);
    grids.push_back(grid(40, 40, 3)); // no tier holds it
    const batch in(grids);
    using tiny = mega_batch<decltype(pipeline), tiers<tier<32, 32, 8>, tier<32, 32, 40>>>;
    tiny executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const run_report all = run_batch(executor, in, in, o);
        o.last_tier = false;
        const run_report some = run_batch(executor, in, in, o);
        const std::size_t left = all.tier_samples[2];
        CHECK(left > 1);
        CHECK(left < 100);
        CHECK(all.evaluations.stayed == 0);
        CHECK(all.evaluations.definition == left);
        CHECK(some.tier_samples == std::vector<std::size_t>{101, all.tier_samples[1], 0});
        CHECK(some.evaluations.definition == 0);
        CHECK(some.evaluations.stayed == left);
        CHECK(some.seconds.reference == 0);
        std::size_t stayed = 0;
        for (std::size_t k = 0; k < grids.size(); ++k) {
            if (some.verdicts[k].why() == status::capacity) {
                ++stayed;
                CHECK(!some.verdicts[k].match());
                CHECK(some.verdicts[k].hash() == 0);
                CHECK(some.outputs[k] == grid());
                continue;
            }
            CHECK(some.verdicts[k] == all.verdicts[k]);
            CHECK(some.outputs[k] == all.outputs[k]);
        }
        CHECK(stayed == left);
        CHECK(some.verdicts[100].why() == status::capacity);
        CHECK(all.verdicts[100] == verdict(status::empty, 2));
    }
    // the standard form has no tiers
    run_options o;
    o.last_tier = false;
    const sample_view samples{in, in};
    const auto standard = executor.run_standard(samples, o);
    REQUIRE(standard);
    CHECK(standard->verdicts == executor.run_standard(samples)->verdicts);
    CHECK(standard->evaluations.stayed == 0);
}

TEST_CASE("outputs larger than 32 x 32") {
    constexpr auto p = solver(O = upscale(I, THREE));
    std::vector<grid> grids = some_grids(60, 23);
    grids.push_back(grid(10, 10, 4));
    grids.push_back(grid(11, 2, 4));
    for (const bool outputs : {true, false}) {
        const auto samples = check_tiers<decltype(p), default_tiers<decltype(p)>>(grids, outputs);
        CHECK(samples[1] > 10);
        CHECK(samples[1] < 60);
    }
    mega_batch<decltype(p)> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const auto r = run_batch(executor, batch({grid{{1, 2}}, grid(30, 20, 6)}), {}, o);
        CHECK(r.outputs[0] == grid{{1, 1, 1, 2, 2, 2}, {1, 1, 1, 2, 2, 2}, {1, 1, 1, 2, 2, 2}});
        CHECK(r.outputs[1] == grid(90, 60, 6));
        CHECK(r.verdicts[1].ok());
    }
}

TEST_CASE("large windows: an output that cannot be packed") {
    constexpr auto p = solver(x1 = upscale(I, TWO), O = vmirror(x1));
    const auto grids = some_grids(60, 24);
    // without outputs the machine's verdict is final
    CHECK(check_tiers<decltype(p), tiers<fast_tier, large_tier>>(grids, false)[2] == 0);
    CHECK(check_tiers<decltype(p), tiers<fast_tier, large_tier>>(grids, true, false)[2] == 0);
    // a grid that is large only on the way
    constexpr auto q = solver(x1 = upscale(I, TWO), x2 = vmirror(x1), O = downscale(x2, TWO));
    CHECK(check_tiers<decltype(q), tiers<fast_tier, large_tier>>(grids, true)[2] == 0);
    CHECK(check_tiers<decltype(q), tiers<large_tier>>(grids, true)[1] == 0);
}

TEST_CASE("grids that cannot be packed run in their places, in large windows or by definition") {
    std::vector<grid> grids = some_grids(40, 27);
    grids[1] = grid(40, 40, 3);
    grids[17] = grid(1, 33, 2);
    grids[38] = grid(5, 70, 1);
    grids[20] = grid(10, 2, 6);
    for (const std::size_t k : {1, 17, 20}) grids[k](0, 1) = 1; // an object
    using P = std::remove_cv_t<decltype(pipeline)>;
    const auto results = all_on_reference<P>(grids);
    std::vector<grid> wanted = some_expected(results);
    wanted[1] = results[1].out; // it is found to be equal although it is so large
    REQUIRE(results[1].out.height() == 40);
    wanted[17] = grid(50, 50, 7);
    wanted[20] = grid(33, 1, 7);
    const batch in(grids), expected(wanted);
    for (const backend where : backends())
        for (const bool outputs : {false, true}) {
            mega_batch<P, tiers<fast_tier, large_tier>> executor;
            run_options o;
            o.where = where;
            o.outputs = outputs;
            const run_report r = run_batch(executor, in, expected, o);
            check_report(r, results, wanted, outputs);
            CHECK(r.verdicts[1].match());
            // on the host only one is too large for windows of 64; a GPU has no large windows
            CHECK(r.tier_samples[2] == (where == backend::host ? 1 : 4));
#if defined(__CUDACC__)
            if (where == backend::host) continue;
            const device_batch device_in = copied_to_device(in),
                               device_expected = copied_to_device(expected);
            check_report(run_batch(executor, device_in, device_expected, o), results, wanted,
                         outputs);
#endif
        }
    // a number that is no colour
    grids[3] = grid(2, 2, 16);
    mega_batch<P> executor;
    const run_report r = run_batch(executor, batch(grids), {}, {});
    CHECK(r.verdicts[3] == verdict(status::domain, 0));
    CHECK(r.verdicts[38] == verdict_on(results[38], nullptr));
}

TEST_CASE("samples that hold a 15, and only these, have sixteen colours") {
    constexpr auto p = solver(x1 = mostcolor(I), x2 = replace(I, ZERO, x1), O = vmirror(x2));
    grid frame(64, 64, 15), wanted(64, 64, 15);
    frame(0, 0) = -1;
    wanted(0, 63) = -1;
    frame(5, 1) = 0;
    mega_batch<decltype(p), tiers<fast_tier, large_tier>> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const run_report r = run_batch(executor, batch({frame, grid{{15, 0, 15}}, grid{{1, 0, 1}}}),
                                       batch({wanted, grid(1, 3, 15), grid(1, 3, 1)}), o);
        for (const verdict& v : r.verdicts) CHECK(v.match());
        // 15 beside -1 runs by definition; 15 alone in large windows, which only the host has
        CHECK(r.tier_samples[2] == (where == backend::host ? 1 : 2));
        CHECK(r.outputs[0] == wanted);
        CHECK(r.outputs[1] == grid(1, 3, 15));
    }
}

TEST_CASE("a 15 that only the demonstrations hold is a colour of the sample") {
    constexpr auto p = solver(x1 = add(SEVEN, EIGHT), O = canvas(x1, TWO_BY_TWO));
    mega_batch<decltype(p)> executor;
    const batch in({grid{{1, 2}}, grid{{3}}});
    const batch pairs({grid{{1}}, grid{{15}}, grid{{1}}, grid{{14}}});
    const std::vector<std::uint32_t> task{0, 1}, first{0, 2, 4};
    sample_view samples{in, {}};
    samples.task = task.data();
    samples.demonstrations = pairs;
    samples.first = first.data();
    samples.tasks = 2;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const auto r = executor.run(samples, o);
        REQUIRE(r.has_value());
        CHECK(r->verdicts[0].ok());
        CHECK(r->outputs[0] == grid(2, 2, 15));
        CHECK(r->verdicts[1] == verdict(status::domain, 2));
    }
}

/// Compares P at the tiers fast and large with the definition, on grids with the colour 15.
template <class P>
static void check_fifteen(const std::vector<grid>& grids, std::size_t by_definition) {
    std::vector<grid> wanted = grids;
    wanted[0] = grid(2, 2, 15);
    mega_batch<P, tiers<fast_tier, large_tier>> executor;
    const batch in(grids), expected(wanted);
    const auto due = executor.run_standard(sample_view{in, expected});
    REQUIRE(due);
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        const run_report r = run_batch(executor, in, expected, o);
        CHECK(r.verdicts == due->verdicts);
        if (where == backend::host) CHECK(r.tier_samples[2] == by_definition);
    }
}

TEST_CASE("compiled programs in large windows with the colour 15") {
    std::mt19937 random(30);
    std::vector<grid> grids;
    for (int k = 0; k < 40; ++k) {
        grid g = random_grid(random, k % 2 == 0 ? 64 : 30);
        for (int n = 0; n < 9; ++n)
            g(static_cast<int>(random() % static_cast<unsigned>(g.height())),
              static_cast<int>(random() % static_cast<unsigned>(g.width()))) = 15;
        grids.push_back(g);
    }
    grids[0] = grid(3, 3, 1); // only its expected output has the colour
    check_fifteen<decltype(pipeline)>(grids, 0);
    constexpr auto counted = solver(x1 = palette(I), x2 = maximum(x1), O = canvas(x2, UNITY));
    check_fifteen<decltype(counted)>(grids, 0);
    constexpr auto made = solver(x1 = add(SEVEN, EIGHT), O = canvas(x1, TWO_BY_TWO));
    check_fifteen<decltype(made)>(grids, 0);
    constexpr auto marked = solver(x1 = replace(I, ZERO, NEG_ONE), O = vmirror(x1));
    grids.resize(12);
    for (grid& g : grids) g(0, 0) = 0;
    check_fifteen<decltype(marked)>(grids, 12);
}

TEST_CASE("rays need wide windows, which programs that shoot have by default") {
    constexpr auto p = solver(x1 = objects(I, T, F, T), x2 = argmin(x1, size), x3 = center(x2),
                              x4 = shoot(x3, UNITY), O = fill(I, FIVE, x4));
    static_assert(std::is_same_v<default_tiers<decltype(p)>, tiers<ray_tier>>);
    static_assert(std::is_same_v<default_tiers<decltype(pipeline)>, tiers<fast_tier>>);
    const auto grids = some_grids(120, 25);
    CHECK(check_tiers<decltype(p), default_tiers<decltype(p)>>(grids)[1] == 0);
    CHECK(check_tiers<decltype(p), tiers<fast_tier>>(grids)[1] > 0);
}

TEST_CASE("a sample that is too large even for the definition") {
    // 4 x 4 cells become 4 * 3^9 rows and columns
    constexpr auto p = solver(x1 = power(rbind(upscale, THREE), NINE), x2 = x1(I), x3 = height(x2),
                              x4 = positive(x3), O = branch(x4, I, x2));
    const std::vector<grid> grids{grid(4, 4, 1), grid(), grid(1, 1)};
    mega_batch<decltype(p)> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const auto r = run_batch(executor, batch(grids), {}, o);
        CHECK(r.verdicts[0] == verdict(status::capacity, 2));
        CHECK(r.outputs[0] == grid());
        CHECK(r.verdicts[1].ok());
        CHECK(r.verdicts[2] == verdict(status::capacity, 2));
        CHECK(r.tier_samples[1] == 2);
    }
}

} // namespace batt::solvers
