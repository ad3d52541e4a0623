// The tier of small grids: on the host samples that fit windows of 16 x 16 run there, all others
// climb, and no result differs.
#include "support/run_batch.hpp"
#include <batt/dsl.hpp>
#include <batt/expr/merged_programs.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::solvers::small {

using namespace testing;

namespace {

using small_first = tiers<small_tier, fast_tier>;

bool is_small(const grid& g) { return g.height() <= 16 && g.width() <= 16; }

/// Small grids, and among them some about as large as the windows, some with markers and some that
/// are empty.
std::vector<grid> mixed_grids(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<grid> out{grid(),          grid(5, 0),
                          grid(16, 16, 7), grid(17, 1, 3),
                          grid(1, 17, 3),  grid(16, 1, -1),
                          grid(1, 16, 14), grid(32, 32, 2),
                          grid(40, 40, 1), grid{{0, 7, -1}, {14, 0, 0}}};
    for (int k = 0; k < 120; ++k) {
        const int side = k % 8 == 0 ? 30 : (k % 2 == 0 ? 16 : 4);
        grid g = random_grid(random, side);
        if (k % 5 == 0) g(g.height() - 1, g.width() - 1) = -1;
        out.push_back(std::move(g));
    }
    return out;
}

/// Runs P at the small tier first: results are those by definition, and on the host exactly the
/// small inputs are tried there. Returns how many samples ran at each tier of the host.
template <class P>
std::vector<std::size_t> check_small(const std::vector<grid>& grids) {
    const auto results = all_on_reference<P>(grids);
    const auto wanted = some_expected(results);
    const batch in(grids), expected(wanted);
    mega_batch<P, small_first> executor;
    mega_batch<P, tiers<fast_tier>> usual;
    std::vector<std::size_t> samples;
    for (const backend where : backends())
        for (const bool outputs : {false, true}) {
            run_options o;
            o.where = where;
            o.outputs = outputs;
            o.batch_size = outputs ? 7 : 0;
            const run_report r = run_batch(executor, in, expected, o);
            check_report(r, results, wanted, outputs);
            CHECK(r.verdicts == run_batch(usual, in, expected, o).verdicts);
            if (where == backend::host)
                samples = r.tier_samples;
            else // a device begins at the next tier
                CHECK(r.tier_samples == run_batch(usual, in, expected, o).tier_samples);
        }
    REQUIRE(samples.size() == 3);
    CHECK(samples[0] ==
          static_cast<std::size_t>(std::count_if(grids.begin(), grids.end(), is_small)));
    return samples;
}
template <class P>
std::vector<std::size_t> check_small(const P&, unsigned seed) {
    return check_small<P>(mixed_grids(seed));
}

} // namespace

TEST_CASE("programs of all kinds on grids of all sizes") {
    const std::vector<grid> grids = mixed_grids(81);
    const auto large = static_cast<std::size_t>(
        std::count_if(grids.begin(), grids.end(), [](const grid& g) { return !is_small(g); }));
    // these programs fit where their inputs fit
    constexpr auto turned = solver(x1 = dmirror(I), x2 = rot90(x1), x3 = cmirror(x2),
                                   x4 = replace(x3, ZERO, NEG_ONE), O = hmirror(x4));
    CHECK(check_small(turned, 81)[1] == large);
    constexpr auto painted =
        solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), x3 = fill(I, FIVE, x2),
               x4 = leastcolor(x3), x5 = ofcolor(x3, x4), x6 = box(x5), x7 = fill(x3, x4, x6),
               O = vmirror(x7));
    CHECK(check_small(painted, 81)[1] == large);
    constexpr auto parts =
        solver(x1 = partition(I), x2 = order(x1, size), x3 = last(x2), x4 = delta(x3),
               x5 = recolor(THREE, x4), x6 = paint(I, x5), x7 = subgrid(x3, x6), O = compress(x7));
    CHECK(check_small(parts, 81)[1] == large);
    constexpr auto counted = solver(x1 = objects(I, F, T, F), x2 = mapply(outbox, x1),
                                    x3 = toindices(x2), x4 = frontiers(I), x5 = merge(x4),
                                    x6 = underfill(I, ONE, x3), x7 = paint(x6, x5), O = rot270(x7));
    check_small(counted, 81);
}

