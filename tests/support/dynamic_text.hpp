// Expressions of the DSL as text, evaluated by the definition at run time.
#pragma once

#include <batt/reference/dynamic/evaluation.hpp>
#include <batt/text/read.hpp>
#include <doctest/doctest.h>
#include <span>
#include <string>

namespace batt::testing {

namespace dynamic = reference::dynamic;

/// What a program gives on the grid [[1, 2, 3], [4, 5, 6]], or on another.
inline dynamic::outcome run_text(const std::string& text,
                                 const grid& input = grid{{1, 2, 3}, {4, 5, 6}}) {
    const text::reading read = text::read(text, "test.py");
    REQUIRE_MESSAGE(read.problems.empty(), text << to_string(read.problems[0]));
    dynamic::sample s;
    s.input = dynamic::from_grid(input);
    return dynamic::evaluate(read.functions.at(0), s);
}

/// An expression and what it must give: the value of another expression, or a status by name.
struct expectation {
    const char* expression;
    const char* due;
};

/// Checks expectations after some statements.
inline void check_expressions(const std::string& statements, std::span<const expectation> all) {
    const auto evaluated = [&](const char* expression) {
        return run_text("def solve_a(I):\n" + statements + "    O = " + expression +
                        "\n    return O\n");
    };
    for (const auto& [expression, due] : all) {
        const dynamic::outcome got = evaluated(expression);
        bool is_status = false;
        for (int s = 1; s < status_count; ++s)
            is_status = is_status || std::string(due) == to_string(static_cast<status>(s));
        if (is_status) {
            CHECK_MESSAGE(std::string(to_string(got.why)) == due, std::string(expression));
            continue;
        }
        const dynamic::outcome other = evaluated(due);
        CHECK_MESSAGE(other.ok(), std::string(due));
        CHECK_MESSAGE(got.ok(), std::string(expression) << " is " << to_string(got.why));
        CHECK_MESSAGE(dynamic::equal(got.result, other.result),
                      std::string(expression) << " is not " << std::string(due));
    }
}

} // namespace batt::testing
