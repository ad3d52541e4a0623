// The types of columns: static types as numbers, in the form in which columns hold them.
#pragma once

#include <algorithm>
#include <batt/columns/sequences.hpp>
#include <batt/dsl/static_rules.hpp>
#include <deque>
#include <span>

namespace batt::columns {

using typing::form;
using typing::static_type;

/// The number of a type in a `type_table`.
using type_id = int;

/// A hash of a type and all its parts.
inline std::uint64_t hash_of(const static_type& t) {
    std::uint64_t h = mixed(static_cast<std::uint64_t>(t.is), static_cast<std::uint32_t>(t.number));
    for (const static_type& part : t.parts) h = mixed(h, hash_of(part));
    return h;
}

/// Types as numbers, which are equal if the types are. Truths are held as integers (T and F are 1
/// and 0), at any depth: `boolean` is the type of a value that is known to be one of the two.
class type_table {
public:
    /// For what has no column: an ill-typed call, a value whose type is known only at run time.
    static constexpr type_id none = 0;
    static constexpr type_id integer = 1, boolean = 2, ivec = 3, grid = 4, indices = 5, object = 6,
                             univalued = 7;

    type_table() {
        for (const form f : {form::ill, form::integer, form::boolean, form::ivec, form::grid,
                             form::indices, form::object, form::univalued})
            add(f);
    }

    /// How many types there are; their numbers are below it.
    type_id size() const { return static_cast<type_id>(types_.size()); }
    /// The type of a number; the reference stays valid when others are added.
    const static_type& operator[](type_id t) const { return types_[static_cast<std::size_t>(t)]; }

    /// The number of a type that has been added, otherwise `none`.
    type_id find(const static_type& t) const {
        return std::max(numbers_.find(hash_of(t), [&](type_id k) { return (*this)[k] == t; }),
                        none);
    }
    /// The number of a type, which is a new one if it has none yet.
    type_id add(const static_type& t) {
        const auto next = static_cast<type_id>(types_.size());
        const type_id number =
            numbers_.add(hash_of(t), next, [&](type_id k) { return (*this)[k] == t; });
        if (number == next) types_.push_back(t);
        return number;
    }

private:
    std::deque<static_type> types_; ///< whose references stay valid
    hash_slots numbers_;
};

/// A type as columns hold it: an integer for a boolean, at any depth.
inline static_type stored(const static_type& t) {
    if (typing::is_integral(typing::decay(t))) return form::integer;
    switch (t.is) {
    case form::set: return typing::set_of(stored(t.parts[0]));
    case form::tuple: return typing::tuple_of(stored(t.parts[0]));
    case form::pair: return typing::pair_of(stored(t.parts[0]), stored(t.parts[1]));
    default: return t;
    }
}

/// The type in which values of two types can be compared and put together without loss and without
/// a failure; ill if there is none.
inline static_type meet(const static_type& a, const static_type& b) {
    if (a == b) return a;
    if (typing::is_object_like(a) && typing::is_object_like(b)) return form::object;
    if (a.is == form::set && b.is == form::set) return typing::set_of(meet(a.parts[0], b.parts[0]));
    if (a.is == form::tuple && b.is == form::tuple)
        return typing::tuple_of(meet(a.parts[0], b.parts[0]));
    if (a.is == form::pair && b.is == form::pair)
        return typing::pair_of(meet(a.parts[0], b.parts[0]), meet(a.parts[1], b.parts[1]));
    const auto row_tuple = typing::tuple_of(typing::tuple_of(form::integer));
    const auto rows = [&](const static_type& t) { return t.is == form::grid ? row_tuple : t; };
    if (a.is == form::grid && (b.is == form::tuple || b.is == form::pair)) return meet(rows(a), b);
    if (b.is == form::grid && (a.is == form::tuple || a.is == form::pair)) return meet(a, rows(b));
    const auto as_tuple = [](const static_type& pair) {
        return typing::tuple_of(meet(pair.parts[0], pair.parts[1]));
    };
    // The location that is none is no tuple: the definition says what becomes of it.
    if (a.is == form::ivec && b == typing::tuple_of(form::integer)) return b;
    if (b.is == form::ivec && a == typing::tuple_of(form::integer)) return a;
    if (a.is == form::indices && b.is == form::set)
        return typing::set_of(meet(form::ivec, b.parts[0]));
    if (b.is == form::indices && a.is == form::set)
        return typing::set_of(meet(form::ivec, a.parts[0]));
    if (a.is == form::pair && b.is == form::tuple) return meet(as_tuple(a), b);
    if (a.is == form::tuple && b.is == form::pair) return meet(a, as_tuple(b));
    return {};
}

} // namespace batt::columns
