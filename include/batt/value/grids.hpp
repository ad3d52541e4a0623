// What operations need from a grid on a machine: colours as masks, grids from masks.
#pragma once

#include <batt/value/patch_windows.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// The code of a colour in four planes, and back: -1 is 15, unless 15 is a colour.
BATT_FN constexpr std::uint32_t color_code(integer c) {
    return static_cast<std::uint32_t>(c) & 15U;
}
template <class M>
BATT_FN integer code_color(const M& m, std::uint32_t code) {
    return code == 15U && !m.holds_fifteen() ? -1 : static_cast<integer>(code);
}
/// Whether a grid or an object can hold the colour.
template <class M>
BATT_FN bool representable(const M& m, integer c) {
    const integer least = min_color + (m.holds_fifteen() ? 1 : 0);
    return c >= least && c <= least + 15;
}
/// Fails because no grid or object can hold colour c: with `domain`, or with `capacity` for -1
/// beside the colour 15, which the definition can hold.
template <class M>
BATT_FN void refuse_color(M& m, integer c) {
    m.fail(m.holds_fifteen() && c == min_color ? status::capacity : status::domain);
}

/// All places of an h x w grid.
template <class M>
BATT_FN typename M::grid_rows area(int h, int w) {
    return rectangle<typename M::grid_rows>(0, 0, h, w);
}
template <class M>
BATT_FN typename M::grid_rows area(M&, const grid<M>& g) {
    return area<M>(g.h, g.w);
}

/// Where g has the colour of a code.
template <class M>
BATT_FN typename M::grid_rows where_code(M& m, const grid<M>& g, std::uint32_t code) {
    auto out = area(m, g);
    BATT_UNROLL
    for (int k = 0; k < 4; ++k)
        out = ((code >> k) & 1U) != 0 ? out & g.plane[k] : minus(out, g.plane[k]);
    return out;
}
/// Where g has colour c; nowhere if no grid can hold it.
template <class M>
BATT_FN typename M::grid_rows where_color(M& m, const grid<M>& g, integer c) {
    if (!representable(m, c)) return none<typename M::grid_rows>();
    return where_code(m, g, color_code(c));
}

/// The grid of h rows without columns.
template <class M>
BATT_FN grid<M> empty_grid(int h) {
    const auto z = none<typename M::grid_rows>();
    return {h, 0, {z, z, z, z}};
}

/// Puts colour c at the places of mask, which must lie in g. `domain` if c is no colour, unless
/// there are no places.
template <class M>
BATT_FN void put_color(M& m, grid<M>& g, const typename M::grid_rows& mask, integer c) {
    if (!representable(m, c)) {
        if (mask.any()) refuse_color(m, c);
        return;
    }
    const std::uint32_t code = color_code(c);
    BATT_UNROLL
    for (int k = 0; k < 4; ++k)
        g.plane[k] = ((code >> k) & 1U) != 0 ? g.plane[k] | mask : minus(g.plane[k], mask);
}

/// The colour at (i, j), which must lie in g.
template <class M>
BATT_FN integer color_at(const M& m, const grid<M>& g, int i, int j) {
    std::uint32_t code = 0;
    BATT_UNROLL
    for (int k = 0; k < 4; ++k)
        code |= static_cast<std::uint32_t>((g.plane[k].row(i) >> j) & 1U) << k;
    return code_color(m, code);
}

/// The h x w grid of g's planes after f; f must clear what lies outside that size.
template <class M, class F>
BATT_FN grid<M> with_planes(const grid<M>& g, int h, int w, const F& f) {
    return {h, h > 0 ? w : 0, {f(g.plane[0]), f(g.plane[1]), f(g.plane[2]), f(g.plane[3])}};
}

/// Rows top..top + h - 1 and columns left..left + w - 1 of g, which must have them.
template <class M>
BATT_FN grid<M> cut(M&, const grid<M>& g, int top, int left, int h, int w) {
    const auto kept = area<M>(h, w);
    return with_planes<M>(
        g, h, w, [&](const typename M::grid_rows& x) { return moved(x, -top, -left) & kept; });
}

/// Whether any colour other than 0..9 occurs in g.
template <class M>
BATT_FN bool has_markers(const grid<M>& g) {
    return (g.plane[3] & (g.plane[1] | g.plane[2])).any();
}

