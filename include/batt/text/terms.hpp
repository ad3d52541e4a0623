// The calls that a program is made of while it is being made, with what is known of each.
#pragma once

#include <batt/text/facts.hpp>
#include <batt/text/syntax.hpp>
#include <span>

namespace batt::text::detail {

/// What a name or an expression stands for while a program is made: first what programs hold, in
/// the order of `form`, then what lasts only until it is used.
struct term {
    enum class kind : std::uint8_t {
        demonstrations, input, expected, constant, integer, none, unknown, operation, variable, call,
        parameter, ///< of the function of this level that is being made
        closure,   ///< a lambda, a function of a text, or one of them with arguments bound
        builtin,   ///< a function of Python
        pack,      ///< values in a row that are no tuple yet
        generator, ///< a comprehension that is no tuple or set yet
        imported,
        broken     ///< a function that could not be read
    } what = kind::none;
    int index = 0;

    friend bool operator==(term, term) = default;
};
static_assert(static_cast<int>(term::kind::call) == static_cast<int>(form::call));

/// What is certain of a value, if it has one at all.
enum class sort : std::uint8_t { any, number, truth, pair, tuple, set, function, none };

constexpr bool is_tuple(sort s) { return s == sort::pair || s == sort::tuple; }
constexpr bool is_number(sort s) { return s == sort::number || s == sort::truth; }

/// A call in the making.
struct node {
    std::uint32_t first = 0; ///< of its parts, the first of which is called
    std::uint32_t count = 0;
    position at;
    std::uint64_t depends = 0; ///< a bit for each level of parameters that it needs
    std::int16_t level = 0;    ///< how many functions were being made around it
    std::uint8_t weight = 1;   ///< about how much work a call of it is
    std::uint8_t arity = 0;    ///< of the function that it gives, 0 if that is not known
    sort gives = sort::any;
    std::uint8_t depth = 0; ///< how deep tuples certainly stand in each other in its value
    bool safe = false; ///< it certainly has a value, if its variables have
};

/// All calls of the program in the making; what a call uses stands before it.
class terms {
public:
    using kind = term::kind;

    static term operation(int k) { return {kind::operation, k}; }
    static term operation(std::string_view name) { return {kind::operation, operation_of(name)}; }

    /// A number, by the constant of that value if there is one.
    static term number(int n) {
        static constexpr std::array<int, 13> named = {
            constant_of("NEG_TWO"), constant_of("NEG_ONE"), constant_of("ZERO"),
            constant_of("ONE"),     constant_of("TWO"),     constant_of("THREE"),
            constant_of("FOUR"),    constant_of("FIVE"),    constant_of("SIX"),
            constant_of("SEVEN"),   constant_of("EIGHT"),   constant_of("NINE"),
            constant_of("TEN")};
        if (n < -2 || n > 10) return {kind::integer, n};
        return {kind::constant, named[static_cast<std::size_t>(n + 2)]};
    }
    static term truth(bool t) { return {kind::constant, constant_of(t ? "T" : "F")}; }

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

    /// A variable that is about to be assigned.
    void assigned(term value) {
        sorts_.push_back({sort_of(value), arity_of(value), depth_of(value)});
    }

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

    /// How deep tuples certainly stand in each other: 1 for a tuple, 2 for a tuple of tuples.
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
    /// That of the elements of a container.
    int element_depth(term t) const { return std::max(0, depth_of(t) - 1); }

    /// What is known of a call beyond its operation.
    void note_depth(term t, int depth) {
        if (t.what != kind::call || depth < 1) return;
        node& n = nodes_[static_cast<std::size_t>(t.index)];
        if (n.gives == sort::any) n.gives = sort::tuple;
        const int known = std::max<int>(n.depth, std::min(depth, 100));
        if (is_tuple(n.gives)) n.depth = static_cast<std::uint8_t>(known);
    }
    /// The same of the parameter of a level, while its function's body is read.
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
        return k < facts.size() ? parameter_names(table::operations[k])
                                : own->operations[k - facts.size()].parameters;
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
        node n;
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
        nodes_.push_back(n);
        return {kind::call, static_cast<int>(nodes_.size()) - 1};
    }

private:
    struct variable {
        sort gives;
        int arity;
        int depth;
    };

    static sort sort_of_constant(int k) {
        static constexpr auto sorts = [] {
            std::array<sort, constants.size()> found{};
            for (std::size_t n = 0; n < constants.size(); ++n) {
                const std::string_view name = constants[n];
                                found[n] = name == "T" || name == "F" ? sort::truth : sort::pair;
                for (std::string_view number :
                     {"NEG_TWO", "NEG_ONE", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN",
                      "EIGHT", "NINE", "TEN", "ZERO"})
                    if (name == number) found[n] = sort::number;
            }
            return found;
        }();
        return sorts[static_cast<std::size_t>(k)];
    }
    static bool is_literal(term t) { return t.what == kind::constant || t.what == kind::integer; }

