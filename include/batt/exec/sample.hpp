// One sample on one machine: packed grid in, packed grid and verdict out.
#pragma once

#include <batt/exec/batch.hpp>
#include <batt/exec/tier.hpp>

BATT_HOST_CALLS_BEGIN
namespace batt {

/// A packed grid as a value. Cost on the device: one 16-byte access a lane.
template <class M>
BATT_FN value::grid<M> load_grid(const packed_row* rows, packed_size size) {
    using R = typename M::grid_rows;
    value::grid<M> g;
    g.h = size.h;
    g.w = size.h != 0 ? size.w : 0;
    if constexpr (M::lanes::on_device) {
        const packed_row mine = rows[M::lanes::lane()];
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) {
            g.plane[k] = none<R>();
            g.plane[k].w[0] = mine.plane[k];
        }
    } else {
        for (int k = 0; k < 4; ++k)
            for (int r = 0; r < R::extent; ++r)
                g.plane[k].w[r] = r < packed_side ? rows[r].plane[k] : 0;
    }
    return g;
}

/// The grid as packed rows; false if it is larger than 32 x 32.
template <class M>
BATT_FN bool store_grid(const value::grid<M>& g, packed_row* rows, packed_size* size) {
    if (g.h > packed_side || g.w > packed_side) return false;
    if constexpr (M::lanes::on_device) {
        packed_row mine;
        BATT_UNROLL
        for (int k = 0; k < 4; ++k) mine.plane[k] = static_cast<std::uint32_t>(g.plane[k].w[0]);
        rows[M::lanes::lane()] = mine;
        if (M::lanes::lane() == 0)
            *size = {static_cast<std::uint8_t>(g.h), static_cast<std::uint8_t>(g.w)};
    } else {
        for (int r = 0; r < packed_side; ++r)
            for (int k = 0; k < 4; ++k)
                rows[r].plane[k] = static_cast<std::uint32_t>(g.plane[k].w[r]);
        *size = {static_cast<std::uint8_t>(g.h), static_cast<std::uint8_t>(g.w)};
    }
    return true;
}

/// A program on one sample.
///
/// expected: null if there is none. out: null if the output is not wanted; a failed sample has the
/// output 0x0. The verdict's status is `capacity` if the sample must run at a larger tier, also
/// when its output is wanted and does not fit a packed grid.
template <class Program, class M, class Between>
BATT_FN verdict run_sample(M& m, const packed_row* in, packed_size in_size,
                           const packed_row* expected, packed_size expected_size, packed_row* out,
                           packed_size* out_size, const Between& between) {
    m.reset();
    auto result = Program::run_grid(m, load_grid<M>(in, in_size), between);
    if (m.overflowed()) result.why = {status::capacity, result.why.statement()};
    if (!result.why.none()) result.value = value::empty_grid<M>(0);
    if (out != nullptr && !store_grid<M>(result.value, out, out_size)) {
        result.why = {status::capacity, Program::statements};
        store_grid<M>(value::empty_grid<M>(0), out, out_size);
    }
    bool match = false;
    if (expected != nullptr && result.why.none())
        match = value::same(m, result.value, load_grid<M>(expected, expected_size));
    return {result.why.why(), result.why.statement(), match};
}

} // namespace batt
BATT_HOST_CALLS_END