/// Which colour codes occur in g, as bits 0..15.
template <class M>
BATT_FN std::uint32_t codes_of(M& m, const grid<M>& g) {
    std::uint32_t out = 0;
    const int n = has_markers(g) ? 16 : 10;
    for (int c = 0; c < n; ++c)
        if (where_code(m, g, static_cast<std::uint32_t>(c)).any()) out |= 1U << c;
    return out;
}

/// Where, among the places `all`, g has colour c, which must be even, and where it has c + 1.
template <class M>
BATT_FN pair_of<typename M::grid_rows, typename M::grid_rows>
pair_of_colors(const grid<M>& g, const typename M::grid_rows& all, int c) {
    auto even = minus(all, g.plane[0]), odd = all & g.plane[0];
    BATT_UNROLL
    for (int k = 1; k < 4; ++k) {
        const bool bit = ((c >> k) & 1) != 0;
        even = bit ? even & g.plane[k] : minus(even, g.plane[k]);
        odd = bit ? odd & g.plane[k] : minus(odd, g.plane[k]);
    }
    return {even, odd};
}

/// Calls f(colour, number of its cells) for every colour in ascending order, even if it has none.
/// Two counts share a word, so that one reduction serves two colours.
template <class M, class F>
BATT_FN void for_counts(M& m, const grid<M>& g, const F& f) {
    using R = typename M::grid_rows;
    const R all = area(m, g);
    const bool markers = has_markers(g);
    const bool fifteen = m.holds_fifteen();
    if (markers && !fifteen) f(-1, where_code(m, g, 15U).count());
    BATT_UNROLL
    for (int c = 0; c < 10; c += 2) {
        const auto [even, odd] = pair_of_colors(g, all, c);
        const std::uint32_t both = R::count_both(even, odd);
        f(c, static_cast<int>(both & 0xFFFFU));
        f(c + 1, static_cast<int>(both >> 16));
    }
    if (markers)
        for (int c = 10; c < (fifteen ? 16 : 15); ++c) f(c, where_color(m, g, c).count());
}

/// The most frequent colour, the smallest of several; 0 for a grid without cells.
/// Count and colour are one number, so that a maximum finds both; in a window of at most 32 rows
/// two colours share a word.
template <class M>
BATT_FN integer most_frequent(M& m, const grid<M>& g) {
    const auto key = [](integer c, int n) { return static_cast<std::uint32_t>(n * 32 + (16 - c)); };
    std::uint32_t best = 0;
    if (M::grid_extent <= 32 && !has_markers(g)) {
        using R = typename M::grid_rows;
        const R all = area(m, g);
        BATT_UNROLL
        for (int c = 0; c < 10; c += 2) {
            const auto [even, odd] = pair_of_colors(g, all, c);
            const std::uint32_t both = R::count_both(even, odd) * 32;
            best = bits::max_halves(best, both + (key(c, 0) | key(c + 1, 0) << 16));
        }
        best = (best & 0xFFFFU) > best >> 16 ? best & 0xFFFFU : best >> 16;
    } else {
        for_counts(m, g, [&](integer c, int n) {
            const std::uint32_t k = key(c, n);
            best = k > best ? k : best;
        });
    }
    return best < 32 ? 0 : 16 - static_cast<integer>(best & 31U);
}

/// The smallest colour that g has at the places of a non-empty mask, and where it is.
template <class M>
struct colored_mask {
    integer color;
    typename M::grid_rows where;
};
/// markers: `has_markers(g)`. Cost: a vote per plane.
template <class M>
BATT_FN colored_mask<M> smallest_color(M& m, const grid<M>& g, const typename M::grid_rows& places,
                                       bool markers) {
    using R = typename M::grid_rows;
    if (markers && !m.holds_fifteen()) {
        const R minus_one = places & g.plane[0] & g.plane[1] & g.plane[2] & g.plane[3];
        if (minus_one.any()) return {-1, minus_one};
    }
    colored_mask<M> out{0, places};
    BATT_UNROLL
    for (int k = 3; k >= 0; --k) {
        R clear;
        const bool any = out.where.without(g.plane[k], clear);
        out.where = any ? clear : out.where;
        out.color |= any ? 0 : 1 << k;
    }
    return out;
}

} // namespace batt::value
BATT_HOST_CALLS_END
