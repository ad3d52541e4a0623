// Writes operations that are defined in text as C++: static types choose the overload.
#pragma once

#include <algorithm>
#include <batt/text/names.hpp>
#include <batt/text/program.hpp>
#include <ostream>
#include <set>
#include <string>

namespace batt::card::detail {

using namespace batt::text;

/// An integer of 32 bits as C++.
inline std::string cpp_integer(int n) {
    // the smallest number has no literal of its own
    return n == INT32_MIN ? "-2147483647 - 1" : std::to_string(n);
}

/// Operations of a vocabulary as structs.
class operations_emitter {
public:
    operations_emitter(std::ostream& out, const vocabulary& own) : out_(out), own_(own) {}

    /// The name of the struct of the operation at a place.
    static std::string name_of(int place) { return "own_" + std::to_string(place); }

    /// Adds the operations that one needs, itself included.
    void add_needed(int place, std::set<int>& needed) const {
        const own_operation* o = said_in_text(place);
        if (o == nullptr || !needed.insert(place).second) return;
        for (const overload& one : o->overloads) {
            for (const batt::text::call& c : one.means.calls)
                for (const operand part : c.parts)
                    if (part.what == form::operation) add_needed(part.index, needed);
            if (one.means.result.what == form::operation)
                add_needed(one.means.result.index, needed);
        }
    }
    const own_operation* said_in_text(int place) const {
        const auto k = static_cast<std::size_t>(place) - operations.size();
        if (place < static_cast<int>(operations.size()) || k >= own_.operations.size() ||
            own_.operations[k].overloads.empty())
            return nullptr;
        return &own_.operations[k];
    }

    /// Writes one; those that it needs must have been written before.
    void write(int place) {
        const own_operation& o = *said_in_text(place);
        out_ << "/// " << o.text << "\nstruct " << name_of(place) << " : parameters<";
        for (int k = 0; k < o.arity; ++k) out_ << (k == 0 ? "" : ", ") << "kind::literal";
        out_ << "> {\n    static constexpr bool structural = true;\n";
        write_rule(o);
        write_eval(o);
        out_ << "};\n";
    }

private:
    static std::string condition(const overload& one, const char* front, const char* behind) {
        std::string text;
        for (std::size_t k = 0; k < one.takes.size(); ++k) {
            if (one.takes[k] == batt::text::guard::any) continue;
            text += (text.empty() ? "" : " && ") + ("guard::" + name(one.takes[k])) + "<" + front +
                    std::to_string(k) + behind + ">";
        }
        return text;
    }
    static std::string name(batt::text::guard g) {
        return std::string(guard_names[static_cast<std::size_t>(g)]);
    }

    void write_rule(const own_operation& o) {
        std::string parameters, arguments;
        for (int k = 0; k < o.arity; ++k) {
            const std::string n = std::to_string(k);
            parameters += (k == 0 ? "class A" : ", class A") + n;
            arguments += (k == 0 ? "A" : ", A") + n;
        }
        out_ << "    template <" << parameters << ">\n    static auto rule(" << arguments
             << ") {\n";
        const bool takes_all = each_overload(o, "A", "", [&](const program& p) {
            for (std::size_t k = 0; k < p.calls.size(); ++k) {
                out_ << "            using t" << k << " = call_t<";
                for (std::size_t part = 0; part < p.calls[k].parts.size(); ++part)
                    out_ << (part == 0 ? "" : ", ") << type_of(p, p.calls[k].parts[part]);
                out_ << ">;\n";
            }
            out_ << "            return " << type_of(p, p.result) << "{};\n";
        });
        out_ << (takes_all ? "" : " else {\n            return type::ill{};\n        }")
             << "\n    }\n";
    }
    /// Writes the bodies of overloads, each under its guards; returns whether the last has none.
    template <class F>
    bool each_overload(const own_operation& o, const char* front, const char* behind,
                       const F& body) {
        bool takes_all = false;
        for (std::size_t i = 0; i < o.overloads.size(); ++i) {
            const std::string holds = condition(o.overloads[i], front, behind);
            takes_all = holds.empty();
            out_ << (i == 0 ? "        " : " else ");
            if (!takes_all) out_ << "if constexpr (" << holds << ") ";
            out_ << "{\n";
            body(o.overloads[i].means);
            out_ << "        }";
        }
        return takes_all;
    }
    static operand resolved(const program& p, operand r) {
        while (r.what == form::variable) r = p.statements[static_cast<std::size_t>(r.index)].value;
        return r;
    }
    std::string function_name(int place) const {
        return said_in_text(place) != nullptr
                   ? name_of(place)
                   : "op::" + cpp_name(operations[static_cast<std::size_t>(place)].text);
    }
    std::string type_of(const program& p, operand r) const {
        r = resolved(p, r);
        const std::string number = std::to_string(r.index);
        switch (r.what) {
        case form::parameter: return "A" + number;
        case form::call: return "t" + number;
        case form::integer: return "type::constant<" + cpp_integer(r.index) + ">";
        case form::operation: return "type::named<" + function_name(r.index) + ">";
        case form::constant: break;
        default: return "type::ill";
        }
        const table::constant& c = table::constants[static_cast<std::size_t>(r.index)];
        if (c.is == table::constant::form::location) return "type::ivec";
        if (c.is == table::constant::form::flag)
            return std::string("type::flag<") + (c.i != 0 ? "true" : "false") + ">";
        return "type::constant<" + cpp_integer(c.i) + ">";
    }

