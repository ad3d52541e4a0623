// Outputs that are too large to match stay `capacity` if the options say so, and no match is lost.
#include "support/run_batch.hpp"
#include <batt/dsl.hpp>
#include <batt/exec/plain_call.hpp>
#include <batt/reference/machine/standard_form.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::solvers::unmatchable {

using namespace testing;

namespace {

/// Runs P with and without the flag; returns how many evaluations stayed.
template <class P, class Tiers = default_tiers<P>>
std::size_t check_run(const batch& in, const batch& expected, const parameter_values& values = {}) {
    mega_batch<P, Tiers> executor;
    const sample_view v{.in = in, .expected = expected, .parameters = values};
    std::size_t stayed = 0;
    for (const backend where : backends())
        for (const std::size_t batch_size : {0, 7}) {
            run_options o;
            o.where = where;
            o.batch_size = batch_size;
            const auto all = executor.run(v, o);
            o.unmatchable = false;
            const auto some = executor.run(v, o);
            REQUIRE(all);
            REQUIRE(some);
            std::size_t missing = 0;
            for (std::size_t k = 0; k < in.size(); ++k) {
                CHECK(some->verdicts[k].match() == all->verdicts[k].match());
                CHECK(some->verdicts[k].cells() == all->verdicts[k].cells());
                if (some->verdicts[k] == all->verdicts[k]) continue;
                ++missing;
                CHECK(some->verdicts[k] == verdict(status::capacity, P::outgrown));
            }
            CHECK(all->evaluations.stayed == 0);
            CHECK(some->evaluations.stayed >= missing);
            CHECK(some->evaluations.stayed + some->evaluations.definition ==
                  all->evaluations.definition);
            CHECK(some->tier_samples.back() == some->evaluations.definition);
            if (where != backends()[0] || batch_size != 0)
                CHECK(some->evaluations.stayed == stayed);
            stayed = some->evaluations.stayed;
            // without a last tier these are among the evaluations that stay
            o.last_tier = false;
            const auto none = executor.run(v, o);
            REQUIRE(none);
            CHECK(none->evaluations.stayed == all->evaluations.definition);
            // if outputs are asked for, all of them come
            o = {.where = where, .outputs = true, .unmatchable = false};
            const auto brought = executor.run(v, o);
            REQUIRE(brought);
            CHECK(brought->verdicts == all->verdicts);
            CHECK(brought->evaluations.stayed == 0);
            // where nothing is expected nothing can match, and nothing stays
            o.outputs = false;
            const auto unscored = executor.run({.in = in, .parameters = values}, o);
            REQUIRE(unscored);
            CHECK(unscored->evaluations.stayed == 0);
        }
    return stayed;
}
template <class P>
std::size_t check_run(const P&, const batch& in, const batch& expected) {
    return check_run<P>(in, expected);
}

} // namespace

