// Columns moved apart to every k-th place, and together again: scaling by whole factors.
#pragma once

#include <batt/rows/rows.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// Moves column j to column j * k, and back, in all rows of any number of windows.
///
/// All columns whose number j has bit b set move (k - 1) << b places at once, bit by bit from the
/// highest, so that no two columns meet. Cost: one step per bit of the largest column.
template <row_value R>
class column_stride {
public:
    using W = typename R::word_type;

    /// 1 <= k <= extent.
    explicit BATT_FN column_stride(int k) : k_(k) {
        BATT_UNROLL
        for (int b = 0; b < levels; ++b) {
            // when bit b has its turn, column j has moved by whole strides for its higher bits
            const bool used = (k << b) < R::extent;
            mover_[b] = used ? repeated(bits::range_mask<W>(1 << b, 2 << b), k << (b + 1)) : W{0};
            by_[b] = used ? (k - 1) << b : 0;
        }
    }

    /// Column j moves to column j * k, which must be in the window if j is used.
    BATT_FN R apart(const R& x) const {
        R out = x;
        BATT_UNROLL
        for (int b = levels - 1; b >= 0; --b) {
            const W mover = mover_[b], rest = static_cast<W>(~mover);
            const int by = by_[b];
            out = R::map([=](const auto& v) { return ((v & mover) << by) | (v & rest); }, out);
        }
        return out;
    }

    /// Column j * k moves to column j, all others are dropped.
    BATT_FN R together(const R& x) const {
        const W kept = repeated(W{1}, k_);
        R out = R::map([kept](const auto& v) { return v & kept; }, x);
        BATT_UNROLL
        for (int b = 0; b < levels; ++b) {
            const int by = by_[b];
            const W mover = static_cast<W>(mover_[b] << by), rest = static_cast<W>(~mover);
            out = R::map([=](const auto& v) { return ((v & mover) >> by) | (v & rest); }, out);
        }
        return out;
    }

    /// Column j becomes columns j * k .. j * k + k - 1, which must be in the window if j is used.
    BATT_FN R repeated_columns(const R& x) const {
        const int k = k_;
        return R::map([k](const auto& v) { return ((v << (k - 1)) << 1) - v; }, apart(x));
    }

private:
    static constexpr int levels = bits::packing_steps<W>; // a bit each of the number of a column

    /// x repeated at all multiples of `period`.
    static BATT_FN W repeated(W x, int period) {
        for (int n = period; n < R::extent; n *= 2) x |= static_cast<W>(x << n);
        return x;
    }

    int k_;
    W mover_[std::size_t{levels}];
    int by_[std::size_t{levels}];
};

} // namespace batt
BATT_HOST_CALLS_END
