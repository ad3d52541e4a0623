// Reads values from JSON, as recorded calls and generated programs have them, for the definition at
// run time.
#pragma once

#include "shown_value.hpp"
#include <batt/reference/dynamic/evaluation.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace batt::testing {

using json = nlohmann::json;
namespace dynamic = reference::dynamic;

inline dynamic::value value_of(const json& v);

namespace detail {

/// The operation of a name: one that the scope knows beside those of the DSL, or one of the DSL.
inline dynamic::value operation_named(const std::string& name) {
    const text::vocabulary* const own = dynamic::running.own;
    for (std::size_t k = 0; own != nullptr && k < own->operations.size(); ++k)
        if (own->operations[k].text == name)
            return dynamic::value::operation(static_cast<int>(text::operations.size() + k));
    const int place = text::operation_of(name);
    if (place < 0) throw std::runtime_error("no operation is called " + name);
    return dynamic::value::operation(place);
}

inline dynamic::value function_of(const json& v) {
    if (v.is_string()) return operation_named(v.get<std::string>());
    std::vector<dynamic::value> arguments;
    for (const json& a : v.at("args")) arguments.push_back(value_of(a));
    return dynamic::call(operation_named(v.at("call").get<std::string>()), arguments);
}

/// The types between the brackets of a type: "A,B" of "tuple<A,B>".
inline std::vector<std::string> parts_of(std::string_view type) {
    std::vector<std::string> parts(1);
    const std::size_t open = type.find('<');
    int depth = 0;
    for (const char c : type.substr(open + 1, type.size() - open - 2)) {
        if (c == '<') ++depth;
        if (c == '>') --depth;
        if (c == ',' && depth == 0)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

inline dynamic::value typed_value(std::string_view type, const json& v) {
    const auto integer_at = [&](std::size_t k) { return v.at(k).get<integer>(); };
    const auto all_of = [&](auto of_element) {
        dynamic::vector<dynamic::value> items;
        for (const json& x : v) items.push_back(of_element(x));
        return items;
    };
    const auto all_typed = [&](std::string_view element) {
        return all_of([&](const json& x) { return typed_value(element, x); });
    };
    if (type == "none") return {};
    if (type == "integer") return dynamic::value(v.get<integer>());
    if (type == "boolean")
        return dynamic::value::truth(v.is_boolean() ? v.get<bool>() : v.get<int>() != 0);
    if (type == "ivec") {
        if (v.empty()) return dynamic::value::no_location();
        return dynamic::value(ivec{integer_at(0), integer_at(1)});
    }
    if (type == "cell") return dynamic::value(integer_at(0), ivec{integer_at(1), integer_at(2)});
    if (type == "grid") return dynamic::make_tuple(all_typed("tuple<integer>"));
    if (type == "indices") return dynamic::make_set(all_typed("ivec"));
    if (type == "object") return dynamic::make_set(all_typed("cell"));
    if (type == "function") return function_of(v);
    if (type == "tuple") return dynamic::make_tuple(all_of(value_of));
    if (type == "set") return dynamic::make_set(all_of(value_of));
    const std::vector<std::string> parts = parts_of(type);
    if (type.starts_with("set<")) return dynamic::make_set(all_typed(parts[0]));
    if (type.starts_with("tuple<") && parts.size() == 1)
        return dynamic::make_tuple(all_typed(parts[0]));
    if (type.starts_with("tuple<") && parts.size() == 2)
        return dynamic::make_pair(typed_value(parts[0], v.at(0)), typed_value(parts[1], v.at(1)));
    throw std::runtime_error("unknown type " + std::string(type));
}

} // namespace detail

/// The value that JSON describes. Call it in a scope of the definition at run time.
inline dynamic::value value_of(const json& v) {
    const json& content = v.at("value");
    const std::string type = v.at("type").get<std::string>();
    // Elements of a plain "tuple" or "set" name their types themselves.
    return detail::typed_value(type, content);
}

/// The order in which the elements of a set with functions were recorded.
enum class function_order { of_insertion, any };

/// Whether a value is the recorded one. Functions are the same if they are made of the same parts;
/// `no location` is recorded as the empty tuple.
inline bool same_value(const dynamic::value& a, const dynamic::value& b,
                       function_order order = function_order::of_insertion) {
    using dynamic::kind;
    const auto same = [order](const dynamic::value& x, const dynamic::value& y) {
        return same_value(x, y, order);
    };
    if (a.is(kind::no_location)) return b.is(kind::tuple) && b.items().count == 0;
    if (a.what() != b.what()) return false;
    if (a.is_function()) {
        if (a.function() == nullptr || b.function() == nullptr) return dynamic::equal(a, b);
        const dynamic::closure& f = *a.function();
        const dynamic::closure& g = *b.function();
        return f.what == g.what && f.times == g.times && f.parameters == g.parameters &&
               std::equal(f.parts, f.parts + 3, g.parts, same);
    }
    if (!holds_function(a) && !holds_no_location(a)) return dynamic::equal(a, b);
    const dynamic::list& x = a.items();
    const dynamic::list& y = b.items();
    if (a.is_set() && order == function_order::any)
        return std::is_permutation(x.begin(), x.end(), y.begin(), y.end(), same);
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
}

/// A recorded call with its arguments. Call it in a scope of the definition at run time.
inline std::string call_text(const json& call) {
    std::vector<std::string> arguments;
    for (const json& a : call.at("args")) arguments.push_back(shown(value_of(a)));
    return joined(call.at("op").get<std::string>() + "(", arguments, ")");
}
/// What was recorded: a value, or that the call fails.
inline std::string result_text(const json& call) {
    if (call.contains("result")) return shown(value_of(call.at("result")));
    return "the error " + call.at("error").dump();
}

} // namespace batt::testing
