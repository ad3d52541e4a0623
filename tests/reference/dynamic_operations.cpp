// reference/dynamic/README.md, sections 3 and 4: how arguments are read, and what operations do
// with them.
#include "support/dynamic_text.hpp"

using batt::testing::check_expressions;
using batt::testing::expectation;

namespace {

const std::string statements = "    none = index(I, NEG_UNITY)\n"
                               "    no_set = difference(asindices(I), asindices(I))\n"
                               "    no_tuple = repeat(I, ZERO)\n"
                               "    no_loc = ulcorner(no_set)\n"
                               "    three = interval(ONE, FOUR, ONE)\n"
                               "    fifteen = add(TEN, FIVE)\n"
                               "    cell = astuple(THREE, UNITY)\n"
                               "    cells = astuple(astuple(FIVE, ORIGIN), cell)\n"
                               "    named = initset(astuple(identity, UNITY))\n"
                               "    ragged = astuple(three, RIGHT)\n"
                               "    rows = astuple(three, FIVE)\n"
                               "    places = astuple(UNITY, ORIGIN)\n";

} // namespace

TEST_CASE("numbers and vectors") {
    static constexpr expectation all[] = {
        {"add(three, ONE)", "astuple(TWO, THREE)"},
        {"add(ONE, T)", "TWO"},
        {"subtract(ONE, TWO_BY_ZERO)", "astuple(NEG_ONE, ONE)"},
        {"double(no_tuple)", "empty"},
        {"double(repeat(ONE, ONE))", "type"},
        {"double(cell)", "type"},
        {"double(asindices(I))", "type"},
        {"add(I, I)", "type"},
        {"increment(combine(RIGHT, places))", "astuple(ONE, TWO)"},
        {"divide(ONE, UP)", "divide_by_zero"},
        {"halve(astuple(NEG_ONE, FIVE))", "astuple(NEG_ONE, TWO)"},
        {"even(UNITY)", "type"},
        {"positive(T)", "T"},
        {"repeat(ONE, UNITY)", "type"},
        {"toivec(I)", "astuple(I, ZERO)"},
        {"tojvec(size)", "astuple(ZERO, size)"},
        // Exactly two integers, or the first two of a tuple.
        {"shift(places, three)", "type"},
        {"connect(three, ORIGIN)", "type"},
        {"shoot(three, UNITY)", "type"},
        {"shoot(ORIGIN, three)", "shoot(ORIGIN, astuple(ONE, TWO))"},
        {"shoot(ORIGIN, combine(UNITY, places))", "shoot(ORIGIN, UNITY)"},
        {"index(I, three)", "type"},
        {"crop(I, repeat(ZERO, THREE), three)", "crop(I, ORIGIN, astuple(ONE, TWO))"},
        {"canvas(ZERO, three)", "canvas(ZERO, astuple(ONE, TWO))"},
        {"canvas(ZERO, cell)", "type"},
        {"neighbors(three)", "neighbors(astuple(ONE, TWO))"},
        {"dneighbors(repeat(ONE, ONE))", "type"},
        {"ineighbors(FIVE)", "type"},
        {"hfrontier(cell)", "hfrontier(astuple(THREE, ZERO))"},
        {"hfrontier(repeat(TWO, ONE))", "hfrontier(TWO_BY_TWO)"},
        {"vfrontier(astuple(I, TWO))", "vfrontier(TWO_BY_TWO)"},
        {"vfrontier(cell)", "type"},
        {"vfrontier(repeat(ONE, ONE))", "type"},
    };
    check_expressions(statements, all);
}

