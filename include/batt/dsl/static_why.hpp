// Why a call is ill-typed, in a sentence.
#pragma once

#include <batt/dsl/static_rules.hpp>

namespace batt::typing {

/// A type as text, cut where it is long.
inline std::string short_text(const static_type& t) {
    constexpr std::size_t longest = 100;
    std::string text = to_text(t);
    if (text.size() > longest) text.replace(longest, text.npos, "...");
    return text;
}

/// Why a function does not take arguments of some types; nothing if it does.
inline std::string why_not_called(const static_type& f, const std::vector<static_type>& arguments);

namespace detail {

inline std::string listed_text(const std::vector<static_type>& types, std::size_t from = 0) {
    std::string out;
    for (std::size_t k = from; k < types.size(); ++k) {
        if (k > from) out += ", ";
        out += short_text(types[k]);
    }
    return out;
}

inline std::string counted(std::size_t n) {
    return std::to_string(n) + (n == 1 ? " argument" : " arguments");
}

/// What is wrong where a function of types gives nothing for what it got.
inline std::string why_nothing(const rule_function& f, const std::vector<static_type>& got) {
    const std::vector<static_type> rest(got.begin() + 1, got.end());
    const bool calls = f.wrong.find("%r") != f.wrong.npos;
    const static_type given = calls ? call(got[0], rest) : static_type{};
    if (calls && given.ill()) return why_not_called(got[0], rest);
    std::string out;
    for (std::size_t k = 0; k < f.wrong.size(); ++k) {
        if (f.wrong[k] != '%') {
            out += f.wrong[k];
            continue;
        }
        switch (f.wrong[++k]) {
        case '1': out += short_text(got[0]); break;
        case '2': out += listed_text(got, 1); break;
        default: out += short_text(given);
        }
    }
    return out;
}

/// What is wrong at the innermost part of a rule that is ill.
inline std::string why_ill(const rule& r, const std::vector<static_type>& arguments) {
    if (r.is == rule::node::condition) {
        const bool holds = !evaluate(r.parts[1], arguments).ill();
        return why_ill(r.parts[holds ? 0 : 1], arguments);
    }
    std::vector<static_type> got;
    for (const rule& p : r.parts) {
        got.push_back(evaluate(p, arguments));
        if (got.back().ill()) return why_ill(p, arguments);
    }
    if (r.of == nullptr || r.of->wrong.empty()) return "the type of its result is too large";
    return why_nothing(*r.of, got);
}

} // namespace detail

/// Why a call of the operation at a place of table::operations is ill-typed; nothing if it is not.
inline std::string why_ill_typed(int operation, const std::vector<static_type>& arguments) {
    if (!result_of(operation, arguments).ill()) return {};
    const table::operation& o = table::operations[static_cast<std::size_t>(operation)];
    const detail::signature& s = detail::signatures()[static_cast<std::size_t>(operation)];
    const std::string name(o.name);
    if (arguments.size() != s.kinds.size())
        return name + " takes " + detail::counted(s.kinds.size()) + ", not " +
               std::to_string(arguments.size());
    if (detail::any_ill(arguments)) return "an argument of " + name + " is ill-typed";
    const std::string front = name + " does not take (" + detail::listed_text(arguments) + "): ";
    for (std::size_t k = 0; k < arguments.size(); ++k) {
        if (arguments[k].is != form::choice) continue;
        // one of the two that may be chosen is not taken, or what they give differs
        std::vector<static_type> chosen = arguments;
        for (const static_type& one : arguments[k].parts) {
            chosen[k] = one;
            std::string why = why_ill_typed(operation, chosen);
            if (!why.empty()) return why;
        }
        return front + "what it gives depends on the choice";
    }
    const std::vector<static_type> arrived = detail::arrived(s, arguments);
    for (std::size_t k = 0; k < arrived.size(); ++k) {
        if (arrived[k].ill())
            return front + "argument " + std::to_string(k + 1) + ", " +
                   std::string(o.parameters[k].name) + ", must be " +
                   std::string(s.kinds[k]->takes);
    }
    return front + detail::why_ill(s.gives, arrived);
}

inline std::string why_not_called(const static_type& f, const std::vector<static_type>& arguments) {
    if (!call(f, arguments).ill()) return {};
    if (f.is == form::named) return why_ill_typed(f.number, arguments);
    const auto parameters = static_cast<std::size_t>(arity_of(f));
    const std::string front =
        short_text(f) + " does not take (" + detail::listed_text(arguments) + ")";
    if (!is_function(f)) return short_text(f) + " is not a function";
    if (arguments.size() != parameters)
        return short_text(f) + " takes " + detail::counted(parameters) + ", not " +
               std::to_string(arguments.size());
    const std::vector<static_type>& p = f.parts;
    std::vector<static_type> all = arguments;
    switch (f.is) {
    case form::lbind: all.insert(all.begin(), p[1]); return why_not_called(p[0], all);
    case form::rbind: all.push_back(p[1]); return why_not_called(p[0], all);
    case form::compose:
    case form::fork: {
        std::vector<static_type> given;
        for (std::size_t k = 1; k < p.size(); ++k) {
            given.push_back(call(p[k], arguments));
            if (given.back().ill()) return why_not_called(p[k], arguments);
        }
        return why_not_called(p[0], given);
    }
    case form::matcher: {
        const static_type given = call(p[0], arguments);
        if (given.ill()) return why_not_called(p[0], arguments);
        return front + ": " + short_text(given) + " and " + short_text(p[1]) +
               " have no type in common";
    }
    case form::choice:
        for (const static_type& one : p) {
            std::string why = why_not_called(one, arguments);
            if (!why.empty()) return why;
        }
        return front + ": what it gives depends on the choice";
    default: return front + ": its type does not settle";
    }
}

} // namespace batt::typing
