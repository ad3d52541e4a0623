// Equality, value order and comparison by size, and the sets that are built on them.
#pragma once

#include <algorithm>
#include <array>
#include <batt/reference/dynamic/any_value.hpp>
#include <bit>
#include <memory>

BATT_HOST_CALLS_BEGIN
namespace batt::reference::dynamic {

bool equal(const value& a, const value& b);

namespace detail {

/// A hash: equal values have the same.
inline std::uint64_t hash_of(const value& v) {
    const auto mixed = [](std::uint64_t x) {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
        return x ^ (x >> 31);
    };
    const auto bits = [](integer x) { return std::uint64_t{static_cast<std::uint32_t>(x)}; };
    const auto place = [&](ivec loc) { return (bits(loc.i) << 32 | bits(loc.j)) + 1; };
    charge();
    std::uint64_t hash = static_cast<std::uint64_t>(v.what()) << 56;
    switch (v.what()) {
    case kind::none:
    case kind::no_location: break;
    case kind::integer: hash += bits(v.number()); break;
    case kind::location: hash += mixed(place(v.location())); break;
    case kind::cell: hash += mixed(place(v.location())) + bits(v.number()); break;
    case kind::tuple:
        for (const value& x : v.items()) hash = mixed(hash) + hash_of(x);
        break;
    case kind::set: // in any order
        for (const value& x : v.items()) hash += mixed(hash_of(x));
        break;
    case kind::function:
        hash += v.function() == nullptr ? bits(v.operation())
                                        : std::bit_cast<std::uintptr_t>(v.function());
        break;
    }
    return mixed(hash);
}

/// A hash table of distinct values of any kind.
class value_table {
public:
    explicit value_table(std::size_t most) {
        std::size_t places = 8;
        while (places < 2 * most) places *= 2;
        places_ = vector_for<const value*>(places);
        places_.resize(places, nullptr);
    }

    /// Adds v, which must stay at its address; false if the table holds an equal value.
    bool add(const value& v) {
        const value*& p = place_of(v);
        if (p != nullptr) return false;
        p = &v;
        return true;
    }
    bool holds(const value& v) { return place_of(v) != nullptr; }

private:
    const value*& place_of(const value& v) {
        std::size_t k = static_cast<std::size_t>(hash_of(v));
        while (true) {
            const value*& p = places_[k & (places_.size() - 1)];
            if (p == nullptr || equal(*p, v)) return p;
            ++k;
        }
    }

