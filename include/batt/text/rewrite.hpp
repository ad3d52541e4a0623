// Programs as DSL text, and in other shapes: one call per statement, nested calls, or only what
// one variable needs.
#pragma once

#include <algorithm>
#include <batt/text/names.hpp>
#include <batt/text/program.hpp>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace batt::text {

/// A name for every statement, all of them different. A name is kept unless it also stands for
/// another statement, an operation or a constant. A statement without a name is called x1, x2 and
/// so on.
class statement_names {
public:
    /// exact: whether the text is to be read again, so that the names of operations must be
    /// unambiguous, or is for people.
    explicit statement_names(const program& p, bool exact = true)
        : unknown_(p.unknown), own_(p.own.get()), exact_(exact) {
        for (const statement& s : p.statements) written_.insert(s.name);
        for (const std::string& name : p.unknown) written_.insert(name);
        for (const statement& s : p.statements) names_.push_back(name_for(s.name));
        for (const std::string& name : p.unknown)
            without_value_.push_back(is_parameter(name) ? free_name(name + "_", counts_[name])
                                                        : name);
    }

    /// How an unknown name is written, which must not be the name of a parameter.
    const std::string& unknown(std::size_t k) const { return without_value_[k]; }

    const std::string& operator[](std::size_t k) const { return names_[k]; }
    std::size_t size() const { return names_.size(); }
    /// Whether the name of an operation of the DSL alone would be read as another operation.
    bool is_hidden(int operation) const {
        const auto k = static_cast<std::size_t>(operation);
        return exact_ && k < operations.size() && is_own(operations[k].text);
    }

private:
    static bool is_parameter(const std::string& name) {
        return name == "S" || name == "I" || name == "C";
    }
    std::string name_for(const std::string& wanted) {
        if (wanted.empty()) return free_name("x", next_);
        const bool means_more =
            is_parameter(wanted) || operation_of(wanted) >= 0 || constant_of(wanted) >= 0 ||
            std::find(unknown_.begin(), unknown_.end(), wanted) != unknown_.end() ||
            is_own(wanted) || (own_ != nullptr && wanted == "base");
        int& next = counts_[wanted];
        if (next == 0 && !means_more) {
            next = 1;
            return wanted;
        }
        return free_name(wanted + "_", next);
    }
    bool is_own(std::string_view name) const {
        const auto is_called = [&](const own_operation& o) { return o.text == name; };
        return own_ != nullptr &&
               std::any_of(own_->operations.begin(), own_->operations.end(), is_called);
    }
    std::string free_name(const std::string& front, int& last) {
        std::string name;
        do name = front + std::to_string(++last);
        while (!written_.insert(name).second);
        return name;
    }

    const std::vector<std::string>& unknown_;
    const vocabulary* own_;
    bool exact_;
    std::unordered_set<std::string> written_;
    std::unordered_map<std::string, int> counts_;
    std::vector<std::string> names_;
    std::vector<std::string> without_value_;
    int next_ = 0;
};

/// The name of an operation of the DSL or of the user, and how many arguments it takes.
inline operation_name operation_at(const program& p, int k) {
    const auto n = static_cast<std::size_t>(k);
    if (n < operations.size()) return operations[n];
    const own_operation& o = p.own->operations[n - operations.size()];
    return {o.text, o.arity};
}

/// Writes a value as DSL text; the depth of its calls does not matter.
inline std::string text_of(const program& p, const statement_names& names, operand value) {
    struct place {
        const call* in;
        std::size_t part;
    };
    std::string text;
    std::vector<place> open;
    const auto write = [&](operand r, bool called) {
        const auto k = static_cast<std::size_t>(r.index);
        switch (r.what) {
        case form::demonstrations: text += "S"; break;
        case form::input: text += "I"; break;
        case form::expected: text += "C"; break;
        case form::constant: text += constants[k]; break;
        // a number that is called: without brackets the minus would apply to the result
        case form::integer:
            text += called && r.index < 0 ? "(" + std::to_string(r.index) + ")"
                                          : std::to_string(r.index);
            break;
        case form::none: text += "None"; break;
        case form::unknown: text += names.unknown(k); break;
        case form::operation:
            if (names.is_hidden(r.index)) text += "base.";
            text += operation_at(p, r.index).text;
            break;
        case form::variable: text += names[k]; break;
        case form::call: open.push_back({&p.calls[k], 0}); break;
        case form::parameter: text += "p" + std::to_string(k + 1); break;
        }
    };
    write(value, false);
    while (!open.empty()) {
        const std::size_t part = open.back().part++;
        const operands& parts = open.back().in->parts;
        if (part == 1) text += "(";
        if (part > 1 && part < parts.size()) text += ", ";
        if (part < parts.size()) {
            write(parts[part], part == 0);
        } else {
            text += ")";
            open.pop_back();
        }
    }
    return text;
}

/// What the variable of every statement stands for in the end: a call or a leaf.
inline std::vector<operand> resolved(const program& p) {
    std::vector<operand> values;
    for (const statement& s : p.statements) {
        const bool alias = s.value.what == form::variable;
        values.push_back(alias ? values[static_cast<std::size_t>(s.value.index)] : s.value);
    }
    return values;
}

/// What an operand stands for: a variable stands for the value of its statement.
inline operand resolve(const std::vector<operand>& values, operand r) {
    return r.what == form::variable ? values[static_cast<std::size_t>(r.index)] : r;
}

