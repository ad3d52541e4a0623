// Text read and evaluated by the definition at run time, and values as Python writes them.
#pragma once

#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <string>

namespace batt::testing {

namespace dynamic = reference::dynamic;

/// A value as Python writes it, with sets in value order.
inline std::string python_of(const dynamic::value& v) {
    using dynamic::kind;
    const auto location = [](ivec at) {
        return "(" + std::to_string(at.i) + ", " + std::to_string(at.j) + ")";
    };
    if (v.is(kind::none)) return "None";
    if (v.is(kind::no_location)) return "no location";
    if (v.is_integer()) return std::to_string(v.number());
    if (v.is_function()) return "a function";
    if (v.is_location()) return location(v.location());
    if (v.is(kind::cell))
        return "(" + std::to_string(v.number()) + ", " + location(v.location()) + ")";
    std::string text;
    std::size_t count = 0;
    for (const dynamic::value& x : v.items()) text += (count++ > 0 ? ", " : "") + python_of(x);
    if (v.is_set()) return count == 0 ? "set()" : "{" + text + "}";
    return "(" + text + (count == 1 ? ",)" : ")");
}

/// What the last program of a text gives for a grid: its value, or ! and the status.
inline std::string result_of(const std::string& text, const grid& input,
                             const text::read_options& options = {}) {
    const text::reading read = text::read(text, "a.py", options);
    for (const text::problem& p : read.problems) FAIL(to_string(p));
    REQUIRE(!read.functions.empty()); // helpers stand before the last
    const dynamic::scope limits;
    dynamic::sample s;
    s.input = dynamic::from_grid(input);
    const dynamic::outcome got = dynamic::evaluate(read.functions.back(), s);
    return got.ok() ? python_of(got.result) : "!" + std::string(to_string(got.why));
}

} // namespace batt::testing