    void write_eval(const own_operation& o) {
        std::string parameters, arguments;
        for (int k = 0; k < o.arity; ++k) {
            const std::string n = std::to_string(k);
            parameters += ", class V" + n;
            arguments += ", [[maybe_unused]] const V" + n + "& a" + n;
        }
        out_ << "    template <class B" << parameters << ">\n    static BATT_FN auto eval(B& b"
             << arguments << ") {\n";
        each_overload(o, "value::tag<V", ">", [&](const program& p) {
            call_set known;
            const std::string result = value_of(p, p.result, known, "            ");
            out_ << "            return " << result << ";\n";
        });
        out_ << "\n    }\n";
    }

    using call_set = std::set<int>; ///< calls that have a variable here

    /// What a value is in C++; writes the lines that compute what it needs.
    std::string value_of(const program& p, operand r, call_set& known, const std::string& indent) {
        r = resolved(p, r);
        const std::string number = std::to_string(r.index);
        switch (r.what) {
        case form::parameter: return "a" + number;
        case form::integer: return "value::constant<" + cpp_integer(r.index) + ">{}";
        case form::operation: return "value::named<" + function_name(r.index) + ">{}";
        case form::call:
            if (known.insert(r.index).second) write_call(p, r.index, known, indent);
            return "v" + number;
        case form::constant: break;
        default: return "value::ill{}";
        }
        const table::constant& c = table::constants[static_cast<std::size_t>(r.index)];
        if (c.is == table::constant::form::location)
            return "ivec{" + std::to_string(c.i) + ", " + std::to_string(c.j) + "}";
        if (c.is == table::constant::form::flag)
            return std::string("value::flag<") + (c.i != 0 ? "true" : "false") + ">{}";
        return "value::constant<" + cpp_integer(c.i) + ">{}";
    }
    void write_call(const program& p, int k, call_set& known, const std::string& indent) {
        const operands& parts = p.calls[static_cast<std::size_t>(k)].parts;
        const std::string begin = "const auto v" + std::to_string(k) + " = ";
        if (is_branch(parts) && (can_fail(p, parts[2]) || can_fail(p, parts[3]))) {
            const std::string condition = value_of(p, parts[1], known, indent);
            out_ << indent << begin
                 << "batt::detail::evaluate_one<call_t<type::named<op::branch>, type::boolean, "
                 << tag_of(p, parts[2]) << ", " << tag_of(p, parts[3]) << ">>(\n"
                 << indent << "    b, " << condition << ", [&] {\n";
            for (const std::size_t part : {std::size_t{2}, std::size_t{3}}) {
                auto inside = known;
                const std::string value = value_of(p, parts[part], inside, indent + "        ");
                out_ << indent << "        return " << value << ";\n"
                     << indent << (part == 2 ? "    }, [&] {\n" : "    });\n");
            }
            return;
        }
        std::string arguments;
        for (const operand part : parts) arguments += ", " + value_of(p, part, known, indent);
        out_ << indent << begin << "batt::call(b" << arguments << ");\n";
    }
    static bool is_branch(const operands& parts) {
        return parts.size() == 4 && parts[0] == operand{form::operation, operation_of("branch")};
    }
    /// Whether computing a value can fail or is work; comparing and making functions are neither.
    static bool can_fail(const program& p, operand r) {
        r = resolved(p, r);
        if (r.what != form::call) return r.what == form::unknown || r.what == form::none;
        const operands& parts = p.calls[static_cast<std::size_t>(r.index)].parts;
        static const std::set<int> harmless = {
            operation_of("branch"), operation_of("compose"),  operation_of("chain"),
            operation_of("fork"),   operation_of("matcher"),  operation_of("lbind"),
            operation_of("rbind"),  operation_of("equality"), operation_of("greater")};
        if (parts[0].what != form::operation || !harmless.contains(parts[0].index)) return true;
        return std::any_of(parts.begin() + 1, parts.end(),
                           [&](operand part) { return can_fail(p, part); });
    }
    /// The type of a value in a body. Types of calls have names only in rules: here they are
    /// computed again.
    std::string tag_of(const program& p, operand r) const {
        r = resolved(p, r);
        if (r.what == form::parameter) return "value::tag<V" + std::to_string(r.index) + ">";
        if (r.what != form::call) return type_of(p, r);
        std::string text = "call_t<";
        const operands& parts = p.calls[static_cast<std::size_t>(r.index)].parts;
        for (std::size_t k = 0; k < parts.size(); ++k)
            text += (k == 0 ? "" : ", ") + tag_of(p, parts[k]);
        return text + ">";
    }

    std::ostream& out_;
    const vocabulary& own_;
};

} // namespace batt::card::detail
