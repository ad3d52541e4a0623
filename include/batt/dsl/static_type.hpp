// The static types of the DSL as values: what is known about programs that no compiler has seen.
#pragma once

#include <batt/dsl/table.hpp>
#include <string>
#include <utility>
#include <vector>

/// Static types as values, and the rules that operations follow. The tags of batt/value/type.hpp
/// say the same at compile time; `type_of` (static_view.hpp) leads from a tag to its value.
namespace batt::typing {

/// How a type is made; the tags have the same names.
enum class form : unsigned char {
    ill, ///< of an ill-typed call
    integer,
    boolean,
    ivec,
    grid,
    indices,
    object,
    univalued,
    set,      ///< of one type
    tuple,    ///< of one type
    pair,     ///< of two types
    constant, ///< an integer that is known: `number`
    flag,     ///< a boolean that is known: `number`
    named,    ///< an operation: `number` is its place in table::operations
    lbind,    ///< of a function and the type of its first argument
    rbind,    ///< of a function and the type of its last argument
    compose,  ///< of two functions
    fork,     ///< of three functions
    matcher,  ///< of a function and a type
    power,    ///< of a function, applied `number` times
    repeated, ///< of a function, applied a number of times that is not known
    choice    ///< of two: one of two functions, or an object or indices, whichever was chosen
};

/// A static type. Equal types are equal values if they are made by the functions below. A few
/// statements can double a type again and again: one of more than `most` parts is ill.
struct static_type {
    static constexpr int most = 1000;

    form is = form::ill;
    int number = 0;
    int size = 1; ///< itself and all that it is made of
    std::vector<static_type> parts;

    static_type() = default;
    static_type(form f) : is(f) {}
    static_type(form f, int n, std::vector<static_type> p) : is(f), number(n), parts(std::move(p)) {
        for (const static_type& part : parts) size += part.size;
        if (size > most) *this = {};
    }

