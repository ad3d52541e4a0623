// What a program of card computes, as a number that only equal terms share, and random programs
// whose number is known before they are read.
#pragma once

#include <algorithm>
#include <batt/card/merge.hpp>
#include <map>
#include <random>

namespace card_terms {

using namespace batt::card;
using engine = std::mt19937;

inline std::uint64_t leaf(std::string_view name) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash;
}

inline std::uint64_t call_of(const std::vector<std::uint64_t>& parts) {
    std::uint64_t hash = parts.size() + 0x51ED270B;
    for (std::uint64_t part : parts) {
        hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
        hash ^= hash >> 29;
    }
    return hash;
}

inline std::uint64_t leaf(operand r) {
    const auto k = static_cast<std::size_t>(r.index);
    switch (r.what) {
    case form::demonstrations: return leaf("the parameter S");
    case form::input: return leaf("the parameter I");
    case form::expected: return leaf("the parameter C");
    case form::constant: return leaf(constants[k]);
    case form::operation: return leaf(operations[k].text);
    case form::integer: return leaf("number " + std::to_string(r.index));
    case form::none: return leaf("the value None");
    // the name does not matter, as it has no value
    case form::unknown: return leaf("no value");
    default: return 0;
    }
}

/// The terms of all statements, then that of the result.
inline std::vector<std::uint64_t> terms(const program& p) {
    std::vector<std::uint64_t> calls;
    std::vector<std::uint64_t> statements;
    const auto value = [&](operand r) {
        const auto k = static_cast<std::size_t>(r.index);
        return r.what == form::call       ? calls.at(k)
               : r.what == form::variable ? statements.at(k)
                                          : leaf(r);
    };
    std::size_t next = 0;
    for (std::size_t s = 0; s < p.statements.size(); ++s) {
        // Computes the calls up to the statement's own, unless an earlier statement did so. Later
        // calls wait: they may need variables that are not assigned yet.
        const operand v = p.statements[s].value;
        for (; v.what == form::call && next <= static_cast<std::size_t>(v.index); ++next) {
            std::vector<std::uint64_t> parts;
            for (operand part : p.calls[next].parts) parts.push_back(value(part));
            calls.push_back(call_of(parts));
        }
        statements.push_back(value(v));
    }
    statements.push_back(value(p.result));
    return statements;
}

/// The term of what a program returns.
inline std::uint64_t term(const program& p) { return terms(p).back(); }

/// The terms of the merged calls, then those of the results.
inline std::vector<std::uint64_t> terms(const pipeline& merged) {
    std::vector<std::uint64_t> calls;
    const auto value = [&](operand r) {
        return r.what == form::call ? calls.at(static_cast<std::size_t>(r.index)) : leaf(r);
    };
    for (const merged_call& c : merged.calls) {
        std::vector<std::uint64_t> parts;
        for (operand part : c.parts) parts.push_back(value(part));
        calls.push_back(call_of(parts));
    }
    std::vector<std::uint64_t> results;
    for (operand r : merged.results) results.push_back(value(r));
    calls.insert(calls.end(), results.begin(), results.end());
    return calls;
}

/// The text of a program and what it means.
struct random_program {
    std::string text;
    std::vector<std::uint64_t> statements; ///< their terms
    std::uint64_t result = 0;
};

/// Makes programs that are ill-typed but well-formed. They have nested calls, aliases, dead
/// statements, and variables that are assigned again, called as functions, or named like an
/// operation, a constant or a parameter.
class program_generator {
public:
    explicit program_generator(engine& random) : random_(random) {}

    random_program make(const std::string& name) {
        random_program result;
        three_ = below(4) == 0;
        variables_.clear();
        result.text = "def " + name + (three_ ? "(S, I, C):\n" : "(I):\n");
        static const char* const names[] = {"x1", "x2",   "x3", "x4",   "x5", "x6", "O",
                                            "I",  "size", "T",  "x1_2", "S",  "foo"};
        for (std::size_t n = below(12); n > 0; --n) {
            const std::string variable = names[below(std::size(names))];
            const auto [text, meaning] = value(3);
            result.text += "    " + variable + " = " + text + "\n";
            result.statements.push_back(meaning);
            variables_[variable] = meaning;
        }
        const auto [text, meaning] = value(below(3) == 0 ? 2 : 0);
        result.text += "    return " + text + "\n";
        result.result = meaning;
        return result;
    }

private:
    using meant = std::pair<std::string, std::uint64_t>;

    std::size_t below(std::size_t limit) { return random_() % limit; }

    meant named(const std::string& name) const {
        const auto found = variables_.find(name);
        if (found != variables_.end()) return {name, found->second};
        const bool parameter = name == "I" || name == "S" || name == "C";
        return {name, leaf(parameter ? "the parameter " + name : name)};
    }
    meant a_name() {
        const std::size_t kind = below(6);
        if (kind < 3 && !variables_.empty()) {
            auto at = variables_.begin();
            std::advance(at, static_cast<std::ptrdiff_t>(below(variables_.size())));
            return named(at->first);
        }
        if (kind == 3) return named(std::string(constants[below(constants.size())]));
        // Few operations, so that equal calls occur.
        static const char* const some[] = {"size", "first", "fill", "double", "shoot"};
        if (kind == 4) return named(some[below(std::size(some))]);
        if (three_ && below(2) == 0) return named(below(2) == 0 ? "S" : "C");
        return named("I");
    }
    meant value(std::size_t depth) {
        if (depth == 0 || below(4) == 0) return a_name();
        meant callee = below(8) == 0 ? value(depth - 1) : a_name();
        std::vector<std::uint64_t> parts = {callee.second};
        std::string text = callee.first + "(";
        for (std::size_t n = below(4); n > 0; --n) {
            const auto [argument, meaning] = value(depth - 1);
            text += (parts.size() > 1 ? ", " : "") + argument;
            parts.push_back(meaning);
        }
        return {text + ")", call_of(parts)};
    }

    engine& random_;
    bool three_ = false;
    std::map<std::string, std::uint64_t> variables_;
};

} // namespace card_terms