TEST_CASE("patches") {
    static constexpr expectation all[] = {
        {"toindices(no_tuple)", "no_set"},
        {"toindices(places)", "insert(UNITY, initset(ORIGIN))"},
        {"toindices(cells)", "toindices(places)"},
        {"toindices(named)", "initset(UNITY)"},
        {"toindices(I)", "type"},
        {"toindices(crop(I, ORIGIN, THREE_BY_THREE))", "type"},
        {"toindices(crop(I, ORIGIN, TWO_BY_TWO))",
         "insert(astuple(ONE, TWO), initset(astuple(FOUR, FIVE)))"},
        // The first element decides.
        {"toindices(combine(places, cells))", "type"},
        {"toindices(insert(UNITY, initset(cell)))", "type"},
        {"toindices(repeat(astuple(ONE, three), ONE))", "type"},
        {"toindices(repeat(no_loc, ONE))", "empty"},
        {"toindices(astuple(astuple(ONE, no_loc), cell))", "empty"},
        {"box(ONE)", "type"},
        {"box(no_loc)", "empty"},
        {"box(no_tuple)", "no_set"},
        {"normalize(no_tuple)", "no_set"},
        {"normalize(named)", "initset(astuple(identity, ORIGIN))"},
        {"shift(cells, UNITY)",
         "insert(astuple(FIVE, UNITY), initset(astuple(THREE, TWO_BY_TWO)))"},
        {"hmirror(named)", "named"},
        {"upscale(named, ONE)", "named"},
        {"hmirror(no_set)", "empty"},
        {"hline(repeat(UNITY, TWO))", "F"},
        {"size(repeat(UNITY, TWO))", "TWO"},
        {"centerofmass(combine(repeat(TWO_BY_TWO, ONE), repeat(TWO_BY_TWO, ONE)))", "UNITY"},
        // Objects: an empty patch or one of pairs.
        {"paint(I, places)", "type"},
        {"paint(I, no_tuple)", "I"},
        {"paint(I, cells)", "paint(I, combine(initset(cell), initset(astuple(FIVE, ORIGIN))))"},
        {"paint(I, combine(repeat(cell, ONE), repeat(astuple(TWO, UNITY), ONE)))",
         "replace(I, FIVE, TWO)"},
        {"underpaint(I, initset(UNITY))", "type"},
        {"occurrences(I, initset(UNITY))", "type"},
        {"hperiod(initset(UNITY))", "type"},
        {"vperiod(no_tuple)", "ZERO"},
        {"upscale(initset(UNITY), TWO)", "type"},
        {"move(I, places, UNITY)", "type"},
        {"ofcolor(paint(I, named), identity)", "initset(UNITY)"},
        {"index(paint(I, named), UNITY)", "identity"},
        {"move(I, no_set, identity)", "I"},
        {"move(I, no_set, no_loc)", "empty"},
        {"move(I, no_tuple, FIVE)", "I"},
        {"move(I, initset(cell), FIVE)", "type"},
    };
    check_expressions(statements, all);
}

