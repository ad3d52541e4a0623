// Laws that operations obey among themselves, as pairs of expressions in one graph: on columns both
// sides are equal wherever both have a value, and they fail as the definition says.
#include "support/columns_check.hpp"
#include "support/shown_value.hpp"
#include <doctest/doctest.h>

namespace {

using namespace batt;
using namespace batt::testing;

/// Two expressions that are equal, and their line in this file.
struct law {
    const char* left;
    const char* right;
    int line;
    constexpr law(const char* a, const char* b, int here = __builtin_LINE())
        : left(a), right(b), line(here) {}
};

/// What the laws are about: a grid, patches, objects, containers and numbers, all made from I.
const char* const meanings = R"(
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
    law("dmirror(rot90(g))", "hmirror(g)"),
    law("rot270(rot90(g))", "rot180(rot180(g))"),
    law("cmirror(g)", "dmirror(rot180(g))"),
    law("vconcat(vconcat(tophalf(g), crop(g, astuple(divide(height(g), TWO), ZERO), "
        "astuple(subtract(height(g), double(divide(height(g), TWO))), width(g)))), bottomhalf(g))",
        "g"),
    law("crop(g, ORIGIN, shape(g))", "g"),
    law("downscale(upscale(g, TWO), TWO)", "g"),
    law("vupscale(hupscale(g, TWO), TWO)", "upscale(g, TWO)"),
    law("paint(canvas(c, shape(g)), asobject(g))", "g"),
    law("cellwise(g, g, NEG_ONE)", "g"),
    law("switch(switch(g, c, ZERO), c, ZERO)", "g"),
    law("merge(apply(dmirror, hsplit(g, THREE)))", "merge(vsplit(dmirror(g), THREE))"),
    law("merge(repeat(g, TWO))", "vconcat(g, g)"),
    law("asobject(vmirror(g))", "vmirror(asobject(g))"),
    law("fill(g, FIVE, p)", "replace(g, c, FIVE)"),
    law("underfill(g, FIVE, p)", "fill(g, FIVE, intersection(p, ofcolor(g, mostcolor(g))))"),
    law("cover(g, p)", "fill(g, mostcolor(g), p)"),
    law("move(g, o, UNITY)", "paint(cover(g, o), shift(o, UNITY))"),
    law("subgrid(asindices(g), g)", "g"),
    // patches
    law("shift(shift(p, UNITY), NEG_UNITY)", "p"),
    law("normalize(normalize(o))", "normalize(o)"),
    law("shift(normalize(p), ulcorner(p))", "p"),
    law("combine(delta(p), p)", "backdrop(p)"),
    law("inbox(outbox(p))", "box(p)"),
    law("toindices(recolor(c, p))", "p"),
    law("hmirror(vmirror(p))", "vmirror(hmirror(p))"),
    law("intersection(p, q)", "difference(p, difference(p, q))"),
    law("combine(p, q)", "combine(q, p)"),
    law("manhattan(p, q)", "manhattan(q, p)"),
    law("size(outbox(p))", "add(FOUR, double(add(height(p), width(p))))"),
    law("box(corners(p))", "box(p)"),
    // objects and containers
    law("merge(all)", "asobject(g)"),
    law("size(partition(g))", "numcolors(g)"),
    law("apply(color, partition(g))", "palette(g)"),
    law("combine(colorfilter(objs, c), sfilter(objs, compose(flip, matcher(color, c))))", "objs"),
    law("sizefilter(objs, ONE)", "sfilter(objs, matcher(size, ONE))"),
    law("mapply(toindices, objs)", "toindices(merge(objs))"),
    law("argmax(objs, size)", "first(sizefilter(objs, valmax(objs, size)))"),
    law("argmin(objs, size)", "first(order(objs, size))"),
    law("extract(objs, matcher(color, c))", "first(colorfilter(objs, c))"),
    law("mfilter(objs, square)", "merge(sfilter(objs, square))"),
    law("apply(identity, objs)", "objs"),
    law("order(totuple(p), identity)", "totuple(p)"),
    law("merge(apply(initset, p))", "p"),
    law("product(some, more)", "prapply(astuple, some, more)"),
    law("pair(some, more)", "papply(astuple, some, more)"),
    law("apply(last, pair(some, more))", "more"),
    law("prapply(add, some, more)", "prapply(add, more, some)"),
    law("dedupe(combine(some, some))", "some"),
    law("maximum(some)", "valmax(some, identity)"),
    law("last(order(more, identity))", "maximum(more)"),
    law("rapply(insert(height, initset(width)), g)", "insert(height(g), initset(width(g)))"),
    // numbers
    law("add(n, subtract(c, n))", "c"),
    law("multiply(add(n, c), TWO)", "add(double(n), double(c))"),
    law("power(increment, FIVE)(n)", "add(n, FIVE)"),
    law("power(rot90, increment(double(c)))(g)",
        "branch(even(c), rot90(g), power(rot90, THREE)(g))"),
    law("invert(subtract(shape(g), n))", "subtract(n, shape(g))"),
    law("interval(ZERO, n, ONE)", "order(interval(decrement(n), NEG_ONE, NEG_ONE), identity)"),
};

} // namespace

TEST_CASE("laws hold on columns") {
    program_group g;
    std::mt19937 random(seed_or(20261204));
    for (std::size_t k = 0; k < cases_or(60); ++k) g.inputs.push_back(random_grid(random));
    const auto program = [&](const std::string& output) {
        return program_of("def solve_a(I):" + std::string(meanings) + "    O = " + output +
                          "\n    return O\n");
    };
    for (const auto& [left, right, line] : laws) {
        g.programs.push_back(program(left));
        g.programs.push_back(program(right));
        g.programs.push_back(
            program("canvas(equality(" + std::string(left) + ", " + right + "), UNITY)"));
    }
    const column_tally t = compare_with_definition(std::span(&g, 1));
    CHECK_MESSAGE(t.different == 0, t.text());
    CHECK(t.beyond_share() <= 0.05);
    // where both sides have a value they are equal, and most have one
    const std::size_t n = g.inputs.size();
    std::size_t values_compared = 0;
    for (std::size_t k = 0; k < std::size(laws); ++k) {
        std::size_t broken = 0;
        std::string first;
        for (std::size_t i = 0; i < n; ++i) {
            const std::size_t place = (3 * k + 2) * n + i;
            const verdict& equal = t.due[place];
            if (!equal.ok()) continue;
            ++values_compared;
            if (equal == verdict_on(grid{{1}}, nullptr)) continue;
            if (broken++ == 0)
                first = shown_block(g.inputs[i]) + "\n  again: " + t.check.again(place);
        }
        CHECK_MESSAGE(broken == 0, __FILE__ << ":" << laws[k].line << ": " << laws[k].left
                                            << " is not " << laws[k].right << " on " << broken
                                            << " of " << n
                                            << " grids, by definition; the first:" << first);
    }
    CHECK(values_compared * 4 >= std::size(laws) * n * 3);
}
