// Programs that make given values, compiled once.
#include "literal.hpp"
#include "dynamic_json.hpp"
#include <algorithm>
#include <batt/reference/dynamic/user_grid.hpp>
#include <batt/text/names.hpp>
#include <map>
#include <set>

BATT_HOST_CALLS_BEGIN
namespace batt::testing {

using dynamic::kind;
using text::form;

statement_builder::statement_builder(const grid& input) : input_(input) {
    program_.id = "built";
    program_.name = "solve_built";
    program_.file = "built.py";
}

statement_builder::statement_builder(text::program begun, const grid& input)
    : input_(input), program_(std::move(begun)) {}

text::operand statement_builder::operation(std::string_view name) {
    const int place = text::operation_of(name);
    if (place < 0) throw std::runtime_error("no operation is called " + std::string(name));
    return {form::operation, place};
}

text::operand statement_builder::call(operand f, std::span<const operand> arguments) {
    text::call c;
    c.parts.push_back(f);
    for (const operand a : arguments) c.parts.push_back(a);
    c.statement = static_cast<int>(program_.statements.size());
    const operand made{form::call, static_cast<int>(program_.calls.size())};
    program_.calls.push_back(std::move(c));
    program_.statements.push_back({"x" + std::to_string(program_.statements.size() + 1), made, {}});
    return {form::variable, static_cast<int>(program_.statements.size()) - 1};
}

text::program statement_builder::finished(operand output) && {
    program_.result = output;
    return std::move(program_);
}

text::operand statement_builder::empty_indices() {
    const operand one = call("initset", {location({0, 0})});
    return call("difference", {one, one});
}

/// Some value of a type.
text::operand statement_builder::example_of(std::string_view type) {
    if (type == "integer" || type == "boolean") return number(0);
    if (type == "ivec") return location({0, 0});
    if (type == "cell") return call("astuple", {number(0), location({0, 0})});
    if (type == "grid") return {form::input, 0};
    if (type == "indices") return call("initset", {location({0, 0})});
    if (type == "object" || type == "univalued")
        return call("recolor", {number(0), example_of("indices")});
    if (type == "function") return operation("identity");
    const auto parts = detail::parts_of(type);
    if (type.starts_with("set<")) return call("initset", {example_of(parts[0])});
    if (parts.size() == 1) return call("repeat", {example_of(parts[0]), number(1)});
    return call("astuple", {example_of(parts[0]), example_of(parts[1])});
}

/// The empty container of a type.
text::operand statement_builder::empty(std::string_view type) {
    if (type == "indices" || type == "set") return empty_indices();
    if (type == "object" || type == "univalued")
        return call("recolor", {number(0), empty_indices()});
    if (type == "tuple") return call("repeat", {number(0), number(0)});
    const auto parts = detail::parts_of(type);
    if (type.starts_with("tuple<")) return call("repeat", {example_of(parts[0]), number(0)});
    const operand one = example_of(type);
    return call("difference", {one, one});
}

/// Locations, put together of full boxes.
text::operand statement_builder::places(std::vector<ivec> at) {
    const auto before = [](ivec a, ivec b) { return a.i != b.i ? a.i < b.i : a.j < b.j; };
    std::set<ivec, decltype(before)> left(at.begin(), at.end(), before);
    bool first = true;
    operand all;
    while (!left.empty()) {
        const ivec corner = *left.begin();
        int w = 1, h = 1;
        while (left.contains({corner.i, corner.j + w})) ++w;
        const auto row_is_there = [&](int i) {
            for (int j = 0; j < w; ++j)
                if (!left.contains({i, corner.j + j})) return false;
            return true;
        };
        while (row_is_there(corner.i + h)) ++h;
        for (int i = 0; i < h; ++i)
            for (int j = 0; j < w; ++j) left.erase({corner.i + i, corner.j + j});
        operand box = call("initset", {location(corner)});
        if (w * h > 1)
            box = call("backdrop",
                       {call("insert", {location({corner.i + h - 1, corner.j + w - 1}), box})});
        all = first ? box : call("combine", {all, box});
        first = false;
    }
    return all;
}

text::operand statement_builder::object(const dynamic::value& v) {
    std::map<int, std::vector<ivec>> of_color;
    for (const dynamic::value& cell : dynamic::elements(v))
        of_color[cell.number()].push_back(cell.location());
    bool first = true;
    operand all;
    for (const auto& [color, at] : of_color) {
        const operand part = call("recolor", {number(color), places(at)});
        all = first ? part : call("combine", {all, part});
        first = false;
    }
    return all;
}

text::operand statement_builder::grid_of(const grid& g) {
    if (g == input_) return {form::input, 0};
    std::map<int, std::vector<ivec>> of_color;
    for (int i = 0; i < g.height(); ++i)
        for (int j = 0; j < g.width(); ++j) of_color[g(i, j)].push_back({i, j});
    int most = 0;
    for (const auto& [color, at] : of_color)
        if (!of_color.contains(most) || at.size() > of_color[most].size()) most = color;
    operand made = call("canvas", {number(most), location({g.height(), g.width()})});
    for (const auto& [color, at] : of_color)
        if (color != most) made = call("fill", {made, number(color), places(at)});
    return made;
}

text::operand statement_builder::container(const dynamic::value& v, std::string_view element,
                                           bool is_set) {
    bool first = true;
    operand all;
    for (const dynamic::value& x : dynamic::elements(v)) {
        const operand one = literal(x, element);
        if (is_set)
            all = first ? call("initset", {one}) : call("insert", {one, all});
        else
            all = first ? call("repeat", {one, number(1)})
                        : call("combine", {all, call("repeat", {one, number(1)})});
        first = false;
    }
    return all;
}

text::operand statement_builder::function_of(const dynamic::value& v) {
    if (v.function() == nullptr) return {form::operation, v.operation()};
    static const char* const names[] = {"compose", "chain", "matcher", "fork",
                                        "power",   "lbind", "rbind"};
    static constexpr int counts[] = {2, 3, 2, 3, 1, 2, 2};
    const dynamic::closure& f = *v.function();
    const auto k = static_cast<std::size_t>(f.what);
    std::vector<operand> parts;
    for (int p = 0; p < counts[k]; ++p) parts.push_back(literal(f.parts[p], ""));
    if (std::string_view(names[k]) == "power") parts.push_back(number(static_cast<int>(f.times)));
    return call(operation(names[k]), parts);
}

text::operand statement_builder::literal(const dynamic::value& v, std::string_view type) {
    switch (v.what()) {
    case kind::none: return {form::none, 0};
    case kind::integer:
        return type == "boolean"
                   ? operand{form::constant, text::constant_of(v.number() != 0 ? "T" : "F")}
                   : number(v.number());
    case kind::no_location: return call("ulcorner", {empty_indices()});
    case kind::location:
        if (type == "tuple<integer>") break;
        return location(v.location());
    case kind::cell: return call("astuple", {number(v.number()), location(v.location())});
    case kind::function: return function_of(v);
    default: break;
    }
    const dynamic::elements items(v);
    if (type == "grid" || (type.empty() && v.is(kind::tuple)))
        if (const auto g = dynamic::to_grid(v)) return grid_of(*g);
    if (items.empty()) return empty(type.empty() ? (v.is_set() ? "set" : "tuple") : type);
    const auto all_are = [&](kind k) {
        return std::all_of(items.begin(), items.end(),
                           [k](const dynamic::value& x) { return x.is(k); });
    };
    if (v.is_set() && all_are(kind::location)) {
        std::vector<ivec> at;
        for (const dynamic::value& x : items) at.push_back(x.location());
        return places(std::move(at));
    }
    if (v.is_set() && all_are(kind::cell)) return object(v);
    const auto parts = type.find('<') == std::string_view::npos ? std::vector<std::string>{""}
                                                                : detail::parts_of(type);
    if (parts.size() == 2)
        return call("astuple", {literal(items[0], parts[0]), literal(items[1], parts[1])});
    return container(v, parts[0], v.is_set());
}

} // namespace batt::testing
BATT_HOST_CALLS_END