TEST_CASE("grids") {
    static constexpr expectation all[] = {
        {"vmirror(ragged)", "domain"},
        {"vmirror(rows)", "type"},
        {"rot90(ragged)", "domain"},
        {"rot90(repeat(repeat(fifteen, THREE), TWO))", "domain"},
        {"rot90(repeat(repeat(none, THREE), ONE))", "repeat(repeat(none, ONE), THREE)"},
        {"vmirror(astuple(cell, cell))", "repeat(astuple(UNITY, THREE), TWO)"},
        {"dmirror(places)", "astuple(DOWN, DOWN)"},
        {"vmirror(asobject(I))", "mirrored"},
        {"mostcolor(places)", "ZERO"},
        {"palette(places)", "insert(ZERO, initset(ONE))"},
        {"palette(initset(UNITY))", "initset(ONE)"},
        {"colorcount(named, identity)", "ONE"},
        {"colorcount(asindices(I), ONE)", "THREE"},
        {"numcolors(I)", "SIX"},
        {"mostcolor(initset(three))", "type"},
        {"mostcolor(no_set)", "empty"},
        {"canvas(fifteen, UNITY)", "domain"},
        {"canvas(fifteen, TWO_BY_ZERO)", "canvas(ONE, TWO_BY_ZERO)"},
        {"fill(I, fifteen, asindices(I))", "domain"},
        {"fill(I, fifteen, initset(astuple(NINE, NINE)))", "I"},
        {"replace(I, SEVEN, fifteen)", "I"},
        {"replace(I, SIX, fifteen)", "domain"},
        {"switch(I, SIX, fifteen)", "domain"},
        {"switch(I, ONE, NEG_ONE)", "replace(I, ONE, NEG_ONE)"},
        {"recolor(fifteen, initset(UNITY))", "domain"},
        {"recolor(fifteen, no_set)", "no_set"},
        {"insert(astuple(fifteen, UNITY), initset(cell))", "domain"},
        {"size(insert(ONE, insert(identity, initset(ONE))))", "TWO"},
        {"size(insert(astuple(fifteen, RIGHT), initset(ONE)))", "TWO"},
        {"remove(ONE, insert(astuple(fifteen, RIGHT), initset(ONE)))", "domain"},
        {"cellwise(I, I, fifteen)", "I"},
        {"cellwise(I, hmirror(I), fifteen)", "domain"},
        {"cellwise(I, trim(I), ZERO)", "domain"},
        {"cellwise(no_tuple, ONE, ZERO)", "empty"},
        {"cellwise(canvas(ONE, TWO_BY_ZERO), ONE, ZERO)", "canvas(ONE, TWO_BY_ZERO)"},
        {"index(I, NEG_UNITY)", "none"},
        {"index(no_tuple, UNITY)", "empty"},
        {"color(I)", "ONE"},
        {"color(asindices(I))", "ZERO"},
        {"color(astuple(UNITY, FIVE))", "ONE"},
        {"color(no_set)", "empty"},
        {"color(UNITY)", "type"},
        {"colorfilter(places, ONE)", "type"},
        {"colorfilter(astuple(I, places), ONE)", "insert(I, initset(places))"},
        {"colorfilter(initset(no_set), ONE)", "empty"},
    };
    check_expressions(statements +
                          "    mirrored = apply(fork(astuple, first, compose(fork(astuple, first, "
                          "compose(lbind(subtract, TWO), last)), last)), asobject(I))\n",
                      all);
}

TEST_CASE("any tuple as rows") {
    static constexpr expectation all[] = {
        {"height(three)", "THREE"},
        {"width(three)", "type"},
        {"height(ragged)", "domain"},
        {"height(rows)", "TWO"},
        {"width(rows)", "THREE"},
        {"width(repeat(initset(ONE), TWO))", "ONE"},
        {"width(no_tuple)", "ZERO"},
        {"shape(rows)", "astuple(TWO, THREE)"},
        {"portrait(no_tuple)", "F"},
        {"square(no_tuple)", "empty"},
        {"square(no_set)", "T"},
        {"square(places)", "T"},
        {"height(asindices(I))", "TWO"},
        {"height(none)", "type"},
        {"hmirror(rows)", "astuple(FIVE, three)"},
        {"hmirror(no_tuple)", "no_tuple"},
        {"hmirror(ragged)", "domain"},
        {"tophalf(rows)", "repeat(three, ONE)"},
        {"bottomhalf(three)", "repeat(THREE, ONE)"},
        {"vupscale(RIGHT, TWO)", "combine(repeat(ZERO, TWO), UNITY)"},
        {"vupscale(no_tuple, I)", "no_tuple"},
        {"vupscale(I, I)", "type"},
        {"hupscale(no_tuple, I)", "no_tuple"},
        {"hupscale(canvas(ONE, TWO_BY_ZERO), I)", "canvas(ONE, TWO_BY_ZERO)"},
        {"upscale(canvas(ONE, TWO_BY_ZERO), I)", "type"},
        {"upscale(no_set, I)", "no_set"},
        {"vconcat(three, UNITY)", "combine(three, UNITY)"},
        {"vconcat(I, places)", "domain"},
        {"vconcat(rows, places)", "combine(rows, places)"},
        {"vconcat(I, asindices(I))", "type"},
        {"vconcat(ragged, no_tuple)", "domain"},
        {"hconcat(rows, rows)", "type"},
        {"hconcat(rows, repeat(UNITY, ONE))", "repeat(combine(three, UNITY), ONE)"},
        {"hconcat(ragged, I)", "domain"},
        {"hconcat(FIVE, I)", "type"},
        {"crop(rows, ORIGIN, UNITY)", "repeat(repeat(ONE, ONE), ONE)"},
        {"crop(rows, ORIGIN, TWO_BY_TWO)", "type"},
        {"crop(combine(ragged, repeat(FIVE, ONE)), ORIGIN, TWO_BY_TWO)",
         "astuple(astuple(ONE, TWO), RIGHT)"},
        {"trim(combine(rows, rows))", "type"},
        {"trim(combine(repeat(FIVE, ONE), rows))", "repeat(repeat(TWO, ONE), ONE)"},
        {"hsplit(rows, NEG_ONE)", "no_tuple"},
        {"hsplit(rows, ONE)", "type"},
        {"hsplit(three, ONE)", "type"},
        {"vsplit(rows, TWO)", "type"},
        {"vsplit(combine(ragged, repeat(FIVE, ONE)), THREE)", "type"},
        {"vsplit(combine(rows, repeat(UNITY, ONE)), TWO)",
         "astuple(repeat(three, ONE), repeat(UNITY, ONE))"},
        {"vsplit(no_tuple, ZERO)", "empty"},
        {"vsplit(I, ZERO)", "divide_by_zero"},
        {"lefthalf(rows)", "type"},
    };
    check_expressions(statements, all);
}