    void note_facts(node& n, std::span<const term> parts) {
        if (parts[0].what != kind::operation || parts[0].index >= static_cast<int>(operations.size())) return;
        const auto k = static_cast<std::size_t>(parts[0].index);
        const std::span<const term> arguments = parts.subspan(1);
        if (arguments.size() != static_cast<std::size_t>(operations[k].arity)) return;
        const auto given = [&](std::size_t a) { return sort_of(arguments[a]); };
        switch (facts[k].result) {
        case 'n': n.gives = sort::number; break;
        case 'b': n.gives = sort::truth; break;
        case 'p': n.gives = sort::pair; break;
        case 's': n.gives = sort::set; break;
        case 'g':
        case 'T':
        case 't': n.gives = sort::tuple; break;
        case 'f':
            n.gives = sort::function;
            n.arity = 1;
            break;
        case 'l':
            n.gives = sort::function;
            n.arity = static_cast<std::uint8_t>(std::max(0, arity_of(arguments[0]) - 1));
            break;
        case '1':
        case '2': {
            const sort container = given(facts[k].result == '1' ? 0 : 1);
            n.gives = container == sort::pair ? sort::tuple : container;
            break;
        }
        case 'i': n.gives = given(0); break;
        case 'B':
            if (given(1) == given(2)) n.gives = given(1);
            break;
        case 'E':
            if (given(0) == sort::truth && given(1) == sort::truth) n.gives = sort::truth;
            break;
        case '=':
            if (all_numbers(arguments)) n.gives = sort::number;
            break;
        default: break;
        }
        n.depth = static_cast<std::uint8_t>(std::min(100, depth_of_call(k, n.gives, arguments)));
        if (n.depth > 0 && n.gives == sort::any) n.gives = sort::tuple;
        n.safe = std::all_of(arguments.begin(), arguments.end(),
                             [&](term t) { return is_safe(t); }) &&
                 succeeds(facts[k].succeeds, arguments);
    }

    int depth_of_call(std::size_t operation, sort gives, std::span<const term> a) const {
        const char rule = depth_rules[operation];
        if (rule == 'E') return element_depth(a[0]);
        if (!is_tuple(gives)) return 0;
        switch (rule) {
        case 'g': return 2;
        case 'h': return 3;
        case '1': return std::max(1, depth_of(a[0]));
        case '2': return std::max(1, depth_of(a[1]));
        case 'B': return std::max(1, std::min(depth_of(a[1]), depth_of(a[2])));
        case 'm': return std::max(1, std::min(depth_of(a[0]), depth_of(a[1])));
        case 'p': return 1 + std::min(depth_of(a[0]), depth_of(a[1]));
        case 'r': return 1 + depth_of(a[0]);
        case 'z': return 2 + std::min(element_depth(a[0]), element_depth(a[1]));
        case 'e': return std::max(1, element_depth(a[0]));
        default: return 1;
        }
    }

    /// Whether an operation certainly has a value if its arguments have theirs.
    bool succeeds(char when, std::span<const term> a) const {
        const sort first = sort_of(a[0]);
        switch (when) {
        case 'a': return true;
        case 'l': return arity_of(a[0]) > 1;
        case 'n': return all_numbers(a);
        case 'c': return first != sort::any;
        case 'k': return is_tuple(first) || first == sort::set;
        case 'e':
            return is_literal(a[0]) || is_number(first) || calls(a[0], "astuple") ||
                   calls(a[0], "repeat");
        case 'r': return is_literal(a[1]) && is_number(sort_of(a[1]));
        case 'm': return is_tuple(first) && is_tuple(sort_of(a[1]));
        // a grid of at least one cell
        case 'i': return a[0].what == kind::input;
        case 'o':
            return a[0].what == kind::input && is_literal(a[1]) && is_literal(a[2]) &&
                   is_literal(a[3]);
        default: return false;
        }
    }
    bool all_numbers(std::span<const term> a) const {
        return std::all_of(a.begin(), a.end(), [&](term t) { return is_number(sort_of(t)); });
    }

    std::vector<node> nodes_;
    std::vector<term> parts_;
    std::vector<variable> sorts_;
    std::vector<int> parameters_; ///< by level: the depth of its parameter
};

} // namespace batt::text::detail
