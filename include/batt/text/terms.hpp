// The calls of a program that is being made, with what is known about each.
#pragma once

#include <batt/text/facts.hpp>
#include <batt/text/syntax.hpp>
#include <span>

namespace batt::text::detail {

/// What a name or an expression stands for while a program is made: first what programs hold, in
/// the order of `form`, then what lasts only until it is used.
struct term {
    enum class kind : std::uint8_t {
        demonstrations,
        input,
        expected,
        constant,
        integer,
        none,
        unknown,
        operation,
        variable,
        call,
        parameter, ///< of the function that is being made at this level
        closure,   ///< a lambda, a function of a text, or one of them with arguments bound
        builtin,   ///< a function of Python
        pack,      ///< a sequence of values that is no tuple yet
        generator, ///< a comprehension that is no tuple or set yet
        imported,
        broken ///< a function that could not be read
    } what = kind::none;
    int index = 0;

    friend bool operator==(term, term) = default;
};
static_assert(static_cast<int>(term::kind::parameter) == static_cast<int>(form::parameter));

/// A call in the making.
struct node {
    std::uint32_t first = 0; ///< of its parts, the first of which is called
    std::uint32_t count = 0;
    position at;
    std::uint64_t depends = 0; ///< a bit for each level of parameters that it needs
    std::int16_t level = 0;    ///< how many functions were being made around it
    std::uint8_t weight = 1;   ///< about how much work it is: the calls in it
    std::uint8_t arity = 0;    ///< of the function that it gives, 0 if that is not known
    sort gives = sort::any;
    std::uint8_t depth = 0; ///< how deep tuples in its value are nested for certain
    bool safe = false;      ///< it certainly has a value, if its variables have
};

/// All calls of the program in the making; what a call uses stands before it.
class terms {
public:
    using kind = term::kind;

    static term operation(int k) { return {kind::operation, k}; }
    static term operation(std::string_view name) { return {kind::operation, operation_of(name)}; }

    /// A number, by the constant of that value if there is one.
    static term number(int n) {
        constexpr auto named = [] {
            std::array<std::int8_t, 13> places{};
            for (std::size_t k = 0; k < constants.size(); ++k) {
                const table::constant& c = table::constants[k];
                if (c.is == table::constant::form::constant)
                    places[static_cast<std::size_t>(c.i + 2)] = static_cast<std::int8_t>(k);
            }
            return places;
        }();
        if (n < -2 || n > 10) return {kind::integer, n};
        return {kind::constant, named[static_cast<std::size_t>(n + 2)]};
    }
    static term truth(bool t) { return {kind::constant, constant_of(t ? "T" : "F")}; }

    void reserve(std::size_t calls) {
        nodes_.reserve(calls);
        parts_.reserve(4 * calls);
        sorts_.reserve(calls);
    }
    void clear() {
        nodes_.clear();
        parts_.clear();
        sorts_.clear();
        parameters_.clear();
    }
    std::size_t size() const { return nodes_.size(); }
    const node& operator[](term t) const { return nodes_[static_cast<std::size_t>(t.index)]; }
    const node& operator[](std::size_t k) const { return nodes_[k]; }
    std::span<const term> parts(const node& n) const { return {parts_.data() + n.first, n.count}; }
    std::span<const term> parts(term t) const { return parts((*this)[t]); }

    /// Notes what is known about a variable that is about to be assigned.
    void assigned(term value) { sorts_.push_back(known_of(value)); }

    /// Whether t is a call of the operation `name`.
    bool calls(term t, std::string_view name) const {
        return t.what == kind::call && parts(t)[0] == operation(name);
    }

    sort sort_of(term t) const {
        switch (t.what) {
        case kind::demonstrations:
        case kind::input:
        case kind::pack:
        case kind::generator: return sort::tuple;
        case kind::constant: return sort_of_constant(t.index);
        case kind::integer: return sort::number;
        case kind::none: return sort::none;
        case kind::operation:
        case kind::closure:
        case kind::builtin: return sort::function;
        case kind::variable: return sorts_[static_cast<std::size_t>(t.index)].gives;
        case kind::call: return (*this)[t].gives;
        case kind::parameter: return depth_of(t) > 0 ? sort::tuple : sort::any;
        default: return sort::any;
        }
    }

    /// How deep tuples are nested for certain: 1 for a tuple, 2 for a tuple of tuples.
    int depth_of(term t) const {
        const auto k = static_cast<std::size_t>(t.index);
        switch (t.what) {
        case kind::input: return 2;
        case kind::variable: return sorts_[k].depth;
        case kind::call: return nodes_[k].depth;
        case kind::parameter: return k < parameters_.size() ? parameters_[k] : 0;
        default: return is_tuple(sort_of(t)) ? 1 : 0;
        }
    }
    /// The depth of the elements of a container.
    int element_depth(term t) const { return std::max(0, depth_of(t) - 1); }

    /// Notes the depth of a call's value, where more is known than its operation tells.
    void note_depth(term t, int depth) {
        if (t.what != kind::call || depth < 1) return;
        node& n = nodes_[static_cast<std::size_t>(t.index)];
        if (n.gives == sort::any) n.gives = sort::tuple;
        const int known = std::max<int>(n.depth, std::min(depth, 100));
        if (is_tuple(n.gives)) n.depth = static_cast<std::uint8_t>(known);
    }
    /// The same for the parameter of a level, while its function's body is read.
    void note_parameter(int level, int depth) {
        const auto k = static_cast<std::size_t>(level);
        if (parameters_.size() <= k) parameters_.resize(k + 1);
        parameters_[k] = depth;
    }

