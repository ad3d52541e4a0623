// reference/dynamic/README.md, sections 1, 2 and 6: values, equality, truth, orders, no location
// and none.
#include "support/dynamic_text.hpp"

using batt::testing::check_expressions;
using batt::testing::expectation;

namespace {

const std::string unusual_values = "    none = index(I, NEG_UNITY)\n"
                                   "    no_set = difference(asindices(I), asindices(I))\n"
                                   "    no_tuple = repeat(I, ZERO)\n"
                                   "    no_loc = ulcorner(no_set)\n"
                                   "    one = initset(ONE)\n"
                                   "    fs = insert(ONE, insert(vmirror, initset(hmirror)))\n"
                                   "    cell = astuple(THREE, UNITY)\n";

} // namespace

TEST_CASE("one value, however it was made") {
    static constexpr expectation all[] = {
        {"equality(astuple(ZERO, ONE), RIGHT)", "T"},
        {"equality(interval(ZERO, TWO, ONE), RIGHT)", "T"},
        {"equality(first(canvas(ZERO, TWO_BY_TWO)), ORIGIN)", "T"},
        {"equality(T, ONE)", "T"},
        {"size(insert(T, one))", "ONE"},
        {"rot90(astuple(UNITY, ORIGIN))", "astuple(RIGHT, RIGHT)"},
        {"no_tuple", "canvas(ONE, ORIGIN)"},
        {"equality(no_set, sfilter(one, even))", "T"},
        {"equality(no_set, no_tuple)", "F"},
        {"equality(fgpartition(canvas(ONE, UNITY)), no_set)", "T"},
        {"astuple(no_set, astuple(none, identity))", "astuple(no_set, astuple(none, identity))"},
        {"insert(none, insert(no_tuple, one))", "insert(no_tuple, insert(none, initset(T)))"},
        {"equality(astuple(ONE, cell), astuple(ONE, astuple(THREE, astuple(ONE, ONE))))", "T"},
        {"equality(cell, pair(astuple(THREE, ONE), astuple(THREE, ONE)))", "F"},
    };
    check_expressions(unusual_values, all);
}

TEST_CASE("equality never fails") {
    static constexpr expectation all[] = {
        {"equality(none, none)", "T"},
        {"equality(none, ZERO)", "F"},
        {"equality(none, no_tuple)", "F"},
        {"equality(no_loc, no_loc)", "T"},
        {"equality(no_loc, no_tuple)", "F"},
        {"equality(no_loc, ORIGIN)", "F"},
        {"equality(identity, identity)", "T"},
        {"equality(identity, size)", "F"},
        {"equality(one, ONE)", "F"},
        {"equality(I, asobject(I))", "F"},
        {"equality(fs, insert(hmirror, insert(vmirror, initset(ONE))))", "T"},
        {"equality(astuple(one, fs), astuple(one, fs))", "T"},
        {"contained(none, astuple(ONE, none))", "T"},
        {"contained(no_loc, one)", "F"},
        {"contained(identity, one)", "F"},
        {"matcher(size, TWO)(I)", "T"},
        {"other(astuple(none, ONE), none)", "ONE"},
        {"dedupe(repeat(fs, TWO))", "repeat(fs, ONE)"},
        {"size(remove(none, astuple(none, ONE)))", "ONE"},
        {"first(remove(none, astuple(none, ONE)))", "ONE"},
    };
    check_expressions(unusual_values, all);
}

TEST_CASE("truth") {
    static constexpr expectation all[] = {
        {"flip(ZERO)", "T"},
        {"flip(NEG_ONE)", "F"},
        {"flip(none)", "T"},
        {"flip(no_tuple)", "T"},
        {"flip(no_set)", "T"},
        {"flip(ORIGIN)", "F"},
        {"flip(identity)", "F"},
        {"flip(one)", "F"},
        {"flip(cell)", "F"},
        {"flip(no_loc)", "empty"},
        {"both(no_loc, T)", "empty"},
        {"both(T, no_loc)", "no_loc"},
        {"branch(no_loc, ONE, TWO)", "empty"},
        {"both(none, TWO)", "none"},
        {"both(TWO, I)", "I"},
        {"either(TWO, I)", "TWO"},
        {"either(no_set, I)", "I"},
        {"objects(I, I, none, no_set)", "objects(I, T, F, F)"},
        {"objects(I, no_loc, F, F)", "empty"},
        {"sfilter(astuple(ZERO, FIVE), identity)", "interval(FIVE, SIX, ONE)"},
        {"extract(astuple(none, FIVE), identity)", "FIVE"},
        {"sfilter(initset(no_tuple), identity)", "no_set"},
    };
    check_expressions(unusual_values, all);
}