TEST_CASE("which outputs stay, and which do not") {
    std::vector<grid> grids = some_grids(120, 51);
    grids[5] = grid(40, 3, 2); // too large from the beginning
    grids[6] = grid(20, 20, 4);
    grids[7] = grid(20, 21, 4);
    const batch in(grids);
    batch expected;
    for (std::size_t k = 0; k < grids.size(); ++k) {
        if (k % 9 == 8 || k == 5)
            expected.push_absent();
        else if (k == 6)
            expected.push_back(grid(40, 40, 4)); // it cannot be packed, and it is the right one
        else
            expected.push_back(k % 2 == 0 ? grids[k] : grid(32, 32, 1));
    }
    constexpr auto twice = solver(O = upscale(I, TWO));
    static_assert(decltype(twice)::outgrown == 1);
    std::size_t large = 0;
    for (std::size_t k = 0; k < grids.size(); ++k)
        large +=
            k % 9 != 8 && k != 5 && k != 6 && std::max(grids[k].height(), grids[k].width()) > 16;
    CHECK(check_run(twice, in, expected) == large);
    CHECK(large > 30);
    mega_batch<decltype(twice)> executor;
    const auto r = executor.run(in, expected, {.unmatchable = false});
    REQUIRE(r);
    CHECK(r->verdicts[5] == executor.run(in, expected)->verdicts[5]);
    CHECK(r->verdicts[6].match());
    CHECK(r->verdicts[7] == verdict(status::capacity, 1));
    // windows of 64 hold these outputs, so there are verdicts on them
    CHECK(check_run<std::remove_cv_t<decltype(twice)>, tiers<fast_tier, large_tier>>(
              in, expected) == 0);
    // operations that keep the sides
    constexpr auto kept = solver(x1 = upscale(I, TWO), x2 = objects(I, T, F, T), x3 = merge(x2),
                                 x4 = vmirror(I), x5 = paint(x1, x3), O = rot90(x5));
    static_assert(decltype(kept)::outgrown == 1);
    CHECK(check_run(kept, in, expected) == large);
    // the output is small again, or may be small
    CHECK(check_run(solver(x1 = upscale(I, TWO), O = downscale(x1, TWO)), in, expected) == 0);
    CHECK(check_run(solver(x1 = upscale(I, TWO), O = cellwise(I, x1, ONE)), in, expected) == 0);
    CHECK(check_run(solver(x1 = upscale(I, TWO), x2 = flip(T), O = branch(x2, x1, I)), in,
                    expected) == 0);
    // the call that overflows is within a statement, or within a function
    CHECK(check_run(solver(O = hconcat(upscale(I, TWO), I)), in, expected) == 0);
    CHECK(check_run(solver(x1 = rbind(upscale, TWO), O = x1(I)), in, expected) == 0);
    // a grid without columns loses its rows, and may then be the expected one
    constexpr auto lost = solver(x1 = canvas(ONE, param<0, type::ivec>), O = rot90(x1));
    static_assert(decltype(lost)::outgrown == 1);
    const batch empty(std::vector<grid>(3, grid()));
    CHECK(check_run<std::remove_cv_t<decltype(lost)>>(empty, empty, {ivec{40, 0}}) == 0);
    CHECK(mega_batch<decltype(lost)>()
              .run({.in = empty, .expected = empty, .parameters = parameter_values{ivec{40, 0}}},
                   {.unmatchable = false})
              ->verdicts[2]
              .match());
    // rows that are not yet a grid may be too many for a window and still give a small output
    constexpr auto rows =
        solver(x1 = repeat(ONE, ONE), x2 = repeat(x1, number<40>), O = hconcat(I, x2));
    static_assert(decltype(rows)::outgrown == 0);
    CHECK(check_run(rows, in, batch(std::vector<grid>(grids.size(), rows.reference(grids[0])))) ==
          0);
}

