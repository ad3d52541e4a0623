// Verdicts: equal cells and hashes of outputs, the same in every window and at every tier.
#include "support/run_batch.hpp"
#include <batt/dsl.hpp>
#include <type_traits>

namespace batt::solvers {

using namespace testing;

static_assert(sizeof(verdict) == 16 && std::is_trivially_copyable_v<verdict>);

/// Runs P on the grids at Tiers, with and without outputs, and compares with the results by
/// definition. Returns how many samples ran by definition.
template <class P, class Tiers>
std::size_t check_verdicts(const std::vector<grid>& grids, const std::vector<grid>& expected) {
    const auto results = all_on_reference<P>(grids);
    mega_batch<P, Tiers> executor;
    std::size_t last = 0;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        const run_report r = run_batch(executor, batch(grids), batch(expected), o);
        check_report(r, results, expected, false);
        last = r.tier_samples.back();
        o.outputs = true;
        check_report(run_batch(executor, batch(grids), batch(expected), o), results, expected,
                     true);
        check_report(run_batch(executor, batch(grids), {}, o), results, {}, true);
    }
    const batch in(grids), wanted(expected);
    const auto standard = executor.run_standard({in, wanted});
    REQUIRE(standard.has_value());
    check_report(*standard, results, expected, false);
    return last;
}

constexpr auto mirrored = solver(O = vmirror(I));

TEST_CASE("what a verdict holds") {
    const verdict none;
    CHECK(none.ok());
    CHECK((none.hash() == 0 && none.cells() == 0 && none.statement() == 0 && !none.match()));
    const value::digest some(0xFEDCBA9876543210U, 30, 30), other(0xFEDCBA9876543211U, 30, 30);
    const verdict v(status::ok, 0, true, 900, some);
    CHECK((v.ok() && v.match() && v.cells() == 900 && v.hash() == some.hash()));
    CHECK(v == verdict(status::ok, 0, true, 900, some));
    CHECK(v != verdict(status::ok, 0, false, 900, some));
    CHECK(v != verdict(status::ok, 0, true, 899, some));
    CHECK(v != verdict(status::ok, 0, true, 900, other));
    const verdict failed(status::not_found, 4095);
    CHECK((failed.why() == status::not_found && failed.statement() == 4095 && !failed.match()));
    CHECK((failed.cells() == 0 && failed.hash() == 0));
    CHECK(verdict(status::empty, 5000).statement() == 4095);
}

TEST_CASE("equal cells") {
    struct known {
        grid in, expected;
        int cells;
        bool match;
    };
    grid nearly(32, 32, -1);
    nearly(31, 31) = 14;
    const known all[] = {
        {{{1, 2, 3}, {4, 5, 6}}, {{3, 2, 1}, {6, 5, 0}}, 5, false},
        {grid(30, 30, 7), grid(30, 30, 7), 900, true},
        {grid(1, 1, 4), grid(1, 1, 4), 1, true},
        {grid(1, 1, 4), grid(1, 1, 5), 0, false},
        {grid(5, 0), grid(5, 0), 0, true},
        {grid(5, 0), grid(4, 0), 0, false},
        {grid(), grid(), 0, true},
        {{{1, 2, 3}, {4, 5, 6}}, {{3, 2}, {6, 5}, {0, 0}}, 0, false},
        {grid(32, 32, -1), nearly, 1023, false},
        {{{-1, 14, 8}}, {{0, 14, -1}}, 2, false},
    };
    std::vector<grid> in, expected;
    for (const known& k : all) {
        in.push_back(k.in);
        expected.push_back(k.expected);
    }
    mega_batch<decltype(mirrored)> executor;
    for (const backend where : backends()) {
        run_options o;
        o.where = where;
        const run_report r = run_batch(executor, batch(in), batch(expected), o);
        for (std::size_t k = 0; k < in.size(); ++k) {
            CAPTURE(k);
            CHECK(r.verdicts[k].ok());
            CHECK(r.verdicts[k].cells() == all[k].cells);
            CHECK(r.verdicts[k].match() == all[k].match);
        }
    }
}

TEST_CASE("verdicts are the same in every window and by definition") {
    std::mt19937 random(74);
    const auto grids = some_grids(150, 75);
    // some are right, some are wrong in some cells, and some have another shape
    std::vector<grid> expected;
    for (const sample_result& r : all_on_reference<decltype(mirrored)>(grids)) {
        grid g = r.out;
        for (auto n = g.width() == 0 ? 0 : random() % 3 * (random() % 20); n > 0; --n)
            g(static_cast<int>(random() % static_cast<unsigned>(g.height())),
              static_cast<int>(random() % static_cast<unsigned>(g.width()))) =
                static_cast<signed char>(static_cast<int>(random() % 16) - 1);
        if (random() % 8 == 0) g = random_grid(random);
        expected.push_back(g);
    }
    using P = decltype(mirrored);
    CHECK(check_verdicts<P, tiers<fast_tier>>(grids, expected) == 0);
    CHECK(check_verdicts<P, tiers<tier<64, 64, 64>>>(grids, expected) == 0);
    CHECK(check_verdicts<P, tiers<tier<128, 64, 64>>>(grids, expected) == 0);
}

TEST_CASE("outputs that are too large to be packed have a hash, too") {
    constexpr auto p = solver(O = upscale(I, THREE));
    using P = decltype(p);
    const auto grids = some_grids(150, 76);
    const auto expected = some_expected(all_on_reference<P>(grids));
    // outputs that no window holds come by definition
    CHECK(check_verdicts<P, tiers<fast_tier>>(grids, expected) > 10);
    using all_windows = tiers<fast_tier, tier<64, 64, 64>, tier<128, 64, 64>>;
    CHECK(check_verdicts<P, all_windows>(grids, expected) == 0);
}

TEST_CASE("failed samples") {
    constexpr auto p =
        solver(x1 = objects(I, T, F, T), x2 = argmax(x1, size), O = fill(I, FIVE, x2));
    std::vector<grid> grids = some_grids(60, 77);
    grids.push_back(grid(3, 3, 2)); // no object
    CHECK(check_verdicts<decltype(p), tiers<fast_tier>>(grids, grids) == 0);
}

} // namespace batt::solvers