TEST_CASE("no location is a value of its own") {
    static constexpr expectation all[] = {
        {"identity(no_loc)", "no_loc"},
        {"astuple(no_loc, ONE)", "astuple(no_loc, ONE)"},
        {"size(astuple(no_loc, ONE))", "TWO"},
        {"branch(T, no_loc, ONE)", "no_loc"},
        {"rbind(astuple, no_loc)(ONE)", "astuple(ONE, no_loc)"},
        {"size(no_loc)", "empty"},
        {"first(no_loc)", "empty"},
        {"add(no_loc, ONE)", "empty"},
        {"initset(no_loc)", "empty"},
        {"initset(astuple(ONE, no_loc))", "empty"},
        {"insert(repeat(no_loc, TWO), one)", "empty"},
        {"apply(ulcorner, initset(no_set))", "empty"},
        {"greater(ORIGIN, no_loc)", "T"},
        {"greater(no_loc, no_tuple)", "F"},
        {"greater(no_loc, ONE)", "type"},
        {"minimum(astuple(no_loc, ORIGIN))", "no_loc"},
        {"shift(no_set, no_loc)", "empty"},
        {"shift(no_set, identity)", "no_set"},
        {"canvas(ONE, no_loc)", "empty"},
        {"mostcommon(astuple(no_loc, ORIGIN))", "no_loc"},
    };
    check_expressions(unusual_values, all);
}

TEST_CASE("value order") {
    static constexpr expectation all[] = {
        // None, integers, tuples, sets.
        {"totuple(insert(one, insert(ORIGIN, insert(FIVE, initset(none)))))",
         "combine(astuple(none, FIVE), astuple(ORIGIN, one))"},
        // Tuples lexicographically, a proper prefix first.
        {"totuple(insert(interval(ZERO, THREE, ONE), insert(UNITY, initset(interval(ZERO, ONE, "
         "ONE)))))",
         "combine(astuple(interval(ZERO, ONE, ONE), interval(ZERO, THREE, ONE)), repeat(UNITY, "
         "ONE))"},
        // A location beside a tuple of other things.
        {"totuple(insert(cell, initset(astuple(THREE, FIVE))))",
         "astuple(astuple(THREE, FIVE), cell)"},
        {"totuple(insert(astuple(ONE, one), initset(astuple(ONE, none))))",
         "astuple(astuple(ONE, none), astuple(ONE, one))"},
        // Sets compare as the ascending tuples of their elements.
        {"first(insert(initset(FIVE), initset(insert(SIX, one))))", "insert(SIX, one)"},
        {"mostcommon(combine(astuple(ORIGIN, none), astuple(ORIGIN, none)))", "none"},
        {"mostcolor(astuple(astuple(one, none), astuple(none, one)))", "none"},
        {"leastcommon(astuple(identity, ONE))", "identity"},
        {"mostcommon(combine(astuple(ONE, size), astuple(size, ONE)))", "ONE"},
    };
    check_expressions(unusual_values, all);
}

