// What the reader knows of the operations: what they give, and when they certainly give it.
#pragma once

#include <batt/text/names.hpp>
#include <initializer_list>
#include <string>

namespace batt::text {

/// What is known of an operation, in the order of `operations`.
struct operation_facts {
    std::string_view name;
    /// The sort of the result: n a number, b 0 or 1, p a tuple of two, s a set, t a tuple, g a tuple
    /// of tuples, T a tuple of elements of the first argument, f a function of one parameter, l a
    /// bound function, 1 or 2 that of this container, i that of its argument, B that of both
    /// alternatives, E 0 or 1 if the arguments are, = a number if they are, ? any.
    char result;
    /// When a call certainly has a value if its arguments have: a always, l if what is bound has
    /// parameters, n with numbers, c with a condition that has a truth, k of a container, e with an
    /// element that a set may hold, r with a literal count, m of tuples, i of the parameter I,
    /// o likewise with literal flags, - never.
    char succeeds;
};

inline constexpr std::array<operation_facts, 160> facts = {{
    {"add", '=', 'n'},
    {"adjacent", 'b', '-'},
    {"apply", '2', '-'},
    {"argmax", '?', '-'},
    {"argmin", '?', '-'},
    {"asindices", 's', 'i'},
    {"asobject", 's', 'i'},
    {"astuple", 'p', 'a'},
    {"backdrop", 's', '-'},
    {"bordering", 'b', '-'},
    {"both", 'E', 'c'},
    {"bottomhalf", 'T', 'i'},
    {"box", 's', '-'},
    {"branch", 'B', 'c'},
    {"canvas", 'g', '-'},
    {"cellwise", 'g', '-'},
    {"center", 'p', '-'},
    {"centerofmass", 'p', '-'},
    {"chain", 'f', 'a'},
    {"cmirror", '1', 'i'},
    {"color", 'n', '-'},
    {"colorcount", 'n', 'i'},
    {"colorfilter", '1', '-'},
    {"combine", '1', 'm'},
    {"compose", 'f', 'a'},
    {"compress", 'g', 'i'},
    {"connect", 's', '-'},
    {"contained", 'b', '-'},
    {"corners", 's', '-'},
    {"cover", 'g', '-'},
    {"crement", '=', 'n'},
    {"crop", 'g', '-'},
    {"decrement", '=', 'n'},
    {"dedupe", 'T', 'i'},
    {"delta", 's', '-'},
    {"difference", '1', '-'},
    {"divide", '=', '-'},
    {"dmirror", '1', 'i'},
    {"dneighbors", 's', '-'},
    {"double", '=', 'n'},
    {"downscale", 'g', '-'},
    {"either", 'E', 'c'},
    {"equality", 'b', 'a'},
    {"even", 'b', 'n'},
    {"extract", '?', '-'},
    {"fgpartition", 's', 'i'},
    {"fill", 'g', '-'},
    {"first", '?', 'i'},
    {"flip", 'b', 'c'},
    {"fork", 'f', 'a'},
    {"frontiers", 's', 'i'},
    {"gravitate", 'p', '-'},
    {"greater", 'b', 'n'},
    {"halve", '=', 'n'},
    {"hconcat", 'g', '-'},
    {"height", 'n', 'i'},
    {"hfrontier", 's', '-'},
    {"hline", 'b', '-'},
    {"hmatching", 'b', '-'},
    {"hmirror", '1', 'i'},
    {"hperiod", 'n', '-'},
    {"hsplit", 't', '-'},
    {"hupscale", 'g', '-'},
    {"identity", 'i', 'a'},
    {"inbox", 's', '-'},
    {"increment", '=', 'n'},
    {"index", '?', '-'},
    {"ineighbors", 's', '-'},
    {"initset", 's', 'e'},
    {"insert", 's', 'e'},
    {"intersection", 's', '-'},
    {"interval", 't', '-'},
    {"invert", '=', 'n'},
    {"last", '?', 'i'},
    {"lbind", 'l', 'l'},
    {"leastcolor", '?', 'i'},
    {"leastcommon", '?', '-'},
    {"lefthalf", 'g', 'i'},
    {"leftmost", 'n', '-'},
    {"llcorner", 'p', '-'},
    {"lowermost", 'n', '-'},
    {"lrcorner", 'p', '-'},
    {"manhattan", 'n', '-'},
    {"mapply", '2', '-'},
    {"matcher", 'f', 'a'},
    {"maximum", '?', '-'},
    {"merge", '1', '-'},
    {"mfilter", '1', '-'},
    {"minimum", '?', '-'},
    {"mostcolor", '?', 'i'},
    {"mostcommon", '?', '-'},
    {"move", 'g', '-'},
    {"mpapply", 't', '-'},
    {"multiply", '=', 'n'},
    {"neighbors", 's', '-'},
    {"normalize", 's', '-'},
    {"numcolors", 'n', 'i'},
    {"objects", 's', 'o'},
    {"occurrences", 's', '-'},
    {"ofcolor", 's', 'i'},
    {"order", 'T', '-'},
    {"other", '?', '-'},
    {"outbox", 's', '-'},
    {"paint", 'g', '-'},
    {"pair", 't', '-'},
    {"palette", 's', 'i'},
    {"papply", 't', '-'},
    {"partition", 's', 'i'},
    {"portrait", 'b', 'i'},
    {"position", 'p', '-'},
    {"positive", 'b', 'n'},
    {"power", '?', '-'},
    {"prapply", 's', '-'},
    {"product", 's', '-'},
    {"rapply", '1', '-'},
    {"rbind", 'l', 'l'},
    {"recolor", 's', '-'},
    {"remove", '2', '-'},
    {"repeat", 't', 'r'},
    {"replace", 'g', '-'},
    {"righthalf", 'g', 'i'},
    {"rightmost", 'n', '-'},
    {"rot180", 'g', 'i'},
    {"rot270", 'g', 'i'},
    {"rot90", 'g', 'i'},
    {"sfilter", '1', '-'},
    {"shape", 'p', 'i'},
    {"shift", 's', '-'},
    {"shoot", 's', '-'},
    {"sign", '=', 'n'},
    {"size", 'n', 'k'},
    {"sizefilter", 's', '-'},
    {"square", 'b', 'i'},
    {"subgrid", 'g', '-'},
    {"subtract", '=', 'n'},
    {"switch", 'g', '-'},
    {"toindices", 's', '-'},
    {"toivec", 'p', 'n'},
    {"tojvec", 'p', 'n'},
    {"toobject", 's', '-'},
    {"tophalf", 'T', 'i'},
    {"totuple", 'T', 'k'},
    {"trim", 'g', 'i'},
    {"ulcorner", 'p', '-'},
    {"underfill", 'g', '-'},
    {"underpaint", 'g', '-'},
    {"uppermost", 'n', '-'},
    {"upscale", '1', '-'},
    {"urcorner", 'p', '-'},
    {"valmax", '?', '-'},
    {"valmin", '?', '-'},
    {"vconcat", 't', '-'},
    {"vfrontier", 's', '-'},
    {"vline", 'b', '-'},
    {"vmatching", 'b', '-'},
    {"vmirror", '1', 'i'},
    {"vperiod", 'n', '-'},
    {"vsplit", 't', '-'},
    {"vupscale", 'T', '-'},
    {"width", 'n', 'i'},
}};

/// The parameters of an operation: of each the published name and, behind a slash, the one of the
/// DSL's description where that is another.
inline std::string parameter_names(const table::operation& o) {
    std::string names;
    for (int k = 0; k < o.arity; ++k) {
        const table::parameter& p = o.parameters[static_cast<std::size_t>(k)];
        if (k > 0) names += ' ';
        names += p.name;
        if (p.short_name != p.name) names.append("/").append(p.short_name);
    }
    return names;
}

namespace detail {

consteval bool facts_are_in_order() {
    for (std::size_t k = 0; k < facts.size(); ++k) {
        if (facts[k].name != operations[k].text) return false;
    }
    return true;
}
static_assert(facts_are_in_order());

/// The place of the parameter that `names`, as parameter_names gives them, calls `name`, or -1.
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
