// Recorded calls as programs: calls make the arguments, and the program itself compares the result
// of the operation with the recorded one.
#pragma once

#include "columns_check.hpp"
#include "dynamic_json.hpp"
#include "json_grid.hpp"
#include "literal.hpp"
#include <batt/exec/batch.hpp>

namespace batt::testing {

/// I of a call's program: the first grid among its arguments that can be packed, or another.
inline grid input_of_call(const json& call) {
    for (const json& a : call.at("args")) {
        if (a.at("type") != "grid" || a.at("value").empty()) continue;
        const grid g = grid_from(a.at("value"));
        if (batch::accepts(g)) return g;
    }
    return grid{{1, 2}, {3, 4}};
}

/// A recorded call as a program, which gives [[1]] if the result is the recorded one.
struct recorded_call {
    program_group group;
    bool is_certain = false; ///< whether the program compares the result with the record
    std::string text;        ///< the call and what was recorded, for messages
};

/// own: operations besides those of the DSL.
inline recorded_call program_of_call(const json& call,
                                     const std::shared_ptr<const text::vocabulary>& own = nullptr) {
    const dynamic::scope memory({}, dynamic::standard_table(), own.get());
    recorded_call out;
    out.text = call_text(call) + "\n  recorded: " + result_text(call);
    const grid input = input_of_call(call);
    statement_builder build(input);
    std::vector<text::operand> arguments;
    for (const json& a : call.at("args"))
        arguments.push_back(build.literal(value_of(a), a.at("type").get<std::string>()));
    const dynamic::value op = detail::operation_named(call.at("op").get<std::string>());
    // operations beside the DSL's may leave out their last parameter
    if (static_cast<int>(arguments.size()) + 1 == dynamic::parameters_of(op) &&
        op.operation() >= static_cast<int>(text::operations.size()))
        arguments.push_back(statement_builder::operation("identity"));
    text::operand result = build.call({text::form::operation, op.operation()}, arguments);
    if (call.contains("result")) {
        const json& due = call.at("result");
        const dynamic::value v = value_of(due);
        out.is_certain = !holds_function(v) && !holds_no_location(v);
        if (out.is_certain) {
            const text::operand same = build.call(
                "equality", {result, build.literal(v, due.at("type").get<std::string>())});
            result =
                build.call("canvas", {same, build.literal(dynamic::value(ivec{1, 1}), "ivec")});
        }
    }
    out.group.programs.push_back(std::move(build).finished(result));
    out.group.programs[0].own = own;
    out.group.inputs = {input};
    return out;
}

} // namespace batt::testing
