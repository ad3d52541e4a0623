// Laws that operations obey among themselves, as pairs of expressions of one graph: on columns both
// sides are equal wherever they have a value, and fail as the definition says.
#include "support/columns_check.hpp"
#include <array>
#include <doctest/doctest.h>

namespace {

using namespace batt;
using namespace batt::testing;

using law = std::array<const char*, 2>;

/// What the laws are about: a grid, patches, objects, containers, numbers, all of I.
const char* const values = R"(
    g = I
    h = rot90(I)
    c = leastcolor(I)
    n = increment(multiply(width(I), height(I)))
    p = ofcolor(I, c)
    q = shift(toindices(asobject(trim(I))), TWO_BY_TWO)
    objs = objects(I, T, F, T)
    all = objects(I, F, T, F)
    o = merge(objs)
    some = totuple(palette(I))
    more = apply(double, some)
)";

constexpr law laws[] = {
    // grids
    {"dmirror(rot90(g))", "hmirror(g)"},
    {"rot270(rot90(g))", "rot180(rot180(g))"},
    {"cmirror(g)", "dmirror(rot180(g))"},
    {"vconcat(vconcat(tophalf(g), crop(g, astuple(divide(height(g), TWO), ZERO), "
     "astuple(subtract(height(g), double(divide(height(g), TWO))), width(g)))), bottomhalf(g))",
     "g"},
    {"crop(g, ORIGIN, shape(g))", "g"},
    {"downscale(upscale(g, TWO), TWO)", "g"},
    {"vupscale(hupscale(g, TWO), TWO)", "upscale(g, TWO)"},
    {"paint(canvas(c, shape(g)), asobject(g))", "g"},
    {"cellwise(g, g, NEG_ONE)", "g"},
    {"switch(switch(g, c, ZERO), c, ZERO)", "g"},
    {"merge(apply(dmirror, hsplit(g, THREE)))", "merge(vsplit(dmirror(g), THREE))"},
    {"merge(repeat(g, TWO))", "vconcat(g, g)"},
    {"asobject(vmirror(g))", "vmirror(asobject(g))"},
    {"fill(g, FIVE, p)", "replace(g, c, FIVE)"},
    {"underfill(g, FIVE, p)", "fill(g, FIVE, intersection(p, ofcolor(g, mostcolor(g))))"},
    {"cover(g, p)", "fill(g, mostcolor(g), p)"},
    {"move(g, o, UNITY)", "paint(cover(g, o), shift(o, UNITY))"},
    {"subgrid(asindices(g), g)", "g"},
    // patches
    {"shift(shift(p, UNITY), NEG_UNITY)", "p"},
    {"normalize(normalize(o))", "normalize(o)"},
    {"shift(normalize(p), ulcorner(p))", "p"},
    {"combine(delta(p), p)", "backdrop(p)"},
    {"inbox(outbox(p))", "box(p)"},
    {"toindices(recolor(c, p))", "p"},
    {"hmirror(vmirror(p))", "vmirror(hmirror(p))"},
    {"intersection(p, q)", "difference(p, difference(p, q))"},
    {"combine(p, q)", "combine(q, p)"},
    {"manhattan(p, q)", "manhattan(q, p)"},
    {"size(outbox(p))", "add(FOUR, double(add(height(p), width(p))))"},
    {"box(corners(p))", "box(p)"},
    // objects and containers
    {"merge(all)", "asobject(g)"},
    {"size(partition(g))", "numcolors(g)"},
    {"apply(color, partition(g))", "palette(g)"},
    {"combine(colorfilter(objs, c), sfilter(objs, compose(flip, matcher(color, c))))", "objs"},
    {"sizefilter(objs, ONE)", "sfilter(objs, matcher(size, ONE))"},
    {"mapply(toindices, objs)", "toindices(merge(objs))"},
    {"argmax(objs, size)", "first(sizefilter(objs, valmax(objs, size)))"},
    {"argmin(objs, size)", "first(order(objs, size))"},
    {"extract(objs, matcher(color, c))", "first(colorfilter(objs, c))"},
    {"mfilter(objs, square)", "merge(sfilter(objs, square))"},
    {"apply(identity, objs)", "objs"},
    {"order(totuple(p), identity)", "totuple(p)"},
    {"merge(apply(initset, p))", "p"},
    {"product(some, more)", "prapply(astuple, some, more)"},
    {"pair(some, more)", "papply(astuple, some, more)"},
    {"apply(last, pair(some, more))", "more"},
    {"prapply(add, some, more)", "prapply(add, more, some)"},
    {"dedupe(combine(some, some))", "some"},
    {"maximum(some)", "valmax(some, identity)"},
    {"last(order(more, identity))", "maximum(more)"},
    {"rapply(insert(height, initset(width)), g)", "insert(height(g), initset(width(g)))"},
    // numbers
    {"add(n, subtract(c, n))", "c"},
    {"multiply(add(n, c), TWO)", "add(double(n), double(c))"},
    {"power(increment, FIVE)(n)", "add(n, FIVE)"},
    {"power(rot90, increment(double(c)))(g)", "branch(even(c), rot90(g), power(rot90, THREE)(g))"},
    {"invert(subtract(shape(g), n))", "subtract(n, shape(g))"},
    {"interval(ZERO, n, ONE)", "order(interval(decrement(n), NEG_ONE, NEG_ONE), identity)"},
};

} // namespace

TEST_CASE("laws hold on columns") {
    program_group g;
    std::mt19937 random(seed_or(20261204));
    for (std::size_t k = 0; k < cases_or(60); ++k) g.inputs.push_back(random_grid(random));
    const auto program = [&](const std::string& output) {
        return program_of("def solve_a(I):" + std::string(values) + "    O = " + output +
                          "\n    return O\n");
    };
    for (const auto& [a, b] : laws) {
        g.programs.push_back(program(a));
        g.programs.push_back(program(b));
        g.programs.push_back(program("canvas(equality(" + std::string(a) + ", " + b + "), UNITY)"));
    }
    const column_tally t = compare_with_definition(std::span(&g, 1));
    MESSAGE(t.text());
    CHECK_MESSAGE(t.different == 0, "BATT_TEST_SEED=" << seed_or(20261204));
    CHECK(t.beyond_share() <= 0.05);
    // where both sides have a value they are equal, and most have one
    const std::size_t n = g.inputs.size();
    std::size_t values_compared = 0;
    for (std::size_t k = 0; k < std::size(laws); ++k) {
        std::size_t broken = 0;
        for (std::size_t i = 0; i < n; ++i) {
            const verdict& equal = t.due[(3 * k + 2) * n + i];
            if (!equal.ok()) continue;
            ++values_compared;
            broken += equal == verdict_on(grid{{1}}, nullptr) ? 0 : 1;
        }
        CHECK_MESSAGE(broken == 0, broken << " of " << n << ": " << std::string(laws[k][0])
                                          << " is not " << std::string(laws[k][1]));
    }
    CHECK(values_compared * 4 >= std::size(laws) * n * 3);
}
