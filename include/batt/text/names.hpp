// The names that a program may use without assigning them, and those that it cannot use.
#pragma once

#include <algorithm>
#include <array>
#include <batt/dsl/table.hpp>
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

/// All operations, in alphabetical order: those of the table, at the same places.
inline constexpr auto operations = [] {
    std::array<operation_name, table::operations.size()> out{};
    for (std::size_t k = 0; k < out.size(); ++k)
        out[k] = {table::operations[k].name, table::operations[k].arity};
    return out;
}();

/// All constants, in alphabetical order: those of the table, at the same places.
inline constexpr auto constants = [] {
    std::array<std::string_view, table::constants.size()> out{};
    for (std::size_t k = 0; k < out.size(); ++k) out[k] = table::constants[k].name;
    return out;
}();

/// The reserved words of Python, in ascending order.
// clang-format off
inline constexpr std::array<std::string_view, 35> keywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
// clang-format on

/// Names that a struct of a generated header cannot have: the words of C++, the names of the header
/// itself, and what compilers define.
// clang-format off
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
// clang-format on

namespace detail {

template <class Names>
constexpr int place_of(const Names& names, std::string_view name) {
    const auto found = std::lower_bound(names.begin(), names.end(), name);
    return found != names.end() && *found == name ? static_cast<int>(found - names.begin()) : -1;
}

/// The number of letters to change, add, leave out or swap with the next to turn a into b.
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

using table::constant_of;
using table::operation_of;

/// Whether Python reserves a word.
constexpr bool is_keyword(std::string_view name) { return detail::place_of(keywords, name) >= 0; }

/// Whether no struct of a generated header can have this name.
constexpr bool is_reserved(std::string_view name) {
    return detail::place_of(reserved_words, name) >= 0;
}

/// The name of an operation in C++, where two of them are keywords.
inline std::string cpp_name(std::string_view operation) {
    const int k = operation_of(operation);
    return std::string(k < 0 ? operation : table::operations[static_cast<std::size_t>(k)].cpp_name);
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
