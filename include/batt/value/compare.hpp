// Value order and equality of all values.
#pragma once

#include <batt/value/grid_rows.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

// compare(m, a, b) is negative, 0 or positive as a comes before b, equals it or comes after it.
// Sets compare as the ascending tuple of their elements, a proper prefix first.

template <class M, class A, class B>
BATT_FN int compare(M& m, const A& a, const B& b);

namespace detail {

BATT_FN int compare_numbers(integer a, integer b) { return a < b ? -1 : (a > b ? 1 : 0); }

/// Compares two masks of the same window as ascending tuples of locations. rest_a, rest_b: whether
/// more elements of the two values follow after these masks.
template <class R>
BATT_FN int compare_masks(const R& a, const R& b, bool rest_a, bool rest_b) {
    using W = typename R::word_type;
    const R differ = a ^ b;
    const W used = differ.ballot([](int, W x) { return x != 0; });
    if (used == 0) return 0;
    const int r = bits::lowest(used);
    const W x = differ.row(r);
    const W lowest = static_cast<W>(x & (~x + 1));
    const W row_a = a.row(r), row_b = b.row(r);
    const bool in_a = (row_a & lowest) != 0;
    // the one that lacks the location goes on with a later element, or ends and is the prefix
    const R& other = in_a ? b : a;
    const W beyond =
        static_cast<W>((in_a ? row_b : row_a) & ~static_cast<W>(lowest | (lowest - 1)));
    const W later = other.ballot([r](int k, W y) { return k > r && y != 0; });
    const bool goes_on = beyond != 0 || later != 0 || (in_a ? rest_b : rest_a);
    return in_a == goes_on ? -1 : 1;
}

/// The same for masks of any two windows. If their first locations differ, these decide, however
/// far apart the windows are.
template <class M, class R>
BATT_FN int compare_windows(M& m, int ai, int aj, const R& a, int bi, int bj, const R& b,
                            bool rest_a, bool rest_b) {
    if (ai == bi && aj == bj) return compare_masks(a, b, rest_a, rest_b);
    if (a.any() && b.any()) {
        const ivec x = first_location(ai, aj, a), y = first_location(bi, bj, b);
        if (!(x == y)) return x < y ? -1 : 1;
    }
    const auto both = aligned(m, ai, aj, a, bi, bj, b);
    return compare_masks(both.a, both.b, rest_a, rest_b);
}

template <class M, class T, class LA, class LB>
BATT_FN int compare_lists(M& m, const LA& a, const LB& b) {
    const int n = a.count < b.count ? a.count : b.count;
    for (int k = 0; k < n; ++k) {
        const int c = compare(m, get(m, a, k), get(m, b, k));
        if (c != 0) return c;
    }
    return compare_numbers(a.count, b.count);
}

template <class M>
BATT_FN int compare_grids(M& m, const grid<M>& a, const grid<M>& b) {
    using R = typename M::grid_rows;
    using W = typename R::word_type;
    if (a.h == 0 || b.h == 0) return compare_numbers(a.h, b.h);
    const int w = a.w < b.w ? a.w : b.w;
    // unequal widths: the first row decides
    const int h = a.w != b.w ? 1 : (a.h < b.h ? a.h : b.h);
    R differ = none<R>();
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) differ = differ | (a.plane[k] ^ b.plane[k]);
    differ = differ & area<M>(h, w);
    const W used = differ.ballot([](int, W x) { return x != 0; });
    if (used != 0) {
        const int i = bits::lowest(used), j = bits::lowest(differ.row(i));
        return compare_numbers(color_at(m, a, i, j), color_at(m, b, i, j));
    }
    return a.w != b.w ? compare_numbers(a.w, b.w) : compare_numbers(a.h, b.h);
}

/// Compares objects, each of one layer or of several.
template <class M, class A, class B>
BATT_FN int compare_objects(M& m, const A& a, const B& b) {
    std::uint32_t left_a = palette_of(m, a), left_b = palette_of(m, b);
    while (left_a != 0 && left_b != 0) {
        const int ca = bits::lowest(left_a), cb = bits::lowest(left_b);
        if (ca != cb) return ca < cb ? -1 : 1;
        left_a &= left_a - 1;
        left_b &= left_b - 1;
        const int c = compare_windows(m, a.i, a.j, layer_of(m, a, ca - 1), b.i, b.j,
                                      layer_of(m, b, cb - 1), left_a != 0, left_b != 0);
        if (c != 0) return c;
    }
    return left_a != 0 ? 1 : (left_b != 0 ? -1 : 0);
}

/// Compares the rows of a grid with a pair or tuple of rows.
template <class M, class L>
BATT_FN int compare_rows(M& m, const grid<M>& g, const L& rows) {
    const int mark = m.top();
    int c = 0;
    if constexpr (requires { rows.count; }) {
        for (int k = 0; k < g.h && k < rows.count && c == 0; ++k) {
            c = compare(m, row_of(m, g, k), get(m, rows, k));
            m.release(mark);
        }
        return c != 0 ? c : compare_numbers(g.h, rows.count);
    } else {
        if (g.h > 0) c = compare(m, row_of(m, g, 0), rows.first);
        if (g.h > 1 && c == 0) c = compare(m, row_of(m, g, 1), rows.second);
        m.release(mark);
        return c != 0 ? c : compare_numbers(g.h, 2);
    }
}