    vector<const value*> places_;
};

inline bool equal_lists(const list& a, const list& b) {
    if (a.count != b.count) return false;
    for (std::uint32_t k = 0; k < a.count; ++k) {
        charge();
        if (!equal(a.begin()[k], b.begin()[k])) return false;
    }
    return true;
}

inline bool equal_sets(const list& a, const list& b) {
    if (a.count != b.count || a.holds_function != b.holds_function) return false;
    if (!a.holds_function) return equal_lists(a, b);
    value_table table(a.count);
    for (const value& x : a) table.add(x);
    return std::all_of(b.begin(), b.end(), [&](const value& x) { return table.holds(x); });
}

inline int sign_of(std::int64_t difference) { return difference < 0 ? -1 : difference > 0; }

inline int compare_locations(ivec a, ivec b) {
    return a.i != b.i ? (a.i < b.i ? -1 : 1) : a.j != b.j ? (a.j < b.j ? -1 : 1) : 0;
}

/// Compares element by element with f; a proper prefix comes first.
template <class F>
int compare_sequences(const elements& a, const elements& b, F f) {
    for (std::size_t k = 0; k < a.size() && k < b.size(); ++k) {
        charge();
        if (equal(a[k], b[k])) continue;
        return f(a[k], b[k]);
    }
    return sign_of(static_cast<std::int64_t>(a.size()) - static_cast<std::int64_t>(b.size()));
}

} // namespace detail

/// Whether two values are equal; fails only with `capacity`.
inline bool equal(const value& a, const value& b) {
    if (a.what() != b.what()) return false;
    switch (a.what()) {
    case kind::none:
    case kind::no_location: return true;
    case kind::integer: return a.number() == b.number();
    case kind::location: return a.location() == b.location();
    case kind::cell: return a.number() == b.number() && a.location() == b.location();
    case kind::tuple: return a.shares(b) || detail::equal_lists(a.items(), b.items());
    case kind::set: return a.shares(b) || detail::equal_sets(a.items(), b.items());
    case kind::function: return a.operation() == b.operation() && a.function() == b.function();
    }
    return false;
}

namespace detail {

inline int compare_containers(const value& a, const value& b);

} // namespace detail

/// Value order of values without functions: below 0 if a comes first, 0 if they are equal.
inline int compare(const value& a, const value& b) {
    if (a.what() != b.what()) return detail::compare_containers(a, b);
    switch (a.what()) {
    case kind::integer: return a.number() < b.number() ? -1 : a.number() > b.number();
    case kind::location: return detail::compare_locations(a.location(), b.location());
    case kind::cell:
        if (a.number() != b.number()) return a.number() < b.number() ? -1 : 1;
        return detail::compare_locations(a.location(), b.location());
    case kind::tuple:
    case kind::set: return a.shares(b) ? 0 : detail::compare_containers(a, b);
    default: return 0;
    }
}

namespace detail {

/// Value order of values of different kinds, or of two lists.
inline int compare_containers(const value& a, const value& b) {
    if (a.what() == b.what()) {
        const list& x = a.items();
        const list& y = b.items();
        for (std::uint32_t k = 0; k < x.count && k < y.count; ++k) {
            charge();
            if (const int order = compare(x.begin()[k], y.begin()[k])) return order;
        }
        return sign_of(std::int64_t{x.count} - std::int64_t{y.count});
    }
    const auto rank = [](const value& v) {
        switch (v.what()) {
        case kind::none: return 0;
        case kind::integer: return 1;
        case kind::no_location: return 2;
        case kind::set: return 4;
        case kind::function: return 5;
        default: return 3;
        }
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
    return compare_sequences(elements(a), elements(b), compare);
}

} // namespace detail

/// Whether a comes before b in value order.
inline bool comes_before(const value& a, const value& b) { return compare(a, b) < 0; }

namespace detail {

/// Compares by size inside tuples: integers, tuples, sets by value order; `type` for others.
inline int compare_parts(const value& a, const value& b) {
    const auto is_tuple = [](const value& v) { return v.is_tuple() || v.is(kind::no_location); };
    if (a.is_integer() && b.is_integer()) return compare(a, b);
    if (is_tuple(a) && is_tuple(b)) {
        if (!a.is_tuple() || !b.is_tuple()) return int{a.is_tuple()} - int{b.is_tuple()};
        return compare_sequences(elements(a), elements(b), compare_parts);
    }
    if (!a.is_set() || !b.is_set() || holds_function(a) || holds_function(b)) fail(status::type);
    return compare(a, b);
}

} // namespace detail

/// Compares elements of maximum and minimum, or arguments of greater: integers or tuples.
inline int compare_sizes(const value& a, const value& b) {
    if (a.is_set()) fail(status::type);
    return detail::compare_parts(a, b);
}

/// Compares keys: integers, tuples, or sets by cardinality.
inline int compare_keys(const value& a, const value& b) {
    if (!a.is_set() || !b.is_set()) return detail::compare_parts(a, b);
    return detail::sign_of(std::int64_t{a.items().count} - std::int64_t{b.items().count});
}

namespace detail {

/// Checks that a set can hold x: it cannot hold `no_location`, nor a location beyond 16 bits,
/// either alone or in a pair.
inline void check_element(const value& x) {
    const auto check = [](ivec loc) {
        if (!is_coordinate(loc.i) || !is_coordinate(loc.j)) fail(status::capacity);
    };
    if (x.is(kind::location) || x.is(kind::cell)) {
        check(x.location());
    } else if (x.is_integer()) {
        return;
    } else if (holds_no_location(x)) {
        fail(status::empty);
    } else if (x.is(kind::tuple) && x.items().count == 2) {
        if (const value& second = x.items().begin()[1]; second.is_location())
            check(second.location());
    }
}

/// Sorts numbers; many of them by radix sort, which skips digits that all have in common. The
/// memory for that is freed at once and not counted.
inline void sort_numbers(vector<std::uint64_t>& numbers) {
    constexpr std::size_t many = 128;
    const std::size_t n = numbers.size();
    std::unique_ptr<std::uint64_t[]> memory;
    if (n >= many) memory.reset(new (std::nothrow) std::uint64_t[n]);
    if (memory == nullptr) {
        std::sort(numbers.begin(), numbers.end());
        return;
    }
    std::uint64_t different = 0;
    for (const std::uint64_t x : numbers) different |= x ^ numbers[0];
    std::uint64_t* from = numbers.data();
    std::uint64_t* to = memory.get();
    for (int shift = 0; shift < 64; shift += 8) {
        if ((different >> shift & 0xFF) == 0) continue;
        std::array<std::size_t, 256> place{};
        for (std::size_t k = 0; k < n; ++k) ++place[from[k] >> shift & 0xFF];
        std::size_t before = 0;
        for (std::size_t& p : place) before += std::exchange(p, before);
        for (std::size_t k = 0; k < n; ++k) to[place[from[k] >> shift & 0xFF]++] = from[k];
        std::swap(from, to);
    }
    if (from != numbers.data()) std::copy_n(from, n, numbers.data());
}

/// Sorts locations, or cells, whose coordinates have 16 bits, and drops repeats.
inline void sort_packed(vector<value>& items, kind what) {
    constexpr std::int64_t most = std::int64_t{1} << 15;
    auto keys = vector_for<std::uint64_t>(items.size());
    for (const value& x : items) {
        const std::uint64_t color =
            what == kind::cell ? static_cast<std::uint32_t>(x.number()) ^ 0x80000000U : 0;
        const ivec loc = x.location();
        keys.push_back(color << 32 | static_cast<std::uint64_t>(loc.i + most) << 16 |
                       static_cast<std::uint64_t>(loc.j + most));
    }
    sort_numbers(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    items.resize(keys.size());
    for (std::size_t k = 0; k < keys.size(); ++k) {
        const ivec loc{
            static_cast<integer>(static_cast<std::int64_t>(keys[k] >> 16 & 0xFFFF) - most),
            static_cast<integer>(static_cast<std::int64_t>(keys[k] & 0xFFFF) - most)};
        const auto color =
            static_cast<integer>(static_cast<std::uint32_t>(keys[k] >> 32) ^ 0x80000000U);
        items[k] = what == kind::cell ? value(color, loc) : value(loc);
    }
}

/// Drops all but the first of equal values; the others keep their order.
inline void drop_repeats(vector<value>& items) {
    charge(items.size());
    value_table table(items.size());
    auto kept = vector_for<value>(items.size());
    for (const value& x : items) {
        if (table.holds(x)) continue;
        kept.push_back(x);
        table.add(kept.back());
    }
    items = std::move(kept);
}

/// The steps made since `left` of them were left, in the form in which a list keeps them.
inline std::uint32_t steps_since(std::uint64_t left) {
    const std::uint64_t made = left - running.steps;
    return made < list::not_counted ? static_cast<std::uint32_t>(made) : list::not_counted;
}

/// Sorts values and drops repeats. Returns the steps that it takes to see that the result ascends,
/// or `not_counted`.
inline std::uint32_t sort_values(vector<value>& items) {
    const std::uint64_t left = running.steps;
    const auto not_before = [](const value& a, const value& b) { return compare(a, b) >= 0; };
    if (std::adjacent_find(items.begin(), items.end(), not_before) == items.end())
        return steps_since(left);
    charge(items.size() * static_cast<std::uint64_t>(std::bit_width(items.size())));
    const kind what = items[0].what();
    // The values may come from a tuple, which may hold locations that no set can.
    const auto alike = [what](const value& x) {
        return x.is(what) && is_coordinate(x.location().i) && is_coordinate(x.location().j);
    };
    if ((what == kind::location || what == kind::cell) &&
        std::all_of(items.begin(), items.end(), alike)) {
        sort_packed(items, what);
        return 0; // comparing them takes no steps
    }
    std::sort(items.begin(), items.end(), comes_before);
    items.erase(std::unique(items.begin(), items.end(), equal), items.end());
    return list::not_counted;
}

} // namespace detail

namespace detail {

/// The set of distinct values that are already in its order.
inline value make_ordered_set(vector<value> items, std::uint32_t order_steps = list::not_counted) {
    const auto is_cell = [](const value& x) { return x.is(kind::cell); };
    const auto is_good = [](const value& x) { return is_color(x.number()); };
    if (!items.empty() && std::all_of(items.begin(), items.end(), is_cell) &&
        !std::all_of(items.begin(), items.end(), is_good))
        fail(status::domain);
    return make_list(kind::set, items.data(), items.size(), order_steps);
}

} // namespace detail

/// The set of these values, which come in the order of insertion; `empty` for no location,
/// `capacity` for a location beyond 16 bits, `domain` for an object with what is no colour.
inline value make_set(vector<value> items) {
    bool function = false;
    for (const value& x : items) {
        detail::check_element(x);
        function = function || holds_function(x);
    }
    std::uint32_t order_steps = list::not_counted;
    if (function)
        detail::drop_repeats(items);
    else
        order_steps = detail::sort_values(items);
    return detail::make_ordered_set(std::move(items), order_steps);
}

namespace detail {

/// Whether a value is a set for which it is known how many steps it takes to see its order.
inline bool has_counted_order(const value& v) {
    return v.is_set() && v.items().order_steps != list::not_counted;
}
/// A copy of such a set: the same result, for the same steps, as `make_set` of its elements.
inline value same_set(const value& set) {
    const list& from = set.items();
    auto items = vector_for<value>(from.count);
    items.insert(items.end(), from.begin(), from.end());
    charge(from.order_steps);
    return make_list(kind::set, items.data(), items.size(), from.order_steps);
}

} // namespace detail

/// The container of these elements, of the kind of another.
inline value make_like(const value& container, vector<value> items) {
    return container.is_set() ? make_set(std::move(items)) : make_tuple(std::move(items));
}

/// Whether an element of the container equals v.
inline bool holds(const elements& c, const value& v) {
    if (c.container().is_set() && !c.container().items().holds_function) {
        if (holds_function(v) || holds_no_location(v)) return false;
        charge(static_cast<std::uint64_t>(std::bit_width(c.size())));
        return std::binary_search(c.begin(), c.end(), v, comes_before);
    }
    charge(c.size());
    return std::any_of(c.begin(), c.end(), [&](const value& x) { return equal(x, v); });
}

/// Notes that the order of a set, and not a value, chose among elements.
inline void note_tie() { running.tied = true; }

} // namespace batt::reference::dynamic
BATT_HOST_CALLS_END
