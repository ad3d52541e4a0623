// The names that a program may use without assigning them; a test holds them against batt::dsl.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace batt::text {

/// An operation of the DSL.
struct operation_name {
    std::string_view text;
    int arity;
};

/// All operations, in alphabetical order.
inline constexpr std::array<operation_name, 160> operations = {
    {{"add", 2},         {"adjacent", 2},     {"apply", 2},        {"argmax", 2},
     {"argmin", 2},      {"asindices", 1},    {"asobject", 1},     {"astuple", 2},
     {"backdrop", 1},    {"bordering", 2},    {"both", 2},         {"bottomhalf", 1},
     {"box", 1},         {"branch", 3},       {"canvas", 2},       {"cellwise", 3},
     {"center", 1},      {"centerofmass", 1}, {"chain", 3},        {"cmirror", 1},
     {"color", 1},       {"colorcount", 2},   {"colorfilter", 2},  {"combine", 2},
     {"compose", 2},     {"compress", 1},     {"connect", 2},      {"contained", 2},
     {"corners", 1},     {"cover", 2},        {"crement", 1},      {"crop", 3},
     {"decrement", 1},   {"dedupe", 1},       {"delta", 1},        {"difference", 2},
     {"divide", 2},      {"dmirror", 1},      {"dneighbors", 1},   {"double", 1},
     {"downscale", 2},   {"either", 2},       {"equality", 2},     {"even", 1},
     {"extract", 2},     {"fgpartition", 1},  {"fill", 3},         {"first", 1},
     {"flip", 1},        {"fork", 3},         {"frontiers", 1},    {"gravitate", 2},
     {"greater", 2},     {"halve", 1},        {"hconcat", 2},      {"height", 1},
     {"hfrontier", 1},   {"hline", 1},        {"hmatching", 2},    {"hmirror", 1},
     {"hperiod", 1},     {"hsplit", 2},       {"hupscale", 2},     {"identity", 1},
     {"inbox", 1},       {"increment", 1},    {"index", 2},        {"ineighbors", 1},
     {"initset", 1},     {"insert", 2},       {"intersection", 2}, {"interval", 3},
     {"invert", 1},      {"last", 1},         {"lbind", 2},        {"leastcolor", 1},
     {"leastcommon", 1}, {"lefthalf", 1},     {"leftmost", 1},     {"llcorner", 1},
     {"lowermost", 1},   {"lrcorner", 1},     {"manhattan", 2},    {"mapply", 2},
     {"matcher", 2},     {"maximum", 1},      {"merge", 1},        {"mfilter", 2},
     {"minimum", 1},     {"mostcolor", 1},    {"mostcommon", 1},   {"move", 3},
     {"mpapply", 3},     {"multiply", 2},     {"neighbors", 1},    {"normalize", 1},
     {"numcolors", 1},   {"objects", 4},      {"occurrences", 2},  {"ofcolor", 2},
     {"order", 2},       {"other", 2},        {"outbox", 1},       {"paint", 2},
     {"pair", 2},        {"palette", 1},      {"papply", 3},       {"partition", 1},
     {"portrait", 1},    {"position", 2},     {"positive", 1},     {"power", 2},
     {"prapply", 3},     {"product", 2},      {"rapply", 2},       {"rbind", 2},
     {"recolor", 2},     {"remove", 2},       {"repeat", 2},       {"replace", 3},
     {"righthalf", 1},   {"rightmost", 1},    {"rot180", 1},       {"rot270", 1},
     {"rot90", 1},       {"sfilter", 2},      {"shape", 1},        {"shift", 2},
     {"shoot", 2},       {"sign", 1},         {"size", 1},         {"sizefilter", 2},
     {"square", 1},      {"subgrid", 2},      {"subtract", 2},     {"switch", 3},
     {"toindices", 1},   {"toivec", 1},       {"tojvec", 1},       {"toobject", 2},
     {"tophalf", 1},     {"totuple", 1},      {"trim", 1},         {"ulcorner", 1},
     {"underfill", 3},   {"underpaint", 2},   {"uppermost", 1},    {"upscale", 2},
     {"urcorner", 1},    {"valmax", 2},       {"valmin", 2},       {"vconcat", 2},
     {"vfrontier", 1},   {"vline", 1},        {"vmatching", 2},    {"vmirror", 1},
     {"vperiod", 1},     {"vsplit", 2},       {"vupscale", 2},     {"width", 1}}};