TEST_CASE("containers") {
    static constexpr expectation all[] = {
        {"combine(UNITY, initset(FIVE))", "interval_of_three"},
        {"combine(initset(FIVE), UNITY)", "insert(FIVE, initset(ONE))"},
        {"combine(asobject(I), no_set)", "asobject(I)"},
        {"combine(no_set, asobject(I))", "asobject(I)"},
        {"combine(ONE, UNITY)", "type"},
        {"difference(three, RIGHT)", "interval(TWO, FOUR, ONE)"},
        {"difference(three, no_set)", "three"},
        {"difference(no_set, identity)", "no_set"},
        {"difference(no_tuple, identity)", "no_tuple"},
        {"difference(three, ONE)", "type"},
        {"difference(objects(I, T, F, F), asobject(I))", "objects(I, T, F, F)"},
        {"intersection(UNITY, initset(ONE))", "type"},
        {"intersection(initset(I), initset(ONE))", "no_set"},
        {"insert(ONE, UNITY)", "type"},
        {"dedupe(initset(ONE))", "type"},
        {"dedupe(UNITY)", "repeat(ONE, ONE)"},
        {"mostcommon(initset(ONE))", "type"},
        {"leastcommon(palette(I))", "type"},
        {"mostcommon(no_tuple)", "empty"},
        {"sizefilter(astuple(UNITY, three), TWO)", "initset(UNITY)"},
        {"sizefilter(astuple(UNITY, three), I)", "no_set"},
        {"sizefilter(UNITY, TWO)", "type"},
        {"merge(astuple(UNITY, initset(FIVE)))", "interval_of_three"},
        {"merge(initset(UNITY))", "initset(ONE)"},
        {"merge(no_tuple)", "no_tuple"},
        {"merge(no_set)", "no_set"},
        {"merge(UNITY)", "type"},
        {"merge(astuple(I, no_tuple))", "I"},
        {"merge(astuple(I, places))", "domain"},
        {"merge(astuple(I, initset(UNITY)))", "combine(I, repeat(UNITY, ONE))"},
        {"merge(astuple(I, astuple(UNITY, FIVE)))", "combine(I, astuple(UNITY, FIVE))"},
        {"mapply(identity, astuple(I, places))", "domain"},
        {"mapply(ulcorner, initset(initset(RIGHT)))", "insert(ONE, initset(ZERO))"},
        {"mfilter(astuple(I, places), size)", "domain"},
        {"mpapply(astuple, UNITY, initset(FIVE))", "astuple(ONE, FIVE)"},
        {"pair(initset(FIVE), UNITY)", "repeat(astuple(FIVE, ONE), ONE)"},
        {"papply(add, initset(FIVE), UNITY)", "repeat(SIX, ONE)"},
        {"pair(no_tuple, ONE)", "type"},
        {"product(identity, no_set)", "no_set"},
        {"product(no_set, identity)", "type"},
        {"prapply(ONE, identity, no_tuple)", "no_set"},
        {"prapply(ONE, no_set, UNITY)", "no_set"},
        {"apply(ONE, no_set)", "no_set"},
        {"apply(ONE, UNITY)", "type"},
        {"apply(size, ONE)", "type"},
        {"sfilter(no_tuple, ONE)", "no_tuple"},
        {"extract(no_tuple, ONE)", "not_found"},
        {"other(UNITY, ONE)", "not_found"},
        {"first(no_set)", "empty"},
        {"rapply(UNITY, ONE)", "type"},
        {"rapply(astuple(size, height), I)", "repeat(TWO, TWO)"},
        {"rapply(insert(size, initset(height)), I)", "initset(TWO)"},
        {"contained(ONE, I)", "F"},
        {"contained(ONE, none)", "type"},
        {"totuple(I)", "I"},
    };
    check_expressions(statements + "    interval_of_three = combine(UNITY, repeat(FIVE, ONE))\n",
                      all);
}