TEST_CASE("samples whose values outgrow the windows climb") {
    constexpr auto p = solver(x1 = upscale(I, THREE), x2 = vmirror(x1), O = x2);
    const auto samples = check_small(p, 82);
    const std::vector<grid> grids = mixed_grids(82);
    const auto outgrown =
        static_cast<std::size_t>(std::count_if(grids.begin(), grids.end(), [](const grid& g) {
            return g.height() > 5 || (g.height() > 0 && g.width() > 5);
        }));
    CHECK(outgrown > 40);
    CHECK(samples[1] == outgrown);
    // a grid that is large only on the way, and lines that are longer than the windows
    constexpr auto q = solver(x1 = hconcat(I, I), x2 = vconcat(x1, x1), x3 = vmirror(x2),
                              x4 = lefthalf(x3), O = tophalf(x4));
    check_small(q, 83);
    constexpr auto line =
        solver(x1 = ofcolor(I, ONE), x2 = center(x1), x3 = hfrontier(x2), O = fill(I, TWO, x3));
    check_small(line, 84);
}

TEST_CASE("an expected grid that is larger than the windows does not match") {
    constexpr auto p = solver(O = vmirror(I));
    using P = std::remove_cv_t<decltype(p)>;
    const std::vector<grid> grids{grid(3, 3, 1), grid(3, 3, 1), grid(16, 16, 1), grid(3, 3, 1),
                                  grid(2, 0),    grid(3, 3, 1), grid(3, 3, 1)};
    const std::vector<grid> wanted{grid(19, 19, 1), grid(3, 19, 1), grid(32, 16, 1), grid(40, 3, 1),
                                   grid(18, 0),     grid(3, 3, 1),  grid(19, 3, 0)};
    mega_batch<P, small_first> executor;
    const auto results = all_on_reference<P>(grids);
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        const run_report r = run_batch(executor, batch(grids), batch(wanted), o);
        check_report(r, results, wanted, false);
        for (std::size_t k = 0; k < grids.size(); ++k) {
            CHECK(r.verdicts[k].match() == (k == 5));
            CHECK(r.verdicts[k].cells() == (k == 5 ? 9 : 0));
            CHECK(r.verdicts[k].hash() == value::hash(results[k].out));
        }
        // the output whose expected grid cannot be packed is compared by definition
        if (where == backend::host) CHECK(r.tier_samples == std::vector<std::size_t>{7, 1, 1});
    }
}

TEST_CASE("the small tier does not hold the colour 15") {
    constexpr auto p = solver(x1 = mostcolor(I), x2 = replace(I, ZERO, x1), O = vmirror(x2));
    mega_batch<decltype(p), tiers<small_tier, fast_tier, large_tier>> executor;
    const batch in({grid{{15, 0, 15}}, grid{{1, 0, 1}}, grid{{1, 0, 1}}}),
        expected({grid(1, 3, 15), grid{{15, 1, 1}}, grid(1, 3, 1)});
    run_options o;
    o.where = backend::host;
    o.outputs = true;
    const run_report r = run_batch(executor, in, expected, o);
    const auto due = executor.run_standard(sample_view{in, expected}, o);
    REQUIRE(due);
    CHECK(r.verdicts == due->verdicts);
    CHECK(r.outputs == due->outputs);
    CHECK(r.verdicts[0].match());
    CHECK(r.verdicts[1].cells() == 2);
    // two inputs fit
    CHECK(r.tier_samples == std::vector<std::size_t>{2, 2, 2, 0});
}

TEST_CASE("samples that are all too large begin at the next tier") {
    constexpr auto p = solver(O = vmirror(I));
    mega_batch<decltype(p), small_first> executor;
    const batch in({grid(17, 3, 1), grid(3, 17, 2), grid(30, 30, 3)});
    run_options o;
    o.where = backend::host;
    const run_report r = run_batch(executor, in, in, o);
    CHECK(r.tier_samples == std::vector<std::size_t>{0, 3, 0});
    CHECK(r.seconds.retry == 0); // the first tier that ran
    CHECK(r.seconds.kernel > 0);
    for (const verdict& v : r.verdicts) CHECK(v.match());
}

