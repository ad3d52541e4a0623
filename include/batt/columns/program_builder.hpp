// Programs built call by call, as a search makes them: values are shared, and no text is needed.
#pragma once

#include <batt/dsl/static_why.hpp>
#include <batt/text/program.hpp>
#include <initializer_list>
#include <span>
#include <unordered_map>

namespace batt {

/// Calls of operations on values, each made once, from which programs are cut out.
///
/// A value knows its static type, or why it has none: programs may be made of ill-typed values, too,
/// since what runs at run time is never refused for its types. Cost: a call that was made before is a
/// search in a table, another one also asks the rules once for each new combination of types.
class program_builder {
public:
    /// A value of a program: only of the builder that made it.
    struct value {
        int id = 0;
        friend bool operator==(value, value) = default;
    };

    /// I, the input grid; S, the demonstrations; C, the expected grid.
    value input() { return leaf({text::form::input, 0}, typing::form::grid); }
    value demonstrations() {
        return leaf({text::form::demonstrations, 0},
                    typing::tuple_of(typing::pair_of(typing::form::grid, typing::form::grid)));
    }
    value expected() { return leaf({text::form::expected, 0}, typing::form::grid); }
    value integer(int n) { return leaf({text::form::integer, n}, typing::constant(n)); }
    /// T, FIVE, UNITY ...; what is no constant of the DSL is a name without a value.
    value constant(std::string_view name) {
        const int place = table::constant_of(name);
        if (place < 0) return leaf({text::form::unknown, 0}, {});
        const table::constant& c = table::constants[static_cast<std::size_t>(place)];
        switch (c.is) {
        case table::constant::form::flag:
            return leaf({text::form::constant, place}, typing::flag(c.i != 0));
        case table::constant::form::constant:
            return leaf({text::form::constant, place}, typing::constant(c.i));
        default: return leaf({text::form::constant, place}, typing::form::ivec);
        }
    }
    /// An operation as a value; what is none is a name without a value.
    value function(std::string_view name) {
        const int place = table::operation_of(name);
        return place < 0 ? leaf({text::form::unknown, 0}, {}) : function(place);
    }
    /// The operation at a place of table::operations.
    value function(int place) {
        return leaf({text::form::operation, place}, typing::named(place));
    }

    /// The call of an operation by its name, or of a function value.
    value call(std::string_view operation, std::span<const value> arguments) {
        return call(function(operation), arguments);
    }
    value call(std::string_view operation, std::initializer_list<value> arguments) {
        return call(operation, std::span(arguments.begin(), arguments.size()));
    }
    value call(value f, std::initializer_list<value> arguments) {
        return call(f, std::span(arguments.begin(), arguments.size()));
    }
    value call(value f, std::span<const value> arguments) {
        const std::size_t first = parts_.size();
        parts_.push_back(f.id);
        for (const value a : arguments) parts_.push_back(a.id);
        const std::size_t count = arguments.size() + 1;
        const std::uint64_t key = hash(first, count);
        for (auto [at, end] = calls_.equal_range(key); at != end; ++at) {
            const entry& e = entries_[static_cast<std::size_t>(at->second)];
            if (!std::equal(parts_.begin() + static_cast<std::ptrdiff_t>(e.first),
                            parts_.begin() + static_cast<std::ptrdiff_t>(e.first + e.count),
                            parts_.begin() + static_cast<std::ptrdiff_t>(first), parts_.end()))
                continue;
            parts_.resize(first);
            return {at->second};
        }
        const int id = static_cast<int>(entries_.size());
        entries_.push_back({{text::form::call, id}, type_of_call(f, arguments), first, count});
        calls_.emplace(key, id);
        return {id};
    }

    /// Number of values.
    int size() const { return static_cast<int>(entries_.size()); }
    /// The static type of a value; ill if it has none.
    const typing::static_type& type(value v) const { return types_[at(v).type]; }
    /// Why a value is ill-typed, in a sentence; nothing if it is not.
    std::string why_ill_typed(value v) const {
        const entry& e = at(v);
        if (!type(v).ill()) return {};
        if (e.leaf.what != text::form::call) return "a name without a value";
        std::vector<typing::static_type> types;
        for (std::size_t k = 1; k < e.count; ++k) types.push_back(type({parts_[e.first + k]}));
        const typing::static_type& f = type({parts_[e.first]});
        return f.ill() ? "what is called is ill-typed" : typing::why_not_called(f, types);
    }
    /// The operations that accept arguments of these types, in alphabetical order.
    std::vector<std::string_view> accepts(std::span<const value> arguments) const {
        std::vector<typing::static_type> types;
        for (const value a : arguments) types.push_back(type(a));
        std::vector<std::string_view> out;
        for (std::size_t k = 0; k < table::operations.size(); ++k)
            if (!typing::result_of(static_cast<int>(k), types).ill())
                out.push_back(table::operations[k].name);
        return out;
    }
    std::vector<std::string_view> accepts(std::initializer_list<value> arguments) const {
        return accepts(std::span(arguments.begin(), arguments.size()));
    }

