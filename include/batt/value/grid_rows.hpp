// The rows of a grid as tuples of integers, and back.
#pragma once

#include <batt/value/grids.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt::value {

/// Row i of a grid as a tuple of integers. Cost: 4 broadcasts, a line per 32 columns.
template <class M>
BATT_FN tuple<M, type::integer> row_of(M& m, const grid<M>& g, int i) {
    using line = typename M::line;
    const int n = (g.w + 31) / 32;
    const int at = m.allocate(n);
    if (at < 0) return {0, 0};
    typename M::grid_rows::word_type word[4];
    BATT_UNROLL
    for (int k = 0; k < 4; ++k) word[k] = g.plane[k].row(i);
    const std::uint32_t largest = m.holds_fifteen() ? 15U : 0xFFFFFFFFU;
    for (int b = 0; b < n; ++b) {
        m.store_line(at + b, line::generate([&](int r) {
                         std::uint32_t code = 0;
                         BATT_UNROLL
                         for (int k = 0; k < 4; ++k)
                             code |= (static_cast<std::uint32_t>(word[k] >> (32 * b)) >> r & 1U)
                                     << k;
                         return code == 15U ? largest : code;
                     }));
    }
    return {at, g.w};
}

/// Puts a row of colours into row i of g, which must be empty. `domain` if one is no colour.
template <class M>
BATT_FN void put_row(M& m, grid<M>& g, int i, const tuple<M, type::integer>& row) {
    using W = typename M::grid_rows::word_type;
    W word[4] = {0, 0, 0, 0};
    const std::uint32_t above = m.holds_fifteen() ? 0 : 1; // how much the least colour is below 0
    for (int b = 0; b < (row.count + 31) / 32; ++b) {
        const auto x = m.load_line(row.offset + b);
        const int n = row.count - 32 * b;
        const auto bad =
            x.ballot([n, above](int r, std::uint32_t c) { return r < n && c + above > 15U; });
        if (bad != 0) refuse_color(m, get(m, row, 32 * b + bits::lowest(bad)));
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
BATT_HOST_CALLS_END
