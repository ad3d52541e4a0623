// What loads and compiles, and yet gives no value when it runs: told when it is read.
#pragma once

#include <batt/text/rewrite.hpp>

namespace batt::text {

/// The calls of operations with another number of arguments than these take. What such a statement
/// gives is a failure of status `type`.
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

} // namespace batt::text
