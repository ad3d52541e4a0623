// The table of how many cases may be too large for the widest window.
#include "overflow_bounds.hpp"

namespace batt::testing {

// Measured on the host at 1,000 or 2,000 cases with several seeds: the largest share that any
// combination of types had, plus three standard deviations of 400 cases. Most cases overflow in
// their arguments: the locations of a sequence lie too far from each other for one patch.
std::span<const overflow_bound> overflow_bounds() {
    static constexpr overflow_bound table[] = {
        {"adjacent", 9},        {"apply", 11},    {"backdrop", 15},     {"box", 15},
        {"branch", 9},          {"center", 15},   {"centerofmass", 15}, {"cmirror", 9},
        {"combine", 26},        {"connect", 1},   {"corners", 15},      {"cover", 18},
        {"cut_and_joined", 3},  {"delta", 2},     {"difference", 18},   {"dmirror", 9},
        {"element_and_set", 6}, {"fill", 17},     {"gravitate", 9},     {"height", 15},
        {"hfrontier", 1},       {"hline", 16},    {"hmatching", 9},     {"hmirror", 9},
        {"hperiod", 16},        {"hsplit", 3},    {"hupscale", 15},     {"inbox", 9},
        {"initset", 6},         {"insert", 18},   {"intersection", 18}, {"lbind", 1},
        {"leftmost", 15},       {"lines", 7},     {"llcorner", 15},     {"lowermost", 15},
        {"lrcorner", 15},       {"manhattan", 9}, {"merge", 9},         {"move", 17},
        {"moved", 6},           {"normalize", 2}, {"occurrences", 18},  {"outbox", 2},
        {"paint", 16},          {"portrait", 15}, {"position", 9},      {"prapply", 14},
        {"product", 11},        {"products", 11}, {"recolor", 16},      {"rightmost", 15},
        {"seen_as", 16},        {"shape", 15},    {"shift", 15},        {"shoot", 16},
        {"sizefilter", 2},      {"square", 15},   {"subgrid", 2},       {"toindices", 16},
        {"toobject", 9},        {"ulcorner", 15}, {"underfill", 3},     {"uppermost", 15},
        {"upscale", 20},        {"urcorner", 15}, {"vline", 16},        {"vmatching", 9},
        {"vmirror", 9},         {"vsplit", 3},    {"vupscale", 16},     {"width", 15},
    };
    return table;
}

int overflow_percent(std::string_view name) {
    name = name.substr(0, name.find('<'));
    for (const overflow_bound& b : overflow_bounds())
        if (b.name == name) return b.percent;
    return 0;
}

} // namespace batt::testing
