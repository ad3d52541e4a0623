// Checks of value order and equality: the machines against the reference, on related random values.
#pragma once

#include "check.hpp"

BATT_HOST_CALLS_BEGIN
namespace batt {

namespace op {

namespace detail {

/// p in another window into which its locations fit.
template <class M, class P>
BATT_FN P reframed(M& m, const P& p, integer di, integer dj) {
    if constexpr (type::plain_patch<value::tag<P>>) {
        constexpr int e = M::patch_extent;
        const value::box_of b = value::bounds(m, p);
        if (b.none) return value::at_origin(m, p, di, dj);
        const int i = b.bottom - e + 1 + di % (e - b.height() + 1);
        const int j = b.right - e + 1 + dj % (e - b.width() + 1);
        return value::with_window(m, p, i, j, [&](const typename M::patch_rows& x) {
            return value::rebased(x, p.i, p.j, i, j);
        });
    } else {
        return p;
    }
}

} // namespace detail

/// Whether a comes before b (-1), equals it (0) or comes after it (1). The integers choose a window
/// for b.
struct order_of : parameters<kind::any, kind::any, kind::integer, kind::integer> {
    using result = type::integer;

    template <class M, class A, class B>
    static BATT_FN integer eval(M& m, const A& a, const B& b, integer di, integer dj) {
        const int c = value::compare(m, a, detail::reframed(m, b, di, dj));
        return c < 0 ? -1 : (c > 0 ? 1 : 0);
    }
};

/// Whether a equals b.
struct same_as : parameters<kind::any, kind::any, kind::integer, kind::integer> {
    using result = type::boolean;