    bool ill() const { return is == form::ill; }
    friend bool operator==(const static_type& a, const static_type& b) {
        return a.is == b.is && a.number == b.number && a.size == b.size && a.parts == b.parts;
    }
};

/// An integer, a boolean or an operation that is known.
inline static_type constant(int n) { return {form::constant, n, {}}; }
inline static_type flag(bool b) { return {form::flag, b ? 1 : 0, {}}; }
/// The operation at a place of table::operations, as a function.
inline static_type named(int place) { return {form::named, place, {}}; }
/// The same by its name in the DSL; ill if there is none.
inline static_type named(std::string_view name) {
    const int place = table::operation_of(name);
    return place < 0 ? static_type{} : named(place);
}

/// A constant is its integer, a flag its boolean, once it is stored or computed with.
inline static_type decay(const static_type& t) {
    if (t.is == form::constant) return form::integer;
    if (t.is == form::flag) return form::boolean;
    return t;
}

/// A colour and its location.
inline const static_type& cell() {
    static const static_type t{form::pair, 0, {form::integer, form::ivec}};
    return t;
}
/// set<T>, where a set of ivecs is indices and a set of cells an object. Here and below, what is
/// made of something ill is ill.
inline static_type set_of(const static_type& t) {
    if (t.is == form::ivec) return form::indices;
    if (t == cell()) return form::object;
    return t.ill() ? static_type{} : static_type{form::set, 0, {decay(t)}};
}
inline static_type tuple_of(const static_type& t) {
    return t.ill() ? static_type{} : static_type{form::tuple, 0, {decay(t)}};
}
/// pair<A, B>, where a pair of integers is an ivec.
inline static_type pair_of(const static_type& a, const static_type& b) {
    if (a.ill() || b.ill()) return {};
    static_type x = decay(a), y = decay(b);
    if (x.is == form::integer && y.is == form::integer) return form::ivec;
    return {form::pair, 0, {std::move(x), std::move(y)}};
}

/// Whether t is the type of a function value.
inline bool is_function(const static_type& t) {
    if (t.is == form::choice) return is_function(t.parts[0]);
    return t.is >= form::named && t.is <= form::repeated;
}
/// Whether t is an object or indices, chosen at run time.
inline bool is_patch_choice(const static_type& t) {
    return t.is == form::choice && t.parts[0].is == form::object && t.parts[1].is == form::indices;
}
/// Number of parameters of a function type, 0 for any other type.
inline int arity_of(const static_type& t) {
    switch (t.is) {
    case form::named: return table::operations[static_cast<std::size_t>(t.number)].arity;
    case form::lbind:
    case form::rbind: return arity_of(t.parts[0]) - 1;
    case form::choice: return is_function(t) ? arity_of(t.parts[0]) : 0;
    default: return is_function(t) ? 1 : 0;
    }
}

// Functions of functions; ill if a part is not a function of the right number of parameters.

/// x -> f(g(x))
inline static_type compose(const static_type& f, const static_type& g) {
    if (arity_of(f) != 1 || arity_of(g) != 1) return {};
    return {form::compose, 0, {f, g}};
}
/// x -> o(a(x), b(x))
inline static_type fork(const static_type& o, const static_type& a, const static_type& b) {
    if (arity_of(o) != 2 || arity_of(a) != 1 || arity_of(b) != 1) return {};
    return {form::fork, 0, {o, a, b}};
}
/// x -> f(x) == v
inline static_type matcher(const static_type& f, const static_type& v) {
    if (arity_of(f) != 1 || v.ill()) return {};
    return {form::matcher, 0, {f, v}};
}
/// f with its first or its last argument fixed: side is `lbind` or `rbind`.
inline static_type bind(form side, const static_type& f, const static_type& v) {
    if (arity_of(f) < 2 || arity_of(f) > 4 || v.ill()) return {};
    return {side, 0, {f, v}};
}
/// f applied n times, n a constant, or an integer or boolean that is not known.
inline static_type power(const static_type& f, const static_type& n) {
    if (arity_of(f) != 1) return {};
    if (n.is == form::constant) return {form::power, n.number < 1 ? 1 : n.number, {f}};
    const form count = decay(n).is;
    if (count != form::integer && count != form::boolean) return {};
    return {form::repeated, 0, {f}};
}

namespace detail {

/// Types whose text is a word, and those whose text is a word before parts in <> or ().
inline constexpr std::pair<std::string_view, form> plain_types[] = {
    {"integer", form::integer},    {"boolean", form::boolean}, {"ivec", form::ivec},
    {"grid", form::grid},          {"indices", form::indices}, {"object", form::object},
    {"univalued", form::univalued}};
inline constexpr std::pair<std::string_view, form> built_types[] = {
    {"set", form::set},        {"tuple", form::tuple},     {"pair", form::pair},
    {"lbind", form::lbind},    {"rbind", form::rbind},     {"compose", form::compose},
    {"fork", form::fork},      {"matcher", form::matcher}, {"power", form::power},
    {"power", form::repeated}, {"branch", form::choice}};

inline void write(const static_type& t, std::string& out) {
    const auto write_parts = [&](std::string_view word, char open, char close) {
        out += word;
        out += open;
        for (std::size_t k = 0; k < t.parts.size(); ++k) {
            if (k > 0) out += open == '<' ? "," : ", ";
            write(t.parts[k], out);
        }
        if (t.is == form::power) out += ", " + std::to_string(t.number);
        if (t.is == form::repeated) out += ", integer";
        out += close;
    };
    if (t == cell()) {
        out += "cell";
        return;
    }
    if (t.is == form::constant) out += std::to_string(t.number);
    if (t.is == form::flag) out += t.number != 0 ? 'T' : 'F';
    if (t.is == form::named) out += table::operations[static_cast<std::size_t>(t.number)].name;
    if (t.is == form::ill) out += "ill";
    for (const auto& [word, is] : plain_types)
        if (t.is == is) out += word;
    const bool is_value = t.is == form::set || t.is == form::tuple || t.is == form::pair;
    for (const auto& [word, is] : built_types)
        if (t.is == is) write_parts(word, is_value ? '<' : '(', is_value ? '>' : ')');
}

/// Reads a type; gives ill at the first thing that is none. What follows the type is left unread.
class type_reader {
public:
    explicit type_reader(std::string_view text) : left_(text) {}