TEST_CASE("a choice of samples and programs, and repetitions") {
    constexpr auto p = solver(x1 = hupscale(I, TWO), O = hmirror(x1));
    using P = std::remove_cv_t<decltype(p)>;
    const std::vector<grid> grids = mixed_grids(85);
    const auto results = all_on_reference<P>(grids);
    const batch in(grids);
    mega_batch<P, small_first> executor;
    std::vector<std::uint32_t> places;
    std::vector<std::uint64_t> active;
    for (std::size_t k = grids.size(); k > 0; k -= k > 3 ? 3 : k) {
        places.push_back(static_cast<std::uint32_t>(k - 1));
        active.push_back(k % 2);
    }
    run_options o;
    o.where = backend::host;
    const auto r = executor.run(sample_view{in, {}}, o, {places, active, 2});
    REQUIRE(r);
    REQUIRE(r->verdicts.size() == 2 * places.size());
    for (std::size_t k = 0; k < r->verdicts.size(); ++k) {
        const std::size_t from = k % places.size();
        if (active[from] == 0)
            CHECK(r->verdicts[k] == verdict());
        else
            CHECK(r->verdicts[k] == verdict_on(results[places[from]], nullptr));
    }
}

namespace {

/// A program that fits where its input does, one that outgrows its input, and one that reads the
/// demonstrations.
struct three_programs {
    static constexpr int programs = 3, statements = 4;
    static constexpr bool rays = false, uses_demonstrations = true, uses_expected = false;

    template <class Run>
    static BATT_FN void run(Run& run) {
        const auto I = run.input();
        const auto S = run.demonstrations();
        const auto v1 = step<1, 0x1ULL>(run, dsl::vmirror, I);
        output<0>(run, v1);
        const auto v2 = step<2, 0x2ULL>(run, dsl::upscale, I, dsl::TWO);
        output<1>(run, v2);
        const auto v3 = step<3, 0x4ULL>(run, dsl::first, S);
        const auto v4 = step<4, 0x4ULL>(run, dsl::last, v3);
        output<2>(run, v4);
    }
};

} // namespace

TEST_CASE("of several programs only those that do not fit climb") {
    const std::vector<grid> grids = mixed_grids(86);
    const batch in(grids);
    // the demonstrations of the second task are large, and the programs differ from turn to turn
    const batch pairs({grid{{1}}, grid{{2, 3}}, grid{{1}}, grid(20, 20, 4)});
    const std::vector<std::uint32_t> first{0, 2, 4};
    std::vector<std::uint32_t> task;
    std::vector<std::uint64_t> active;
    std::size_t fit = 0;
    for (std::size_t k = 0; k < grids.size(); ++k) {
        task.push_back(k % 5 == 0 ? 1 : 0);
        active.push_back(k % 7 + 1);
        fit += is_small(grids[k]) ? 1U : 0U;
    }
    sample_view samples{in, in};
    samples.task = task.data();
    samples.active = active.data();
    samples.demonstrations = pairs;
    samples.first = first.data();
    samples.tasks = 2;
    mega_batch<three_programs, small_first> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        o.outputs = true;
        const auto r = executor.run(samples, o), due = executor.run_standard(samples, o);
        REQUIRE(r);
        REQUIRE(due);
        CHECK(r->verdicts == due->verdicts);
        CHECK(r->outputs == due->outputs);
        if (where == backend::host) {
            CHECK(r->tier_samples[0] == fit);
            CHECK(r->tier_samples[1] > 40);
            CHECK(r->tier_samples[1] < grids.size());
        }
    }
}

TEST_CASE("only the last tier decides which samples stay capacity") {
    constexpr auto p = solver(O = upscale(I, TWO));
    mega_batch<decltype(p), small_first> executor;
    // the first two outputs are larger than small windows, the third cannot be packed
    const batch in({grid(10, 10, 1), grid(16, 2, 1), grid(17, 1, 1), grid(2, 2, 1)});
    const batch expected({grid(20, 20, 1), grid(32, 4, 1), grid(1, 1, 1), grid(4, 4, 1)});
    run_options o;
    o.where = backend::host;
    o.unmatchable = false;
    const run_report r = run_batch(executor, in, expected, o);
    for (const std::size_t k : {0U, 1U, 3U}) CHECK(r.verdicts[k].match());
    CHECK(r.verdicts[2] == verdict(status::capacity, 1));
    CHECK(r.evaluations.stayed == 1);
}

TEST_CASE("devices have no small tiers") {
    static_assert(std::is_same_v<full_tiers<small_first>, tiers<fast_tier>>);
    static_assert(std::is_same_v<full_tiers<tiers<small_tier, ray_tier, large_tier>>,
                                 tiers<ray_tier, large_tier>>);
    static_assert(std::is_same_v<full_tiers<tiers<large_tier>>, tiers<large_tier>>);
}

} // namespace batt::solvers::small
BATT_HOST_CALLS_END