    template <class M, class A, class B>
    static BATT_FN boolean eval(M& m, const A& a, const B& b, integer di, integer dj) {
        return value::same(m, a, detail::reframed(m, b, di, dj));
    }
};

} // namespace op

template <>
struct reference::definition<op::order_of> {
    template <class A, class B>
    static integer call(const A& a, const B& b, integer, integer) {
        using V = common_t<A, B>;
        const V& x = convert<V>(a);
        const V& y = convert<V>(b);
        return compare::less(x, y) ? -1 : (compare::less(y, x) ? 1 : 0);
    }
};
template <>
struct reference::definition<op::same_as> {
    static boolean call(const auto& a, const auto& b, integer, integer) {
        return compare::equal(a, b);
    }
};

namespace testing {

template <class Tag>
using plain = value::of<reference::definition_machine, Tag>;

/// A value that differs a little from another.
template <class Tag>
struct relative;

template <>
struct relative<type::integer> {
    static integer of(source& s, integer v) {
        return s.one_in(2) ? wrap_add(v, 1) : wrap_sub(v, 1);
    }
};
template <>
struct relative<type::boolean> {
    static boolean of(source&, boolean v) { return !v; }
};
template <>
struct relative<type::ivec> {
    static ivec of(source& s, ivec v) {
        if (v.is_none()) return {0, 0};
        return s.one_in(2) ? ivec{relative<type::integer>::of(s, v.i), v.j}
                           : ivec{v.i, relative<type::integer>::of(s, v.j)};
    }
};
template <class A, class B>
struct relative<type::pair<A, B>> {
    using V = plain<type::pair<A, B>>;
    static V of(source& s, const V& v) {
        if (s.one_in(2)) return V{relative<A>::of(s, v.first), v.second};
        return V{v.first, relative<B>::of(s, v.second)};
    }
};
template <>
struct relative<type::grid> {
    static reference::grid of(source& s, const reference::grid& g) {
        const int h = g.height() + (s.one_in(4) ? s.between(-1, 1) : 0);
        const int w = g.width() + (s.one_in(4) ? s.between(-1, 1) : 0);
        reference::grid out(h > 0 ? h : 0, h > 0 && w > 0 ? w : 0);
        for (int i = 0; i < out.height(); ++i)
            for (int j = 0; j < out.width(); ++j) out.at(i, j) = g.holds(i, j) ? g.at(i, j) : 3;
        if (!out.empty() && s.one_in(2))
            out.at(s.between(0, out.height() - 1), s.between(0, out.width() - 1)) =
                s.between(-1, 14);
        return out;
    }
};
/// One element less, one changed, or one more.
template <class Tag, class T>
struct relative_list {
    static plain<Tag> of(source& s, const plain<Tag>& v) {
        reference::storage<plain<T>> items(v.begin(), v.end());
        if (items.empty()) return v;
        const int at = s.one_in(3) ? static_cast<int>(items.size()) - 1
                                   : s.between(0, static_cast<int>(items.size()) - 1);
        const plain<T> other = near(s, items[static_cast<std::size_t>(at)]);
        switch (s.between(0, 2)) {
        case 0: items.erase(items.begin() + at); break;
        case 1: items[static_cast<std::size_t>(at)] = other; break;
        default: items.push_back(other);
        }
        return plain<Tag>(items);
    }
    static plain<T> near(source& s, const plain<T>& v) {
        if constexpr (std::is_same_v<Tag, type::univalued>) {
            return {v.first, relative<type::ivec>::of(s, v.second)};
        } else if constexpr (std::is_same_v<Tag, type::object>) {
            if (s.one_in(2)) return {s.between(-1, 14), v.second}; // maybe a second colour there
            return {v.first, relative<type::ivec>::of(s, v.second)};
        } else {
            return relative<T>::of(s, v);
        }
    }
};
template <class T>
struct relative<type::set<T>> : relative_list<type::set<T>, T> {};
template <class T>
struct relative<type::tuple<T>> : relative_list<type::tuple<T>, T> {};
template <>
struct relative<type::indices> : relative_list<type::indices, type::ivec> {};
template <>
struct relative<type::object> : relative_list<type::object, type::cell> {};
template <>
struct relative<type::univalued> : relative_list<type::univalued, type::cell> {};

/// Checks Op on pairs of values; it must find enough of them alike and enough of them different.
template <class Op, class A, class B>
void compare_cases(const std::vector<std::vector<int>>& pairs) {
    using C = combination<type::named<Op>, A, B, type::integer, type::integer>;
    int answers[3] = {};
    auto pair = pairs.begin();
    const tally t = compare_random<C>(
        static_cast<int>(pairs.size()), [&](source&) { return *pair++; },
        [&](std::size_t, const std::vector<int>&, const answer_numbers& a) {
            if (a.why == status::ok) ++answers[a.numbers[0] + 1];
        });
    if (!random_check::one_alone()) {
        CHECK(answers[1] > 10);
        CHECK(answers[0] + answers[2] > 10);
    }
    check_right(t);
    check_overflow(t, C::types());
}

/// Checks pairs of values that are equal, nearly equal or unrelated, by order and by equality.
template <class T>
void check_kind() {
    source s(random_seed());
    std::vector<std::vector<int>> cases;
    for (int k = 0; k < random_cases(); ++k) {
        auto numbers = random_arguments<T>(s);
        reference::definition_machine b;
        reader in{numbers.data()};
        const auto v = wire<T>::read(b, in);
        std::vector<int> other;
        switch (k % 4) {
        case 0: other = random_arguments<T>(s); break;
        case 1: other = numbers; break;
        default: other = to_wire<T>(relative<T>::of(s, v));
        }
        numbers.insert(numbers.end(), other.begin(), other.end());
        numbers.push_back(s.between(0, 127));
        numbers.push_back(s.between(0, 127));
        cases.push_back(numbers);
    }
    compare_cases<op::order_of, T, T>(cases);
    compare_cases<op::same_as, T, T>(cases);
}

/// Checks the equality of a From and a To: the same value seen as both, or one nearly the same.
template <class From, class To>
void check_views() {
    source s(random_seed());
    std::vector<std::vector<int>> cases;
    for (int k = 0; k < random_cases(); ++k) {
        auto numbers = random_arguments<From>(s);
        reference::definition_machine b;
        reader in{numbers.data()};
        const auto v = wire<From>::read(b, in);
        if constexpr (std::is_same_v<From, type::ivec>)
            if (v.is_none()) continue;
        plain<To> other = reference::convert<plain<To>>(v);
        if (k % 2 == 0) other = relative<To>::of(s, other);
        const auto more = to_wire<To>(other);
        numbers.insert(numbers.end(), more.begin(), more.end());
        numbers.push_back(s.between(0, 127));
        numbers.push_back(s.between(0, 127));
        cases.push_back(numbers);
    }
    compare_cases<op::same_as, From, To>(cases);
}

} // namespace testing
} // namespace batt
BATT_HOST_CALLS_END
