// What the reader knows for certain about the results of operations: their rules in the table,
// applied to the little that is known of the arguments while a text is read.
#pragma once

#include <batt/text/names.hpp>
#include <cstdint>

namespace batt::text {

/// The parameters of an operation: for each the published name and, after a slash, the name in the
/// DSL's description if that is another.
inline std::string parameter_names(const table::operation& o) {
    std::string names;
    for (int k = 0; k < o.arity; ++k) {
        const table::parameter& p = o.parameters[static_cast<std::size_t>(k)];
        if (k > 0) names += ' ';
        names += p.name;
        if (p.short_name != p.name) names.append("/").append(p.short_name);
    }
    return names;
}

namespace detail {

/// The place of the parameter called `name` in `names`, a result of parameter_names, or -1.
constexpr int parameter_of(std::string_view names, std::string_view name) {
    for (int k = 0; !names.empty(); ++k) {
        std::string_view both = names.substr(0, names.find(' '));
        names.remove_prefix(std::min(names.size(), both.size() + 1));
        while (!both.empty()) {
            const std::string_view one = both.substr(0, both.find('/'));
            if (one == name) return k;
            both.remove_prefix(std::min(both.size(), one.size() + 1));
        }
    }
    return -1;
}

/// What a value certainly is, if there is one at all.
enum class sort : std::uint8_t { any, number, truth, pair, tuple, set, function, none };

constexpr bool is_tuple(sort s) { return s == sort::pair || s == sort::tuple; }
constexpr bool is_number(sort s) { return s == sort::number || s == sort::truth; }

/// What is known for certain about a value.
struct known {
    sort gives = sort::any;
    int depth = 0; ///< how deep tuples are nested: 1 for a tuple, 2 for a tuple of tuples
    int arity = 0; ///< of a function; 0 if that is not known
};

// What is certain about the results of the type functions that rules use; for others, nothing.

constexpr known tuple_with(int depth) { return {sort::tuple, std::max(1, depth)}; }
constexpr known element_of(known c) {
    return {c.depth > 1 ? sort::tuple : sort::any, std::max(0, c.depth - 1)};
}
/// A container of the kind of c, with tuples nested to this depth.
constexpr known like(known c, int depth) {
    return is_tuple(c.gives) ? tuple_with(depth) : known{c.gives};
}
constexpr known common(known a, known b) {
    if (a.gives != b.gives) return {};
    return {a.gives, std::min(a.depth, b.depth), a.arity == b.arity ? a.arity : 0};
}
constexpr known function_of(int arity) { return {sort::function, 0, std::max(0, arity)}; }

struct known_function {
    std::string_view name;
    known (*of)(const known* arguments);
};
inline constexpr known_function known_functions[] = {
    {"number",
     [](const known* a) {
         return known{is_number(a[0].gives) && is_number(a[1].gives) ? sort::number : sort::any};
     }},
    {"unify", [](const known* a) { return common(a[0], a[1]); }},
    {"branch", [](const known* a) { return common(a[0], a[1]); }},
    {"element", [](const known* a) { return element_of(a[0]); }},
    {"first", [](const known* a) { return element_of(a[0]); }},
    {"last", [](const known* a) { return element_of(a[0]); }},
    {"set", [](const known*) { return known{sort::set}; }},
    {"components", [](const known*) { return known{sort::set}; }},
    {"narrower", [](const known*) { return known{sort::set}; }},
    {"tuple", [](const known* a) { return tuple_with(1 + a[0].depth); }},
    {"pair",
     [](const known* a) { return known{sort::pair, 1 + std::min(a[0].depth, a[1].depth)}; }},
    {"selected", [](const known* a) { return like(a[0], a[0].depth); }},
    {"listed", [](const known* a) { return tuple_with(a[0].depth); }},
    {"merged", [](const known* a) { return like(a[0], a[0].depth - 1); }},
    {"combined", [](const known* a) { return like(a[0], std::min(a[0].depth, a[1].depth)); }},
    {"applied", [](const known* a) { return like(a[1], 1); }},
    {"rapplied", [](const known* a) { return like(a[0], 1); }},
    {"compose", [](const known*) { return function_of(1); }},
    {"fork", [](const known*) { return function_of(1); }},
    {"matcher", [](const known*) { return function_of(1); }},
    {"lbind", [](const known* a) { return function_of(a[0].arity - 1); }},
    {"rbind", [](const known* a) { return function_of(a[0].arity - 1); }}};

/// What is certain about values of a type, which a rule names.
constexpr known known_of_type(std::string_view type) {
    int tuples = 0;
    for (; type.starts_with("tuple<"); ++tuples) type = type.substr(6, type.size() - 7);
    known inside;
    if (type == "integer") inside = {sort::number};
    if (type == "boolean") inside = {sort::truth};
    if (type == "ivec") inside = {sort::pair, 1};
    if (type == "grid") inside = {sort::tuple, 2};
    if (type == "indices" || type == "object" || type == "univalued" || type.starts_with("set<"))
        inside = {sort::set};
    return tuples == 0 ? inside : tuple_with(tuples + inside.depth);
}

/// How an argument is read, by the kind of its parameter.
enum class reading_as : std::uint8_t { itself, number, truth, rows, piece, place, container };

constexpr reading_as reading_of(std::string_view kind) {
    if (kind == "number" || kind == "integer") return reading_as::number;
    if (kind == "boolean") return reading_as::truth;
    if (kind == "grid") return reading_as::rows;
    if (kind == "piece" || kind == "element" || kind == "counted_piece") return reading_as::piece;
    if (kind == "patch" || kind == "sequence" || kind == "object" || kind == "cells")
        return reading_as::place;
    return kind == "set" ? reading_as::container : reading_as::itself;
}

/// What is certain about an argument as it is read. changed: whether it stands for the result of an
/// operation, which makes new rows; rules that only select or list rows say so.
constexpr known read_as(known a, reading_as how, bool changed) {
    switch (how) {
    case reading_as::number: return {is_number(a.gives) ? sort::number : sort::any};
    case reading_as::truth: return {a.gives == sort::truth ? sort::truth : sort::any};
    case reading_as::rows: return tuple_with(changed ? 2 : a.depth);
    case reading_as::piece: return like(a, changed ? 2 : a.depth);
    case reading_as::place: return {sort::set};
    case reading_as::container: return like(a, a.depth);
    default: return a;
    }
}

/// A step of a rule, which works on a stack.
struct rule_step {
    known (*of)(const known*) = nullptr;
    known type;
    std::int8_t argument = -1; ///< pushes this argument as it is read, unless it is -1
    std::uint8_t count = 0;    ///< with `of`: pops so many and pushes what `of` says about them
    reading_as how = reading_as::itself;
    // otherwise pushes `type`
};

/// A rule as steps. Conditions are left out: at run time what they exclude may have a value.
struct rule_steps {
    static constexpr std::size_t most = 9;

