// Mixed operations on many scenes: the speed of columns where only the operations count.
#include "measured.hpp"

#include <algorithm>
#include <batt/text/read.hpp>
#include <iterator>
#include <numeric>
#include <random>

namespace batt::bench {

/// Six rectangles on a background of 6 to 16 rows and columns: also a grid twice as large fits a
/// batch.
static grid small_scene(std::mt19937& random) {
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    const int h = 6 + below(11), w = 6 + below(11);
    grid g(h, w);
    for (int k = 0; k < 6; ++k) {
        const int top = below(static_cast<unsigned>(h)), left = below(static_cast<unsigned>(w));
        const int bottom = std::min(h, top + 1 + below(4));
        const int right = std::min(w, left + 1 + below(4));
        const auto color = static_cast<signed char>(1 + below(9));
        for (int i = top; i < bottom; ++i)
            for (int j = left; j < right; ++j) g(i, j) = color;
    }
    return g;
}

/// Scenes, which are their own expected outputs.
static sample_set scenes(std::size_t n) {
    std::mt19937 random(7);
    sample_set all;
    for (std::size_t k = 0; k < n; ++k) {
        all.inputs.push_back(small_scene(random));
        all.expected.emplace_back(all.inputs.back());
    }
    return all;
}

/// The number of scenes on which each program runs.
static std::size_t items(backend where) { return where == backend::host ? 512 : 16'384; }

/// The text of program k, whose statements are lines as `line` makes them.
static std::string function(std::size_t k, const std::string& statements) {
    return "def solve_" + std::to_string(k) + "(I):\n" + statements + "    return O\n\n";
}
static std::string line(const std::string& statement) { return "    " + statement + "\n"; }

/// The statements `values` give arguments, and `calls` are operations of all families on these or
/// on I; a call has another one around it where columns cannot hold its result as an output. shoot
/// is left out, because its rays need larger windows.
static constexpr const char* values[] = {"all = objects(I, T, F, T)",
                                         "some = objects(I, F, F, T)",
                                         "one = first(all)",
                                         "two = last(all)",
                                         "area = ofcolor(I, ZERO)",
                                         "whole = asobject(I)",
                                         "number = numcolors(I)",
                                         "place = halve(shape(I))",
                                         "colors = palette(I)",
                                         "numbers = interval(ZERO, height(I), ONE)",
                                         "part = crop(I, ORIGIN, place)"};
static constexpr const char* calls[] = {
    // arithmetic and logic
    "add(number, place)", "subtract(place, number)", "multiply(number, number)",
    "divide(place, number)", "invert(place)", "double(number)", "halve(number)", "increment(place)",
    "decrement(number)", "crement(place)", "sign(place)", "toivec(number)", "tojvec(number)",
    "even(number)", "positive(number)", "greater(number, THREE)", "equality(one, two)",
    // grids
    "hmirror(I)", "vmirror(I)", "dmirror(I)", "cmirror(I)", "rot90(I)", "rot180(I)", "rot270(I)",
    "hupscale(part, TWO)", "vupscale(part, TWO)", "upscale(part, TWO)", "downscale(I, TWO)",
    "hconcat(part, part)", "vconcat(part, part)", "cellwise(I, I, ZERO)", "tophalf(I)",
    "bottomhalf(I)", "lefthalf(I)", "righthalf(I)", "first(hsplit(I, TWO))", "last(vsplit(I, TWO))",
    "trim(I)", "crop(I, UNITY, TWO_BY_TWO)", "subgrid(one, I)", "compress(I)",
    "canvas(number, place)", "replace(I, number, FIVE)", "switch(I, ZERO, FIVE)", "height(I)",
    "width(I)", "shape(I)", "portrait(I)", "square(I)", "index(I, UNITY)",
    // colours and parts of grids
    "mostcolor(I)", "leastcolor(I)", "colorcount(I, ZERO)", "palette(whole)", "color(one)",
    "ofcolor(I, number)", "asindices(I)", "asobject(part)", "frontiers(I)", "partition(I)",
    "fgpartition(I)", "objects(I, T, T, F)", "occurrences(I, one)",
    // painting
    "fill(I, FIVE, area)", "paint(I, two)", "underfill(I, FIVE, one)", "underpaint(I, two)",
    "cover(I, one)", "move(I, one, UNITY)",
    // patches
    "backdrop(one)", "delta(one)", "box(one)", "outbox(one)", "inbox(area)", "recolor(FIVE, area)",
    "shift(one, UNITY)", "normalize(two)", "toindices(one)", "toobject(area, I)", "hmirror(one)",
    "dmirror(area)", "upscale(one, TWO)", "ulcorner(one)", "urcorner(two)", "llcorner(area)",
    "lrcorner(one)", "corners(area)", "uppermost(one)", "lowermost(two)", "leftmost(area)",
    "rightmost(one)", "center(one)", "centerofmass(area)", "height(area)", "size(one)",
    "hline(one)", "vline(two)", "hmatching(one, two)", "vmatching(one, two)", "manhattan(one, two)",
    "adjacent(one, two)", "bordering(one, I)", "position(one, two)", "gravitate(one, two)",
    "connect(ORIGIN, place)", "hfrontier(place)", "vfrontier(place)", "dneighbors(place)",
    "ineighbors(place)", "neighbors(place)", "hperiod(one)", "vperiod(one)",
    // containers
    "merge(all)", "combine(one, two)", "size(all)", "first(colors)", "last(area)",
    "contained(ZERO, colors)", "remove(ZERO, colors)", "other(colors, ZERO)", "totuple(colors)",
    "maximum(numbers)", "minimum(numbers)", "initset(place)", "insert(place, area)",
    "intersection(all, some)", "difference(all, some)", "product(colors, colors)",
    "astuple(number, number)", "repeat(number, THREE)", "pair(numbers, numbers)", "dedupe(numbers)",
    "mostcommon(numbers)", "leastcommon(numbers)", "colorfilter(all, ONE)", "sizefilter(all, FOUR)",
    // functions
    "argmax(all, size)", "argmin(all, size)", "valmax(all, height)", "valmin(all, width)",
    "order(all, leftmost)", "sfilter(all, square)", "mfilter(all, square)", "extract(all, square)",
    "apply(color, all)", "mapply(box, all)", "papply(add, numbers, numbers)",
    "mpapply(astuple, numbers, numbers)", "prapply(add, colors, colors)",
    "branch(equality(one, two), one, two)"};

static std::string calls_as_text() {
    std::string given;
    for (const char* v : values) given += line(v);
    std::string text;
    for (std::size_t k = 0; k < std::size(calls); ++k)
        text += function(k, given + line(std::string("O = ") + calls[k]));
    return text;
}

/// One call per program, all on the same scenes; the arguments of the calls are computed once.
static void single(benchmark::State& state, backend where) {
    const std::size_t n = items(where);
    const packed samples(scenes(n));
    column_work work{program_set(text::read(calls_as_text(), "calls.py").functions, most),
                     samples.samples.view()};
    work.options.where = where;
    work.is_resident = true;
    const auto count = static_cast<double>(work.programs.size() * n);
    measure(state, std::move(work), count);
}

/// 84 programs of 2.6 statements on average, from a grid to a grid.
static std::vector<std::string> mix() {
    std::vector<std::string> all;
    const auto add = [&](std::initializer_list<std::string> statements) {
        std::string one;
        for (const std::string& s : statements) one += line(s);
        all.push_back(one);
    };
    for (const char* f : {"hmirror", "vmirror", "dmirror", "cmirror", "rot90", "rot180", "rot270",
                          "compress", "trim", "tophalf", "bottomhalf", "lefthalf", "righthalf"})
        add({std::string("O = ") + f + "(I)"});
    for (const char* f : {"upscale", "hupscale", "vupscale", "downscale"})
        add({std::string("O = ") + f + "(I, TWO)"});
    for (const std::string c : {"ONE", "THREE"}) {
        add({"O = replace(I, " + c + ", FIVE)"});
        add({"O = switch(I, " + c + ", FOUR)"});
    }
    add({"O = hconcat(I, I)"});
    add({"O = cellwise(I, vmirror(I), ZERO)"});
    for (const std::string flags : {"T, F, T", "T, T, T", "F, F, T", "F, T, T", "T, F, F"}) {
        const std::string sets = "x1 = objects(I, " + flags + ")";
        std::vector<std::string> keys = {"size", "height"};
        if (flags[0] == 'T') keys.push_back("color");
        for (const std::string& key : keys)
            for (const std::string f : {"argmax", "argmin"})
                add({sets, "x2 = " + f + "(x1, " + key + ")", "O = fill(I, FIVE, x2)"});
        add({sets, "x2 = merge(x1)", "O = cover(I, x2)"});
        add({sets, "x2 = mapply(delta, x1)", "O = fill(I, TWO, x2)"});
        add({sets, "x2 = sizefilter(x1, ONE)", "x3 = merge(x2)", "O = paint(I, x3)"});
        add({sets, "x2 = argmax(x1, size)", "O = subgrid(x2, I)"});
        add({sets, "x2 = compose(box, toindices)", "x3 = mapply(x2, x1)",
             "O = underfill(I, THREE, x3)"});
    }
    for (const std::string c : {"ONE", "TWO"}) {
        const std::string cells = "x1 = ofcolor(I, " + c + ")";
        add({cells, "x2 = backdrop(x1)", "O = underfill(I, SIX, x2)"});
        add({cells, "x2 = shift(x1, UNITY)", "O = fill(I, SEVEN, x2)"});
        add({cells, "x2 = mapply(neighbors, x1)", "O = underfill(I, EIGHT, x2)"});
        add({cells, "x2 = lbind(shift, x1)", "x3 = apply(x2, x1)", "x4 = merge(x3)",
             "O = fill(I, NINE, x4)"});
        add({cells, "x2 = prapply(connect, x1, x1)", "x3 = mfilter(x2, vline)",
             "O = fill(I, NINE, x3)"});
    }
    return all;
}

/// Runs the mix, each program on a list of samples of its own, so that nothing is shared, or all
/// programs on the same samples.
template <bool Shared>
void mixed(benchmark::State& state, backend where) {
    const std::size_t n = items(where);
    const packed samples(scenes(n));
    std::string text;
    std::size_t statements = 0;
    const std::vector<std::string> all = mix();
    for (std::size_t k = 0; k < all.size(); ++k) {
        text += function(k, all[k]);
        statements += static_cast<std::size_t>(std::count(all[k].begin(), all[k].end(), '\n'));
    }
    column_work work{program_set(text::read(text, "mix.py").functions, most),
                     samples.samples.view()};
    program_samples apart;
    std::vector<std::uint32_t> every(n);
    std::iota(every.begin(), every.end(), 0U);
    apart.lists.assign(work.programs.size(), every);
    apart.of_program.resize(work.programs.size());
    std::iota(apart.of_program.begin(), apart.of_program.end(), 0U);
    if (!Shared) work.which = &apart;
    work.options.where = where;
    work.is_resident = true;
    measure(state, std::move(work), static_cast<double>(statements * n));
}

static const bool registered = [] {
    register_both("single operations", single);
    register_both("mix, nothing shared", mixed<false>);
    register_both("mix, equal calls shared", mixed<true>);
    return true;
}();

} // namespace batt::bench
