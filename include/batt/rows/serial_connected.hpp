// Connected parts on the host machine, row by row.
#pragma once

#include <batt/rows/serial.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// See rows.hpp. Here row by row, down from the seed and up again, as long as that adds any: a row
/// takes what lies next to the row before it, and the runs that this touches.
template <int Extent>
BATT_FN rows<serial, Extent> take_connected(rows<serial, Extent>& left,
                                            const rows<serial, Extent>& seed, bool diagonal) {
    using R = rows<serial, Extent>;
    using W = word<Extent>;
    const auto without = [](const auto& x, const auto& y) { return x & ~y; };
    const W used = seed.used_rows();
    if (used == 0) return R::fill(0);
    int top = bits::lowest(used), bottom = bits::highest(used);
    const auto near = [diagonal](W x) -> W {
        return diagonal ? static_cast<W>(x | (x << 1) | (x >> 1)) : x;
    };
    if (top == bottom) {
        // a single row is written as vectors: those that are loaded next need not wait for a word
        const W run = bits::touched_runs(left.w[top], seed.w[top]);
        const W above = top > 0 ? left.w[top - 1] : W{0};
        const W below = top + 1 < Extent ? left.w[top + 1] : W{0};
        if (((above | below) & near(run)) == 0) {
            const R out = R::band(top, top + 1, run);
            left = R::map(without, left, out);
            return out;
        }
    }
    R out = R::fill(0);
    for (int r = top; r <= bottom; ++r)
        if (seed.w[r] != 0) out.w[r] = bits::touched_runs(left.w[r], seed.w[r]);
    for (bool down = true, first = true;; down = !down, first = false) {
        bool grew = false;
        const int by = down ? 1 : -1;
        for (int r = down ? top + 1 : bottom - 1; r >= 0 && r < Extent; r += by) {
            const W fresh = near(out.w[r - by]) & left.w[r] & ~out.w[r];
            if (fresh != 0) {
                out.w[r] = bits::touched_runs(left.w[r], static_cast<W>(out.w[r] | fresh));
                top = r < top ? r : top;
                bottom = r > bottom ? r : bottom;
                grew = true;
            } else if (r < top || r > bottom) {
                break;
            }
        }
        if (!grew && !first) break;
    }
    left = R::map(without, left, out);
    return out;
}

} // namespace batt
BATT_HOST_CALLS_END