    static_type read(int depth = 0) {
        constexpr int deepest = 100;
        const std::string_view word = next_word();
        if (word.empty() || depth > deepest) return {};
        if (word == "T" || word == "F") return flag(word == "T");
        if (word == "cell") return cell();
        if (word.find_first_not_of("0123456789", word[0] == '-' ? 1 : 0) == word.npos)
            return number_of(word);
        for (const auto& [name, is] : plain_types)
            if (word == name) return is;
        const char open = left_.empty() ? ' ' : left_[0];
        if (open != '<' && open != '(') return named(word);
        const char close = open == '<' ? '>' : ')';
        std::vector<static_type> parts;
        do {
            left_.remove_prefix(1);
            parts.push_back(read(depth + 1));
            skip_spaces();
            if (parts.back().ill() || left_.empty()) return {};
        } while (left_[0] == ',');
        if (left_[0] != close) return {};
        left_.remove_prefix(1);
        return open == '<' ? of_values(word, parts) : of_functions(word, parts);
    }
    /// Whether nothing but spaces is left.
    bool at_end() {
        skip_spaces();
        return left_.empty();
    }

private:
    void skip_spaces() {
        while (!left_.empty() && left_[0] == ' ') left_.remove_prefix(1);
    }
    std::string_view next_word() {
        skip_spaces();
        const std::size_t end = std::min(left_.find_first_of("<>(), "), left_.size());
        const std::string_view word = left_.substr(0, end);
        left_.remove_prefix(end);
        return word;
    }
    static static_type number_of(std::string_view word) {
        const bool negative = word[0] == '-';
        long long n = 0;
        if (word.size() > 11 || word.size() == (negative ? 1U : 0U)) return {};
        for (char c : word.substr(negative ? 1 : 0)) n = 10 * n + (c - '0');
        if (negative) n = -n;
        if (n < -2147483648LL || n > 2147483647LL) return {};
        return constant(static_cast<int>(n));
    }
    static static_type of_values(std::string_view word, const std::vector<static_type>& p) {
        if (word == "set" && p.size() == 1) return set_of(p[0]);
        if (word == "tuple" && p.size() == 1) return tuple_of(p[0]);
        const bool is_pair = word == "pair" || word == "tuple"; // of two types, in Python's words
        return is_pair && p.size() == 2 ? pair_of(p[0], p[1]) : static_type{};
    }
    static static_type of_functions(std::string_view word, const std::vector<static_type>& p) {
        if (word == "fork" && p.size() == 3) return fork(p[0], p[1], p[2]);
        if (p.size() != 2) return {};
        if (word == "compose") return compose(p[0], p[1]);
        if (word == "matcher") return matcher(p[0], p[1]);
        if (word == "power") return power(p[0], p[1]);
        if (word == "lbind") return bind(form::lbind, p[0], p[1]);
        if (word == "rbind") return bind(form::rbind, p[0], p[1]);
        const static_type choice{form::choice, 0, p};
        const bool functions = is_function(p[0]) && is_function(p[1]);
        return word == "branch" && (functions || is_patch_choice(choice)) ? choice : static_type{};
    }

    std::string_view left_;
};

} // namespace detail

/// A type as the reference page writes it: "set<object>"; known integers, booleans and functions as
/// in a program: "3", "T", "size", "lbind(shift, object)"; a choice as "branch(object, indices)".
inline std::string to_text(const static_type& t) {
    std::string out;
    detail::write(t, out);
    return out;
}

/// The type that a text stands for, ill if it is none. A pair may be written tuple<A,B>, too.
inline static_type from_text(std::string_view text) {
    detail::type_reader reader(text);
    static_type t = reader.read();
    return reader.at_end() ? t : static_type{};
}

} // namespace batt::typing
