// What the reader knows of the operations: how their parameters are called, and what they give.
#pragma once

#include <batt/text/names.hpp>

namespace batt::text {

/// What is known of an operation, in the order of `operations`.
struct operation_facts {
    std::string_view name;
    /// Of each parameter the published name and, behind a slash, the one of the DSL's description.
    std::string_view parameters;
    /// The sort of the result: n a number, b 0 or 1, p a tuple of two, s a set, t a tuple,
    /// f a function of one parameter, l a bound function, 1 or 2 that of this container, i that of
    /// its argument, B that of both alternatives, E 0 or 1 if the arguments are, = a number if
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
    {"bottomhalf", "grid/g", 't', 'i'},
    {"box", "patch/p", 's', '-'},
    {"branch", "condition/c a b", 'B', 'c'},
    {"canvas", "value/c dimensions/dims", 't', '-'},
    {"cellwise", "a b fallback", 't', '-'},
    {"center", "patch/p", 'p', '-'},
    {"centerofmass", "patch/p", 'p', '-'},
    {"chain", "h g f", 'f', 'a'},
    {"cmirror", "piece/p", '1', 'i'},
    {"color", "obj/o", 'n', '-'},
    {"colorcount", "element/e value/c", 'n', 'i'},
    {"colorfilter", "objs/s value/c", '1', '-'},
    {"combine", "a b", '1', 'm'},
    {"compose", "outer inner", 'f', 'a'},
    {"compress", "grid/g", 't', 'i'},
    {"connect", "a b", 's', '-'},
    {"contained", "value/v container/c", 'b', '-'},
    {"corners", "patch/p", 's', '-'},
    {"cover", "grid/g patch/p", 't', '-'},
    {"crement", "x", '=', 'n'},
    {"crop", "grid/g start dims", 't', '-'},
    {"decrement", "x", '=', 'n'},
    {"dedupe", "tup/t", 't', 'i'},
    {"delta", "patch/p", 's', '-'},
    {"difference", "a b", '1', '-'},
    {"divide", "a b", '=', '-'},
    {"dmirror", "piece/p", '1', 'i'},
    {"dneighbors", "loc", 's', '-'},
    {"double", "n", '=', 'n'},
    {"downscale", "grid/g factor/k", 't', '-'},
    {"either", "a b", 'E', 'c'},
    {"equality", "a b", 'b', 'a'},
    {"even", "n", 'b', 'n'},
    {"extract", "container/c condition/cond", '?', '-'},
    {"fgpartition", "grid/g", 's', 'i'},
    {"fill", "grid/g value/c patch/p", 't', '-'},
    {"first", "container/c", '?', 'i'},
    {"flip", "b", 'b', 'c'},
    {"fork", "outer a b", 'f', 'a'},
    {"frontiers", "grid/g", 's', 'i'},
    {"gravitate", "source/src destination/dst", 'p', '-'},
    {"greater", "a b", 'b', 'n'},
    {"halve", "n", '=', 'n'},
    {"hconcat", "a b", 't', '-'},
    {"height", "piece/p", 'n', 'i'},
    {"hfrontier", "location/loc", 's', '-'},
    {"hline", "patch/p", 'b', '-'},
    {"hmatching", "a b", 'b', '-'},
    {"hmirror", "piece/p", '1', 'i'},
    {"hperiod", "obj/o", 'n', '-'},
    {"hsplit", "grid/g n", 't', '-'},
    {"hupscale", "grid/g factor/k", 't', '-'},
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
    {"lefthalf", "grid/g", 't', 'i'},
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
    {"move", "grid/g obj/o offset/d", 't', '-'},
    {"mpapply", "function/f a b", 't', '-'},
    {"multiply", "a b", '=', 'n'},
    {"neighbors", "loc", 's', '-'},
    {"normalize", "patch/p", 's', '-'},
    {"numcolors", "element/e", 'n', 'i'},
    {"objects", "grid/g univalued diagonal without_bg", 's', 'o'},
    {"occurrences", "grid/g obj/o", 's', '-'},
    {"ofcolor", "grid/g value/c", 's', 'i'},
    {"order", "container/c compfunc/key", 't', '-'},
    {"other", "container/c value/v", '?', '-'},
    {"outbox", "patch/p", 's', '-'},
    {"paint", "grid/g obj/o", 't', '-'},
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
    {"replace", "grid/g replacee/old replacer/new", 't', '-'},
    {"righthalf", "grid/g", 't', 'i'},
    {"rightmost", "patch/p", 'n', '-'},
    {"rot180", "grid/g", 't', 'i'},
    {"rot270", "grid/g", 't', 'i'},
    {"rot90", "grid/g", 't', 'i'},
    {"sfilter", "container/c condition/cond", '1', '-'},
    {"shape", "piece/p", 'p', 'i'},
    {"shift", "patch/p directions/d", 's', '-'},
    {"shoot", "start direction/d", 's', '-'},
    {"sign", "x", '=', 'n'},
    {"size", "container/c", 'n', 'k'},
    {"sizefilter", "container/c n", 's', '-'},
    {"square", "piece/p", 'b', 'i'},
    {"subgrid", "patch/p grid/g", 't', '-'},
    {"subtract", "a b", '=', 'n'},
    {"switch", "grid/g a b", 't', '-'},
    {"toindices", "patch/p", 's', '-'},
    {"toivec", "i", 'p', 'n'},
    {"tojvec", "j", 'p', 'n'},
    {"toobject", "patch/p grid/g", 's', '-'},
    {"tophalf", "grid/g", 't', 'i'},
    {"totuple", "container/c", 't', 'k'},
    {"trim", "grid/g", 't', 'i'},
    {"ulcorner", "patch/p", 'p', '-'},
    {"underfill", "grid/g value/c patch/p", 't', '-'},
    {"underpaint", "grid/g obj/o", 't', '-'},
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
    {"vupscale", "grid/g factor/k", 't', '-'},
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

} // namespace detail
} // namespace batt::text
