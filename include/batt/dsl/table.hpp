// The tables of operations and constants as data, for what reads or writes the text of programs.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

/// The operations and constants of the DSL, for code that does not call them.
namespace batt::table {

/// A parameter of an operation.
struct parameter {
    /// Its name in the published DSL, which keyword arguments use.
    std::string_view name;
    /// Its name in the comments of this library.
    std::string_view short_name;
    /// Its kind, as in `parameters<kind::...>`.
    std::string_view kind;
};

/// An operation of the DSL, a line of operations.def.
struct operation {
    static constexpr std::size_t most_parameters = 4;

    /// Its name in the DSL, and in C++, where two of them are keywords.
    std::string_view name, cpp_name;
    /// Its family: it stands in batt/dsl/FAMILY.hpp.
    std::string_view family;
    int arity = 0;
    /// Its parameters: the first `arity` of these.
    std::array<parameter, most_parameters> parameters{};
    /// The type of its result, as static_rules.hpp reads it.
    std::string_view result;
    /// The same, with only what is certain at run time.
    std::string_view at_run_time;
    /// When a call certainly has a value, a word that operations.def explains; empty: never.
    std::string_view sure;
};

/// A constant of the DSL, a line of constants.def.
struct constant {
    enum class form { flag, constant, location };

    std::string_view name;
    form is = form::constant;
    /// The truth of a flag, the integer of a constant, row and column of a location.
    int i = 0, j = 0;
};

namespace detail {

/// The name of an operation in the DSL, by its name in C++.
constexpr std::string_view name_of(std::string_view cpp_name) {
    if (cpp_name.back() == '_') cpp_name.remove_suffix(1);
    return cpp_name;
}

/// Cuts off and returns what stands before a separator; the text then begins after it.
constexpr std::string_view cut(std::string_view& text, std::string_view separator) {
    const std::size_t at = text.find(separator);
    const std::string_view before = text.substr(0, at);
    text = at == text.npos ? std::string_view{} : text.substr(at + separator.size());
    return before;
}

constexpr operation parsed(std::string_view cpp_name, std::string_view family,
                           std::string_view signature) {
    operation out;
    out.name = name_of(cpp_name);
    out.cpp_name = cpp_name;
    out.family = family;
    std::string_view left = cut(signature, " -> ");
    out.result = out.at_run_time = cut(signature, "; ");
    while (!signature.empty()) {
        const std::string_view what = cut(signature, ": ");
        (what == "sure" ? out.sure : out.at_run_time) = cut(signature, "; ");
    }
    while (!left.empty()) {
        std::string_view kind = cut(left, ", ");
        std::string_view short_name = cut(kind, ": ");
        const std::string_view name = cut(short_name, "/");
        out.parameters[static_cast<std::size_t>(out.arity++)] = {
            name, short_name.empty() ? name : short_name, kind};
    }
    return out;
}

/// The entries in alphabetical order.
template <class Entry, std::size_t N>
constexpr std::array<Entry, N> sorted(const std::array<Entry, N>& entries) {
    std::array<std::size_t, N> order{};
    for (std::size_t k = 0; k < N; ++k) order[k] = k;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return entries[a].name < entries[b].name; });
    std::array<Entry, N> out{};
    for (std::size_t k = 0; k < N; ++k) out[k] = entries[order[k]];
    return out;
}

template <class Entry, std::size_t N>
constexpr int place_of(const std::array<Entry, N>& entries, std::string_view name) {
    const auto found =
        std::lower_bound(entries.begin(), entries.end(), name,
                         [](const Entry& a, std::string_view b) { return a.name < b; });
    return found != entries.end() && found->name == name ? static_cast<int>(found - entries.begin())
                                                         : -1;
}

inline constexpr std::size_t operation_count = 0
#define BATT_OPERATION(name_, header_, signature_) +1
#include <batt/dsl/operations.def>
    ;
inline constexpr std::size_t constant_count = 0
#define BATT_NAMED_CONSTANT(name_, kind_, ...) +1
#include <batt/dsl/constants.def>
    ;

} // namespace detail

/// All operations, in alphabetical order.
inline constexpr std::array<operation, detail::operation_count> operations =
    detail::sorted(std::array<operation, detail::operation_count>{
#define BATT_OPERATION(name_, header_, signature_) detail::parsed(#name_, #header_, signature_),
#include <batt/dsl/operations.def>
    });

/// All constants, in alphabetical order.
inline constexpr std::array<constant, detail::constant_count> constants =
    detail::sorted(std::array<constant, detail::constant_count>{
#define BATT_NAMED_CONSTANT(name_, kind_, ...) constant{#name_, constant::form::kind_, __VA_ARGS__},
#include <batt/dsl/constants.def>
    });

/// The place in `operations` of an operation, by its name in the DSL, or -1.
constexpr int operation_of(std::string_view name) { return detail::place_of(operations, name); }

/// The place in `constants` of a constant, or -1.
constexpr int constant_of(std::string_view name) { return detail::place_of(constants, name); }

} // namespace batt::table
