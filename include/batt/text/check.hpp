// Warnings about programs that can be read and compiled, and yet give no value when they run.
#pragma once

#include <batt/dsl/static_why.hpp>
#include <batt/text/rewrite.hpp>

namespace batt::text {

/// The calls of operations with more or fewer arguments than these take. Such a statement fails
/// with status `type`.
inline std::vector<problem> wrong_arities(const program& p) {
    const std::vector<operand> values = resolved(p);
    std::vector<problem> found;
    for (const call& c : p.calls) {
        const operand callee = resolve(values, c.parts[0]);
        if (callee.what != form::operation) continue;
        const operation_name called = operation_at(p, callee.index);
        const auto takes = static_cast<std::size_t>(called.arity);
        const std::size_t gets = c.parts.size() - 1;
        if (gets == takes) continue;
        found.push_back({p.file, c.at,
                         "warning: " + std::string(called.text) + " takes " +
                             std::to_string(takes) + (takes == 1 ? " argument" : " arguments") +
                             " and gets " + std::to_string(gets) +
                             ", so this statement fails with status type"});
    }
    return found;
}

namespace detail {

/// The static type of a value that is no call.
inline typing::static_type type_of_leaf(operand r) {
    const auto k = static_cast<std::size_t>(r.index);
    switch (r.what) {
    case form::demonstrations:
        return typing::tuple_of(typing::pair_of(typing::form::grid, typing::form::grid));
    case form::input:
    case form::expected: return typing::form::grid;
    case form::integer: return typing::constant(r.index);
    case form::operation:
        // nothing is known of the user's own
        return k < operations.size() ? typing::named(r.index) : typing::static_type{};
    case form::constant:
        switch (table::constants[k].is) {
        case table::constant::form::flag: return typing::flag(table::constants[k].i != 0);
        case table::constant::form::constant: return typing::constant(table::constants[k].i);
        case table::constant::form::location: return typing::form::ivec;
        }
        return {};
    default: return {};
    }
}

/// The static types of the values of all calls. `ill` is called for each call that is ill-typed
/// itself, with the call, the type of what is called and those of the arguments.
template <class F>
std::vector<typing::static_type> types_of_calls(const program& p, const F& ill) {
    using typing::static_type;
    const std::vector<operand> values = resolved(p);
    const int branch = operation_of("branch");
    std::vector<static_type> types;
    for (const call& c : p.calls) {
        std::vector<static_type> parts;
        for (operand r : c.parts) {
            r = resolve(values, r);
            parts.push_back(r.what == form::call ? types[static_cast<std::size_t>(r.index)]
                                                 : type_of_leaf(r));
        }
        const static_type callee = parts[0];
        std::vector<static_type> arguments(parts.begin() + 1, parts.end());
        // a branch looks only at the alternative that it takes
        if (callee == typing::named(branch) && arguments.size() == 3 &&
            arguments[1].ill() != arguments[2].ill())
            (arguments[1].ill() ? arguments[1] : arguments[2]) =
                arguments[arguments[1].ill() ? 2 : 1];
        types.push_back(typing::call(callee, arguments));
        if (types.back().ill() && !callee.ill() && !typing::detail::any_ill(arguments))
            ill(c, callee, arguments);
    }
    return types;
}

} // namespace detail

/// The calls that are ill-typed whatever the data, by static types: at these a compiled pipeline
/// fails with status `type`. A call is not reported for an argument that is ill-typed itself.
inline std::vector<problem> ill_typed_calls(const program& p) {
    std::vector<problem> found;
    detail::types_of_calls(p, [&](const call& c, const typing::static_type& callee,
                                  const std::vector<typing::static_type>& arguments) {
        found.push_back({p.file, c.at,
                         "warning: " + typing::why_not_called(callee, arguments) +
                             ", so this statement fails with status type once it is compiled"});
    });
    return found;
}

} // namespace batt::text
