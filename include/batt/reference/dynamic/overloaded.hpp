// The user's own operations that are written in text: which overload is called, and its result.
#pragma once

#include <algorithm>
#include <batt/reference/dynamic/constant_values.hpp>
#include <batt/reference/dynamic/function.hpp>
#include <optional>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic::detail {

/// Whether a value is a tuple of tuples.
inline bool is_tuple_of_tuples(const value& v) {
    const auto is_tuple = [](const value& x) { return x.is_tuple() || x.is(kind::no_location); };
    return v.is(kind::tuple) && std::all_of(v.items().begin(), v.items().end(), is_tuple);
}

/// Whether a value passes a guard.
inline bool holds(text::guard g, const value& v) {
    const bool is_tuple = v.is_tuple() || v.is(kind::no_location);
    switch (g) {
    case text::guard::any: return true;
    case text::guard::integer: return v.is_integer();
    case text::guard::cell:
        if (!v.is(kind::tuple)) return v.is(kind::cell);
        return v.items().count == 2 && v.items().begin()[0].is_integer() &&
               v.items().begin()[1].is(kind::no_location);
    case text::guard::pair: return is_tuple && (!v.is(kind::tuple) || v.items().count == 2);
    case text::guard::tuple: return is_tuple;
    case text::guard::grids:
        return v.is(kind::tuple) &&
               std::all_of(v.items().begin(), v.items().end(), is_tuple_of_tuples);
    case text::guard::set: return v.is_set();
    case text::guard::function: return v.is_function();
    }
    return false;
}

/// One call of an overload. Each value is evaluated once, when it is needed.
class overload_call {
public:
    overload_call(const text::program& means, std::span<const value> given)
        : means_(means), given_(given), known_(means.calls.size()) {}

    value result() { return at(means_.result); }

private:
    value at(text::operand r) {
        while (r.what == text::form::variable)
            r = means_.statements[static_cast<std::size_t>(r.index)].value;
        const auto k = static_cast<std::size_t>(r.index);
        switch (r.what) {
        case text::form::parameter: return given_[k];
        case text::form::constant: return constant_at(r.index);
        case text::form::integer: return value(integer{r.index});
        case text::form::none: return {};
        case text::form::operation: return value::operation(r.index);
        case text::form::call:
            if (!known_[k]) known_[k] = made(means_.calls[k]);
            return *known_[k];
        default: fail(status::type);
        }
    }
    value made(const text::call& c) {
        static const int branch = table::operation_of("branch");
        const open_call counted;
        if (c.parts.size() == 4 && c.parts[0] == text::operand{text::form::operation, branch}) {
            const value condition = at(c.parts[1]);
            if (condition.is(kind::no_location)) fail(status::empty);
            return at(c.parts[read_truth(condition) ? 2 : 3]);
        }
        auto parts = vector_for<value>(c.parts.size());
        for (const text::operand part : c.parts) parts.push_back(at(part));
        return call(parts[0], std::span<const value>(parts).subspan(1));
    }

    const text::program& means_;
    std::span<const value> given_;
    std::vector<std::optional<value>> known_; ///< of the calls
};

inline value call_overloaded(const text::own_operation& o, std::span<const value> given) {
    if (static_cast<std::size_t>(o.arity) != given.size()) fail(status::type);
    for (const text::overload& one : o.overloads) {
        bool taken = true;
        for (std::size_t k = 0; k < given.size() && taken; ++k)
            taken = holds(one.takes[k], given[k]);
        if (taken) return overload_call(one.means, given).result();
    }
    fail(status::type);
}

} // namespace batt::reference::dynamic::detail
BATT_HOST_CALLS_END
