// Static types as trees, read from the numbers as which tests hand them over.
#pragma once

#include "dynamic_check.hpp"
#include <algorithm>
#include <batt/text/names.hpp>
#include <span>
#include <string>
#include <vector>

namespace batt::testing {

/// A static type.
struct type_tree {
    shape what = shape::other;
    int number = 0;   ///< a constant, the count of power, the place of an operation or -1
    std::string name; ///< of an operation, also of a law or an operation of the tests' own
    std::vector<type_tree> parts;

    bool is(shape s) const { return what == s; }
    /// Whether it is a sequence of locations or cells, which static types take for a patch.
    bool is_sequence() const {
        const auto is_element = [](const type_tree& t) {
            return t.is(shape::ivec) || (t.is(shape::pair) && t.parts[0].is(shape::integer) &&
                                         t.parts[1].is(shape::ivec));
        };
        return (is(shape::tuple) && is_element(parts[0])) ||
               (is(shape::pair) && is_element(parts[0]) && is_element(parts[1]));
    }
    bool has(shape s) const {
        return is(s) || std::any_of(parts.begin(), parts.end(),
                                    [s](const type_tree& t) { return t.has(s); });
    }
    /// Whether some operation in it is one of these.
    bool names(std::span<const std::string_view> operations) const {
        if (is(shape::named))
            for (const std::string_view operation : operations)
                if (number == text::operation_of(operation)) return true;
        return std::any_of(parts.begin(), parts.end(),
                           [&](const type_tree& t) { return t.names(operations); });
    }
    /// Whether programs can name all of it.
    bool is_known() const {
        if (is(shape::other) || (is(shape::named) && number < 0)) return false;
        return std::all_of(parts.begin(), parts.end(),
                           [](const type_tree& t) { return t.is_known(); });
    }
};

/// Reads the type whose numbers begin at p, and moves p behind them.
inline type_tree read_tree(const int*& p) {
    type_tree t;
    t.what = static_cast<shape>(*p++);
    int parts = 0;
    switch (t.what) {
    case shape::set:
    case shape::tuple:
    case shape::repeated: parts = 1; break;
    case shape::pair:
    case shape::lbind:
    case shape::rbind:
    case shape::compose:
    case shape::matcher:
    case shape::choice: parts = 2; break;
    case shape::fork: parts = 3; break;
    case shape::constant: t.number = *p++; break;
    case shape::power:
        t.number = *p++;
        parts = 1;
        break;
    case shape::named: {
        const int length = *p++;
        t.name.assign(p, p + length);
        t.number = text::operation_of(t.name);
        // without its namespaces
        if (const auto colon = t.name.rfind("::", t.name.find('<')); colon != std::string::npos)
            t.name.erase(0, colon + 2);
        p += length;
        break;
    }
    default: break;
    }
    for (int k = 0; k < parts; ++k) t.parts.push_back(read_tree(p));
    return t;
}

} // namespace batt::testing
