// Functions as values: operations by name, what combines functions, and their calls.
#pragma once

#include <batt/dsl/table.hpp>
#include <batt/reference/dynamic/readings.hpp>
#include <batt/text/program.hpp>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

/// The most parameters that an operation can have.
inline constexpr int max_parameters = 8;

/// An operation: its name, how many parameters it has, and what it does with that many arguments.
/// It may throw `failed`, by `fail(status)`.
struct operation {
    std::string_view name;
    int parameters;
    value (*call)(const value* arguments);
};

/// The operations that programs and functions refer to by their place.
class operation_table {
public:
    explicit operation_table(std::span<const operation> operations)
        : operations_(operations.begin(), operations.end()) {}

    /// Adds an operation of the user's own; returns its place. Throws std::invalid_argument unless
    /// it has 1 to `max_parameters` parameters.
    int add(const operation& own) {
        if (own.parameters < 1 || own.parameters > max_parameters)
            throw std::invalid_argument("batt: the operation " + std::string(own.name) + " has " +
                                        std::to_string(own.parameters) + " parameters; 1 to " +
                                        std::to_string(max_parameters) + " are possible");
        operations_.push_back(own);
        return static_cast<int>(operations_.size()) - 1;
    }
    /// The operation at a place; null if there is none.
    const operation* at(int place) const {
        const auto k = static_cast<std::size_t>(place);
        return place >= 0 && k < operations_.size() ? &operations_[k] : nullptr;
    }

private:
    std::vector<operation> operations_;
};

namespace detail {

/// The user's own operation at a place, if it is written in text.
inline const text::own_operation* said_in_text(int place) {
    const auto k = static_cast<std::size_t>(place) - table::operations.size();
    if (running.own == nullptr || k >= running.own->operations.size()) return nullptr;
    const text::own_operation& o = running.own->operations[k];
    return o.overloads.empty() ? nullptr : &o;
}

/// The result of the first overload of an operation that accepts the arguments.
value call_overloaded(const text::own_operation& o, std::span<const value> given);

} // namespace detail

/// How many parameters a function has.
inline int parameters_of(const value& f) {
    if (f.function() != nullptr) return f.function()->parameters;
    if (const text::own_operation* o = detail::said_in_text(f.operation())) return o->arity;
    const operation* named = running.table->at(f.operation());
    return named != nullptr ? named->parameters : 0;
}

namespace detail {

/// Counts the calls that are open.
struct open_call {
    open_call() {
        if (running.depth >= max_depth) fail(status::capacity);
        ++running.depth;
    }
    open_call(const open_call&) = delete;
    open_call& operator=(const open_call&) = delete;
    ~open_call() { --running.depth; }
};

value call_closure(const closure& f, std::span<const value> given);

} // namespace detail

/// f(given...); `type` if f is no function of that many parameters.
inline value call(const value& f, std::span<const value> given) {
    const detail::open_call counted;
    charge();
    if (!f.is_function()) fail_reading(f);
    if (f.function() != nullptr) return detail::call_closure(*f.function(), given);
    if (const text::own_operation* o = detail::said_in_text(f.operation()))
        return detail::call_overloaded(*o, given);
    const operation* named = running.table->at(f.operation());
    if (named == nullptr || static_cast<std::size_t>(named->parameters) != given.size())
        fail(status::type);
    return named->call(given.data());
}
inline value call(const value& f, const value& x) { return call(f, {&x, 1}); }
inline value call(const value& f, value x, value y) {
    const value both[2] = {std::move(x), std::move(y)};
    return call(f, both);
}

namespace detail {

inline value call_closure(const closure& f, std::span<const value> given) {
    if (f.never || given.size() != f.parameters) fail(status::type);
    const auto& part = f.parts;
    switch (f.what) {
    case closure_kind::compose: return call(part[0], call(part[1], given));
    case closure_kind::chain: return call(part[0], call(part[1], call(part[2], given)));
    case closure_kind::matcher: return value::truth(equal(call(part[0], given), part[1]));
    case closure_kind::fork: {
        const value both[2] = {call(part[1], given), call(part[2], given)};
        return call(part[0], both);
    }
    case closure_kind::power: {
        value x = given[0];
        for (integer k = 0; k < f.times; ++k) x = call(part[0], x);
        return x;
    }
    case closure_kind::lbind:
    case closure_kind::rbind: break;
    }
    const bool left = f.what == closure_kind::lbind;
    if (given.size() == 1) {
        const value both[2] = {left ? part[1] : given[0], left ? given[0] : part[1]};
        return call(part[0], both);
    }
    value all[max_parameters];
    std::copy(given.begin(), given.end(), all + (left ? 1 : 0));
    all[left ? 0 : given.size()] = part[1];
    return call(part[0], {all, given.size() + 1});
}

/// A function of these parts.
inline closure* make_closure(closure_kind what, int parameters, const value& a, const value& b,
                             const value& c = value()) {
    const std::uint16_t depth = deeper(std::max({depth_of(a), depth_of(b), depth_of(c)}));
    closure* f = new (allocate(sizeof(closure))) closure;
    f->depth = depth;
    f->what = what;
    f->parameters = static_cast<std::uint8_t>(parameters);
    f->parts[0] = a;
    f->parts[1] = b;
    f->parts[2] = c;
    return f;
}

/// f with its first or last parameter bound to v. If f has only one, which would leave none, the
/// result has three parameters, and every call of it fails.
inline value bind(closure_kind what, const value& f, const value& v) {
    if (!f.is_function()) fail_reading(f);
    const int parameters = parameters_of(f);
    const bool never = parameters <= 1 || (f.function() != nullptr && f.function()->never);
    closure* bound = make_closure(what, parameters <= 1 ? 3 : parameters - 1, f, v);
    bound->never = never;
    return value(bound);
}

} // namespace detail

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END

#include <batt/reference/dynamic/overloaded.hpp>
