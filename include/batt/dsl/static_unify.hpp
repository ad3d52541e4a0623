// How static types combine, as values: elements, common types, and the kinds of parameters.
#pragma once

#include <batt/dsl/static_type.hpp>

/// The same as batt/value/unify.hpp and batt/dsl/kind.hpp, on types as values instead of tags.
namespace batt::typing {

/// Listens, while it lives, to what the rules are asked on its thread: which types have to become
/// one, and which operations are called with which types.
class rule_listener {
public:
    rule_listener() : before_(current()) { current() = this; }
    virtual ~rule_listener() { current() = before_; }
    rule_listener(const rule_listener&) = delete;
    rule_listener& operator=(const rule_listener&) = delete;

    /// Values of types a and b become values of a common type.
    virtual void unified(const static_type& a, const static_type& b) = 0;
    /// An operation, by its place in the table, takes these arguments and gives a result.
    virtual void called(int operation, const std::vector<static_type>& arguments,
                        const static_type& result) = 0;

    /// The one that lives on this thread; null if there is none.
    static rule_listener*& current() {
        static thread_local rule_listener* now = nullptr;
        return now;
    }

private:
    rule_listener* before_;
};

/// An integer or a boolean.
inline bool is_integral(const static_type& t) {
    return t.is == form::integer || t.is == form::boolean;
}
/// An object, of any colours or of one.
inline bool is_object_like(const static_type& t) {
    return t.is == form::object || t.is == form::univalued;
}
/// An object or indices.
inline bool is_plain_patch(const static_type& t) {
    return is_object_like(t) || t.is == form::indices;
}
inline bool is_set(const static_type& t) { return is_plain_patch(t) || t.is == form::set; }
/// A pair, including ivecs and cells.
inline bool is_pair_like(const static_type& t) { return t.is == form::ivec || t.is == form::pair; }
/// A location: an ivec or a pair that can be one.
inline bool is_location(const static_type& t) {
    return t.is == form::ivec ||
           (t.is == form::pair && is_integral(t.parts[0]) && is_integral(t.parts[1]));
}
inline bool is_cell(const static_type& t) {
    return t.is == form::pair && is_integral(t.parts[0]) && is_location(t.parts[1]);
}
/// A row of a grid, or what counts as one.
inline bool is_row(const static_type& t) {
    return is_location(t) || (t.is == form::tuple && is_integral(t.parts[0]));
}

/// Whether `is` holds for all elements of a tuple or a pair.
template <class Is>
bool is_sequence_of(const static_type& t, const Is& is) {
    return (t.is == form::tuple && is(t.parts[0])) ||
           (t.is == form::pair && is(t.parts[0]) && is(t.parts[1]));
}
inline bool is_location_sequence(const static_type& t) { return is_sequence_of(t, is_location); }
inline bool is_cell_sequence(const static_type& t) { return is_sequence_of(t, is_cell); }
inline bool is_row_sequence(const static_type& t) { return is_sequence_of(t, is_row); }
/// Holds cells or locations, but is no patch yet: a sequence, or a set with booleans for integers.
inline bool is_loose_cells(const static_type& t) {
    return is_cell_sequence(t) || (t.is == form::set && is_cell(t.parts[0]));
}
inline bool is_loose_locations(const static_type& t) {
    return is_location_sequence(t) || (t.is == form::set && is_location(t.parts[0]));
}

namespace detail {

/// Whether the function type e has the alternative f, or a group of alternatives that is f.
inline bool has_alternative(const static_type& e, const static_type& f) {
    return e == f || (e.is == form::choice &&
                      (has_alternative(e.parts[0], f) || has_alternative(e.parts[1], f)));
}
/// Whether every function of type f is a value of the function type e.
inline bool holds(const static_type& e, const static_type& f) {
    return has_alternative(e, f) ||
           (f.is == form::choice && holds(e, f.parts[0]) && holds(e, f.parts[1]));
}

inline static_type common_type(const static_type& left, const static_type& right) {
    const static_type a = decay(left), b = decay(right);
    if (a == b) return a;
    if (is_integral(a) && is_integral(b)) return form::integer;
    if (is_object_like(a) && is_object_like(b)) return form::object;
    if (is_function(a) && is_function(b)) {
        if (holds(a, b)) return a;
        return holds(b, a) ? b : static_type{form::choice, 0, {a, b}};
    }
    if (a.is == form::pair && b.is == form::pair)
        return pair_of(common_type(a.parts[0], b.parts[0]), common_type(a.parts[1], b.parts[1]));
    if (is_location(a) && is_location(b)) return form::ivec;
    if (a.is == form::set && b.is == form::set) return set_of(common_type(a.parts[0], b.parts[0]));
    if (a.is == form::tuple && b.is == form::tuple)
        return tuple_of(common_type(a.parts[0], b.parts[0]));
    const auto one_is = [&](form whole, bool (*other)(const static_type&)) {
        return (a.is == whole && other(b)) || (b.is == whole && other(a));
    };
    if (one_is(form::object, is_loose_cells) || one_is(form::univalued, is_loose_cells))
        return form::object;
    if (one_is(form::indices, is_loose_locations)) return form::indices;
    if (one_is(form::grid, is_row_sequence)) return form::grid;
    const auto as_tuple = [](const static_type& pair, const static_type& tuple) {
        const static_type parts =
            pair.is == form::ivec ? form::integer : common_type(pair.parts[0], pair.parts[1]);
        return tuple_of(common_type(parts, tuple.parts[0]));
    };
    if (is_pair_like(a) && b.is == form::tuple) return as_tuple(a, b);
    if (a.is == form::tuple && is_pair_like(b)) return as_tuple(b, a);
    return {};
}

} // namespace detail

/// The type that both can be turned into without loss, ill if there is none.
inline static_type unify(const static_type& a, const static_type& b) {
    const static_type both = detail::common_type(a, b);
    rule_listener* const heard = rule_listener::current();
    if (heard != nullptr && !both.ill()) heard->unified(a, b);
    return both;
}

/// The type of a container's elements, ill if t is no container.
inline static_type element(const static_type& t) {
    switch (t.is) {
    case form::indices: return form::ivec;
    case form::object:
    case form::univalued: return cell();
    case form::grid: return tuple_of(form::integer);
    case form::ivec: return form::integer;
    case form::set:
    case form::tuple: return t.parts[0];
    case form::pair: return unify(t.parts[0], t.parts[1]);
    default: return {};
    }
}
inline bool is_container(const static_type& t) { return !element(t).ill(); }

/// The type of a choice between a and b: their common type or, for patches that have none, an
/// object or indices.
inline static_type branched(const static_type& a, const static_type& b) {
    static_type both = unify(a, b);
    if (!both.ill()) return both;
    const auto is_any_patch = [](const static_type& t) {
        return is_plain_patch(t) || is_loose_cells(t) || is_loose_locations(t) ||
               is_patch_choice(t);
    };
    if (!is_any_patch(a) || !is_any_patch(b)) return {};
    return {form::choice, 0, {form::object, form::indices}};
}

/// Whether values have an order: all but functions and containers of functions.
inline bool is_ordered(const static_type& t) {
    if (is_function(t)) return false;
    if (t.is != form::set && t.is != form::tuple && t.is != form::pair) return true;
    return std::all_of(t.parts.begin(), t.parts.end(), is_ordered);
}

namespace detail {

inline static_type as_grid(const static_type& t) {
    return t.is == form::grid || is_row_sequence(t) ? form::grid : form::ill;
}
inline static_type as_patch(const static_type& t) {
    if (is_plain_patch(t)) return t;
    if (is_loose_locations(t)) return form::indices;
    return is_loose_cells(t) ? form::object : form::ill;
}
/// A sequence as a tuple, in its order.
inline static_type as_sequence(const static_type& t) {
    if (is_location_sequence(t)) return tuple_of(form::ivec);
    if (is_cell_sequence(t)) return tuple_of(cell());
    return as_patch(t);
}
inline static_type as_object(const static_type& t) {
    static_type patch = as_patch(t);
    return is_object_like(patch) ? patch : static_type{};
}
inline static_type first_of(static_type a, static_type b) { return a.ill() ? b : a; }
inline static_type as_integer(const static_type& t) {
    return is_integral(decay(t)) ? form::integer : form::ill;
}
inline static_type as_ivec(const static_type& t) { return is_location(t) ? form::ivec : form::ill; }

/// A kind: its name, what it takes in words, and the type that an argument arrives as.
struct kind {
    std::string_view name, takes;
    static_type (*arrives_as)(const static_type&);
};
inline constexpr kind kinds[] = {
    {"any", "a value",
     [](const static_type& t) { return is_patch_choice(t) ? form::ill : decay(t); }},
    {"alternative", "a value", decay},
    {"literal", "a value", [](const static_type& t) { return is_patch_choice(t) ? form::ill : t; }},
    {"integer", "an integer", as_integer},
    {"boolean", "a boolean",
     [](const static_type& t) -> static_type {
         return decay(t).is == form::boolean ? form::boolean : form::ill;
     }},
    {"ivec", "an ivec", as_ivec},
    {"number", "an integer or an ivec",
     [](const static_type& t) { return first_of(as_integer(t), as_ivec(t)); }},
    {"grid", "a grid", as_grid},
    {"patch", "a patch", as_patch},
    {"sequence", "a patch", as_sequence},
    {"piece", "a grid or a patch",
     [](const static_type& t) { return first_of(as_patch(t), as_grid(t)); }},
    {"counted_piece", "a grid or a patch",
     [](const static_type& t) { return first_of(as_sequence(t), as_grid(t)); }},
    {"object", "an object", as_object},
    {"cells", "an object",
     [](const static_type& t) { return is_cell_sequence(t) ? tuple_of(cell()) : as_object(t); }},
    {"element", "a grid or an object",
     [](const static_type& t) {
         return is_object_like(t) || (t.is == form::set && is_cell(t.parts[0])) ? as_object(t)
                                                                                : as_grid(t);
     }},
    {"container", "a container",
     [](const static_type& t) { return is_container(t) || is_pair_like(t) ? t : form::ill; }},
    {"set", "a set", [](const static_type& t) { return is_set(t) ? t : form::ill; }},
    {"tuple", "a tuple",
     [](const static_type& t) {
         return t.is == form::tuple || t.is == form::grid || is_pair_like(t) ? tuple_of(element(t))
                                                                             : form::ill;
     }},
    {"function", "a function",
     [](const static_type& t) { return is_function(t) ? t : form::ill; }}};

/// The kind that has this name in the table, or null.
inline const kind* kind_of(std::string_view name) {
    for (const kind& k : kinds)
        if (k.name == name) return &k;
    return nullptr;
}

} // namespace detail

/// The type that an argument arrives as at a parameter of a kind, ill if it is refused.
inline static_type arrives_as(std::string_view kind, const static_type& t) {
    const detail::kind* found = detail::kind_of(kind);
    return found == nullptr || t.ill() ? static_type{} : found->arrives_as(t);
}

} // namespace batt::typing
