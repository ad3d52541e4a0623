// What all containers share: elements in and out, unions, products, sequences.
#pragma once

#include <algorithm>
#include <batt/reference/definition.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::reference {

/// The elements of c for which keep(x) holds, as what c is.
template <class C, class F>
auto select(const C& c, F keep) {
    gatherer<same_kind_t<C>> kept;
    for (const auto& x : elements(c)) {
        if (keep(x)) kept.add(x);
    }
    return kept.take();
}

/// The number of elements; the rows of a grid.
template <>
struct definition<op::size> {
    template <class C>
    static integer call(const C& c) {
        if constexpr (std::is_same_v<C, grid>) {
            return c.height();
        } else if constexpr (std::is_same_v<C, ivec>) {
            check_located(c);
            return 2;
        } else if constexpr (is_pair_v<C>) {
            return 2;
        } else {
            return static_cast<integer>(c.size());
        }
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

/// {v}.
template <>
struct definition<op::initset> {
    template <class V>
    static set<V> call(const V& v) {
        gatherer<set<V>> items;
        items.add(v);
        return items.take();
    }
};

/// c with v; the type widens to what both can be.
template <>
struct definition<op::insert> {
    template <class V, class T>
    static auto call(const V& v, const set<T>& c) {
        using E = common_t<V, T>;
        gatherer<set<E>> items;
        for (const auto& x : c) items.add(convert<E>(x));
        items.add(convert<E>(v));
        return items.take();
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

/// The first element; `empty` if there is none. Of a pair its first part as it is.
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

/// The last element; `empty` if there is none. Of a pair its second part as it is.
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

/// The elements in iteration order; a grid, the tuple of its rows already, stays a grid.
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

/// The pair (a, b): an ivec of two integers, a cell of an integer and an ivec.
template <>
struct definition<op::astuple> {
    static auto call(const auto& a, const auto& b) {
        check_weight(weight(a) + weight(b));
        return make_pair_of(a, b);
    }
};

/// Union of sets, concatenation of tuples; the kind of a decides.
template <>
struct definition<op::combine> {
    template <container A, container B>
    static auto call(const A& a, const B& b) {
        using T = common_t<element_t<A>, element_t<B>>;
        constexpr bool rows = std::is_same_v<A, grid>;
        gatherer<type::chosen<rows, grid, like_t<A, T>>> items;
        for (const auto& x : elements(a)) items.add(convert<T>(x));
        for (const auto& x : elements(b)) items.add(convert<T>(x));
        return items.take();
    }
};

namespace detail {

/// Whether values of A and B are the same but for booleans and integers: so they have one order.
template <class A, class B>
inline constexpr bool same_form = std::is_same_v<A, B> || (integral_value<A> && integral_value<B>);
template <class A, class B, class C, class D>
inline constexpr bool same_form<pair<A, B>, pair<C, D>> = same_form<A, C> && same_form<B, D>;
template <class A, class B>
inline constexpr bool same_form<ivec, pair<A, B>> = integral_value<A> && integral_value<B>;
template <class A, class B>
inline constexpr bool same_form<pair<A, B>, ivec> = integral_value<A> && integral_value<B>;
template <class A, class B>
inline constexpr bool same_form<set<A>, set<B>> = same_form<A, B>;
template <class A, class B>
inline constexpr bool same_form<tuple<A>, tuple<B>> = same_form<A, B>;

/// The elements of a that are elements of b, or that are not.
template <class A, class B>
set<A> elements_in(const set<A>& a, const set<B>& b, bool wanted) {
    using T = common_t<A, B>;
    if constexpr (same_form<A, B> && is_ordered_v<T>) {
        const auto less = [](const auto& x, const auto& y) {
            return compare::less<T>(convert<T>(x), convert<T>(y));
        };
        return select(a, [&](const A& x) {
            return std::binary_search(b.begin(), b.end(), x, less) == wanted;
        });
    } else {
        // a patch is no sequence of its cells
        return select(a, [&](const A& x) {
            const auto is_x = [&](const B& y) { return compare::equal(y, x); };
            return std::any_of(b.begin(), b.end(), is_x) == wanted;
        });
    }
}

} // namespace detail

/// The elements that a and b have in common.
template <>
struct definition<op::intersection> {
    template <class A, class B>
    static set<A> call(const set<A>& a, const set<B>& b) {
        return detail::elements_in(a, b, true);
    }
};

/// The elements of a that are not in b.
template <>
struct definition<op::difference> {
    template <class A, class B>
    static set<A> call(const set<A>& a, const set<B>& b) {
        return detail::elements_in(a, b, false);
    }
};

/// t without the elements that equal an earlier one.
template <>
struct definition<op::dedupe> {
    template <container C>
    static auto call(const C& t) {
        using T = element_t<C>;
        const auto& items = elements(t);
        if constexpr (is_set_v<C>) {
            return t;
        } else if constexpr (is_ordered_v<T>) {
            const auto before = [&](std::size_t a, std::size_t b) {
                return compare::less(items[a], items[b]);
            };
            std::vector<std::size_t> places(items.size());
            for (std::size_t k = 0; k < places.size(); ++k) places[k] = k;
            std::stable_sort(places.begin(), places.end(), before);
            // Of a run of equal elements the first place is the earliest: the sort is stable.
            const auto alike = [&](std::size_t a, std::size_t b) {
                return compare::equal(items[a], items[b]);
            };
            places.erase(std::unique(places.begin(), places.end(), alike), places.end());
            std::sort(places.begin(), places.end());
            gatherer<same_kind_t<C>> kept;
            for (const std::size_t k : places) kept.add(items[k]);
            return kept.take();
        } else {
            return tuple<T>(set<T>(items));
        }
    }
};

/// n copies of v; none if n is not positive.
template <>
struct definition<op::repeat> {
    template <class V>
    static tuple<V> call(const V& v, integer n) {
        if (n <= 0) return {};
        const auto count = static_cast<std::size_t>(n);
        check_count(count);
        check_weight(std::uint64_t{count} * weight(v));
        return tuple<V>(storage<V>(count, v));
    }
};

/// start, start + step, ... before stop; `domain` if step is 0.
template <>
struct definition<op::interval> {
    static tuple<integer> call(integer start, integer stop, integer step) {
        if (step == 0) fail(status::domain);
        gatherer<tuple<integer>> items;
        for (std::int64_t x = start; step > 0 ? x < stop : x > stop; x += step)
            items.add(static_cast<integer>(x));
        return items.take();
    }
};

/// All (x, y) with x in a and y in b.
template <>
struct definition<op::product> {
    template <container A, container B>
    static auto call(const A& a, const B& b) {
        using T = pair_t<element_t<A>, element_t<B>>;
        const auto& xs = elements(a);
        const auto& ys = elements(b);
        if (std::uint64_t{xs.size()} * ys.size() > max_calls) fail(status::capacity);
        gatherer<set<T>> items;
        for (const auto& x : xs) {
            for (const auto& y : ys) items.add(make_pair_of(x, y));
        }
        return items.take();
    }
};

/// The pairs of elements at the same place, as far as the shorter goes.
template <>
struct definition<op::pair> {
    template <container A, container B>
    static auto call(const A& a, const B& b) {
        using T = pair_t<element_t<A>, element_t<B>>;
        const auto& xs = elements(a);
        const auto& ys = elements(b);
        gatherer<tuple<T>> items;
        for (std::size_t k = 0; k < xs.size() && k < ys.size(); ++k)
            items.add(make_pair_of(xs[k], ys[k]));
        return items.take();
    }
};

namespace detail {

/// Grids on top of each other; `domain` if the widths of those that have rows differ.
inline grid stack(const tuple<grid>& parts) {
    std::int64_t height = 0;
    integer width = 0;
    for (const grid& g : parts) {
        if (g.height() == 0) continue;
        if (height != 0 && g.width() != width) fail(status::domain);
        height += g.height();
        width = g.width();
    }
    if (height > max_side) fail(status::capacity);
    grid result(static_cast<integer>(height), width);
    integer top = 0;
    for (const grid& g : parts) {
        for (integer i = 0; i < g.height(); ++i, ++top) {
            for (integer j = 0; j < g.width(); ++j) result.at(top, j) = g.at(i, j);
        }
    }
    return result;
}

} // namespace detail

/// What is in the containers of c: a set of it for a set, else their concatenation; grids stack.
template <>
struct definition<op::merge> {
    template <container C>
    static auto call(const C& c) {
        using X = element_t<C>;
        if constexpr (std::is_same_v<X, grid> && !is_set_v<C>) {
            return detail::stack(tuple<grid>(elements(c)));
        } else {
            gatherer<like_t<C, element_t<X>>> items;
            for (const auto& x : elements(c)) {
                for (const auto& y : elements(x)) items.add(y);
            }
            return items.take();
        }
    }

    /// The parts of a pair may be of different kinds, an object and a sequence of cells.
    template <container A, container B>
        requires differ<A, B> && have_common<element_t<A>, element_t<B>>
    static auto call(const pair<A, B>& c) {
        if constexpr (std::is_same_v<A, grid> || std::is_same_v<B, grid>) {
            return detail::stack({convert<grid>(c.first), convert<grid>(c.second)});
        } else {
            using T = common_t<element_t<A>, element_t<B>>;
            gatherer<tuple<T>> items;
            for (const auto& x : elements(c.first)) items.add(convert<T>(x));
            for (const auto& x : elements(c.second)) items.add(convert<T>(x));
            return items.take();
        }
    }
};

} // namespace batt::reference
BATT_HOST_CALLS_END
