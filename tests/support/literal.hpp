// Programs that make given values: recorded data becomes calls.
#pragma once

#include <batt/reference/dynamic/any_value.hpp>
#include <batt/text/program.hpp>
#include <batt/value/grid.hpp>
#include <span>
#include <string_view>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

/// Builds a program call by call, each in a statement of its own.
class statement_builder {
public:
    using operand = text::operand;

    /// input: the value of I; a grid that equals it is written as I.
    explicit statement_builder(const grid& input);
    /// Continues a program.
    statement_builder(text::program begun, const grid& input);

    static operand number(int n) { return {text::form::integer, n}; }
    static operand operation(std::string_view name);

    operand call(operand f, std::span<const operand> arguments);
    operand call(operand f, std::initializer_list<operand> arguments) {
        return call(f, std::span(arguments.begin(), arguments.size()));
    }
    operand call(std::string_view name, std::initializer_list<operand> arguments) {
        return call(operation(name), arguments);
    }
    /// The calls that make a value. type: as recorded calls write it ("set<object>"); it says what
    /// an empty container would hold.
    operand literal(const reference::dynamic::value& v, std::string_view type);

    /// The program, which returns `output`.
    text::program finished(operand output) &&;

private:
    operand location(ivec at) { return call("astuple", {number(at.i), number(at.j)}); }
    operand empty_indices();
    operand example_of(std::string_view type);
    operand empty(std::string_view type);
    operand places(std::vector<ivec> at);
    operand object(const reference::dynamic::value& v);
    operand grid_of(const grid& g);
    operand container(const reference::dynamic::value& v, std::string_view element, bool is_set);
    operand function_of(const reference::dynamic::value& v);

    grid input_;
    text::program program_;
};

} // namespace batt::testing
BATT_HOST_CALLS_END
