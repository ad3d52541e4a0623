// Elements of any container: contained, remove, other, first, last, totuple, maximum, minimum.
#pragma once

#include <algorithm>
#include <batt/reference/definitions/filter.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The largest integer; 0 if there is none.
template <>
struct definition<op::maximum> {
    template <container C>
        requires integral_value<element_t<C>>
    static integer call(const C& c) {
        const auto& items = elements(c);
        return items.empty() ? 0 : *std::max_element(items.begin(), items.end());
    }
};

/// The smallest integer; 0 if there is none.
template <>
struct definition<op::minimum> {
    template <container C>
        requires integral_value<element_t<C>>
    static integer call(const C& c) {
        const auto& items = elements(c);
        return items.empty() ? 0 : *std::min_element(items.begin(), items.end());
    }
};

/// Whether some element of c equals v; the parts of a pair may be of different types.
template <>
struct definition<op::contained> {
    template <class V, class C>
    static boolean call(const V& v, const C& c) {
        if constexpr (std::is_same_v<C, set<V>>) {
            return c.contains(v);
        } else if constexpr (is_pair_v<C>) {
            return compare::equal(v, c.first) || compare::equal(v, c.second);
        } else {
            for (const auto& x : elements(c)) {
                if (compare::equal(x, v)) return true;
            }
            return false;
        }
    }
};

/// c without all elements equal to v.
template <>
struct definition<op::remove> {
    static auto call(const auto& v, const container auto& c) {
        return select(c, [&](const auto& x) { return !compare::equal(x, v); });
    }
};

/// The first element unequal to v; `not_found` if there is none.
template <>
struct definition<op::other> {
    template <container C>
    static element_t<C> call(const C& c, const auto& v) {
        for (const auto& x : elements(c)) {
            if (!compare::equal(x, v)) return x;
        }
        fail(status::not_found);
    }
};

/// The first element; `empty` if there is none. For a pair, its first part as it is.
template <>
struct definition<op::first> {
    template <class C>
    static auto call(const C& c) {
        if constexpr (is_pair_v<C>) {
            return c.first;
        } else if constexpr (std::is_same_v<C, grid>) {
            if (c.height() == 0) fail(status::empty);
            return c.row(0);
        } else {
            const auto& items = elements(c);
            if (items.empty()) fail(status::empty);
            return element_t<C>(items[0]);
        }
    }
};

/// The last element; `empty` if there is none. For a pair, its second part as it is.
template <>
struct definition<op::last> {
    template <class C>
    static auto call(const C& c) {
        if constexpr (is_pair_v<C>) {
            return c.second;
        } else if constexpr (std::is_same_v<C, grid>) {
            if (c.height() == 0) fail(status::empty);
            return c.row(c.height() - 1);
        } else {
            const auto& items = elements(c);
            if (items.empty()) fail(status::empty);
            return element_t<C>(items[items.size() - 1]);
        }
    }
};

/// The elements in iteration order; a grid stays a grid, as it is a tuple of rows already.
template <>
struct definition<op::totuple> {
    template <container C>
    static auto call(const C& c) {
        if constexpr (std::is_same_v<C, grid>) {
            return c;
        } else {
            return tuple<element_t<C>>(elements(c));
        }
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