/// All constants, in alphabetical order.
inline constexpr std::array<std::string_view, 28> constants = {
    "DOWN",       "DOWN_LEFT",   "EIGHT",     "F",    "FIVE",     "FOUR",           "LEFT",
    "NEG_ONE",    "NEG_TWO",     "NEG_UNITY", "NINE", "ONE",      "ORIGIN",         "RIGHT",
    "SEVEN",      "SIX",         "T",         "TEN",  "THREE",    "THREE_BY_THREE", "TWO",
    "TWO_BY_TWO", "TWO_BY_ZERO", "UNITY",     "UP",   "UP_RIGHT", "ZERO",           "ZERO_BY_TWO"};

/// The words of Python that are no names.
inline constexpr std::array<std::string_view, 35> keywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

/// What a struct of a generated header cannot be called: the words of C++, what the header itself
/// names, and what compilers define.
inline constexpr std::array<std::string_view, 118> reserved_words = {
    "BATT_FN", "EOF", "NULL", "Run", "alignas", "alignof", "and", "and_eq", "asm", "auto", "batt",
    "bitand", "bitor", "bool", "break", "case", "catch", "char", "char16_t", "char32_t", "char8_t",
    "class", "co_await", "co_return", "co_yield", "compl", "concept", "const", "const_cast",
    "consteval", "constexpr", "constinit", "continue", "decltype", "default", "delete", "do",
    "double", "dsl", "dynamic_cast", "else", "enum", "errno", "error", "explicit", "export",
    "extern", "false", "float", "for", "friend", "goto", "if", "inline", "int", "linux", "long",
    "marked", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr", "operations",
    "operator", "or", "or_eq", "output", "private", "program_source", "programs", "protected",
    "public", "rays", "register", "reinterpret_cast", "requires", "return", "run", "short",
    "signed", "sizeof", "sources", "statement_use", "statements", "static", "static_assert",
    "static_cast", "std", "step", "struct", "switch", "template", "this", "thread_local", "throw",
    "true", "try", "typedef", "typeid", "typename", "union", "unix", "unsigned", "uses",
    "uses_demonstrations", "uses_expected", "using", "value_of", "virtual", "void", "volatile",
    "wchar_t", "while", "xor", "xor_eq"};

namespace detail {

template <class Names>
constexpr int place_of(const Names& names, std::string_view name) {
    const auto found = std::lower_bound(names.begin(), names.end(), name);
    return found != names.end() && *found == name ? static_cast<int>(found - names.begin()) : -1;
}

/// The number of letters to change, add, leave out or exchange with the next to make a into b.
inline std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> table(a.size() + 1,
                                                std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                                    table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table[a.size()][b.size()];
}

} // namespace detail

/// The place of an operation in `operations`, or -1.
constexpr int operation_of(std::string_view name) {
    const auto found =
        std::lower_bound(operations.begin(), operations.end(), name,
                         [](const operation_name& a, std::string_view b) { return a.text < b; });
    return found != operations.end() && found->text == name
               ? static_cast<int>(found - operations.begin())
               : -1;
}

/// The place of a constant in `constants`, or -1.
constexpr int constant_of(std::string_view name) { return detail::place_of(constants, name); }

/// Whether Python reserves a word.
constexpr bool is_keyword(std::string_view name) { return detail::place_of(keywords, name) >= 0; }

/// Whether a struct of a generated header cannot have a name.
constexpr bool is_reserved(std::string_view name) {
    return detail::place_of(reserved_words, name) >= 0;
}

/// The name of an operation in C++, where two of them are keywords.
inline std::string cpp_name(std::string_view operation) {
    const bool reserved = operation == "double" || operation == "switch";
    return std::string(operation) + (reserved ? "_" : "");
}

/// The operation or constant that somebody who wrote `name` may have meant, or nothing.
inline std::string_view similar_name(std::string_view name) {
    constexpr std::size_t longest = 20;
    if (name.size() < 2 || name.size() > longest) return {};
    std::size_t best = name.size() < 5 ? 1 : 2;
    std::string_view found;
    const auto compare = [&](std::string_view known) {
        const std::size_t d = detail::distance(name, known);
        if (d < best || (d == best && found.empty())) {
            best = d;
            found = known;
        }
    };
    for (const operation_name& operation : operations) compare(operation.text);
    for (std::string_view constant : constants) compare(constant);
    return found;
}

} // namespace batt::text
