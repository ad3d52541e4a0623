// What the reader knows of the operations: how their parameters are called, and what they give.
#pragma once

#include <batt/text/names.hpp>
#include <initializer_list>

namespace batt::text {

/// What is known of an operation, in the order of `operations`.
struct operation_facts {
    std::string_view name;
    /// Of each parameter the published name and, behind a slash, the one of the DSL's description.
    std::string_view parameters;
    /// The sort of the result: n a number, b 0 or 1, p a tuple of two, s a set, t a tuple,
    /// g a
    /// tuple of tuples, T a tuple of elements of the first argument, f a function of one
    /// parameter, l a bound function, 1 or 2 that of this container, i that of its argument, B that of both alternatives, E 0 or 1 if the arguments are, = a number if
    /// they are, ? any.
    char result;
    /// When a call certainly has a value if its arguments have: a always, l if what is bound has
    /// parameters, n with numbers, c with a condition that has a truth, k of a container, e with an
    /// element that a set may hold, r with a literal count, m of tuples, i of the parameter I,
    /// o likewise with literal flags, - never.
    char succeeds;
};

inline constexpr std::array<operation_facts, 160> facts = {{
    {"add", "a b", '=', 'n'},
    {"adjacent", "a b", 'b', '-'},
    {"apply", "function/f container/c", '2', '-'},
    {"argmax", "container/c compfunc/key", '?', '-'},
    {"argmin", "container/c compfunc/key", '?', '-'},
    {"asindices", "grid/g", 's', 'i'},
    {"asobject", "grid/g", 's', 'i'},
    {"astuple", "a b", 'p', 'a'},
    {"backdrop", "patch/p", 's', '-'},
    {"bordering", "patch/p grid/g", 'b', '-'},
    {"both", "a b", 'E', 'c'},
    {"bottomhalf", "grid/g", 'T', 'i'},
    {"box", "patch/p", 's', '-'},
    {"branch", "condition/c a b", 'B', 'c'},
    {"canvas", "value/c dimensions/dims", 'g', '-'},
    {"cellwise", "a b fallback", 'g', '-'},
    {"center", "patch/p", 'p', '-'},
    {"centerofmass", "patch/p", 'p', '-'},
    {"chain", "h g f", 'f', 'a'},
    {"cmirror", "piece/p", '1', 'i'},
    {"color", "obj/o", 'n', '-'},
    {"colorcount", "element/e value/c", 'n', 'i'},
    {"colorfilter", "objs/s value/c", '1', '-'},
    {"combine", "a b", '1', 'm'},
    {"compose", "outer inner", 'f', 'a'},
    {"compress", "grid/g", 'g', 'i'},
    {"connect", "a b", 's', '-'},
    {"contained", "value/v container/c", 'b', '-'},
    {"corners", "patch/p", 's', '-'},
    {"cover", "grid/g patch/p", 'g', '-'},
    {"crement", "x", '=', 'n'},
    {"crop", "grid/g start dims", 'g', '-'},
    {"decrement", "x", '=', 'n'},
    {"dedupe", "tup/t", 'T', 'i'},
    {"delta", "patch/p", 's', '-'},
    {"difference", "a b", '1', '-'},
    {"divide", "a b", '=', '-'},
    {"dmirror", "piece/p", '1', 'i'},
    {"dneighbors", "loc", 's', '-'},
    {"double", "n", '=', 'n'},
    {"downscale", "grid/g factor/k", 'g', '-'},
    {"either", "a b", 'E', 'c'},
    {"equality", "a b", 'b', 'a'},
    {"even", "n", 'b', 'n'},
    {"extract", "container/c condition/cond", '?', '-'},
    {"fgpartition", "grid/g", 's', 'i'},
    {"fill", "grid/g value/c patch/p", 'g', '-'},
    {"first", "container/c", '?', 'i'},
    {"flip", "b", 'b', 'c'},
    {"fork", "outer a b", 'f', 'a'},
    {"frontiers", "grid/g", 's', 'i'},
    {"gravitate", "source/src destination/dst", 'p', '-'},
    {"greater", "a b", 'b', 'n'},
    {"halve", "n", '=', 'n'},
    {"hconcat", "a b", 'g', '-'},
    {"height", "piece/p", 'n', 'i'},
    {"hfrontier", "location/loc", 's', '-'},
    {"hline", "patch/p", 'b', '-'},
    {"hmatching", "a b", 'b', '-'},
    {"hmirror", "piece/p", '1', 'i'},
    {"hperiod", "obj/o", 'n', '-'},
    {"hsplit", "grid/g n", 't', '-'},
    {"hupscale", "grid/g factor/k", 'g', '-'},
    {"identity", "x", 'i', 'a'},
    {"inbox", "patch/p", 's', '-'},
    {"increment", "x", '=', 'n'},
    {"index", "grid/g loc", '?', '-'},
    {"ineighbors", "loc", 's', '-'},
    {"initset", "value/v", 's', 'e'},
    {"insert", "value/v container/c", 's', 'e'},
    {"intersection", "a b", 's', '-'},
    {"interval", "start stop step", 't', '-'},
    {"invert", "n", '=', 'n'},
    {"last", "container/c", '?', 'i'},
    {"lbind", "function/f fixed/v", 'l', 'l'},
    {"leastcolor", "element/e", '?', 'i'},
    {"leastcommon", "container/t", '?', '-'},
    {"lefthalf", "grid/g", 'g', 'i'},
    {"leftmost", "patch/p", 'n', '-'},
    {"llcorner", "patch/p", 'p', '-'},
    {"lowermost", "patch/p", 'n', '-'},
    {"lrcorner", "patch/p", 'p', '-'},
    {"manhattan", "a b", 'n', '-'},
    {"mapply", "function/f container/c", '2', '-'},
    {"matcher", "function/f target", 'f', 'a'},
    {"maximum", "container/c", '?', '-'},
    {"merge", "containers/c", '1', '-'},
    {"mfilter", "container/c function/cond", '1', '-'},
    {"minimum", "container/c", '?', '-'},
    {"mostcolor", "element/e", '?', 'i'},
    {"mostcommon", "container/t", '?', '-'},
    {"move", "grid/g obj/o offset/d", 'g', '-'},
    {"mpapply", "function/f a b", 't', '-'},
    {"multiply", "a b", '=', 'n'},
    {"neighbors", "loc", 's', '-'},
    {"normalize", "patch/p", 's', '-'},
    {"numcolors", "element/e", 'n', 'i'},
    {"objects", "grid/g univalued diagonal without_bg", 's', 'o'},
    {"occurrences", "grid/g obj/o", 's', '-'},
    {"ofcolor", "grid/g value/c", 's', 'i'},
    {"order", "container/c compfunc/key", 'T', '-'},
    {"other", "container/c value/v", '?', '-'},
    {"outbox", "patch/p", 's', '-'},
    {"paint", "grid/g obj/o", 'g', '-'},
    {"pair", "a b", 't', '-'},
    {"palette", "element/e", 's', 'i'},
    {"papply", "function/f a b", 't', '-'},
    {"partition", "grid/g", 's', 'i'},
    {"portrait", "piece/p", 'b', 'i'},
    {"position", "a b", 'p', '-'},
    {"positive", "x", 'b', 'n'},
    {"power", "function/f n", '?', '-'},
    {"prapply", "function/f a b", 's', '-'},
    {"product", "a b", 's', '-'},
    {"rapply", "functions/fs value/v", '1', '-'},
    {"rbind", "function/f fixed/v", 'l', 'l'},
    {"recolor", "value/c patch/p", 's', '-'},
    {"remove", "value/v container/c", '2', '-'},
    {"repeat", "item/v num/n", 't', 'r'},
    {"replace", "grid/g replacee/old replacer/new", 'g', '-'},
    {"righthalf", "grid/g", 'g', 'i'},
    {"rightmost", "patch/p", 'n', '-'},
    {"rot180", "grid/g", 'g', 'i'},
    {"rot270", "grid/g", 'g', 'i'},
    {"rot90", "grid/g", 'g', 'i'},
    {"sfilter", "container/c condition/cond", '1', '-'},
    {"shape", "piece/p", 'p', 'i'},
    {"shift", "patch/p directions/d", 's', '-'},
    {"shoot", "start direction/d", 's', '-'},
    {"sign", "x", '=', 'n'},
    {"size", "container/c", 'n', 'k'},
    {"sizefilter", "container/c n", 's', '-'},
    {"square", "piece/p", 'b', 'i'},
    {"subgrid", "patch/p grid/g", 'g', '-'},
    {"subtract", "a b", '=', 'n'},
    {"switch", "grid/g a b", 'g', '-'},
    {"toindices", "patch/p", 's', '-'},
    {"toivec", "i", 'p', 'n'},
    {"tojvec", "j", 'p', 'n'},
    {"toobject", "patch/p grid/g", 's', '-'},
    {"tophalf", "grid/g", 'T', 'i'},
    {"totuple", "container/c", 'T', 'k'},
    {"trim", "grid/g", 'g', 'i'},
    {"ulcorner", "patch/p", 'p', '-'},
    {"underfill", "grid/g value/c patch/p", 'g', '-'},
    {"underpaint", "grid/g obj/o", 'g', '-'},
    {"uppermost", "patch/p", 'n', '-'},
    {"upscale", "element/e factor/k", '1', '-'},
    {"urcorner", "patch/p", 'p', '-'},
    {"valmax", "container/c compfunc/key", '?', '-'},
    {"valmin", "container/c compfunc/key", '?', '-'},
    {"vconcat", "a b", 't', '-'},
    {"vfrontier", "location/loc", 's', '-'},
    {"vline", "patch/p", 'b', '-'},
    {"vmatching", "a b", 'b', '-'},
    {"vmirror", "piece/p", '1', 'i'},
    {"vperiod", "obj/o", 'n', '-'},
    {"vsplit", "grid/g n", 't', '-'},
    {"vupscale", "grid/g factor/k", 'T', '-'},
    {"width", "piece/p", 'n', 'i'},
}};

namespace detail {

consteval bool facts_are_in_order() {
    for (std::size_t k = 0; k < facts.size(); ++k) {
        if (facts[k].name != operations[k].text) return false;
    }
    return true;
}
static_assert(facts_are_in_order());

/// The place of the parameter that `names`, as in operation_facts, calls `name`, or -1.
constexpr int parameter_of(std::string_view names, std::string_view name) {
    for (int k = 0; !names.empty(); ++k) {
        std::string_view both = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(names.size(), both.size() + 1));
        while (!both.empty()) {
            const std::string_view one = both.substr(0, both.find('/'));
            if (one == name) return k;
            both.remove_prefix(std::min(both.size(), one.size() + 1));
        }
    }
    return -1;
}

/// How deep tuples stand in each other in what an operation gives, in the order of `operations`: g
/// two deep, h three deep, 1 or 2 as in this argument, B as in both alternatives, m as in both
/// arguments, p one deeper, r one deeper than the first, z as their elements in pairs, e as the
/// elements of the first, E likewise and so perhaps no tuple, - one deep if it is a tuple.
constexpr char depth_rule(const operation_facts& f) {
    const auto one_of = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), f.name) != names.end();
    };
    if (one_of({"argmax", "argmin", "extract", "first", "last", "leastcommon", "mostcommon",
                "other"}))
        return 'E';
    if (f.result == 'g' || one_of({"cmirror", "dmirror", "upscale", "vmirror"})) return 'g';
    if (f.result == 'T' || f.result == 'i' || one_of({"difference", "hmirror", "sfilter"}))
        return '1';
    if (f.result == 'B') return 'B';
    if (one_of({"combine", "vconcat"})) return 'm';
    return f.name == "astuple"  ? 'p'
           : f.name == "hsplit" ? 'h'
           : f.name == "merge"  ? 'e'
           : f.name == "pair"   ? 'z'
           : f.name == "remove" ? '2'
           : f.name == "repeat" ? 'r'
                                : '-';
}
inline constexpr auto depth_rules = [] {
    std::array<char, facts.size()> rules{};
    for (std::size_t k = 0; k < rules.size(); ++k) rules[k] = depth_rule(facts[k]);
    return rules;
}();

/// Which of the two arguments of an operation is the container, with whose elements the other is
/// called; -1 if there is none.
constexpr int container_of(std::string_view operation) {
    if (operation == "apply" || operation == "mapply") return 1;
    for (std::string_view name : {"argmax", "argmin", "extract", "mfilter", "order", "sfilter",
                                  "valmax", "valmin"}) {
        if (operation == name) return 0;
    }
    return -1;
}

} // namespace detail
} // namespace batt::text