    /// An operation of the DSL or of the user.
    operation_name operation_at(term t) const {
        const auto k = static_cast<std::size_t>(t.index);
        if (k < operations.size()) return operations[k];
        const own_operation& o = own->operations[k - operations.size()];
        return {o.text, o.arity};
    }
    std::string parameters_of(term t) const {
        const auto k = static_cast<std::size_t>(t.index);
        return k < operations.size() ? parameter_names(table::operations[k])
                                     : own->operations[k - operations.size()].parameters;
    }
    const vocabulary* own = nullptr; ///< the user's operations

    /// How many arguments a function takes, 0 if that is not known.
    int arity_of(term t) const {
        if (t.what == kind::operation) return operation_at(t).arity;
        if (t.what == kind::call) return (*this)[t].arity;
        if (t.what == kind::variable) return sorts_[static_cast<std::size_t>(t.index)].arity;
        return 0;
    }

    std::uint64_t depends(term t) const {
        if (t.what == kind::parameter) return std::uint64_t{1} << static_cast<unsigned>(t.index);
        return t.what == kind::call ? (*this)[t].depends : 0;
    }
    bool is_safe(term t) const {
        if (t.what == kind::call) return (*this)[t].safe;
        return t.what != kind::unknown && t.what != kind::broken;
    }
    int weight(term t) const { return t.what == kind::call ? (*this)[t].weight : 0; }

    /// A call of parts[0], written at a place, while `level` functions are being made.
    term call(std::span<const term> parts, position at, int level) {
        node& n = nodes_.emplace_back();
        n.first = static_cast<std::uint32_t>(parts_.size());
        n.count = static_cast<std::uint32_t>(parts.size());
        n.at = at;
        n.level = static_cast<std::int16_t>(level);
        int weight = 1;
        for (term part : parts) {
            n.depends |= depends(part);
            weight += this->weight(part);
        }
        n.weight = static_cast<std::uint8_t>(std::min(weight, 100));
        note_facts(n, parts);
        parts_.insert(parts_.end(), parts.begin(), parts.end());
        return {kind::call, static_cast<int>(nodes_.size()) - 1};
    }

private:
    static sort sort_of_constant(int k) {
        switch (table::constants[static_cast<std::size_t>(k)].is) {
        case table::constant::form::flag: return sort::truth;
        case table::constant::form::constant: return sort::number;
        default: return sort::pair;
        }
    }
    static bool is_literal(term t) { return t.what == kind::constant || t.what == kind::integer; }

    known known_of(term t) const { return {sort_of(t), depth_of(t), arity_of(t)}; }

    void note_facts(node& n, std::span<const term> parts) {
        const auto k = static_cast<std::size_t>(parts[0].index);
        if (parts[0].what != kind::operation || k >= facts.size()) return;
        const std::span<const term> arguments = parts.subspan(1);
        if (arguments.size() != static_cast<std::size_t>(operations[k].arity)) return;
        const known result = given_by(facts[k].gives, arguments);
        n.gives = result.gives;
        n.depth = static_cast<std::uint8_t>(std::min(100, result.depth));
        n.arity = static_cast<std::uint8_t>(result.arity);
        n.safe =
            facts[k].sure != sureness::never && succeeds(facts[k].sure, arguments) &&
            std::all_of(arguments.begin(), arguments.end(), [&](term t) { return is_safe(t); });
    }

    known given_by(const rule_steps& rule, std::span<const term> arguments) const {
        const auto leaf = [&](const rule_step& s) {
            if (s.argument < 0) return s.type;
            return read_as(known_of(arguments[static_cast<std::size_t>(s.argument)]), s.how,
                           rule.count == 1);
        };
        if (rule.count == 1) return leaf(rule.steps[0]);
        std::array<known, rule_steps::most> stack;
        std::size_t top = 0;
        for (std::size_t k = 0; k < rule.count; ++k) {
            const rule_step& s = rule.steps[k];
            top -= s.count;
            stack[top] = s.of != nullptr ? s.of(&stack[top]) : leaf(s);
            ++top;
        }
        return stack[0];
    }

    /// Whether an operation certainly has a value if its arguments have theirs.
    bool succeeds(sureness when, std::span<const term> a) const {
        const sort first = sort_of(a[0]);
        switch (when) {
        case sureness::always: return true;
        case sureness::numbers: return all_numbers(a);
        case sureness::truth: return first != sort::any;
        case sureness::container: return is_tuple(first) || first == sort::set;
        case sureness::tuples: return is_tuple(first) && is_tuple(sort_of(a[1]));
        case sureness::element:
            return (is_literal(a[0]) || is_number(first) || calls(a[0], "astuple") ||
                    calls(a[0], "repeat")) &&
                   (a.size() == 1 || sort_of(a[1]) == sort::set);
        case sureness::count: return is_literal(a[1]) && is_number(sort_of(a[1]));
        // a grid of at least one cell
        case sureness::input: return a[0].what == kind::input;
        case sureness::flags:
            return a[0].what == kind::input && std::all_of(a.begin() + 1, a.end(), is_literal);
        case sureness::function: return arity_of(a[0]) > 1;
        default: return false;
        }
    }
    bool all_numbers(std::span<const term> a) const {
        return std::all_of(a.begin(), a.end(), [&](term t) { return is_number(sort_of(t)); });
    }

    std::vector<node> nodes_;
    std::vector<term> parts_;
    std::vector<known> sorts_;    ///< of the variables
    std::vector<int> parameters_; ///< by level: the depth of its parameter
};

} // namespace batt::text::detail