TEST_CASE("an argument is read only where it is needed") {
    static constexpr expectation all[] = {
        {"bordering(initset(ORIGIN), FIVE)", "T"},
        {"bordering(initset(UNITY), FIVE)", "type"},
        {"bordering(initset(UNITY), I)", "T"},
        {"bordering(no_set, FIVE)", "empty"},
        {"manhattan(no_set, initset(ONE))", "empty"},
        {"hmatching(no_set, places)", "F"},
        {"gravitate(no_set, places)", "empty"},
        {"subgrid(no_set, I)", "empty"},
        // like crop, it looks only into the rows that it keeps
        {"subgrid(shift(asindices(I), THREE_BY_THREE), shape(I))", "no_tuple"},
        {"subgrid(initset(ORIGIN), astuple(ONE, UNITY))", "type"},
        {"subgrid(neighbors(ORIGIN), astuple(ONE, UNITY))", "repeat(repeat(ONE, ONE), ONE)"},
        {"dneighbors(no_tuple)", "type"},
        {"hfrontier(no_tuple)", "type"},
        // a tuple may hold what no set can hold, and sorting does not assume otherwise
        {"product(initset(ORIGIN), repeat(astuple(32768, ZERO), TWO))", "capacity"},
        {"product(initset(ONE), repeat(astuple(32768, ZERO), TWO))", "capacity"},
        {"canvas(ONE, no_tuple)", "type"},
        // sets with functions iterate in the order in which their elements were met
        {"totuple(partition(replace(I, ONE, size)))",
         "combine(astuple(initset(astuple(size, ORIGIN)), initset(astuple(TWO, RIGHT))), "
         "totuple(sfilter(partition(I), compose(rbind(greater, TWO), color))))"},
        {"fill(no_tuple, ONE, places)", "empty"},
        {"underfill(canvas(ONE, TWO_BY_ZERO), ONE, places)", "empty"},
        {"cover(I, FIVE)", "type"},
        {"objects(no_tuple, T, F, F)", "empty"},
        {"objects(canvas(ONE, TWO_BY_ZERO), T, F, F)", "no_set"},
        {"objects(canvas(ONE, TWO_BY_ZERO), T, F, T)", "empty"},
        {"partition(canvas(ONE, TWO_BY_ZERO))", "no_set"},
        {"occurrences(I, no_set)", "asindices(canvas(ZERO, astuple(THREE, FOUR)))"},
        {"partition(canvas(identity, UNITY))", "initset(initset(astuple(identity, ORIGIN)))"},
        {"objects(canvas(none, UNITY), T, F, F)", "initset(initset(astuple(none, ORIGIN)))"},
        {"frontiers(canvas(none, UNITY))", "initset(initset(astuple(none, ORIGIN)))"},
        {"compress(canvas(identity, UNITY))", "no_tuple"},
    };
    check_expressions(statements, all);
}