/// How often each call is used to compute `target`; 0 for calls that it does not need.
inline std::vector<int> uses_for(const program& p, const std::vector<operand>& values,
                                 operand target) {
    std::vector<int> uses(p.calls.size());
    const auto use = [&](operand r) {
        r = resolve(values, r);
        if (r.what == form::call) ++uses[static_cast<std::size_t>(r.index)];
    };
    use(target);
    for (std::size_t k = p.calls.size(); k-- > 0;) {
        if (uses[k] == 0) continue;
        for (operand part : p.calls[k].parts) use(part);
    }
    return uses;
}

namespace detail {

/// The program of the calls in `kept` that returns `target`. Those in `own` get a statement each;
/// the others, which are used once each, are nested.
inline program rebuilt(const program& p, const std::vector<operand>& values, operand target,
                       const std::vector<bool>& kept, const std::vector<bool>& own) {
    program result;
    result.id = p.id;
    result.name = p.name;
    result.file = p.file;
    result.line = p.line;
    result.demonstrations = p.demonstrations;
    result.is_score = p.is_score;
    result.own = p.own;
    result.unknown = p.unknown;
    std::vector<std::string> names(p.calls.size());
    for (std::size_t k = p.statements.size(); k-- > 0;) {
        const operand value = p.statements[k].value;
        if (value.what == form::call)
            names[static_cast<std::size_t>(value.index)] = p.statements[k].name;
    }
    std::vector<operand> moved(p.calls.size());
    const auto renamed = [&](operand r) {
        r = resolve(values, r);
        return r.what == form::call ? moved[static_cast<std::size_t>(r.index)] : r;
    };
    for (std::size_t k = 0; k < p.calls.size(); ++k) {
        if (!kept[k]) continue;
        call moving{{}, p.calls[k].at};
        for (operand part : p.calls[k].parts) moving.parts.push_back(renamed(part));
        moved[k] = {form::call, static_cast<int>(result.calls.size())};
        result.calls.push_back(std::move(moving));
        if (!own[k]) continue;
        result.statements.push_back({names[k], moved[k], p.calls[k].at});
        moved[k] = {form::variable, static_cast<int>(result.statements.size()) - 1};
    }
    // A nested call belongs to the statement of the call around it.
    for (std::size_t k = 0; k < result.statements.size(); ++k)
        result.calls[static_cast<std::size_t>(result.statements[k].value.index)].statement =
            static_cast<int>(k);
    for (std::size_t k = result.calls.size(); k-- > 0;) {
        for (operand part : result.calls[k].parts) {
            if (part.what == form::call)
                result.calls[static_cast<std::size_t>(part.index)].statement =
                    result.calls[k].statement;
        }
    }
    result.result = renamed(target);
    return result;
}

} // namespace detail

/// The statements of a program as DSL text, one per line. Their names differ from what was written
/// only where a name is assigned again or means an operation, a constant or a parameter.
inline std::string statements_to_text(const program& p, const std::string& indent = "",
                                      bool exact = true) {
    const statement_names names(p, exact);
    std::string text;
    for (std::size_t k = 0; k < names.size(); ++k)
        text += indent + names[k] + " = " + text_of(p, names, p.statements[k].value) + "\n";
    return text;
}

/// A program as DSL text, which reads as the same program.
inline std::string to_text(const program& p) {
    const std::string indent = "    ";
    const statement_names names(p);
    return "def " + p.name + (p.demonstrations ? "(S, I, C):\n" : "(I):\n") +
           statements_to_text(p, indent) + indent + "return " + text_of(p, names, p.result) + "\n";
}

/// The same program with one call per statement and no statement that only renames a value.
inline program expanded(const program& p) {
    const std::vector<bool> all(p.calls.size(), true);
    return detail::rebuilt(p, resolved(p), p.result, all, all);
}

/// The same program in as few statements as possible: it keeps what it needs, and a call that is
/// used once stands where it is used.
inline program inlined(const program& p) {
    const std::vector<operand> values = resolved(p);
    const std::vector<int> uses = uses_for(p, values, p.result);
    const operand result = resolve(values, p.result);
    std::vector<bool> kept;
    std::vector<bool> own;
    for (std::size_t k = 0; k < uses.size(); ++k) {
        kept.push_back(uses[k] > 0);
        own.push_back(uses[k] > 1 || result == operand{form::call, static_cast<int>(k)});
    }
    return detail::rebuilt(p, values, result, kept, own);
}

/// The smallest program of the same statements that computes a variable, which it returns as O.
/// `variable` is a name, which means the last statement that assigns it, or the number of a
/// statement, from 1. Nothing if there is no such statement.
inline std::optional<program> slice(const program& p, const std::string& variable) {
    const statement_names names(p);
    std::optional<std::size_t> wanted;
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (p.statements[k].name == variable || std::to_string(k + 1) == variable) wanted = k;
    }
    for (std::size_t k = 0; k < names.size() && !wanted; ++k) {
        if (names[k] == variable) wanted = k;
    }
    if (!wanted) return std::nullopt;
    const std::vector<operand> values = resolved(p);
    const operand target = values[*wanted];
    std::vector<bool> kept;
    for (int uses : uses_for(p, values, target)) kept.push_back(uses > 0);
    std::vector<bool> own(p.calls.size());
    for (const statement& s : p.statements) {
        if (s.value.what == form::call) own[static_cast<std::size_t>(s.value.index)] = true;
    }
    program result = detail::rebuilt(p, values, target, kept, own);
    // Only the output may be called O.
    for (statement& s : result.statements) {
        if (s.name == "O") s.name.clear();
    }
    if (target.what == form::call) result.statements.back().name = "O";
    return result;
}

} // namespace batt::text