    /// The program that returns a value: a statement for each call that it needs, in the order in
    /// which the calls were made.
    text::program program(value result, std::string id = "built") const {
        text::program p;
        p.id = id;
        p.name = std::move(id);
        std::vector<int> needed, open{result.id};
        std::unordered_map<int, int> place; // of calls among those of the program
        while (!open.empty()) {
            const int v = open.back();
            open.pop_back();
            const entry& e = entries_[static_cast<std::size_t>(v)];
            p.demonstrations |= e.leaf.what == text::form::demonstrations ||
                                e.leaf.what == text::form::expected;
            if (e.leaf.what != text::form::call || !place.try_emplace(v, 0).second) continue;
            needed.push_back(v);
            for (std::size_t k = 0; k < e.count; ++k) open.push_back(parts_[e.first + k]);
        }
        std::sort(needed.begin(), needed.end());
        for (std::size_t k = 0; k < needed.size(); ++k) place[needed[k]] = static_cast<int>(k);
        const auto operand = [&](int v) {
            const entry& e = entries_[static_cast<std::size_t>(v)];
            if (e.leaf.what == text::form::unknown) p.unknown.assign(1, "unknown");
            return e.leaf.what == text::form::call
                       ? text::operand{text::form::variable, place[v]}
                       : e.leaf;
        };
        for (std::size_t k = 0; k < needed.size(); ++k) {
            const entry& e = entries_[static_cast<std::size_t>(needed[k])];
            text::call c;
            for (std::size_t i = 0; i < e.count; ++i)
                c.parts.push_back(operand(parts_[e.first + i]));
            c.statement = static_cast<int>(k);
            p.calls.push_back(std::move(c));
            p.statements.push_back({"x" + std::to_string(k + 1),
                                    {text::form::call, static_cast<int>(k)},
                                    {}});
        }
        if (p.statements.empty()) p.statements.push_back({"O", operand(result.id), {}});
        p.statements.back().name = "O";
        p.result = {text::form::variable, static_cast<int>(p.statements.size()) - 1};
        return p;
    }

private:
    struct entry {
        text::operand leaf;
        std::size_t type = 0;
        std::size_t first = 0, count = 0; ///< of a call: its parts
    };

    const entry& at(value v) const { return entries_[static_cast<std::size_t>(v.id)]; }

    value leaf(text::operand what, const typing::static_type& t) {
        const std::uint64_t key = static_cast<std::uint64_t>(what.what) << 32 |
                                  static_cast<std::uint32_t>(what.index);
        const auto [found, is_new] =
            leaves_.try_emplace(key, static_cast<int>(entries_.size()));
        if (is_new) entries_.push_back({what, add(t), 0, 0});
        return {found->second};
    }
    std::size_t add(const typing::static_type& t) {
        const auto [found, is_new] = type_places_.try_emplace(typing::to_text(t), types_.size());
        if (is_new) types_.push_back(t);
        return found->second;
    }
    std::uint64_t hash(std::size_t first, std::size_t count) const {
        std::uint64_t h = count;
        for (std::size_t k = first; k < first + count; ++k)
            h = (h ^ static_cast<std::uint32_t>(parts_[k])) * 0x9E3779B97F4A7C15U, h ^= h >> 32;
        return h;
    }
    std::size_t type_of_call(value f, std::span<const value> arguments) {
        std::string key = std::to_string(at(f).type);
        for (const value a : arguments) key += ' ' + std::to_string(at(a).type);
        const auto found = known_.find(key);
        if (found != known_.end()) return found->second;
        std::vector<typing::static_type> types;
        for (const value a : arguments) types.push_back(type(a));
        const std::size_t t = add(typing::call(type(f), types));
        known_.emplace(std::move(key), t);
        return t;
    }

    std::vector<entry> entries_;
    std::vector<int> parts_;
    std::vector<typing::static_type> types_;
    std::unordered_map<std::string, std::size_t> type_places_, known_;
    std::unordered_multimap<std::uint64_t, int> calls_;
    std::unordered_map<std::uint64_t, int> leaves_;
};

} // namespace batt