    std::array<rule_step, most> steps{};
    std::size_t count = 0;

    constexpr rule_steps() = default;
    constexpr explicit rule_steps(const table::operation& o) {
        std::string_view left = o.at_run_time.substr(0, o.at_run_time.find(" if "));
        add(o, left);
    }

private:
    constexpr void add(const table::operation& o, std::string_view& left) {
        const std::size_t end = std::min(left.find_first_of("(), "), left.size());
        const std::string_view word = left.substr(0, end);
        left.remove_prefix(end);
        rule_step step;
        if (left.starts_with("(")) {
            do {
                left.remove_prefix(step.count == 0 ? 1 : 2);
                add(o, left);
                ++step.count;
            } while (left.starts_with(", "));
            left.remove_prefix(1);
            for (const known_function& f : known_functions)
                if (f.name == word) step.of = f.of;
        } else {
            step.type = known_of_type(word);
            for (int k = 0; k < o.arity; ++k) {
                const table::parameter& p = o.parameters[static_cast<std::size_t>(k)];
                if (p.name != word) continue;
                step.argument = static_cast<std::int8_t>(k);
                step.how = reading_of(p.kind);
            }
        }
        steps[count++] = step;
    }
};

/// When a call certainly has a value: the words after `sure` in the table.
enum class sureness : std::uint8_t {
    never,
    always,
    numbers,
    truth,
    container,
    tuples,
    element,
    count,
    input,
    flags,
    function
};

inline constexpr std::array<std::string_view, 11> sureness_words = {
    "",        "always", "numbers", "truth", "container", "tuples",
    "element", "count",  "input",   "flags", "function"};

constexpr sureness sureness_of(std::string_view word) {
    const auto found = std::find(sureness_words.begin(), sureness_words.end(), word);
    return static_cast<sureness>(found - sureness_words.begin());
}
static_assert(std::all_of(table::operations.begin(), table::operations.end(),
                          [](const table::operation& o) {
                              return static_cast<std::size_t>(sureness_of(o.sure)) <
                                     sureness_words.size();
                          }),
              "a word after `sure` in the table means nothing");

/// Which of the two arguments of an operation is the container whose elements the other one is
/// called with; -1 if there is none.
constexpr int container_of(const table::operation& o) {
    if (o.arity != 2) return -1;
    const std::string_view first = o.parameters[0].kind, second = o.parameters[1].kind;
    if (first == "function" && second == "container") return 1;
    return first == "container" && second == "function" ? 0 : -1;
}

/// What the reader knows of an operation.
struct operation_facts {
    rule_steps gives;
    sureness sure = sureness::never;
    int container = -1;
};

/// The facts about all operations, in the order of `operations`.
inline constexpr auto facts = [] {
    std::array<operation_facts, operations.size()> out{};
    for (std::size_t k = 0; k < out.size(); ++k) {
        const table::operation& o = table::operations[k];
        out[k] = {rule_steps(o), sureness_of(o.sure), container_of(o)};
    }
    return out;
}();

} // namespace detail
} // namespace batt::text