TEST_CASE("sets with functions are in the order of insertion") {
    static constexpr expectation all[] = {
        {"totuple(fs)", "combine(astuple(hmirror, vmirror), repeat(ONE, ONE))"},
        {"last(insert(ZERO, fs))", "ZERO"},
        {"insert(hmirror, fs)", "fs"},
        {"totuple(combine(initset(FIVE), fs))", "combine(repeat(FIVE, ONE), totuple(fs))"},
        {"totuple(combine(fs, initset(ZERO)))", "combine(totuple(fs), repeat(ZERO, ONE))"},
        {"totuple(insert(astuple(size, ONE), initset(astuple(size, TWO))))",
         "astuple(astuple(size, TWO), astuple(size, ONE))"},
        // Through b, and for each of its elements through a.
        {"totuple(product(fs, astuple(TWO, ONE)))",
         "combine(combine(astuple(astuple(hmirror, TWO), astuple(vmirror, TWO)),"
         " astuple(astuple(ONE, TWO), astuple(hmirror, ONE))),"
         " astuple(astuple(vmirror, ONE), astuple(ONE, ONE)))"},
        // Without the functions it is a set like any other.
        {"totuple(remove(vmirror, remove(hmirror, insert(ZERO, fs))))", "astuple(ZERO, ONE)"},
        {"size(prapply(compose, fs, initset(identity)))", "THREE"},
        {"apply(first, product(initset(identity), astuple(TWO, ONE)))", "initset(identity)"},
    };
    check_expressions(unusual_values, all);
}

TEST_CASE("comparing for size is stricter") {
    static constexpr expectation all[] = {
        {"greater(TWO, ONE)", "T"},
        {"greater(UP, DOWN)", "F"},
        {"greater(interval(ZERO, THREE, ONE), RIGHT)", "T"},
        {"greater(ONE, ORIGIN)", "type"},
        {"greater(one, no_set)", "type"},
        {"greater(none, none)", "type"},
        {"greater(identity, identity)", "type"},
        // The first pair of unequal elements decides; equal elements need not be comparable.
        {"greater(astuple(none, TWO), astuple(none, ONE))", "T"},
        {"greater(astuple(none, TWO), astuple(ONE, ONE))", "type"},
        {"greater(astuple(initset(TWO), ONE), astuple(one, ONE))", "T"},
        {"maximum(astuple(ONE, ORIGIN))", "type"},
        {"maximum(initset(one))", "one"},
        {"maximum(insert(identity, no_set))", "identity"},
        {"maximum(repeat(one, TWO))", "type"},
        {"maximum(no_tuple)", "ZERO"},
        {"minimum(asindices(I))", "ORIGIN"},
        // Keys that are sets compare by their sizes.
        {"argmax(insert(initset(FIVE), initset(insert(TWO, one))), identity)", "insert(TWO, one)"},
        {"valmin(astuple(insert(TWO, one), initset(FIVE)), identity)", "initset(FIVE)"},
        {"order(astuple(ONE, ORIGIN), identity)", "type"},
        {"order(repeat(none, ONE), identity)", "repeat(none, ONE)"},
        {"order(astuple(none, none), identity)", "type"},
        // Any two keys must be comparable, although a sort would not compare all of them.
        {"order(combine(astuple(astuple(ONE, none), astuple(ZERO, ONE)), repeat(UNITY, ONE)), "
         "identity)",
         "type"},
        // A key is compared only with the best one so far.
        {"argmax(combine(astuple(astuple(ONE, none), TWO_BY_TWO), repeat(UNITY, ONE)), identity)",
         "TWO_BY_TWO"},
        {"argmin(initset(none), identity)", "none"},
        {"argmax(no_set, ONE)", "empty"},
    };
    check_expressions(unusual_values, all);
}

TEST_CASE("none goes wherever any value goes, and nowhere else") {
    static constexpr expectation all[] = {
        {"repeat(none, TWO)", "astuple(none, none)"},
        {"initset(none)", "initset(none)"},
        {"product(initset(none), one)", "initset(astuple(none, ONE))"},
        {"ofcolor(I, none)", "no_set"},
        {"colorcount(I, none)", "ZERO"},
        {"ofcolor(replace(I, FIVE, none), none)", "initset(UNITY)"},
        {"ofcolor(fill(I, none, one_place), none)", "one_place"},
        {"recolor(none, one_place)", "initset(astuple(none, UNITY))"},
        {"index(canvas(none, UNITY), ORIGIN)", "none"},
        {"toivec(none)", "astuple(none, ZERO)"},
        {"add(none, ONE)", "type"},
        {"repeat(ONE, none)", "type"},
        {"size(none)", "type"},
        {"none(I)", "type"},
        {"vmirror(none)", "type"},
        {"box(none)", "type"},
        {"compose(none, none)(I)", "type"},
    };
    check_expressions(unusual_values + "    one_place = initset(UNITY)\n", all);
}