namespace {

template <class P>
constexpr bool is_one(const P&) {
    return P::outgrown == P::statements;
}
constexpr auto side = param<0>;
constexpr auto dims = param<1, type::ivec>;
constexpr auto hup = solver(x1 = canvas(FIVE, dims), O = hupscale(x1, side));
constexpr auto vup = solver(x1 = canvas(FIVE, dims), O = vupscale(x1, side));
constexpr auto up = solver(x1 = canvas(FIVE, dims), O = upscale(x1, side));
constexpr auto across = solver(x1 = canvas(side, dims), O = hconcat(I, x1));
constexpr auto above = solver(x1 = canvas(side, dims), O = vconcat(x1, I));
constexpr auto made = solver(O = canvas(side, dims));
static_assert(is_one(hup) && is_one(vup) && is_one(up) && is_one(across) && is_one(above) &&
              is_one(made));

/// Wherever the verdict is `capacity` at the last statement, the call by definition gives more than
/// 32 rows or columns, or fails.
template <class P>
void check_claim(const P& p) {
    std::mt19937 random(53);
    std::vector<grid> grids = some_grids(400, 54);
    std::vector<integer> sides;
    std::vector<ivec> sizes;
    const auto below = [&](int n) {
        return static_cast<integer>(random() % static_cast<unsigned>(n));
    };
    for (std::size_t k = 0; k < grids.size(); ++k) {
        if (k % 3 == 0) grids[k] = grid(below(4), below(33), 3);
        sides.push_back(k % 5 == 0 ? below(50) - 9 : k % 97 == 0 ? 2'000'000'000 : below(6) - 1);
        sizes.push_back({below(36) - 2, below(36) - 2});
        if (k % 4 == 0) sizes[k].j = grids[k].width(); // as vconcat needs them
        if (k % 7 == 0) sizes[k] = {below(3), below(3)};
        if (k % 50 == 0) sizes[k] = ivec::no_location();
    }
    mega_batch<P, tiers<fast_tier>> executor;
    const batch in(grids);
    const parameter_values values{sides, sizes};
    const auto r =
        executor.run({.in = in, .expected = in, .parameters = values}, {.last_tier = false});
    REQUIRE(r);
    std::size_t large = 0;
    for (std::size_t k = 0; k < grids.size(); ++k) {
        if (r->verdicts[k] != verdict(status::capacity, P::outgrown)) continue;
        ++large;
        const result<grid> out = p(grids[k], sides[k], sizes[k]);
        CHECK((!out || out->height() > 32 || out->width() > 32));
    }
    CHECK(large > 10);
    const batch expected(std::vector<grid>(grids.size(), grid(1, 1)));
    CHECK(check_run<P>(in, expected, values) == large);
}

} // namespace

static int count_in_table(bool (*has)(int)) {
    int n = 0;
    for (std::size_t k = 0; k < table::operations.size(); ++k) n += has(static_cast<int>(k));
    return n;
}

TEST_CASE("operations that outgrow a window overflow for no other reason") {
    check_claim(hup);
    check_claim(vup);
    check_claim(up);
    check_claim(across);
    check_claim(above);
    // a canvas has no factor: it takes `side` as its colour
    check_claim(made);
    CHECK(count_in_table(table::outgrows) == 6); // those above
    CHECK(table::outgrows(table::operation_of("upscale")));
    CHECK_FALSE(table::outgrows(-1));
    CHECK_FALSE(outgrows<op::cellwise>);
}

namespace {

/// Checks that each output of P has the sides of I, or the same exchanged if P turns the grid.
template <class P>
void check_keeps(const P& p, bool turns = false) {
    static_assert(P::outgrown == 0);
    int good = 0;
    for (const grid& g : some_grids(150, 55)) {
        const result<grid> out = p(g);
        if (!out || g.width() == 0) continue;
        ++good;
        CHECK(out->height() == (turns ? g.width() : g.height()));
        CHECK(out->width() == (turns ? g.height() : g.width()));
    }
    CHECK(good > 50);
}

} // namespace

TEST_CASE("operations that keep the sides of a grid do so") {
    check_keeps(solver(O = hmirror(I)));
    check_keeps(solver(O = vmirror(I)));
    check_keeps(solver(O = dmirror(I)), true);
    check_keeps(solver(O = cmirror(I)), true);
    check_keeps(solver(O = rot90(I)), true);
    check_keeps(solver(O = rot180(I)));
    check_keeps(solver(O = rot270(I)), true);
    check_keeps(solver(O = replace(I, ZERO, THREE)));
    check_keeps(solver(O = switch_(I, ZERO, THREE)));
    constexpr auto part = shift(asobject(crop(I, ORIGIN, TWO_BY_TWO)), DOWN);
    check_keeps(solver(O = fill(I, TWO, part)));
    check_keeps(solver(O = paint(I, part)));
    check_keeps(solver(O = underfill(I, TWO, part)));
    check_keeps(solver(O = underpaint(I, part)));
    check_keeps(solver(O = cover(I, part)));
    check_keeps(solver(O = move(I, part, UP_RIGHT)));
    check_keeps(solver(x1 = vconcat(I, I), O = cellwise(I, x1, TWO)));
    CHECK(count_in_table(table::keeps_sides) == 16); // those above
    CHECK(table::keeps_sides(table::operation_of("switch")));
    CHECK_FALSE(table::keeps_sides(table::operation_of("crop")));
    CHECK_FALSE(keeps_sides<op::crop>);
}

} // namespace batt::solvers::unmatchable
BATT_HOST_CALLS_END