template <class V>
inline constexpr bool is_list = false;
template <class M, class T>
inline constexpr bool is_list<set<M, T>> = true;
template <class M, class T>
inline constexpr bool is_list<tuple<M, T>> = true;

} // namespace detail

/// Negative, 0 or positive as a comes before b, equals it or comes after it.
/// Cost: a reduction for patches and grids; element by element for containers.
template <class M, class A, class B>
BATT_FN int compare(M& m, const A& a, const B& b) {
    using TA = tag<A>;
    using TB = tag<B>;
    if constexpr (type::integral<TA> && type::integral<TB>) {
        return detail::compare_numbers(static_cast<integer>(a), static_cast<integer>(b));
    } else if constexpr (std::is_same_v<TA, type::ivec> && std::is_same_v<TB, type::ivec>) {
        return a < b ? -1 : (a == b ? 0 : 1);
    } else if constexpr (std::is_same_v<TA, type::grid> && std::is_same_v<TB, type::grid>) {
        return detail::compare_grids(m, a, b);
    } else if constexpr (std::is_same_v<TA, type::indices> && std::is_same_v<TB, type::indices>) {
        return detail::compare_windows(m, a.i, a.j, a.mask, b.i, b.j, b.mask, false, false);
    } else if constexpr (type::object_like<TA> && type::object_like<TB>) {
        return detail::compare_objects(m, a, b);
    } else if constexpr (detail::is_list<A> && detail::is_list<B>) {
        return detail::compare_lists<M, typename A::element>(m, a, b);
    } else if constexpr (type::pair_like<TA> && type::pair_like<TB>) {
        const auto& [a1, a2] = a;
        const auto& [b1, b2] = b;
        const int c = compare(m, a1, b1);
        return c != 0 ? c : compare(m, a2, b2);
    } else if constexpr (type::pair_like<TA> && detail::is_list<B>) {
        const auto& [a1, a2] = a;
        if (b.count == 0) return 1;
        const int c = compare(m, a1, get(m, b, 0));
        if (c != 0) return c;
        if (b.count == 1) return 1;
        const int d = compare(m, a2, get(m, b, 1));
        return d != 0 ? d : (b.count > 2 ? -1 : 0);
    } else if constexpr (detail::is_list<A> && type::pair_like<TB>) {
        return -compare(m, b, a);
    } else if constexpr (std::is_same_v<TA, type::grid> &&
                         (detail::is_list<B> || type::pair_like<TB>)) {
        return detail::compare_rows(m, a, b);
    } else if constexpr ((detail::is_list<A> || type::pair_like<TA>) &&
                         std::is_same_v<TB, type::grid>) {
        return -detail::compare_rows(m, b, a);
    } else if constexpr (type::function<TA> && type::function<TB>) {
        // functions have no order: those that differ stay in order of insertion
        return same_function(a, b) ? 0 : -1;
    } else {
        return -1;
    }
}

/// Whether two patches have the same locations and colours; never fails.
template <class M, class A, class B>
BATT_FN bool same_patch(M& m, const A& a, const B& b) {
    if constexpr (!std::is_same_v<tag<A>, type::indices>) {
        const std::uint32_t palette = palette_of(m, a);
        if (palette != palette_of(m, b)) return false;
        if (palette == 0) return true;
    }
    const int n = layers(m, a);
    for (int k = 0; k < n; ++k) {
        const auto x = layer(m, a, k), y = layer(m, b, k);
        if (a.i == b.i && a.j == b.j) {
            if (!equal(x, y)) return false;
            continue;
        }
        const box_of p = bounds(a.i, a.j, x), q = bounds(b.i, b.j, y);
        if (p.none != q.none) return false;
        if (p.none) continue;
        if (p.top != q.top || p.left != q.left || p.bottom != q.bottom || p.right != q.right)
            return false;
        if (!equal(x, rebased(y, b.i, b.j, a.i, a.j))) return false;
    }
    return true;
}

/// Where two grids of one shape differ.
template <class M>
BATT_FN typename M::grid_rows unequal_places(const grid<M>& a, const grid<M>& b) {
    auto out = a.plane[0] ^ b.plane[0];
    BATT_UNROLL
    for (int k = 1; k < 4; ++k) out = out | (a.plane[k] ^ b.plane[k]);
    return out;
}

/// Value equality.
template <class M, class A, class B>
BATT_FN bool same(M& m, const A& a, const B& b) {
    using TA = tag<A>;
    using TB = tag<B>;
    if constexpr ((type::object_like<TA> && type::object_like<TB>) ||
                  (std::is_same_v<TA, type::indices> && std::is_same_v<TB, type::indices>)) {
        return same_patch(m, a, b);
    } else if constexpr (std::is_same_v<TA, type::grid> && std::is_same_v<TB, type::grid>) {
        return a.h == b.h && a.w == b.w && !unequal_places(a, b).any();
    } else if constexpr (detail::is_list<A> && detail::is_list<B>) {
        if (a.count != b.count) return false;
        for (int k = 0; k < a.count; ++k)
            if (!same(m, get(m, a, k), get(m, b, k))) return false;
        return true;
    } else {
        return compare(m, a, b) == 0;
    }
}

} // namespace batt::value
BATT_HOST_CALLS_END
