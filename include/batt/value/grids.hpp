// What operations need of a grid on a machine: colours as masks, grids from masks.
#pragma once

#include <batt/value/patch.hpp>

namespace batt::value {

/// The code of a colour in four planes, and back: -1 is 15.
BATT_FN constexpr std::uint32_t color_code(integer c) { return static_cast<std::uint32_t>(c) & 15U; }
BATT_FN constexpr integer code_color(std::uint32_t code) {
    return code == 15U ? -1 : static_cast<integer>(code);
}
/// Whether a grid or an object can hold the colour.
BATT_FN constexpr bool representable(integer c) { return c >= -1 && c <= 14; }

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
    if (!representable(c)) return none<typename M::grid_rows>();
    return where_code(m, g, color_code(c));
}

/// h x 0 with h > 0 stays, 0 x w is 0 x 0.
template <class M>
BATT_FN grid<M> empty_grid(int h) {
    const auto z = none<typename M::grid_rows>();
    return {h, 0, {z, z, z, z}};
}

/// Colour c at the places of mask, which must lie in g. `domain` if a place gets what is no colour.
template <class M>
BATT_FN void put_color(M& m, grid<M>& g, const typename M::grid_rows& mask, integer c) {
    if (!representable(c)) {
        if (mask.any()) m.fail(status::domain);
        return;
    }
    const std::uint32_t code = color_code(c);
    BATT_UNROLL
    for (int k = 0; k < 4; ++k)
        g.plane[k] = ((code >> k) & 1U) != 0 ? g.plane[k] | mask : minus(g.plane[k], mask);
}

/// The colour at (i, j), which must lie in g.
template <class M>
BATT_FN integer color_at(const grid<M>& g, int i, int j) {
    std::uint32_t code = 0;
    BATT_UNROLL
    for (int k = 0; k < 4; ++k)
        code |= static_cast<std::uint32_t>((g.plane[k].row(i) >> j) & 1U) << k;
    return code_color(code);
}

/// g with f applied to every plane and another size; f must clear what lies outside the size.
template <class M, class F>
BATT_FN grid<M> with_planes(const grid<M>& g, int h, int w, const F& f) {
    return {h, h > 0 ? w : 0, {f(g.plane[0]), f(g.plane[1]), f(g.plane[2]), f(g.plane[3])}};
}

/// Rows top..top + h - 1 and columns left..left + w - 1 of g, which must have them.
template <class M>
BATT_FN grid<M> cut(M&, const grid<M>& g, int top, int left, int h, int w) {
    const auto kept = area<M>(h, w);
    return with_planes<M>(g, h, w, [&](const typename M::grid_rows& x) {
        return moved(x, -top, -left) & kept;
    });
}

/// Whether any colour but 0..9 occurs in g.
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

/// Calls f(colour, cells of it) for every colour in ascending order, also for those with none.
/// Two counts to a word, so that one reduction serves two colours.
template <class M, class F>
BATT_FN void for_counts(M& m, const grid<M>& g, const F& f) {
    using R = typename M::grid_rows;
    using W = typename R::word_type;
    const R all = area(m, g);
    const bool markers = has_markers(g);
    if (markers) f(-1, where_code(m, g, 15U).count());
    BATT_UNROLL
    for (int c = 0; c < 10; c += 2) {
        R even = minus(all, g.plane[0]), odd = all & g.plane[0];
        BATT_UNROLL
        for (int k = 1; k < 4; ++k) {
            const bool bit = ((c >> k) & 1) != 0;
            even = bit ? even & g.plane[k] : minus(even, g.plane[k]);
            odd = bit ? odd & g.plane[k] : minus(odd, g.plane[k]);
        }
        const int both = R::total(
            [](const W& x, const W& y) { return bits::popcount(x) | (bits::popcount(y) << 16); },
            even, odd);
        f(c, both & 0xFFFF);
        f(c + 1, static_cast<int>(static_cast<unsigned>(both) >> 16));
    }
    if (markers)
        for (int c = 10; c < 15; ++c) f(c, where_color(m, g, c).count());
}

/// The most frequent colour, the smallest of several; 0 for a grid without cells.
template <class M>
BATT_FN integer most_frequent(M& m, const grid<M>& g) {
    integer best = 0;
    int most = 0;
    for_counts(m, g, [&](integer c, int n) {
        best = n > most ? c : best;
        most = n > most ? n : most;
    });
    return best;
}

/// Row i of a grid as a tuple of integers. Cost: 4 broadcasts, a line an extent of 32.
template <class M>
BATT_FN tuple<M, type::integer> row_of(M& m, const grid<M>& g, int i) {
    using line = typename M::line;
    const int n = (g.w + 31) / 32;
    const int at = m.allocate(n);
    if (at < 0) return {0, 0};
    typename M::grid_rows::word_type word[4];
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) word[k] = g.plane[k].row(i);
    for (int b = 0; b < n; ++b) {
        m.store_line(at + b, line::generate([&](int r) {
            std::uint32_t code = 0;
            BATT_UNROLL
            for (int k = 0; k < 4; ++k)
                code |= (static_cast<std::uint32_t>(word[k] >> (32 * b)) >> r & 1U) << k;
            return code == 15U ? 0xFFFFFFFFU : code;
        }));
    }
    return {at, g.w};
}

/// Puts a row of colours into row i of g, whose row is empty. `domain` if one is no colour.
template <class M>
BATT_FN void put_row(M& m, grid<M>& g, int i, const tuple<M, type::integer>& row) {
    using W = typename M::grid_rows::word_type;
    W word[4] = {0, 0, 0, 0};
    for (int b = 0; b < (row.count + 31) / 32; ++b) {
        const auto x = m.load_line(row.offset + b);
        const int n = row.count - 32 * b;
        const auto bad = x.ballot([n](int r, std::uint32_t c) { return r < n && c + 1 > 15U; });
        if (bad != 0) m.fail(status::domain);
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) {
            const std::uint32_t bit =
                x.ballot([n, k](int r, std::uint32_t c) { return r < n && (c >> k & 1U) != 0; });
            word[k] |= static_cast<W>(static_cast<W>(bit) << (32 * b));
        }
    }
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) g.plane[k].set_row(i, word[k]);
}

} // namespace batt::value
